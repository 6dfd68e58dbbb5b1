"""Ways in which the bot must not be built. Each breaks one promise; the kill tests must notice each.

They are applied inside a child process only.
"""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from bot.engine import Engine
from handlers import post
from storage import inbox, outbox

LATE = 0.2


def confirm_before_commit() -> None:
    """Telegram is told that we have an update before it is on disk."""
    receive = Engine.receive
    later: set[asyncio.Task[None]] = set()

    async def receive_later(self: Engine, received: Sequence[inbox.Received]) -> None:
        async def store() -> None:
            await asyncio.sleep(LATE)
            await receive(self, received)

        task = asyncio.create_task(store())
        later.add(task)
        task.add_done_callback(later.discard)

    Engine.receive = receive_later  # type: ignore[method-assign]


def reply_outside_the_outbox() -> None:
    """A reply lives in memory only until it is sent."""
    numbers = itertools.count(1_000_000)

    class Memory:
        def __getattr__(self, name: str) -> Any:
            return getattr(outbox, name)

        @staticmethod
        def add(
            connection: Connection, message: outbox.Message, now: datetime, *, claimed: bool
        ) -> outbox.Row:
            values = {**vars(message), "attempts": 1, "uncertain": 0, "created_at": now}
            return outbox.Row(next(numbers), *(values[column.key] for column in outbox._COLUMNS[1:]))

    post.outbox = Memory()  # type: ignore[assignment, attr-defined]


def no_deduplication() -> None:
    """A repeated update is a new one, and no key stands in the way."""
    numbers = itertools.count()
    store = inbox.store

    def store_all(
        connection: Connection, received: Sequence[inbox.Received], now: datetime
    ) -> tuple[inbox.Entry, ...]:
        stamp = now.timestamp()
        unique = [replace(one, external=f"{one.external}+{stamp}+{next(numbers)}") for one in received]
        connection.execute(text("DROP INDEX IF EXISTS uq_inbox_external"))
        connection.execute(text("CREATE UNIQUE INDEX uq_inbox_external ON inbox (channel, external)"))
        return store(connection, unique, now)

    store_all.__name__ = "store"
    inbox.store = store_all


MUTANTS: dict[str, Callable[[], None]] = {
    "confirm before commit": confirm_before_commit,
    "reply outside the outbox": reply_outside_the_outbox,
    "no deduplication": no_deduplication,
}
