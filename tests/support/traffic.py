"""A channel that follows a script, a clock that is moved by hand, and a database file with all tables."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import StaticPool, create_engine, insert, select

from handlers.errors import SendError
from handlers.messages import In, Inbound, Incoming
from storage import outbox
from storage.database import Connection, Database
from storage.inbox import Received
from storage.outbox import Message, Row
from storage.schema import Address, Base, Outbox, Person

START = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@cache
def _empty() -> bytes:
    """A database file with all tables, made once: creating tables syncs the disk again and again."""
    driver = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    image = driver.serialize()
    engine.dispose()
    return image


def url_of(folder: Path) -> str:
    """A database file in ``folder`` with all tables."""
    (folder / "retea.sqlite").write_bytes(_empty())
    return f"sqlite:///{folder / 'retea.sqlite'}"


@asynccontextmanager
async def database_in(folder: Path) -> AsyncIterator[Database]:
    """The database of ``folder``, open; the tables are made when it is new."""
    url = f"sqlite:///{folder / 'retea.sqlite'}"
    database = await Database.open(url if (folder / "retea.sqlite").exists() else url_of(folder))
    try:
        yield database
    finally:
        await database.close()


class HandClock:
    """Time that stands still until it is moved; calls asked for later happen on the way."""

    def __init__(self, database: Database) -> None:
        self.seconds = 0.0
        self._database = database
        self._calls: list[tuple[float, int, _Call]] = []
        self._count = 0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def later(self, seconds: float, call: Callable[[], None]) -> "_Call":
        self._count += 1
        asked = _Call(call)
        self._calls.append((self.seconds + seconds, self._count, asked))
        return asked

    async def pass_by(self, seconds: float) -> None:
        """Move on, stopping at each moment for which a call was asked, and let its consequences settle."""
        end = self.seconds + seconds
        await self.settle()
        while due := sorted(call for call in self._calls if call[0] <= end):
            at, _, asked = due[0]
            self._calls.remove(due[0])
            if not asked.cancelled:
                self.seconds = max(self.seconds, at)
                asked.call()
                await self.settle()
        self.seconds = end
        await self.settle()

    async def settle(self) -> None:
        """Let everything that can go on without time passing go on, the database thread included."""
        for _ in range(4):
            for _ in range(4):
                await asyncio.sleep(0)
            await self._database.read(_nothing)


def _nothing(connection: Connection) -> None:
    """Stand in the queue of the database thread: who returns from it knows what came before is done."""


@dataclass(eq=False)
class _Call:
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True

    def __lt__(self, other: object) -> bool:
        return False


@dataclass
class Script:
    """Delivers as told: each call takes the next outcome of its chat, "ok" when there is none left."""

    clock: Any = None
    outcomes: dict[str, list[SendError | Exception]] = field(default_factory=dict)
    delivered: list[Row] = field(default_factory=list)
    calls: list[tuple[float, Row]] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    in_flight: int = 0
    most_in_flight: int = 0

    async def deliver(self, row: Row) -> str:
        self.calls.append((self.clock.monotonic() if self.clock else 0.0, row))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if row.chat in self.gates:
                await self.gates[row.chat].wait()
            await asyncio.sleep(0)
        finally:
            self.in_flight -= 1
        if self.outcomes.get(row.chat):
            raise self.outcomes[row.chat].pop(0)
        self.delivered.append(row)
        return f"m{row.id}"

    def texts(self, chat: str | None = None) -> list[str]:
        """What arrived, in order."""
        return [row.content["text"] for row in self.delivered if chat in (None, row.chat)]


class ScriptedChannel:
    """Reads updates that are small JSON objects."""

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        photo = payload.get("photo")
        return Inbound(
            "fake",
            payload["chat"],
            In.MEDIA if photo else In.TEXT,
            at,
            text=payload.get("text", ""),
            media=(Incoming("photo", photo, photo),) if photo else (),
            album=payload.get("album"),
        )


def update(number: int, chat: str = "ana", **payload: Any) -> Received:
    """An update as the scripted channel stores it."""
    return Received("fake", str(number), chat, json.dumps({"chat": chat, **payload}))


def note(text: str, chat: str = "ana", kind: str = "reply", **more: Any) -> Message:
    """A message to write."""
    return Message("fake", chat, kind, {"text": text}, **more)


def write(
    connection: Connection, messages: Sequence[Message], now: datetime, claimed: bool
) -> tuple[Row, ...]:
    """Write messages in one unit."""
    rows = (outbox.add(connection, message, now, claimed=claimed) for message in messages)
    return tuple(row for row in rows if row is not None)


def states(connection: Connection) -> dict[str, str]:
    """The state of each message by its text."""
    return {
        content["text"]: state for content, state in connection.execute(select(Outbox.content, Outbox.state))
    }


def column(connection: Connection, name: str) -> dict[str, Any]:
    """One column of the outbox by the message's text."""
    rows = connection.execute(select(Outbox.content, getattr(Outbox, name)))
    return {content["text"]: value for content, value in rows}


def settle_in(connection: Connection, chat: str = "ana", screen: str | None = None) -> int:
    """A person with an address; returns the address."""
    person = connection.execute(insert(Person).values(created_at=START).returning(Person.id)).scalar_one()
    values = {"person_id": person, "channel": "fake", "chat": chat, "live_screen": screen, "used_at": START}
    return connection.execute(insert(Address).values(**values).returning(Address.id)).scalar_one()
