"""Which record moves which indicator: every rule has a record that moves it and near misses that do not."""

from datetime import date
from typing import Any

import pytest

from reports import counting
from reports.figures import PlanFigures, figures
from storage.counted import CountedRecord, PartyRef
from tests.support.counted import CLOSED, co, official_plan, outside, record

PLAN = official_plan()


def of(*records: CountedRecord, year: int = 2026) -> PlanFigures:
    return figures(PLAN, records, year, date(year + 1, 2, 1), ())


def moved(*records: CountedRecord, year: int = 2026) -> dict[str, int]:
    return {
        figure.indicator.code: figure.value for figure in of(*records, year=year).indicators if figure.value
    }


def project(number: int = 1, activity: str = "4.4", **facts: Any) -> CountedRecord:
    return record(number, activity, "project", facts=facts)


@pytest.mark.parametrize(
    ("activity", "kind", "expected"),
    [
        ("1.1", "training", {"1.1.a": 1, "1.1.b": 30}),
        ("4.1", "workshop_funding", {"4.1.a": 1, "4.1.b": 30}),
        ("5.1", "volunteering_workshop", {"5.1.a": 1, "5.1.b": 7}),
        ("6.2", "debate", {"6.2.a": 1, "6.2.b": 30}),
        ("6.2", "conference", {"6.2.a": 1, "6.2.b": 30}),
        ("8.1", "nonformal_workshop", {"8.1.a": 1, "8.1.b": 30}),
        ("8.1", "nonformal_course", {"8.1.a": 1, "8.1.b": 30}),
        ("9.1", "festival", {"9.1.a": 1}),
        ("9.1", "exhibition", {"9.1.a": 1}),
        ("9.1", "fair", {"9.1.a": 1}),
        ("9.1", "artistic_event", {}),
        ("10.1", "sport_competition", {"10.1.a": 1, "10.1.b": 30}),
        ("4.2", "info_session", {}),
        ("4.3", "info_session", {}),
    ],
)
def test_an_event_moves_the_indicators_of_its_activity(
    activity: str, kind: str, expected: dict[str, int]
) -> None:
    event = record(1, activity, subtype=kind, total=30, volunteers=7, spectators=500)
    assert moved(event) == expected
    assert of(event).activity(activity).records == (event,)


@pytest.mark.parametrize("activity", [one.code for one in PLAN.activities])
def test_every_kind_that_an_activity_counts_is_one_that_its_forms_offer(activity: str) -> None:
    offered = {kind for asked in PLAN.activity(activity).reports.values() for kind in asked.kinds}
    counted = {
        kind
        for indicator in PLAN.indicators_of(activity)
        for kind in indicator.counts.where.get("subtype", ())
    }
    assert counted <= offered


@pytest.mark.parametrize(
    "near",
    [
        record(1, "8.1", subtype="training", total=30),
        record(1, "1.1", subtype="debate", total=30),
        record(1, "1.1", "meeting", subtype="training", total=30),
        record(1, "1.1", subtype="training", total=30, on=date(2025, 12, 31)),
        record(1, "1.1", subtype="training", total=30, on=date(2027, 1, 1)),
        record(1, None, subtype="training", total=30),
    ],
    ids=["another activity", "another kind", "another type", "year before", "year after", "no activity"],
)
def test_a_near_miss_is_not_a_training(near: CountedRecord) -> None:
    assert moved(near) == {}


def test_an_event_over_new_year_belongs_to_the_year_of_its_last_day() -> None:
    event = record(1, "1.1", subtype="training", date_from=date(2026, 12, 30), date_to=date(2027, 1, 2))
    assert moved(event) == {}
    assert moved(event, year=2027) == {"1.1.a": 1}


def test_an_approved_second_activity_counts_as_its_own() -> None:
    debate = record(1, "6.2", subtype="debate", total=9, facts={"secondary_activities": ["8.1"]})
    assert debate in of(debate).activity("8.1").records


def test_a_joint_action_counts_whatever_its_activity_but_not_dialogue_or_agreement() -> None:
    assert moved(record(1, "2.1", "meeting", subtype="thematic", joint_with_lpa=True))["2.3.b"] == 1
    assert moved(record(1, "10.1", subtype="sport_competition", joint_with_lpa=True))["2.3.b"] == 1
    assert "2.3.b" not in moved(record(1, "2.4", "meeting", subtype="dialogue_lpa", joint_with_lpa=True))
    assert "2.3.b" not in moved(record(1, "2.3", "agreement", subtype="memorandum", joint_with_lpa=True))
    assert "2.3.b" not in moved(record(1, "10.1", subtype="sport_competition"))


def test_a_joint_project_counts_in_each_year_it_is_active() -> None:
    facts = {"stage": "in_implementation", "funded": "2026-05-01"}
    joint = record(1, "6.1", "project", joint_with_lpa=True, facts=facts)
    assert [moved(joint, year=year).get("2.3.b") for year in (2026, 2027)] == [1, 1]


def test_a_grant_contract_is_not_a_cooperation_agreement() -> None:
    assert moved(record(1, "2.3", "agreement", subtype="grant_contract")) == {}
    assert moved(record(1, "2.3", "agreement", subtype="partnership")) == {"2.3.a": 1}


def test_a_dialogue_meeting_brings_its_joint_decisions() -> None:
    meeting = record(1, "2.4", "meeting", subtype="dialogue_lpa", facts={"joint_decisions_count": 3})
    assert moved(meeting) == {"2.4.a": 1, "2.4.b": 3}


def test_one_consultation_counts_once_however_its_reference_is_spelled() -> None:
    def answer(number: int, ref: str | None) -> CountedRecord:
        facts = {"consultation_ref": ref}
        return record(number, "2.5", "consultation", subtype="public_consultation", facts=facts)

    assert moved(answer(1, "CP-7 / 2026"), answer(2, "cp-7/2026")) == {"2.5.b": 1}
    assert moved(answer(1, "CP-7"), answer(2, "CP-8")) == {"2.5.b": 2}
    assert moved(answer(1, None), answer(2, " ")) == {}


def test_partners_of_cultural_events_are_distinct_in_the_year() -> None:
    fair = record(1, "9.1", subtype="fair", partners=outside("Biblioteca „Coșbuc”", "Cafenea"))
    show = record(2, "9.1", subtype="artistic_event", partners=outside("biblioteca  cosbuc", "Teatru"))
    assert moved(fair, show)["9.1.b"] == 3


def test_the_town_hall_the_lead_and_co_organisers_are_not_partners() -> None:
    lead = PartyRef(2, "AO „Exemplu-Punte” (fictiv)")
    partners = (lead, co("EX-VERDE"), co("EX-SPORT"), *outside("Primăria Bălți", "примэрия мун. Бэлць"))
    fair = record(1, "9.1", subtype="fair", partners=partners, co_organisers=(co("EX-VERDE"),))
    assert moved(fair)["9.1.b"] == 1


def test_a_partner_of_a_training_is_not_one_of_cultural_events() -> None:
    assert "9.1.b" not in moved(record(1, "1.1", subtype="training", partners=outside("Bibliotecă")))


def test_a_rejected_project_submitted_again_counts_in_its_new_year_too() -> None:
    again = project(
        funding_programme="civic_budget", stage="rejected", submitted=["2026-03-01", "2027-03-01"]
    )
    assert moved(again) == {"4.3.a": 1}
    assert moved(again, year=2027) == {"4.3.a": 1}
    assert moved(again, year=2028) == {}


def test_a_grant_is_submitted_in_one_year_and_obtained_in_the_next() -> None:
    grant = project(funding_programme="municipal_grants", submitted="2026-11-01", funded="2027-02-01")
    assert moved(grant) == {"4.2.a": 1}
    assert moved(grant, year=2027) == {"4.2.b": 1}


@pytest.mark.parametrize("source", ["municipal", "private", "own", None])
def test_only_national_and_international_money_counts_as_raised(source: str | None) -> None:
    assert moved(project(funding_source=source, funded="2026-05-01", amount_mdl=100)) == {}


def test_amounts_are_added_before_they_are_rounded() -> None:
    first = project(1, funding_source="national", funded="2026-05-01", amount_mdl="1000.30")
    second = project(2, funding_source="international", funded="2026-06-01", amount_mdl="1000.30")
    assert moved(first, second) == {"4.4.a": 2, "4.4.b": 2001}


def test_a_project_counts_in_each_year_until_it_is_completed() -> None:
    done = project(
        activity="6.1",
        theme="vulnerable_groups",
        stage="completed",
        in_implementation="2026-09-01",
        completed="2027-03-01",
    )
    assert [moved(done, year=year).get("6.1.a", 0) for year in (2026, 2027, 2028)] == [1, 1, 0]


def test_an_application_is_not_an_implemented_project() -> None:
    assert moved(project(activity="6.1", theme="vulnerable_groups", stage="submitted")) == {}


def test_the_effect_of_a_project_counts_only_when_it_is_told() -> None:
    facts = {"theme": "environment", "stage": "in_implementation", "funded": "2026-05-01"}
    assert moved(project(1, "7.1", **facts)) == {"7.1.a": 1}
    assert moved(project(1, "7.1", impact_statement="150 de copaci", **facts)) == {"7.1.a": 1, "7.1.b": 1}


def test_a_mentoring_programme_counts_by_its_start_and_its_members_while_it_lasts() -> None:
    facts = {
        "participating_orgs": [{"organisation_id": 1, "role": "mentor"}, {"name": "Nou", "role": "mentee"}]
    }
    mentoring = record(
        1,
        "1.3",
        "programme",
        subtype="ngo_mentoring",
        date_from=date(2026, 10, 1),
        date_to=date(2027, 5, 1),
        facts=facts,
    )
    assert moved(mentoring) == {"1.3.a": 1, "1.3.b": 2}
    assert moved(mentoring, year=2027) == {"1.3.a": 1, "1.3.b": 2}
    assert moved(record(1, "1.3", "programme", subtype="ngo_mentoring", facts={})) == {"1.3.a": 1}


def test_two_issues_for_one_quarter_are_one_newsletter() -> None:
    def issue(number: int, on: date, quarter: str) -> CountedRecord:
        return record(number, "3.2", "newsletter", on=on, facts={"quarter": quarter})

    first = issue(1, date(2026, 3, 30), "2026-Q1")
    assert moved(first, issue(2, date(2026, 3, 31), "2026-Q1")) == {"3.2.a": 1}
    late = issue(2, date(2027, 1, 5), "2026-Q4")
    figure = of(first, late).indicator("3.2.a")
    assert figure.value == 2
    assert figure.rhythm is not None
    assert figure.rhythm.covered == 1


def test_the_database_is_read_at_the_end_of_the_year() -> None:
    def update(number: int, on: date, functional: bool) -> CountedRecord:
        facts = {"functional": functional}
        return record(number, "1.2", "resource_update", subtype="database", on=on, facts=facts)

    works = update(1, date(2026, 3, 1), functional=True)
    broke = update(2, date(2026, 9, 1), functional=False)
    assert moved(works) == {"1.2.a": 1, "1.2.b": 1}
    assert moved(broke, works) == {"1.2.b": 2}
    assert moved(works, year=2027) == {"1.2.a": 1}, "a missed update does not turn it to no"


def test_a_breakdown_carries_how_much_of_the_year_it_covers() -> None:
    told = record(1, "1.1", subtype="training", total=24, women=17, men=7)
    untold = record(2, "1.1", subtype="training", total=30, young=12)
    spread = of(told, untold).indicator("1.1.b").spread
    assert spread is not None
    assert (spread.women, spread.men, spread.young, spread.vulnerable) == (17, 7, 12, None)
    assert (spread.stated_participations, spread.participations) == (24, 54)
    assert (spread.stated_records, spread.records) == (1, 2)
    assert of(told).indicator("1.1.a").spread is None


def test_members_that_said_there_is_nothing_have_reported() -> None:
    silent = figures(PLAN, (), 2026, CLOSED, {1, 2})
    asked = figures(PLAN, (), 2026, CLOSED, {1, 2}, {2})
    assert (silent.indicator("8.1.b").status, asked.indicator("8.1.b").status) == (
        "data_missing",
        "nothing_reported",
    )
    assert (silent.indicator("8.1.a").status, asked.indicator("8.1.a").status) == ("no_data", "not_achieved")
    assert (silent.organisations_reporting, asked.organisations_reporting) == (0, 1)


def test_the_zero_of_the_secretariat_is_a_zero() -> None:
    silent = figures(PLAN, (), 2026, CLOSED, {1, 2})
    assert (silent.activity("2.3").status, silent.activity("2.2").status) == (
        "nothing_reported",
        "not_achieved",
    )


def test_spelling_does_not_make_two() -> None:
    assert counting.folded("Ştefan cel Mare ") == counting.folded("Ștefan  cel mare")
    assert counting.folded("Молодёжь") == counting.folded("молодежь")
