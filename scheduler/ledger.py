"""Results of sends on their way to the database, a few in one commit.

A result is kept until it is on disk: while the disk is full or locked the writing is repeated. Not here:
what a result means (``storage.results``).
"""

import asyncio
import logging
from collections.abc import Callable, Sequence

from scheduler.claims import record
from scheduler.timing import Later, Time, Timer
from scheduler.trace import where
from storage.database import Database, is_outage
from storage.outbox import Row
from storage.results import Result

log = logging.getLogger(__name__)


class Ledger:
    """Writes results in groups of ``size``, at the latest ``wait`` seconds after the first.

    ``refill`` says how many rows that nobody waits for may be claimed in the same commit, which
    ``recorded`` is given.
    """

    def __init__(
        self,
        database: Database,
        time: Time,
        later: Later,
        recorded: Callable[[Sequence[Result], Sequence[Row]], None],
        refill: Callable[[Sequence[Result]], int],
        *,
        size: int = 10,
        wait: float = 0.05,
    ) -> None:
        self._database = database
        self._time = time
        self._later = later
        self._recorded = recorded
        self._refill = refill
        self._size = size
        self._wait = wait
        self._open: list[Result] = []
        self._timer: Timer | None = None
        self._writer: asyncio.Task[None] | None = None

    def add(self, result: Result, *, at_once: bool = False) -> None:
        """Take a result; ``recorded`` is called when it is on disk. ``at_once``: somebody waits for that."""
        self._open.append(result)
        if at_once or len(self._open) >= self._size:
            self._start()
        elif self._timer is None and self._writer is None:
            self._timer = self._later(self._wait, self._start)

    async def flush(self) -> None:
        """Write what is open and wait for it; one failure of the disk ends the waiting."""
        self._start()
        if self._writer is not None:
            await self._writer

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._open and self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        size = self._size
        try:
            while self._open:
                group = self._open[:size]
                claimed = await self._commit(group, alone=size == 1)
                if claimed is None:
                    size = 1
                else:
                    del self._open[: len(group)]
                    self._recorded(group, claimed)
        except Exception as error:
            log.error("results of sends could not be written, trying again: %s", where(error))
            self._timer = self._later(1.0, self._start)
        finally:
            self._writer = None

    async def _commit(self, group: list[Result], *, alone: bool) -> tuple[Row, ...] | None:
        """Write a group; one result that cannot be written is given up rather than holding up the rest."""
        try:
            return await self._database.transaction(record, group, self._time.now(), self._refill(group))
        except Exception as error:
            if is_outage(error):
                raise
            if alone:
                log.error("the result of row %d cannot be written: %s", group[0].id, where(error))
            return () if alone else None
