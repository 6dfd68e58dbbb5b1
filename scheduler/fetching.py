"""Files that people sent, from their channel to our disk: whole, under a name of ours, or not at all.

A file is named by its content, so fetching it twice changes nothing. Not here: the list of announced
files (``storage.media``), what a file really is (``magic``), how a channel gives it.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from errno import errorcode
from pathlib import Path

from handlers.errors import SendError
from scheduler.background import Background
from scheduler.folders import MEDIA, write
from scheduler.housekeeping import Alarm
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
TOO_BIG = ("file_too_big", "file-too-large")
"""Codes of the channels for a file over the limit."""

FOR_ALL = ("wait", "token")
FINAL = ("refused", "gone", "plain", "blocked", "migrated")
"""What follows from an error: not this file only but all of them wait; or this one will never come."""

Fetch = Callable[[str, str, int], Awaitable[bytes]]
"""Channel, file, most bytes → the bytes; raises ``SendError``."""


class Fetching:
    """Fetches what is due, the oldest first; ``data`` is the data folder."""

    def __init__(
        self,
        database: Database,
        time: Time,
        fetch: Fetch,
        data: Path,
        limit: int = LIMIT,
        alarm: Alarm | None = None,
    ) -> None:
        self._database = database
        self._time = time
        self._fetch = fetch
        self._data = data
        self._limit = limit
        self._alarm = alarm
        self._told = False
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
            why = "size" if error.code in TOO_BIG else media.GONE
            await self._failed(one, error.code, why, final=error.after in FINAL)
            return error.after not in FOR_ALL
        except Exception as error:
            await self._failed(one, where(error))
            return True
        crash.point("fetch.received")
        if len(content) > self._limit:
            await self._failed(one, "too_big", "size", final=True)
        elif ending := extension(content):
            return await self._keep(one, content, ending)
        else:
            await self._failed(one, "not_allowed", "kind", final=True)
        return True

    async def _keep(self, one: Media, content: bytes, ending: str) -> bool:
        """A disk that takes no file is the operator's trouble: told once, and the files are fetched later."""
        digest = hashlib.sha256(content).hexdigest()
        path = f"{MEDIA}/{digest}.{ending}"
        try:
            await asyncio.to_thread(write, self._data / path, content)
        except OSError as error:
            await self._failed(one, where(error))
            await self._tell(errorcode.get(error.errno or 0, "unknown"))
            return False
        self._told = False
        crash.point("fetch.written")
        await self._database.transaction(media.stored, one.id, path, digest, len(content))
        return True

    async def _tell(self, code: str) -> None:
        if self._alarm is not None and not self._told:
            await self._alarm("operator.files_not_kept", code=code)
        self._told = True

    async def _failed(self, one: Media, code: str, why: str = media.GONE, *, final: bool = False) -> None:
        log.warning("file %d could not be fetched: %s", one.id, code)
        await self._database.transaction(media.failed, self._time.now(), one, why, final=final)
