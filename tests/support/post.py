"""A sender with everything around it: a database, a clock moved by hand, a channel that follows a script."""

from dataclasses import dataclass, field
from typing import Any

from scheduler.pace import Pace
from scheduler.sending import Sender
from storage.database import Database
from storage.outbox import Message, Row
from tests.support.traffic import HandClock, Script, column, states, write

FREE = float("inf")


@dataclass
class Post:
    """A sender with everything around it."""

    database: Database
    clock: HandClock
    script: Script
    sender: Sender
    collapsed: list[int] = field(default_factory=list)

    async def offer(self, *messages: Message) -> tuple[Row, ...]:
        rows = await self.database.transaction(write, messages, self.clock.now(), True)
        self.sender.offer(rows)
        return rows

    async def queue(self, *messages: Message) -> None:
        await self.database.transaction(write, messages, self.clock.now(), False)

    async def wait(self, seconds: float = 0.1, tick: float = 1) -> None:
        """Let time pass, ticking as the runner does."""
        whole, rest = divmod(seconds, tick)
        await self.clock.pass_by(rest)
        for _ in range(int(whole)):
            await self.clock.pass_by(tick)
            await self.sender.tick()
        await self.clock.pass_by(0.06)

    async def states(self) -> dict[str, str]:
        return await self.database.read(states)

    async def column(self, name: str) -> dict[str, Any]:
        return await self.database.read(column, name)


def post_over(database: Database, **options: Any) -> Post:
    clock = HandClock(database)
    script = Script(clock)
    options = {"pace": Pace(FREE, FREE), **options}
    return Post(
        database, clock, script, Sender(database, script.deliver, clock, later=clock.later, **options)
    )
