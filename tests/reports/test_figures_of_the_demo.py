"""The demonstration's records give exactly the figures that were worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from reports.figures import PlanFigures, figures
from storage.counted import CountedRecord
from tests.support.counted import CLOSED, D01, D07, D08, D09, D12, DEMO, MEMBERS, official_plan

PLAN = official_plan()

COUNTS_IN = {
    1: {"1.1.a", "1.1.b"},
    2: {"2.1.a", "2.1.b"},
    3: {"2.3.a"},
    4: {"2.5.b"},
    5: {"3.2.a"},
    6: {"4.1.a", "4.1.b"},
    7: {"4.2.a", "4.2.b"},
    8: {"7.1.a", "7.1.b", "4.4.a", "4.4.b"},
    9: {"9.1.a", "9.1.b", "2.3.b"},
    10: {"10.1.a", "10.1.b"},
    11: {"7.2.a", "7.2.b"},
}
VALUES = {
    "1.1.a": 1,
    "1.1.b": 24,
    "2.1.a": 1,
    "2.1.b": 31,
    "2.3.a": 1,
    "2.3.b": 1,
    "2.5.b": 1,
    "3.2.a": 1,
    "4.1.a": 1,
    "4.1.b": 19,
    "4.2.a": 1,
    "4.2.b": 1,
    "4.4.a": 1,
    "4.4.b": 236_400,
    "7.1.a": 1,
    "7.1.b": 1,
    "7.2.a": 1,
    "7.2.b": 3,
    "9.1.a": 1,
    "9.1.b": 2,
    "10.1.a": 1,
    "10.1.b": 118,
}


def of(records: tuple[CountedRecord, ...] = DEMO, as_of: date = CLOSED) -> PlanFigures:
    return figures(PLAN, records, 2026, as_of, set(MEMBERS.values()))


def test_every_indicator_has_the_value_worked_out_by_hand() -> None:
    values = {figure.indicator.code: figure.value for figure in of().indicators}
    assert values == {indicator.code: VALUES.get(indicator.code, 0) for indicator in PLAN.indicators}


def test_every_record_stands_behind_exactly_its_indicators() -> None:
    behind: dict[int, set[str]] = {}
    for figure in of().indicators:
        for record in figure.records:
            behind.setdefault(record.id, set()).add(figure.indicator.code)
    assert behind == COUNTS_IN


@pytest.mark.parametrize(
    ("code", "degree", "light", "status"),
    [
        ("1.1.a", 0.25, "red", "not_achieved"),
        ("2.1.a", 0.25, "red", "not_achieved"),
        ("3.2.a", 0.25, "red", "not_achieved"),
        ("4.1.a", 0.5, "yellow", "partly"),
        ("7.2.a", 1.0, "green", "achieved"),
        ("10.1.a", 1.0, "green", "achieved"),
        ("9.1.a", None, "blue", "under_way"),
        ("4.4.b", None, "blue", "under_way"),
        ("2.5.a", None, "blue", "under_way"),
        ("8.1.b", None, "grey", "nothing_reported"),
    ],
)
def test_degrees_and_lights_of_the_closed_year(
    code: str, degree: float | None, light: str, status: str
) -> None:
    figure = of().indicator(code)
    assert (figure.degree, figure.light, figure.status) == (degree, light, status)


@pytest.mark.parametrize("code", ["2.1.a", "3.2.a"])
def test_one_quarter_of_four_is_covered(code: str) -> None:
    rhythm = of().indicator(code).rhythm
    assert rhythm is not None
    assert (rhythm.covered, rhythm.due, rhythm.ended, rhythm.missed) == (1, 4, 4, 3)


def test_the_whole_year_counts_each_event_once() -> None:
    year = of()
    assert (year.events, year.participations) == (4, 24 + 19 + 640 + 118)
    assert (year.organisations_reporting, year.organisations_expected) == (6, 6)


def test_the_merged_twin_would_have_doubled_the_fair() -> None:
    doubled = of((*DEMO, D12))
    assert doubled.indicator("9.1.a").value == 2
    assert doubled.participations - of().participations == 500


def test_a_municipal_grant_is_not_money_raised_elsewhere() -> None:
    assert of((D07,)).indicator("4.4.b").value == 0
    as_national = replace(D07, facts={**D07.facts, "funding_source": "national"})
    assert of((as_national, D08)).indicator("4.4.b").value == 236_400


def test_a_partner_of_the_fair_who_organised_it_is_no_partner() -> None:
    assert of((replace(D09, partners=(*D09.partners, *D09.co_organisers)),)).indicator("9.1.b").value == 2


def test_an_activity_and_its_objective_follow_from_their_indicators() -> None:
    year = of()
    assert (year.activity("1.1").status, year.activity("1.1").light) == ("not_achieved", "red")
    assert year.activity("1.1").records == (D01,)
    sport = year.objectives[-1]
    assert sport.shares == {"achieved": 1, "not_achieved": 1}
    assert (sport.mean_degree, sport.with_target, sport.indicators) == (0.5, 2, 3)


def test_every_activity_stands_in_the_figures_even_without_a_record() -> None:
    year = figures(PLAN, (), 2026, CLOSED, set(MEMBERS.values()))
    assert [figure.activity.code for figure in year.activities] == [one.code for one in PLAN.activities]
    assert len(year.indicators) == 46
