"""A whole small bot in a child process that may be killed at a named point: receive, handle, send, record.

Its channel is a file to which every delivery is appended before the call returns, so what really went out
survives the kill. Its clock runs faster than the world's, so that waiting for a copy costs no time.
"""

import asyncio
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path

from bot.core import Core
from bot.lanes import Lanes
from handlers.messages import Inbound
from scheduler.pace import Pace
from scheduler.sending import Sender
from scheduler.timing import Timer
from storage import crash, inbox, outbox
from storage.database import Connection, Database
from storage.inbox import Entry
from storage.outbox import Row
from tests.support.traffic import START, ScriptedChannel, note, update, url_of

FASTER = 50
CHATS = ("ana", "ion")
TEXTS = ("one", "two")


def children() -> ForkServerContext:
    """Processes that start from a server which has loaded everything they need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


class FastClock:
    """The world's clock, ``FASTER`` times as fast."""

    def monotonic(self) -> float:
        return time.monotonic() * FASTER

    def now(self) -> datetime:
        return START + timedelta(seconds=self.monotonic())

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(seconds / FASTER, call)


def step(
    connection: Connection, world: None, ids: Sequence[int], inbound: Inbound, now: datetime
) -> tuple[Row, ...]:
    """Answer each update with a receipt, which nothing may lose, double or overtake."""
    if not inbox.done(connection, ids):
        return ()
    row = outbox.add(
        connection, note(f"{inbound.chat} {inbound.text}", inbound.chat, "receipt"), now, claimed=True
    )
    return (row,) if row else ()


def poison(connection: Connection, world: None, entry: Entry, code: str, now: datetime) -> tuple[Row, ...]:
    raise AssertionError(code)


def warn(connection: Connection, world: None, inbound: Inbound, now: datetime) -> tuple[Row, ...]:
    raise AssertionError(inbound.text)


def live(folder: Path, point: str | None, passage: int) -> None:
    """One life of the bot: settle, recover, receive everything (again), answer it, stop in order."""
    if point is not None:
        crash.arm(point, passage)
    asyncio.run(_live(folder))


async def _live(folder: Path) -> None:
    clock = FastClock()
    database = await Database.open(f"sqlite:///{folder / 'retea.sqlite'}")
    log = os.open(folder / "delivered", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def deliver(row: Row) -> str:
        await asyncio.sleep(0.002)
        os.write(log, json.dumps(row.content["text"]).encode() + b"\n")
        return f"m{row.id}"

    sender = Sender(database, deliver, clock, pace=Pace(float("inf"), float("inf")), later=clock.later)
    core: Core[None] = Core(None, step, poison, warn)
    lanes = Lanes(database, {"fake": ScriptedChannel()}, core, sender.offer, clock)
    await sender.start()
    await lanes.recover()
    received = [
        update(10 * n + c, chat, text=text) for n, text in enumerate(TEXTS) for c, chat in enumerate(CHATS)
    ]
    lanes.offer(await database.transaction(inbox.store, received, clock.now()))
    await lanes.idle()
    while sender.depth():  # noqa: ASYNC110 - a sender is not asked to signal its silence
        await asyncio.sleep(0.005)
    await lanes.stop()
    await sender.stop()
    await database.close()


def prepare(folder: Path) -> None:
    """An empty database and an empty record of deliveries."""
    url_of(folder)
    (folder / "delivered").touch()


def delivered(folder: Path) -> list[str]:
    """What really went out, in order."""
    return [json.loads(line) for line in (folder / "delivered").read_text().splitlines()]
