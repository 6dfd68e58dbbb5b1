"""Keeping the house: what is old goes, what is idle is archived, what must hold is checked.

How long things are kept is said by ``storage.retention``. Not here: the statements (``storage.upkeep``
and the repositories), forgetting a person (``erasing``).
"""

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from handlers.messages import Said
from scheduler.folders import MEDIA, PUBLIC, sweep
from scheduler.timing import Time
from storage import drafts, inbox, joint, media, presence, screens, shelf, unused, upkeep
from storage.database import Connection, Database
from storage.retention import rules

log = logging.getLogger(__name__)

CO_ORGANISER_ANSWERS = timedelta(days=7)
"""A member that a record names and that says nothing for so long stands beside it."""
LEFT_OVER = timedelta(days=1)
"""Age of a file that no row names before it is removed: until then its row may still be written."""
VERIFY_EVERY = timedelta(days=1)
LEAST_FREE = 500_000_000
"""Bytes; below, the operator is told while everything still works."""


class Alarm(Protocol):
    """Tells the operator: a key and codes, never a person's words."""

    async def __call__(self, key: str, n: int | None = None, **args: Said) -> None: ...


class Housekeeping:
    """``tidy`` is called every hour. ``data`` is the data folder, ``made`` that of the jobs' files.

    ``stamped`` is the machine's own time, by which the age of files is known; as a rule that of ``time``.
    """

    def __init__(
        self,
        database: Database,
        url: str,
        time: Time,
        data: Path,
        made: Path,
        alarm: Alarm,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
        stamped: Callable[[], datetime] | None = None,
    ) -> None:
        self._database = database
        self._url = url
        self._time = time
        self._data = data
        self._made = made
        self._alarm = alarm
        self._free = free
        self._stamped = stamped or time.now
        self._low = False
        self._verified_at: datetime | None = None

    async def tidy(self) -> None:
        """Remove old files, write the log back, look at the disk, once a day verify the audit trail."""
        now, stamped = self._time.now(), self._stamped()
        waiting = await self._database.read(upkeep.files_waiting)
        await asyncio.to_thread(remove_made, self._made, stamped - rules().of("made_files"), str(waiting))
        await asyncio.to_thread(remove_copies, self._data, stamped - rules().of("copies"))
        named = await self._database.read(media.named)
        await asyncio.to_thread(sweep_files, self._data, named, stamped - LEFT_OVER)
        await asyncio.to_thread(upkeep.checkpoint, self._url)
        await self._look_at_disk()
        if self._verified_at is None or now - self._verified_at >= VERIFY_EVERY:
            await self.verify()
            self._verified_at = now

    async def verify(self) -> None:
        """Check the chain of the audit trail on a thread of its own."""
        line = await asyncio.to_thread(upkeep.audit_broken, self._url)
        if line is not None:
            log.critical("the audit trail is broken at line %d", line)
            await self._alarm("operator.audit_broken", number=str(line))

    async def _look_at_disk(self) -> None:
        """Tell once that it is full, and again only after it was not."""
        free = self._free(self._data)
        low = free < LEAST_FREE
        if low and not self._low:
            log.error("only %d MB are free in the data folder", free // 1_000_000)
            await self._alarm("operator.disk_low", megabytes=str(free // 1_000_000))
        self._low = low


def prune(connection: Connection, now: datetime) -> None:
    """All that has an age, in one unit; files that no row names any more are swept afterwards."""
    kept = rules()
    inbox.prune(connection, now - kept.of("inbox"))
    upkeep.forget_sent(connection, now - kept.of("outbox_text"))
    upkeep.forget_codes(connection, now)
    upkeep.forget_starts(connection, now - kept.of("starts"))
    screens.prune(connection, now)
    presence.prune(connection, now, now - kept.of("presence_links"))
    drafts.archive_idle(connection, now, now - kept.of("draft_idle"))
    shelf.empty_old(connection, now)
    joint.accept_silent(connection, now, now - CO_ORGANISER_ANSWERS)
    unused.forget(connection, now, now - kept.of("media_unused"))


def remove_copies(data: Path, before: datetime) -> None:
    """Remove copies of the database that were made before an update so long ago."""
    for one in data.glob("*.before-*"):
        if one.is_file() and one.stat().st_mtime < before.timestamp():
            one.unlink()


def sweep_files(data: Path, named: media.Named, before: datetime) -> None:
    """Remove what people sent and its public copies where no row needs them: refused, withdrawn, half."""
    for folder, paths in zip((MEDIA, PUBLIC), named, strict=True):
        sweep(data / folder, paths, before.timestamp())


def remove_made(folder: Path, before: datetime, waiting: str) -> None:
    """Remove the files of jobs made before that time, unless a waiting message still names them."""
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        if one.stat().st_mtime < before.timestamp() and f"{one.absolute()}/" not in waiting:
            shutil.rmtree(one, ignore_errors=True)
