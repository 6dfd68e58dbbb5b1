"""The only user of APScheduler: it calls ticks, and that is all it may do.

What is due is asked from tables by each tick, so a tick that comes late or not at all loses nothing.
"""

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
        for tick in ticks:
            self._scheduler.add_job(_call, "interval", [tick], seconds=tick.every, id=tick.name)

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Call no tick any more; one that is under way is cut off and is asked again at the next start."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def _call(tick: Tick) -> None:
    try:
        await tick.work()
    except Exception as error:
        log.error("tick %s failed: %s", tick.name, where(error))
