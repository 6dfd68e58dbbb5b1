"""The slow work of a running process, wired to its engine: documents, files that people sent, upkeep."""

import os
from collections.abc import Mapping, Sequence
from functools import partial

from bot.deliver import MADE
from bot.engine import Engine
from bot.settings import Settings
from handlers.errors import SendError
from scheduler import children
from scheduler.checking import Checking
from scheduler.erasing import Erasing
from scheduler.fetching import Fetching
from scheduler.housekeeping import Housekeeping
from scheduler.jobs import Jobs, send_files, tell_failure
from scheduler.ticks import Tick, slow


def environment(settings: Settings) -> Mapping[str, str]:
    """The environment of a child process that works on our data folder and database."""
    return {
        **os.environ,
        "RETEA_DATA_DIR": str(settings.data_dir),
        "RETEA_DATABASE_URL": settings.database_url or "",
    }


class Slow:
    """What runs beside the conversation and is stopped before it."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        data = settings.data_dir
        database, clock = engine.database, engine.clock
        self._jobs = Jobs(
            database,
            clock,
            data / MADE,
            partial(children.run, environ=environment(settings)),
            send_files,
            tell_failure(engine.options.operator),
        )
        self._fetching = Fetching(database, clock, self._fetch, data, alarm=engine.alarm)
        self._checking = Checking(database, clock, data, children.look, engine.sender.offer)
        self._upkeep = Housekeeping(
            database, settings.database, clock, data, data / MADE, engine.alarm, stamped=clock.stamped
        )
        self._erasing = Erasing(database, settings.database, clock, data, data / MADE)

    async def start(self) -> Sequence[Tick]:
        """Put back what a dead process had begun; gives the ticks to run."""
        await self._jobs.start()
        return slow(self._jobs, self._fetching, self._checking, self._upkeep, self._erasing)

    async def settled(self) -> None:
        """Wait until the work that is under way has ended."""
        await self._jobs.settled()
        await self._fetching.settled()
        await self._checking.settled()

    async def stop(self) -> None:
        """Cut slow work off; it is still due at the next start."""
        await self._jobs.stop()
        await self._fetching.stop()
        await self._checking.stop()

    async def _fetch(self, channel: str, file: str, limit: int) -> bytes:
        if channel not in self._engine.channels:
            raise SendError("refused", "no_such_channel")
        return await self._engine.channels[channel].fetch(file, limit)
