"""Units of work: whole, alone in their failure, durable, and never working on a stale picture."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage import crash
from storage.database import Connection, Database, is_outage, tool_connection
from tests.support.bystander import children
from tests.support.traffic import database_in

PRAGMAS = {
    "synchronous": 2,
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with database_in(tmp_path) as opened:
        await opened.transaction(prepare)
        yield opened


def prepare(connection: Connection) -> None:
    connection.execute(text("create table tally (id integer primary key, n integer not null)"))
    connection.execute(text("insert into tally values (0, 0)"))


def add_one(connection: Connection) -> None:
    seen = connection.execute(text("select n from tally where id = 0")).scalar_one()
    connection.execute(text("update tally set n = :n where id = 0"), {"n": seen + 1})


def keep(connection: Connection, number: int, fail: bool) -> int:
    add_one(connection)
    connection.execute(text("insert into tally values (:id, 1)"), {"id": number})
    if fail:
        raise ValueError(number)
    return number


def tally(connection: Connection) -> int:
    return int(connection.execute(text("select n from tally where id = 0")).scalar_one())


def settings(connection: Connection) -> dict[str, object]:
    return {name: connection.execute(text(f"pragma {name}")).scalar_one() for name in PRAGMAS}


def count_up(url: str, times: int) -> None:
    for _ in range(times):
        with tool_connection(url) as connection:
            add_one(connection)


async def test_a_connection_is_durable_and_strict(database: Database) -> None:
    assert await database.transaction(settings) == PRAGMAS
    assert await database.read(settings) == PRAGMAS


def test_a_tool_is_as_durable_and_waits_longer(tmp_path: Path) -> None:
    with tool_connection(f"sqlite:///{tmp_path / 'tool.sqlite'}") as connection:
        assert settings(connection) == {**PRAGMAS, "busy_timeout": 30_000}


async def test_of_a_hundred_units_fourteen_fail_and_only_they_are_undone(database: Database) -> None:
    failing = set(range(1, 99, 7))
    assert len(failing) == 14
    units = (database.transaction(keep, number, number in failing) for number in range(1, 101))
    results = await asyncio.gather(*units, return_exceptions=True)
    failed = {number for number, result in enumerate(results, 1) if isinstance(result, ValueError)}
    assert failed == failing
    assert await database.read(tally) == 86


async def test_a_failing_unit_tells_its_own_caller_what_went_wrong(database: Database) -> None:
    good, bad = database.transaction(keep, 5, False), database.transaction(keep, 5, False)
    results = await asyncio.gather(good, bad, return_exceptions=True)
    assert results[0] == 5
    assert isinstance(results[1], IntegrityError)


async def test_units_that_wait_together_share_a_commit(database: Database) -> None:
    passed: list[str] = []
    crash.watch(passed.append)
    try:
        await asyncio.gather(*(database.transaction(add_one) for _ in range(4)))
    finally:
        crash.disarm()
    assert passed == ["add_one.before"] * 4 + ["add_one.after"] * 4


async def test_no_update_is_lost_between_two_processes(database: Database, tmp_path: Path) -> None:
    other = children().Process(target=count_up, args=(f"sqlite:///{tmp_path / 'retea.sqlite'}", 60))
    other.start()
    for _ in range(60):
        await asyncio.gather(*(database.transaction(add_one) for _ in range(3)))
    await asyncio.to_thread(other.join)
    assert other.exitcode == 0
    assert await database.read(tally) == 240


async def test_a_caller_that_goes_away_does_not_disturb_its_neighbours(database: Database) -> None:
    gone = asyncio.ensure_future(database.transaction(add_one))
    stays = asyncio.ensure_future(database.transaction(add_one))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert await database.read(tally) == 2


async def test_a_read_cannot_write_behind_a_writer(database: Database, tmp_path: Path) -> None:
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as writer:
        add_one(writer)
        assert await database.read(tally) == 0
    assert await database.read(tally) == 1


async def test_a_locked_file_is_an_outage_and_a_wrong_statement_is_not(
    database: Database, tmp_path: Path
) -> None:
    await database.transaction(lambda connection: connection.execute(text("pragma busy_timeout=1")) and None)
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as writer:
        add_one(writer)
        with pytest.raises(OperationalError) as locked:
            await database.transaction(add_one)
    with pytest.raises(OperationalError) as wrong:
        await database.transaction(lambda connection: connection.execute(text("select nothing")) and None)
    assert is_outage(locked.value)
    assert not is_outage(wrong.value)


async def test_an_error_does_not_quote_what_was_to_be_written(database: Database) -> None:
    def reveal(connection: Connection) -> None:
        connection.execute(text("insert into tally values (:id, :n)"), {"id": "Ana 069123456", "n": None})

    with pytest.raises(IntegrityError) as error:
        await database.transaction(reveal)
    assert "069123456" not in str(error.value)
