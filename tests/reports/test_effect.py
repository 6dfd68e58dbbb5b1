"""What one more approved record changes, and properties that any set of records must keep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures import Ground, PlanFigures, figures
from storage.counted import CountedRecord
from tests.support.counted import CLOSED, DEMO, co, official_plan, outside, record

PLAN = official_plan()
KINDS = {one.code: asked.kinds for one in PLAN.activities if (asked := one.asked("event"))}
NAMES = ("Bibliotecă", "bibliotecă ", "Cafenea", "Primăria")


def of(records: Sequence[CountedRecord]) -> PlanFigures:
    return figures(PLAN, records, 2026, CLOSED, {1, 2, 3})


@st.composite
def events(draw: st.DrawFn, number: int) -> CountedRecord:
    activity = draw(st.sampled_from(sorted(KINDS)))
    total = draw(st.integers(1, 300))
    return record(
        number,
        activity,
        subtype=draw(st.sampled_from(KINDS[activity])),
        on=draw(st.dates(date(2025, 12, 1), date(2027, 1, 31))),
        total=total,
        women=draw(st.none() | st.integers(0, total)),
        volunteers=draw(st.none() | st.integers(0, 9)),
        joint_with_lpa=draw(st.booleans()),
        co_organisers=draw(st.sampled_from([(), (co("EX-VERDE"),)])),
        partners=outside(*draw(st.lists(st.sampled_from(NAMES), max_size=3))),
    )


many = st.integers(0, 7).flatmap(lambda size: st.tuples(*(events(number) for number in range(1, size + 1))))


def changed(before: PlanFigures, after: PlanFigures) -> list[tuple[str, int, int]]:
    pairs = zip(before.indicators, after.indicators, strict=True)
    return [(a.indicator.code, a.value, b.value) for a, b in pairs if a.value != b.value]


def told(records: Sequence[CountedRecord], added: CountedRecord) -> list[tuple[str, int, int]]:
    effects = Ground(PLAN, tuple(records), 2026).effect(added)
    return [(one.indicator.code, one.before, one.after) for one in effects]


def test_the_fourth_training_makes_three_into_four_of_four() -> None:
    trainings = [record(number, "1.1", subtype="training", total=10) for number in range(1, 5)]
    sessions, participants = Ground(PLAN, tuple(trainings[:3]), 2026).effect(trainings[3])
    assert (sessions.before, sessions.after, sessions.target) == (3, 4, 4)
    assert (participants.before, participants.after, participants.target) == (30, 40, None)


def test_a_corrected_record_replaces_its_earlier_version() -> None:
    first = record(1, "1.1", subtype="training", total=10)
    assert told([first], replace(first, total=25)) == [("1.1.b", 10, 25)]
    moved = replace(first, activity="8.1", subtype="nonformal_course")
    assert told([first], moved) == [("1.1.a", 1, 0), ("1.1.b", 10, 0), ("8.1.a", 0, 1), ("8.1.b", 0, 10)]


def test_a_record_that_counts_nowhere_changes_nothing() -> None:
    assert told(DEMO, record(99, "4.2", subtype="info_session", total=10)) == []
    assert told(DEMO, record(99, "1.1", subtype="training", total=10, on=date(2025, 6, 1))) == []


@settings(max_examples=30, deadline=None)
@given(many, events(50), events(3))
def test_a_candidate_leaves_no_trace_for_the_next_one(
    records: tuple[CountedRecord, ...], first: CountedRecord, second: CountedRecord
) -> None:
    ground = Ground(PLAN, records, 2026)
    ground.effect(first)
    assert ground.effect(second) == Ground(PLAN, records, 2026).effect(second)


@settings(max_examples=30, deadline=None)
@given(many, events(50))
def test_the_effect_is_the_difference_of_the_figures(
    records: tuple[CountedRecord, ...], added: CountedRecord
) -> None:
    assert told(records, added) == changed(of(records), of((*records, added)))


@settings(max_examples=20, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(records: tuple[CountedRecord, ...], random: Random) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert of(shuffled) == of(records)


@settings(max_examples=20, deadline=None)
@given(many)
def test_taking_a_record_back_undoes_exactly_what_it_added(records: tuple[CountedRecord, ...]) -> None:
    for taken in records:
        others = tuple(one for one in records if one is not taken)
        undone = [(code, after, before) for code, before, after in told(others, taken)]
        assert changed(of(records), of(others)) == undone


@settings(max_examples=20, deadline=None)
@given(many, events(50))
def test_a_merge_takes_away_one_event_and_its_participants_but_no_partner(
    records: tuple[CountedRecord, ...], master: CountedRecord
) -> None:
    twin = replace(master, id=51, number="BLT-2026-0051")
    doubled, merged = of((*records, master, twin)), of((*records, master))
    in_year = int(master.date_to.year == 2026)
    assert doubled.events - merged.events == in_year
    assert doubled.participations - merged.participations == in_year * (master.total or 0)
    assert doubled.indicator("9.1.b").value == merged.indicator("9.1.b").value


@settings(max_examples=20, deadline=None)
@given(many)
def test_figures_are_whole_and_consistent(records: tuple[CountedRecord, ...]) -> None:
    year = of(records)
    assert all(figure.value >= 0 for figure in year.indicators)
    assert sum(sum(objective.shares.values()) for objective in year.objectives) == 25
    assert year.events == sum(1 for one in records if one.date_to.year == 2026)
    for figure in year.indicators:
        assert (figure.degree is None) or figure.target is not None
        assert len({one.id for one in figure.records}) == len(figure.records)
