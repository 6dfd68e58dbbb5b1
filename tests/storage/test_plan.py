"""The plan as rows: loaded once, amended with dates, read as it was on a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from storage import plan as plans
from storage.database import tool_connection
from storage.plan import Loaded, in_force, load
from storage.plan_models import Plan
from storage.schema import Base, PlanItem
from tests.support.counted import official_plan

PLAN = official_plan()
START = datetime(2026, 2, 1, 9, tzinfo=UTC)
LATER = datetime(2027, 4, 10, 9, tzinfo=UTC)
ITEMS = 1 + 10 + 25 + 46


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(f"sqlite:///{tmp_path / 'retea.db'}") as connection:
        Base.metadata.create_all(connection)
        yield connection


def five_trainings() -> Plan:
    """The plan after a decision that asks five trainings a year instead of four."""
    indicator = PLAN.indicator("1.1.a")
    assert indicator.target is not None
    five = indicator.model_copy(update={"target": indicator.target.model_copy(update={"value": 5})})
    return PLAN.model_copy(
        update={"indicators": tuple(five if one is indicator else one for one in PLAN.indicators)}
    )


def without_one() -> Plan:
    """The plan after a decision that drops an indicator."""
    return PLAN.model_copy(
        update={"indicators": tuple(one for one in PLAN.indicators if one.code != "2.2.b")}
    )


def promised(connection: Connection, on: date) -> int:
    target = in_force(connection, on).indicator("1.1.a").target
    assert target is not None
    return target.value


def test_what_was_loaded_is_read_back_unchanged(connection: Connection) -> None:
    assert load(connection, PLAN, now=START) == Loaded(added=ITEMS, changed=0, same=0)
    assert in_force(connection, date(2026, 1, 1)) == PLAN
    assert in_force(connection, date(2030, 12, 31)) == PLAN


def test_loading_again_changes_nothing(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    assert load(connection, PLAN, now=LATER) == Loaded(added=0, changed=0, same=ITEMS)
    assert connection.scalar(select(func.count()).select_from(PlanItem)) == ITEMS


def test_an_amendment_closes_the_old_row_the_day_before_and_keeps_it(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    assert load(connection, five_trainings(), now=LATER, decision="3/14") == Loaded(0, 1, ITEMS - 1)
    rows = connection.execute(
        select(PlanItem.valid_from, PlanItem.valid_to, PlanItem.decision)
        .where(PlanItem.kind == "indicator", PlanItem.code == "1.1.a")
        .order_by(PlanItem.valid_from)
    ).all()
    assert [tuple(row) for row in rows] == [
        (date(2026, 1, 1), date(2027, 4, 9), None),
        (date(2027, 4, 10), None, "3/14"),
    ]


def test_an_old_year_keeps_the_plan_of_its_year(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    assert promised(connection, date(2027, 12, 31)) == 4
    load(connection, five_trainings(), now=LATER)
    assert promised(connection, date(2026, 12, 31)) == 4
    assert promised(connection, date(2027, 4, 9)) == 4
    assert promised(connection, date(2027, 12, 31)) == 5


def test_a_second_amendment_on_the_same_day_replaces_the_first(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    load(connection, five_trainings(), now=LATER)
    assert promised(connection, date(2027, 4, 10)) == 5
    load(connection, PLAN, now=LATER + timedelta(minutes=1))
    assert promised(connection, date(2027, 4, 10)) == 4
    assert connection.scalar(select(func.count()).select_from(PlanItem)) == ITEMS + 1


def test_an_item_that_the_plan_drops_is_closed_not_deleted(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    assert load(connection, without_one(), now=LATER) == Loaded(added=0, changed=1, same=ITEMS - 1)
    assert len(in_force(connection, date(2026, 12, 31)).indicators) == 46
    assert len(in_force(connection, date(2027, 12, 31)).indicators) == 45


def test_the_day_of_an_amendment_is_the_day_in_the_town(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    load(connection, five_trainings(), now=datetime(2027, 4, 10, 22, 30, tzinfo=UTC))
    assert promised(connection, date(2027, 4, 10)) == 4
    assert promised(connection, date(2027, 4, 11)) == 5


def test_the_plan_is_parsed_once_until_its_rows_change(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(connection, PLAN, now=START)
    reads: list[date] = []
    read = plans._read

    def counting_read(connection: Connection, on: date) -> Plan:
        reads.append(on)
        return read(connection, on)

    monkeypatch.setattr(plans, "_read", counting_read)
    first = in_force(connection, date(2027, 12, 31))
    assert in_force(connection, date(2027, 12, 31)) is first
    assert len(reads) == 1
    load(connection, five_trainings(), now=LATER)
    assert promised(connection, date(2027, 12, 31)) == 5


def test_a_second_change_in_the_same_moment_is_seen_too(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    load(connection, five_trainings(), now=LATER)
    assert promised(connection, date(2027, 4, 10)) == 5
    load(connection, PLAN, now=LATER)
    assert promised(connection, date(2027, 4, 10)) == 4


def test_a_load_that_was_undone_leaves_nothing_behind(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    undone = connection.begin_nested()
    load(connection, five_trainings(), now=LATER)
    assert promised(connection, date(2027, 12, 31)) == 5
    undone.rollback()
    assert promised(connection, date(2027, 12, 31)) == 4
    load(connection, without_one(), now=LATER)
    assert promised(connection, date(2027, 12, 31)) == 4
    assert len(in_force(connection, date(2027, 12, 31)).indicators) == 45


def test_without_a_plan_in_force_there_is_nothing_to_read(connection: Connection) -> None:
    load(connection, PLAN, now=START)
    with pytest.raises(LookupError):
        in_force(connection, date(2025, 12, 31))
