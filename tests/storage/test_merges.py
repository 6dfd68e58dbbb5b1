"""Merging, whatever the records: an event counts once with one of its numbers, undoing is no change."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, StaticPool, create_engine, insert, select

from reports import counting, period
from storage import counted, joint, merges, records
from storage.counted import CountedRecord
from storage.merges import Stated, prevailing
from storage.plan_models import Indicator, Plan
from storage.records import COORGANISER, Content, Counts, Named
from storage.schema import Base, Organisation, Person, Record
from tests.support.counted import official_plan

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
MEMBERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Made:
    """One record to make: lead, co-organisers, head-count, how it stands."""

    lead: int | None
    beside: frozenset[int]
    total: int
    estimated: bool
    status: str


MADE = st.builds(
    Made,
    st.sampled_from([None, *MEMBERS]),
    st.frozensets(st.sampled_from(MEMBERS), max_size=2),
    st.integers(1, 900),
    st.booleans(),
    st.sampled_from(["submitted", "approved", "returned"]),
)
FEW = settings(max_examples=max(25, settings().max_examples // 20))
"""Each example is a database of its own."""
PAIRS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=6)


@cache
def _image() -> bytes:
    driver = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.execute(insert(Person).values(id=1, name="Maria", created_at=NOW))
        for member in MEMBERS:
            values = {"name": f"Exemplu {member}", "folded": f"exemplu {member}", "joined_on": YEAR[0]}
            connection.execute(insert(Organisation).values(id=member, created_at=NOW, **values))
    image = driver.serialize()
    engine.dispose()
    return image


def engine_with(made: Sequence[Made]) -> Engine:
    """A database in memory that holds these records, numbered from 1."""
    driver = sqlite3.connect(":memory:", check_same_thread=False)
    driver.deserialize(_image())
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    with engine.begin() as connection:
        for number, one in enumerate(made, 1):
            _make(connection, number, one)
    return engine


def _make(connection: Connection, number: int, one: Made) -> None:
    parties = tuple(
        Named(COORGANISER, f"Exemplu {id}", f"exemplu {id}", id)
        for id in sorted(one.beside)
        if id != one.lead
    )
    content = Content(
        activity="9.1",
        subtype="fair",
        title=f"Târg {number}",
        language="ro",
        date_from=date(2026, 5, 22),
        date_to=date(2026, 5, 22),
        place="Bălți",
        summary=None,
        counts=Counts(one.total, one.estimated),
        answers={},
        form_version=1,
        parties=parties,
    )
    record = records.submit(connection, NOW, 2026, "event", one.lead, 1, f"draft:{number}", content)
    joint.name(connection, NOW, record, [party.organisation_id or 0 for party in parties])
    if one.status != "submitted":
        records.decide(connection, NOW, record, 1, 1, "approved")
    if one.status == "returned":
        records.reopen(connection, NOW, record, 1)


def snapshot(connection: Connection) -> tuple[Any, Any, Any]:
    """All that a merge could touch: the records, the figures, who stands beside what."""
    rows = connection.execute(select(Record.__table__).order_by(Record.id)).all()
    ids = [row.id for row in rows]
    return rows, counted.approved(connection, *YEAR), joint.held_with(connection, ids)


@cache
def _plan() -> Plan:
    return official_plan()


def values(found: Sequence[CountedRecord]) -> dict[str, int]:
    """Every indicator of the plan over these records."""
    wanted = period.Period(*YEAR)
    return {one.code: _value(one, found, wanted) for one in _plan().indicators}


def _value(indicator: Indicator, found: Sequence[CountedRecord], wanted: period.Period) -> int:
    counts = (one for one in found if counting.counts(indicator, one))
    return counting.value(indicator, [one for one in counts if counting.dated(indicator, one, wanted)])


@FEW
@given(st.lists(MADE, min_size=2, max_size=6), PAIRS, st.randoms(use_true_random=False))
def test_undoing_merges_in_any_order_is_no_change(made: list[Made], pairs: Any, draw: Any) -> None:
    with engine_with(made).begin() as connection:
        before = snapshot(connection)
        done = [one for one, other in pairs if merges.merge(connection, NOW, one, other, 1) is not None]
        draw.shuffle(done)
        for one in done:
            assert merges.undo(connection, NOW + timedelta(days=300), one, 1) is not None
        assert snapshot(connection) == before


@FEW
@given(st.lists(MADE, min_size=2, max_size=6), PAIRS)
def test_an_event_counts_once_with_one_of_its_numbers(made: list[Made], pairs: Any) -> None:
    with engine_with(made).begin() as connection:
        for one, other in pairs:
            merges.merge(connection, NOW, one, other, 1)
        found = counted.approved(connection, *YEAR)
        for one in found:
            totals = {
                made[one.id - 1].total,
                *(made[id - 1].total for id in merges.of_master(connection, one.id)),
            }
            assert one.total in totals
        masters = {
            row.id for row in connection.execute(select(Record.id).where(Record.merged_into.is_(None)))
        }
        assert {one.id for one in found} <= masters
        assert sum(one.total or 0 for one in found) <= sum(one.total for one in made)


@FEW
@given(st.lists(MADE, min_size=1, max_size=4), MADE)
def test_a_merged_twin_moves_no_indicator_but_the_number_of_its_event(made: list[Made], twin: Made) -> None:
    with engine_with(made).begin() as alone, engine_with([*made, twin]).begin() as together:
        assert merges.merge(together, NOW, len(made) + 1, 1, 1) is not None
        first, second = counted.approved(alone, *YEAR), counted.approved(together, *YEAR)
        assert [one.id for one in first] == [one.id for one in second]
        assert values(first) == values(second)


@FEW
@given(MADE, st.sampled_from(MEMBERS), st.integers(1, 900), st.booleans())
def test_a_second_count_of_a_co_organiser_moves_nothing(
    made: Made, member: int, total: int, estimated: bool
) -> None:
    with engine_with([made]).begin() as connection:
        before = counted.approved(connection, *YEAR)
        joint.join(connection, NOW, 1, member, 1, "draft:99", total, estimated)
        after = counted.approved(connection, *YEAR)
        assert [(one.id, one.total) for one in before] == [(one.id, one.total) for one in after]
        assert values(before) == values(after)


@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=5))
def test_the_number_that_stands_is_one_that_was_given(counts: list[tuple[int, bool]]) -> None:
    stated = [Stated(at, at == 0, total, estimated) for at, (total, estimated) in enumerate(counts)]
    best = prevailing(stated)
    assert best in stated
    assert best == prevailing(stated[::-1])


@pytest.mark.parametrize(
    ("lead", "others", "stands"),
    [
        ((40, True), [(60, False)], 60),
        ((40, False), [(60, False)], 40),
        ((40, True), [(60, True)], 40),
        ((40, False), [(60, True)], 40),
        ((40, True), [(60, False), (70, False), (90, True)], 70),
    ],
)
def test_a_list_wins_then_the_lead_then_the_highest(
    lead: tuple[int, bool], others: list[tuple[int, bool]], stands: int
) -> None:
    stated = [Stated(1, True, *lead), *(Stated(at, False, *one) for at, one in enumerate(others, 2))]
    best = prevailing(stated)
    assert best is not None
    assert best.total == stands


def test_an_answer_or_a_merge_is_seen_by_figures_that_were_read_before() -> None:
    made = [Made(1, frozenset({2}), 40, False, "approved"), Made(3, frozenset(), 60, False, "approved")]
    with engine_with(made).begin() as connection:
        assert len(counted.approved_in(connection, 2026)) == 2
        merges.merge(connection, NOW, 2, 1, 1)
        assert [len(one.co_organisers) for one in counted.approved_in(connection, 2026)] == [2]
        joint.answer(connection, NOW, 1, 2, 1, joint.REFUSED)
        assert [len(one.co_organisers) for one in counted.approved_in(connection, 2026)] == [1]
        merges.undo(connection, NOW, 2, 1)
        assert [len(one.co_organisers) for one in counted.approved_in(connection, 2026)] == [0, 0]


def test_a_record_is_merged_once_and_never_into_itself_or_what_is_gone() -> None:
    made = [Made(id, frozenset(), 10, False, "approved") for id in MEMBERS]
    with engine_with(made).begin() as connection:
        assert merges.merge(connection, NOW, 1, 1, 1) is None
        assert merges.merge(connection, NOW, 2, 1, 1) is not None
        assert merges.merge(connection, NOW, 2, 3, 1) is None
        assert merges.merge(connection, NOW, 3, 2, 1) is None
        assert merges.merge(connection, NOW, 1, 3, 1) is None
        assert merges.merge(connection, NOW, 3, 999, 1) is None
        assert merges.undo(connection, NOW, 2, 1) is not None
        assert merges.undo(connection, NOW, 2, 1) is None
