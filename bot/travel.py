"""Moving the demo's clock forward: it stops wherever something is due, lets it happen, and goes on.

So a jump of weeks is no downtime: what would have been sent on the way is sent on the way, in order. Not
here: the page (``bot.web.clock``), when something is due (``scheduler.ahead``).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.clock import MovableClock
from bot.engine import Engine
from scheduler.ahead import next_due
from scheduler.trace import where
from storage import outbox, sent
from storage.database import Connection
from storage.plan import TOWN
from storage.sent import News

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=731)
"""One way at most: it takes about a minute."""

SEARCHED = timedelta(days=92)
"""How far ahead the next message is looked for: something goes out every quarter."""

NOON = time(12)
KEPT = 200
PATIENCE = 20.0
"""Seconds to wait at one stop for messages to be sent."""


@dataclass(frozen=True)
class Way:
    """A way from one moment to another; ``to_message`` ends it with the first message."""

    begins: datetime
    ends: datetime
    to_message: bool = False


class Travel:
    """Moves the clock. ``news`` is what was sent on the way, the newest last.

    ``settled`` waits for the slow work that is under way.
    """

    def __init__(self, engine: Engine, clock: MovableClock, settled: Callable[[], Awaitable[None]]) -> None:
        self._engine = engine
        self._clock = clock
        self._settled = settled
        self._task: asyncio.Task[None] | None = None
        self._seen = clock.now()
        self.way: Way | None = None
        self.count = 0
        self.news: deque[News] = deque(maxlen=KEPT)

    @property
    def under_way(self) -> bool:
        """Whether the clock is being moved now."""
        return self._task is not None and not self._task.done()

    def by_days(self, days: int) -> bool:
        """Go to the same hour so many days later; False while another way is not at its end."""
        local = self._clock.now().astimezone(TOWN)
        return self._begin(datetime.combine(local.date() + timedelta(days=days), local.time(), TOWN))

    def to_day(self, day: date) -> bool:
        """Go to noon of a day; raises ``ValueError`` when that is past or too far."""
        noon = datetime.combine(day, NOON, TOWN)
        if not self._clock.now() < noon <= self._clock.now() + FARTHEST:
            raise ValueError(day)
        return self._begin(noon)

    def to_message(self) -> bool:
        """Go to the next message that somebody gets unasked."""
        return self._begin(self._clock.now() + SEARCHED, to_message=True)

    def halt(self) -> None:
        """Stay where the clock is now."""
        if self._task is not None:
            self._task.cancel()

    async def arrived(self) -> None:
        """Wait for the end of the way."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def stop(self) -> None:
        """Halt and wait for it; before the engine stops."""
        self.halt()
        await self.arrived()

    def _begin(self, ends: datetime, *, to_message: bool = False) -> bool:
        if self.under_way:
            return False
        self.way = Way(self._clock.now(), ends, to_message)
        self.count = 0
        self._seen = self.way.begins
        self._task = asyncio.get_running_loop().create_task(self._go(self.way), name="travel")
        return True

    async def _go(self, way: Way) -> None:
        try:
            while self._clock.now() < way.ends and not (way.to_message and self.count):
                await self._engine.lanes.idle()
                now = self._clock.now()
                stop = await self._engine.database.read(next_due, now, way.ends)
                self._clock.move(max(stop, self._clock.now()))
                await self._happen()
        except Exception as error:
            log.error("the clock stays where it is: %s", where(error))

    async def _happen(self) -> None:
        """Everything that is due at this moment, until it is sent and slow work has ended."""
        await self._engine.round()
        await self._quiet()
        await self._settled()
        await self._quiet()
        found = await self._engine.database.read(sent.since, self._seen)
        self._seen = self._clock.now()
        self.count += len(found)
        self.news.extend(found)

    async def _quiet(self) -> None:
        """Wait until no message is due or on its way."""
        end = self._clock.monotonic() + PATIENCE
        while await self._engine.database.read(_busy, self._clock.now()):
            if self._clock.monotonic() > end:
                log.warning("messages are still on their way; the clock goes on")
                return
            await self._engine.sender.tick()
            await asyncio.sleep(0.02)


def _busy(connection: Connection, now: datetime) -> bool:
    counts = outbox.counts(connection, now)
    return counts.waiting_since is not None or counts.states.get(outbox.SENDING, 0) > 0
