"""Work that takes longer than a tick may: begun by a tick, one at a time, ended with the process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from scheduler.trace import where

log = logging.getLogger(__name__)


class Background:
    """Runs ``work`` beside everything else; a tick that comes while it runs changes nothing."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._work = work
        self._task: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Begin the work unless it is under way."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run(), name=self._name)

    async def settled(self) -> None:
        """Wait until the work that is under way has ended."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def stop(self) -> None:
        """Cut the work off; what it did not finish is still due at the next start."""
        if self._task is not None:
            self._task.cancel()
            await self.settled()

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:
            log.error("%s failed: %s", self._name, where(error))
