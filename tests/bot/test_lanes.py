"""Lanes: in order inside a chat, side by side between chats, each update once, poison put aside."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy import update as change
from sqlalchemy.exc import OperationalError

from bot.allowance import Allowance, Limit
from bot.clock import Clock
from bot.core import Core
from bot.lanes import Lanes, Patience
from handlers.messages import Inbound
from storage import inbox, outbox
from storage.database import Connection, Database, tool_connection
from storage.inbox import Entry, Received
from storage.outbox import Row
from storage.schema import Inbox
from tests.support.traffic import START, ScriptedChannel, database_in, note, states, update

QUICK = Patience(gap=0.2, album=0.6, outage=0.01)


@dataclass
class World:
    """What the scripted core does: which texts fail, how often, and what it saw committed."""

    failures: dict[str, int] = field(default_factory=dict)
    handled: list[str] = field(default_factory=list)
    begun: list[tuple[str, int]] = field(default_factory=list)


def step(
    connection: Connection, world: World, ids: Sequence[int], inbound: Inbound, now: datetime
) -> tuple[Row, ...]:
    attempts = connection.execute(select(Inbox.attempts).where(Inbox.id == ids[0])).scalar_one()
    if not inbox.done(connection, ids):
        return ()
    said = "+".join([inbound.text, *(photo.file for photo in inbound.media)])
    world.begun.append((said, attempts))
    row = outbox.add(connection, note(f"answer to {said}", inbound.chat), now, claimed=True)
    assert row is not None
    if world.failures.get(said, 0) > 0:
        world.failures[said] -= 1
        raise ValueError(said)
    world.handled.append(said)
    return (row,)


def poison(connection: Connection, world: World, entry: Entry, code: str, now: datetime) -> tuple[Row, ...]:
    if world.failures.get("apology"):
        raise ValueError("apology")
    row = outbox.add(connection, note(f"sorry: {code}", entry.chat or ""), now, claimed=True)
    assert row is not None
    return (row,)


def warn(connection: Connection, world: World, inbound: Inbound, now: datetime) -> tuple[Row, ...]:
    row = outbox.add(connection, note("slower, please", inbound.chat), now, claimed=True)
    assert row is not None
    return (row,)


@dataclass
class Hall:
    """Lanes with everything around them."""

    database: Database
    world: World
    lanes: Lanes[World]
    offered: list[str]

    async def receive(self, *received: Received, at: datetime = START) -> None:
        self.lanes.offer(await self.database.transaction(inbox.store, received, at))

    async def hear(self, *received: Received) -> list[str]:
        await self.receive(*received)
        await self.lanes.idle()
        return self.offered

    async def statuses(self) -> list[str]:
        return await self.database.read(statuses)


def statuses(connection: Connection) -> list[str]:
    return list(connection.execute(select(Inbox.status).order_by(Inbox.id)).scalars())


def hall_over(database: Database, world: World | None = None, limits: tuple[Limit, ...] = ()) -> Hall:
    offered: list[str] = []
    world = world or World()
    lanes = Lanes(
        database,
        {"fake": ScriptedChannel()},
        Core(world, step, poison, warn),
        lambda rows: offered.extend(row.content["text"] for row in rows),
        Clock(),
        allowance=Allowance(limits),
        patience=QUICK,
    )
    return Hall(database, world, lanes, offered)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with database_in(tmp_path) as database:
        made = hall_over(database)
        yield made
        await made.lanes.stop()


async def test_an_update_has_its_effect_its_answer_and_its_end_together(hall: Hall) -> None:
    assert await hall.hear(update(1, text="hi")) == ["answer to hi"]
    assert await hall.statuses() == ["done"]
    assert await hall.database.read(states) == {"answer to hi": "sending"}


async def test_a_repeated_delivery_has_no_second_effect(hall: Hall) -> None:
    await hall.hear(update(1, text="hi"))
    await hall.hear(update(1, text="hi"), update(1, text="hi"))
    assert hall.world.handled == ["hi"]


async def test_an_entry_that_is_offered_twice_has_one_effect(hall: Hall) -> None:
    entries = await hall.database.transaction(inbox.store, [update(1, text="hi")], START)
    hall.lanes.offer([*entries, *entries])
    await hall.lanes.idle()
    assert hall.world.handled == ["hi"]


async def test_each_chat_is_answered_in_the_order_it_wrote(hall: Hall) -> None:
    chats = [f"c{number}" for number in range(10)]
    received = [
        update(100 * n + c, chat, text=f"{chat} {n:02}") for n in range(20) for c, chat in enumerate(chats)
    ]
    await hall.hear(*received)
    for chat in chats:
        own = [said for said in hall.world.handled if said.startswith(f"{chat} ")]
        assert own == [f"{chat} {n:02}" for n in range(20)]


async def test_a_chat_that_waits_for_photos_does_not_hold_up_another(hall: Hall) -> None:
    await hall.receive(update(1, "ana", photo="p1", album="a"), update(2, "ion", text="quick"))
    async with asyncio.timeout(20):
        while not hall.offered:  # noqa: ASYNC110 - what is watched is a plain list
            await asyncio.sleep(0.001)
    assert hall.offered == ["answer to quick"]
    await hall.lanes.idle()


async def test_an_album_is_answered_once_with_all_photos_and_its_caption(hall: Hall) -> None:
    await hall.receive(update(1, photo="p1", album="a"))
    await hall.receive(update(2, photo="p2", album="a", text="our event"))
    await asyncio.sleep(0.01)
    await hall.receive(update(3, photo="p3", album="a"))
    await hall.lanes.idle()
    assert hall.offered == ["answer to our event+p1+p2+p3"]
    assert await hall.statuses() == ["done"] * 3


async def test_something_else_ends_an_album_early(hall: Hall) -> None:
    patient = Patience(gap=60, album=60)
    hall.lanes._patience = patient
    await hall.hear(update(1, photo="p1", album="a"), update(2, text="done"), update(3, text="next"))
    assert hall.world.handled == ["+p1", "done", "next"]


async def test_two_albums_in_a_row_are_two_answers(hall: Hall) -> None:
    await hall.hear(*(update(n, photo=f"p{n}", album="a" if n < 3 else "b") for n in range(1, 5)))
    assert hall.world.handled == ["+p1+p2", "+p3+p4"]


async def test_an_album_that_never_ends_is_answered_at_its_cap(hall: Hall) -> None:
    hall.lanes._patience = Patience(gap=0.05, album=0.1)
    for number in range(1, 100):
        await hall.receive(update(number, photo=f"p{number}", album="a"))
        await asyncio.sleep(0.01)
        if hall.offered:
            break
    assert hall.offered
    await hall.lanes.idle()


async def test_a_step_that_fails_once_leaves_nothing_and_is_tried_again(hall: Hall) -> None:
    hall.world.failures = {"hi": 2}
    assert await hall.hear(update(1, text="hi")) == ["answer to hi"]
    assert hall.world.begun == [("hi", 1), ("hi", 2), ("hi", 3)]
    assert await hall.database.read(states) == {"answer to hi": "sending"}


async def test_a_failing_step_does_not_disturb_its_neighbours(hall: Hall) -> None:
    hall.world.failures = {f"{number}": 9 for number in range(0, 100, 7)}
    await hall.hear(*(update(number, f"c{number}", text=f"{number}") for number in range(100)))
    assert sum(answer.startswith("answer") for answer in hall.offered) == 85
    assert hall.offered.count("sorry: step:ValueError") == 15
    assert (await hall.statuses()).count("dead") == 15


async def test_poison_is_put_aside_after_three_tries_and_the_lane_goes_on(hall: Hall) -> None:
    hall.world.failures = {"poison": 9}
    await hall.hear(update(1, text="poison"), update(2, text="next"))
    assert hall.offered == ["sorry: step:ValueError", "answer to next"]
    assert [attempts for said, attempts in hall.world.begun if said == "poison"] == [1, 2, 3]
    assert await hall.statuses() == ["dead", "done"]
    assert hall.lanes.counted["dead"] == 1


async def test_poison_is_put_aside_even_when_the_apology_fails(hall: Hall) -> None:
    hall.world.failures = {"poison": 9, "apology": 1}
    await hall.hear(update(1, text="poison"), update(2, text="next"))
    assert hall.offered == ["answer to next"]
    assert await hall.statuses() == ["dead", "done"]


@pytest.mark.parametrize(
    "strange",
    [
        Received("fake", "1", None, "{}"),
        Received("fake", "1", "ana", "{"),
        Received("fake", "1", "ana", "[]"),
        Received("fake", "1", "ana", "{}"),
        Received("unknown", "1", "ana", '{"chat": "ana"}'),
    ],
)
async def test_what_cannot_be_read_is_put_aside_without_a_word(hall: Hall, strange: Received) -> None:
    assert await hall.hear(strange, update(2, text="next")) == ["answer to next"]
    assert await hall.statuses() == ["dead", "done"]


async def test_a_flood_gets_one_warning_and_no_steps(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        hall = hall_over(database, limits=(Limit(3, timedelta(seconds=10)),))
        await hall.hear(*(update(number, text=f"{number}") for number in range(8)))
        assert hall.offered == ["answer to 0", "answer to 1", "answer to 2", "slower, please"]
        assert await hall.statuses() == ["done"] * 8


async def test_what_a_dead_process_left_is_taken_up_with_its_attempt_counted_first(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(inbox.store, [update(1, text="a"), update(2, text="b")], START)
        hall = hall_over(database)
        await hall.lanes.recover()
        assert hall.world.begun == [("a", 2), ("b", 2)]
        assert hall.offered == ["answer to a", "answer to b"]


async def test_what_killed_three_processes_is_not_tried_a_fourth_time(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(inbox.store, [update(1, text="killer"), update(2, text="innocent")], START)
        await database.transaction(set_attempts, "1", 3)
        hall = hall_over(database)
        await hall.lanes.recover()
        assert hall.offered == ["sorry: crash", "answer to innocent"]
        assert await hall.statuses() == ["dead", "done"]


async def test_an_album_left_by_a_dead_process_is_still_one_answer(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        photos = [update(number, photo=f"p{number}", album="a") for number in (1, 2)]
        await database.transaction(inbox.store, [*photos, update(3, text="next")], START)
        hall = hall_over(database)
        await hall.lanes.recover()
        assert hall.world.handled == ["+p1+p2", "next"]


async def test_a_stop_leaves_what_was_not_begun_without_suspicion(hall: Hall) -> None:
    await hall.receive(update(1, photo="p1", album="a"), update(2, photo="p2", album="a"))
    await asyncio.sleep(0.01)
    await hall.lanes.stop()
    assert hall.world.begun == []
    left = await hall.database.read(inbox.waiting)
    assert [entry.attempts for entry in left] == [0, 0]
    fresh = hall_over(hall.database)
    await fresh.lanes.recover()
    await fresh.lanes.idle()
    assert fresh.world.begun == [("+p1+p2", 1)]


async def test_a_locked_database_is_waited_for_and_counts_as_nobodys_fault(
    hall: Hall, tmp_path: Path
) -> None:
    await hall.database.transaction(
        lambda connection: connection.execute(text("pragma busy_timeout=1")) and None
    )
    entries = await hall.database.transaction(inbox.store, [update(1, text="hi")], START)
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as other:
        other.execute(change(Inbox).values(error=None))
        hall.lanes.offer(entries)
        with pytest.raises(OperationalError):
            await hall.database.transaction(inbox.done, [])
        await asyncio.sleep(0.05)
        assert hall.offered == []
    await hall.lanes.idle()
    assert hall.offered == ["answer to hi"]
    assert hall.world.begun == [("hi", 1)]


def set_attempts(connection: Connection, external: str, attempts: int) -> None:
    connection.execute(change(Inbox).where(Inbox.external == external).values(attempts=attempts))
