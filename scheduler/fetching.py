"""Files that people sent, from their channel to our disk: whole, under a name of ours, or not at all.

A file is named by its content, so fetching it twice changes nothing. Not here: the list of announced
files (``storage.media``), what a file really is (``magic``), how a channel gives it.
"""

import asyncio
import hashlib
import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from handlers.errors import SendError
from scheduler.background import Background
from scheduler.magic import extension
from scheduler.timing import Time
from scheduler.trace import where
from storage import crash, media
from storage.database import Database
from storage.media import Media

log = logging.getLogger(__name__)

LIMIT = 20_000_000
"""Bytes; Telegram gives no larger file to a bot."""

AT_ONCE = 10
FOLDER = "media"
FOR_ALL = ("wait", "token")
FINAL = ("refused", "gone", "plain", "blocked", "migrated")
"""What follows from an error: not this file only but all of them wait; or this one will never come."""

Fetch = Callable[[str, str, int], Awaitable[bytes]]
"""Channel, file, most bytes → the bytes; raises ``SendError``."""


class Fetching:
    """Fetches what is due, the oldest first; ``data`` is the data folder."""

    def __init__(self, database: Database, time: Time, fetch: Fetch, data: Path, limit: int = LIMIT) -> None:
        self._database = database
        self._time = time
        self._fetch = fetch
        self._data = data
        self._limit = limit
        self._background = Background("fetching", self.work)
        self.tick = self._background.tick
        self.stop = self._background.stop
        self.settled = self._background.settled

    async def work(self) -> None:
        """Fetch what is due now; stops early when the channel wants to be left alone."""
        for one in await self._database.read(media.to_fetch, self._time.now(), AT_ONCE):
            if not await self._one(one):
                return

    async def _one(self, one: Media) -> bool:
        try:
            content = await self._fetch(one.channel, one.file, self._limit)
        except SendError as error:
            await self._failed(one, error.code, final=error.after in FINAL)
            return error.after not in FOR_ALL
        except Exception as error:
            await self._failed(one, where(error), final=False)
            return True
        crash.point("fetch.received")
        ending = extension(content) if len(content) <= self._limit else None
        if ending is None:
            await self._failed(one, "not_allowed", final=True)
            return True
        await self._keep(one, content, ending)
        return True

    async def _keep(self, one: Media, content: bytes, ending: str) -> None:
        digest = hashlib.sha256(content).hexdigest()
        path = f"{FOLDER}/{digest}.{ending}"
        await asyncio.to_thread(write, self._data / path, content)
        crash.point("fetch.written")
        await self._database.transaction(media.stored, one.id, path, digest, len(content))

    async def _failed(self, one: Media, code: str, *, final: bool) -> None:
        log.warning("file %d could not be fetched: %s", one.id, code)
        await self._database.transaction(media.failed, self._time.now(), one.id, one.attempts, final)


def write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, on disk and whole; a file that is there already is the same one."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
