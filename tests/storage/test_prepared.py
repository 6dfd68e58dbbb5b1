"""A prepared statement gives what ``Connection.execute`` gives, in both directions."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, update

import storage
from storage import people
from storage.database import Connection, is_outage, tool_connection
from storage.prepared import Prepared
from storage.schema import Base, Draft, Organisation, Person

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=timezone(timedelta(hours=3)))
NAMES = ("name", "folded", "joined_on", "created_at")
ADD = Prepared(
    insert(Organisation).values({name: bindparam(name) for name in NAMES}).returning(Organisation.id)
)
ALL = select(Organisation.id, Organisation.name, Organisation.joined_on, Organisation.created_at)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as opened:
        Base.metadata.create_all(opened)
        yield opened


def added(connection: Connection, name: str) -> int:
    values = {"name": name, "folded": name, "joined_on": date(2026, 1, 31), "created_at": NOW}
    return int(ADD.scalar(connection, values))


def test_dates_and_times_go_in_and_come_out_as_with_execute(connection: Connection) -> None:
    added(connection, "Exemplu Unu")
    rows = Prepared(ALL).rows(connection, {})
    assert rows == [tuple(row) for row in connection.execute(ALL)]
    assert rows == [(1, "Exemplu Unu", date(2026, 1, 31), NOW.astimezone(UTC))]


def test_json_goes_in_and_comes_out(connection: Connection) -> None:
    person = connection.execute(insert(Person).values(created_at=NOW).returning(Person.id)).scalar_one()
    answers = {"place": "Bălți", "groups": [1, None]}
    values: dict[str, Any] = {"former": {}, "heard": {}, "subject": {}, "wanted": [], "revision": 0}
    values |= {"form": "event", "version": 1, "person_id": person, "status": "current", "answers": answers}
    connection.execute(insert(Draft).values(**values, created_at=NOW, updated_at=NOW))
    assert Prepared(select(Draft.answers)).scalar(connection, {}) == answers


def test_columns_of_the_same_name_keep_their_places(connection: Connection) -> None:
    added(connection, "Exemplu Unu")
    twice = select(Organisation.id, Organisation.joined_on, Organisation.id, Organisation.created_at)
    assert Prepared(twice).row(connection, {}) == (1, date(2026, 1, 31), 1, NOW.astimezone(UTC))


def test_a_constant_a_limit_and_a_parameter_stand_in_their_places(connection: Connection) -> None:
    for name in ("c", "a", "b"):
        added(connection, name)
    statement = select(Organisation.name).where(
        Organisation.name != "b", Organisation.name != bindparam("but")
    )
    found = Prepared(statement.order_by(Organisation.name).limit(1))
    assert found.scalars(connection, {"but": "x"}) == ("a",)
    assert found.scalars(connection, {"but": "a"}) == ("c",)


def test_the_draft_in_hand_is_looked_up_and_not_searched_for(connection: Connection) -> None:
    text = people._SESSION._ready.text
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", ("telegram", "17")).all()
    assert [row[3] for row in plan if "SCAN" in row[3]] == []
    assert any("uq_draft_current" in row[3] for row in plan)


WALKED = {
    "audit._LAST": "audit",  # backwards, and only one row of it
    "counted._LATEST": "record",  # the numbers of an index, nothing of the rows
    "records._DECIDED": "record",
    "merges.CHANGES": "merge co_organiser joint_evidence",
    "own._OWN": "party co_organiser",  # an annual report, not a step
}
"""Statements that may walk a table that grows, and which."""

GROWING = (
    "address audit co_organiser draft evidence inbox joint_evidence media merge outbox participation "
    "party record record_version screen twin_question"
).split()


def test_no_statement_of_a_step_reads_a_table_that_grows(connection: Connection) -> None:
    found = []
    for module in (import_module(f"storage.{one.name}") for one in iter_modules(storage.__path__)):
        for name, statement in vars(module).items():
            if isinstance(statement, Prepared):
                place = f"{module.__name__.removeprefix('storage.')}.{name}"
                allowed = WALKED.get(place, "").split()
                read = (table for table in scanned(connection, statement) if table not in allowed)
                found += [(place, table) for table in read]
    assert found == []


def scanned(connection: Connection, statement: Prepared) -> list[str]:
    """The growing tables that SQLite would read from the first row on."""
    ready = statement._ready
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {ready.text}", (None,) * len(ready.parameters))
    tables = [row[3].split()[1] for row in plan if row[3].startswith("SCAN ")]
    return [table for table in tables if table in GROWING]


def test_a_change_says_how_many_rows_it_met(connection: Connection) -> None:
    added(connection, "a")
    rename = Prepared(
        update(Organisation).where(Organisation.name == bindparam("old")).values(name=bindparam("new"))
    )
    assert rename.change(connection, {"old": "a", "new": "b"}) == 1
    assert rename.change(connection, {"old": "a", "new": "b"}) == 0
    assert Prepared(delete(Organisation)).change(connection, {}) == 1


def test_a_parameter_that_is_missing_is_an_error_and_nothing_is_written(connection: Connection) -> None:
    with pytest.raises(KeyError):
        ADD.scalar(connection, {"name": "a", "folded": "a", "joined_on": date(2026, 1, 1)})
    assert connection.execute(select(func.count()).select_from(Organisation)).scalar() == 0


def test_a_time_without_a_zone_is_refused(connection: Connection) -> None:
    values = {"name": "a", "folded": "a", "joined_on": date(2026, 1, 1), "created_at": datetime(2026, 1, 1)}  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        ADD.scalar(connection, values)


def test_several_rows_where_one_is_meant_are_an_error(connection: Connection) -> None:
    added(connection, "a")
    added(connection, "b")
    with pytest.raises(ValueError, match="2 rows"):
        Prepared(ALL).row(connection, {})


def test_a_list_cannot_be_prepared() -> None:
    with pytest.raises(ValueError, match="lists"):
        Prepared(ALL.where(Organisation.id.in_(bindparam("ids", expanding=True))))


def _half(url: str) -> None:
    with tool_connection(url) as connection:
        added(connection, "a")
        raise RuntimeError


def test_what_is_written_is_undone_with_its_unit(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'retea.sqlite'}"
    with tool_connection(url) as connection:
        Base.metadata.create_all(connection)
    with pytest.raises(RuntimeError):
        _half(url)
    with tool_connection(url) as connection:
        assert Prepared(ALL).rows(connection, {}) == []


def test_a_lock_counts_as_an_outage() -> None:
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert is_outage(busy)
