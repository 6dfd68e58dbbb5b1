"""Forgetting the people who asked for it: files first, then rows, then the file of the database itself.

Each part may be cut off and is done again by the next tick. Not here: the statements (``storage.erasing``).
"""

import asyncio
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

from scheduler.timing import Time
from storage import upkeep
from storage.database import Database
from storage.erasing import erase_due, files_due, traces_gone, traces_left

log = logging.getLogger(__name__)


class Erasing:
    """``tick`` is called every hour; what is due is gone within a day (docs/promises.md)."""

    def __init__(self, database: Database, url: str, time: Time, data: Path, made: Path) -> None:
        self._database = database
        self._url = url
        self._time = time
        self._data = data
        self._made = made

    async def tick(self) -> None:
        """Forget everybody who is due; then nothing of them is left in the file of the database either."""
        now = self._time.now()
        paths, jobs = await self._database.read(files_due, now)
        await asyncio.to_thread(self._remove, paths, jobs)
        await self._database.transaction(erase_due, now)
        if not await self._database.read(traces_left) or await self._compact():
            await self._database.transaction(traces_gone, now)

    async def _compact(self) -> bool:
        """Write the database anew: what was emptied is still in its free pages and its log until then."""
        done = await asyncio.to_thread(upkeep.compact, self._url)
        if not done:
            log.warning("the database could not be written anew now; the next tick tries again")
        return done

    def _remove(self, paths: Sequence[str], jobs: Sequence[int]) -> None:
        for path in paths:
            (self._data / path).unlink(missing_ok=True)
        for job in jobs:
            shutil.rmtree(self._made / str(job), ignore_errors=True)
