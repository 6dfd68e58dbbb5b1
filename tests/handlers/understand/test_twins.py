"""Twins: which pairs of reports may be one event. The table says "da" or "nu" for each pair.

A side is: lead; activity; kind; days; place; title; other organisations. Numbers are members.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies

from handlers.understand.alike import same_place, same_title
from handlers.understand.twins import Happening, likeness
from tests.handlers.understand.tables import rows

PAIRS = rows("twins.tsv")


def happening(side: str) -> Happening:
    lead, activity, kind, days, place, title, others = (cell.strip() for cell in side.split(";"))
    first, _, last = days.partition("-")
    named = [int(one) if one.isdigit() else one for one in filter(None, map(str.strip, others.split(",")))]
    return Happening(
        "event",
        None if activity == "-" else activity,
        None if kind == "-" else kind,
        day(first),
        day(last or first),
        place,
        title,
        int(lead),
        frozenset([int(lead), *named]),
    )


def day(text: str) -> date:
    number, month = text.split(".")
    return date(2026, int(month), int(number))


def test_the_table_is_large_enough_and_in_both_languages() -> None:
    assert len(PAIRS) >= 40
    assert {"da", "nu"} == {row[0] for row in PAIRS}
    cyrillic = [row for row in PAIRS if any("а" <= letter <= "я" for letter in row[1] + row[2])]
    assert len(cyrillic) >= 15


@pytest.mark.parametrize(("same", "one", "other"), PAIRS)
def test_a_pair_is_asked_about_only_when_it_may_be_one_event(same: str, one: str, other: str) -> None:
    assert (likeness(happening(one), happening(other)) > 0) is (same == "da")


@pytest.mark.parametrize(("same", "one", "other"), PAIRS)
def test_it_does_not_matter_who_reported_first(same: str, one: str, other: str) -> None:
    assert likeness(happening(one), happening(other)) == likeness(happening(other), happening(one))


CHANGES: tuple[Callable[[Happening], Happening], ...] = (
    lambda one: replace(one, first=one.first + timedelta(2), last=one.last + timedelta(2)),
    lambda one: replace(one, first=one.first - timedelta(2), last=one.last - timedelta(2)),
    lambda one: replace(one, activity="4.1", kind="workshop_funding"),
    lambda one: replace(one, type="project"),
)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("lead", [1, 2])
def test_another_day_or_another_kind_is_never_a_twin_however_alike_the_rest(
    change: Callable[[Happening], Happening], lead: int
) -> None:
    one = happening("1; 1.1; training; 14.10; Biblioteca Coșeriu; Un an de activitate; 3")
    other = replace(one, lead=lead, organisations=frozenset({lead, 3}))
    assert likeness(one, other) > 0
    assert likeness(one, change(other)) == 0


def test_more_signs_make_a_better_candidate() -> None:
    one = happening("1; 9.1; fair; 22.05; Piața centrală; Târgul de Ziua orașului; 2")
    only_place = happening("3; 9.1; fair; 22.05; Piața centrală; ; ")
    all_three = happening("2; 9.1; fair; 22.05; Piața centrală; Ziua orașului; 1")
    assert likeness(one, all_three) > likeness(one, only_place) > 0


@given(strategies.text(max_size=60), strategies.text(max_size=60))
def test_any_words_can_be_compared_either_way_round(one: str, other: str) -> None:
    assert same_title(one, other) == same_title(other, one)
    assert same_place(one, other) == same_place(other, one)
