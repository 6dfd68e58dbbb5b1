"""Keeping the house: what is old goes, what waits stays, what is broken is told."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from handlers.messages import MediaRef, Said, Screen
from handlers.wire import pack_screen
from scheduler.housekeeping import Housekeeping, prune
from scheduler.ticks import slow, table
from storage import audit, drafts, inbox, outbox, screens
from storage.database import Connection, Database
from storage.outbox import Message
from storage.schema import Audit, Draft, Inbox, Outbox, Person
from storage.schema import Screen as ScreenTable
from tests.scheduler.still import StillClock
from tests.support.traffic import START, database_in, note
from tests.support.traffic import update as received

DAY = timedelta(days=1)


@dataclass
class Operator:
    """Hears the alarms."""

    heard: list[tuple[str, dict[str, Said]]] = field(default_factory=list)

    async def __call__(self, key: str, n: int | None = None, **args: Said) -> None:
        self.heard.append((key, args))


def house(database: Database, folder: Path, operator: Operator, **more: Any) -> Housekeeping:
    clock = more.pop("clock", StillClock())
    url = f"sqlite:///{folder / 'retea.sqlite'}"
    return Housekeeping(database, url, clock, folder, folder / "made", operator, **more)


def somebody(connection: Connection) -> int:
    return connection.execute(insert(Person).values(created_at=START).returning(Person.id)).scalar_one()


async def test_texts_of_old_messages_go_and_those_that_wait_stay(tmp_path: Path) -> None:
    def messages(connection: Connection) -> None:
        old = START - 91 * DAY
        for name, state, at in (
            ("sent", "sent", old),
            ("unsure", "uncertain", old),
            ("waits", "pending", old),
            ("held", "held", old),
            ("new", "sent", START),
        ):
            row = outbox.add(connection, note(name), at, claimed=False)
            assert row is not None
            connection.execute(update(Outbox).where(Outbox.id == row.id).values(state=state))

    async with database_in(tmp_path) as database:
        await database.transaction(messages)
        await database.transaction(prune, START)
        left = await database.read(
            lambda connection: connection.execute(select(Outbox.content)).scalars().all()
        )
    assert left == [{}, {}, {"text": "waits"}, {"text": "held"}, {"text": "new"}]


async def test_finished_updates_go_after_thirty_days_and_open_ones_stay(tmp_path: Path) -> None:
    def updates(connection: Connection) -> None:
        first, _ = inbox.store(connection, [received(1), received(2)], START - 31 * DAY)
        inbox.done(connection, [first.id])

    async with database_in(tmp_path) as database:
        await database.transaction(updates)
        await database.transaction(prune, START)
        left = await database.read(
            lambda connection: connection.execute(select(Inbox.external)).scalars().all()
        )
    assert left == ["2"]


async def test_buttons_and_drafts_have_their_time(tmp_path: Path) -> None:
    def shown(connection: Connection) -> None:
        person = somebody(connection)
        row = {"channel": "fake", "chat": "ana", "person_id": person, "organisation_id": None, "key": "k"}
        rest: dict[str, Any] = {"draft_id": None, "revision": None, "choices": []}
        screens.add(connection, START - 91 * DAY, {"handle": "old", **row, **rest})
        screens.add(connection, START - 89 * DAY, {"handle": "new", **row, **rest})
        drafts.start(connection, START - 31 * DAY, "event", 1, person, None)
        drafts.start(connection, START - 29 * DAY, "event", 1, somebody(connection), None)

    def left(connection: Connection) -> tuple[list[str], list[str]]:
        handles = connection.execute(select(ScreenTable.handle)).scalars()
        return list(handles), list(connection.execute(select(Draft.status).order_by(Draft.id)).scalars())

    async with database_in(tmp_path) as database:
        await database.transaction(shown)
        await database.transaction(prune, START)
        assert await database.read(left) == (["new"], ["archived", "current"])


async def test_a_whole_audit_trail_is_no_alarm_and_a_changed_one_is(tmp_path: Path) -> None:
    operator = Operator()
    async with database_in(tmp_path) as database:
        for number in range(3):
            await database.transaction(audit.append, START, 1, "record.approve", f"record:{number}")
        await house(database, tmp_path, operator).verify()
        assert operator.heard == []
        await database.transaction(
            lambda connection: connection.execute(update(Audit).where(Audit.seq == 2).values(actor=9))
        )
        await house(database, tmp_path, operator).verify()
    assert operator.heard == [("operator.audit_broken", {"number": "2"})]


async def test_the_trail_is_verified_once_a_day(tmp_path: Path) -> None:
    operator, clock = Operator(), StillClock()
    async with database_in(tmp_path) as database:
        await database.transaction(audit.append, START, 1, "record.approve", "record:1")
        await database.transaction(lambda connection: connection.execute(update(Audit).values(actor=9)))
        keeper = house(database, tmp_path, operator, clock=clock)
        for hour in range(25):
            clock.seconds = hour * 3600
            await keeper.tidy()
    assert len(operator.heard) == 2


async def test_a_full_disk_is_told_once_until_there_was_room_again(tmp_path: Path) -> None:
    operator, free = Operator(), 400_000_000
    async with database_in(tmp_path) as database:
        keeper = house(database, tmp_path, operator, free=lambda _: free)
        await keeper.tidy()
        await keeper.tidy()
        free = 900_000_000
        await keeper.tidy()
        free = 100_000_000
        await keeper.tidy()
    assert operator.heard == [
        ("operator.disk_low", {"megabytes": "400"}),
        ("operator.disk_low", {"megabytes": "100"}),
    ]


async def test_the_log_is_written_back_into_the_file(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(audit.append, START, 1, "record.approve", "record:1")
        assert (tmp_path / "retea.sqlite-wal").stat().st_size > 0
        await house(database, tmp_path, Operator()).tidy()
        assert (tmp_path / "retea.sqlite-wal").stat().st_size == 0


async def test_a_reader_that_is_busy_is_no_harm(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(audit.append, START, 1, "record.approve", "record:1")
        with closing(sqlite3.connect(tmp_path / "retea.sqlite")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM audit").fetchall()
            await database.transaction(audit.append, START, 1, "record.approve", "record:2")
            await house(database, tmp_path, Operator()).tidy()


async def test_files_of_old_jobs_go_unless_a_message_still_needs_them(tmp_path: Path) -> None:
    made = {name: tmp_path / "made" / name for name in ("1", "2", "11", "3")}
    for name, folder in made.items():
        folder.mkdir(parents=True)
        (folder / "raport.docx").write_bytes(b"x")
        age = START - (DAY if name == "3" else 3 * DAY)
        os.utime(folder, (age.timestamp(), age.timestamp()))

    def waits(connection: Connection) -> None:
        ref = MediaRef("document", path=str(made["1"].absolute() / "raport.docx"), name="raport.docx")
        content = {"screen": pack_screen(Screen("documents.file", media=(ref,)))}
        outbox.add(connection, Message("fake", "ana", "file", content), START, claimed=False)

    async with database_in(tmp_path) as database:
        await database.transaction(waits)
        await house(database, tmp_path, Operator()).tidy()
    assert {name for name, folder in made.items() if folder.exists()} == {"1", "3"}


async def test_every_tick_has_a_name_of_its_own(tmp_path: Path) -> None:
    class Part:
        async def tick(self) -> None: ...

        async def tidy(self) -> None: ...

    async with database_in(tmp_path) as database:
        ticks: tuple[Any, ...] = (
            *table(database, Part(), StillClock()),  # type: ignore[arg-type]
            *slow(Part(), Part(), Part(), Part(), Part()),  # type: ignore[arg-type]
        )
    assert [tick.name for tick in ticks] == [
        "outbox",
        "prune",
        "asking",
        "presence",
        "groups",
        "broadcasts",
        "jobs",
        "fetching",
        "checking",
        "tidy",
        "erasing",
    ]
