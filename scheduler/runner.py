"""The only user of APScheduler: it calls ticks, and that is all it may do.

What is due is asked from tables by each tick, so a tick that comes late or not at all loses nothing.
"""

import asyncio
import logging
from collections.abc import Sequence

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.ticks import Tick
from scheduler.trace import where

log = logging.getLogger(__name__)


class Runner:
    """Calls each tick at its interval while it runs; a tick never overlaps itself."""

    def __init__(self, ticks: Sequence[Tick]) -> None:
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )
        self._turns = tuple(_Turn(tick) for tick in ticks)
        for turn in self._turns:
            self._scheduler.add_job(turn.take, "interval", seconds=turn.tick.every, id=turn.tick.name)

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Call no tick any more; one that is under way is cut off and is asked again at the next start."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def round(self) -> None:
        """Call every tick once, now, in the order of the table: the clock was set forward."""
        for turn in self._turns:
            await turn.take()


class _Turn:
    """A tick that is called by the interval and in rounds, never both at once."""

    def __init__(self, tick: Tick) -> None:
        self.tick = tick
        self._free = asyncio.Lock()

    async def take(self) -> None:
        async with self._free:
            try:
                await self.tick.work()
            except Exception as error:
                log.error("tick %s failed: %s", self.tick.name, where(error))
