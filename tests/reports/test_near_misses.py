"""For each of the 46 indicators: a record that moves it, and one that nearly does and must not.

How values are taken stands in ``test_counting``; here it is which records belong to an indicator.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.figures import figures
from storage.counted import CountedRecord
from tests.support.counted import CLOSED, co, official_plan, outside, record

PLAN = official_plan()


def value(code: str, *records: CountedRecord) -> int:
    return figures(PLAN, records, 2026, CLOSED, {1, 2, 3}).indicator(code).value


def event(activity: str, subtype: str, **said: Any) -> CountedRecord:
    return record(1, activity, subtype=subtype, **{"total": 20, **said})


def other(activity: str, type: str, subtype: str | None = None, **facts: Any) -> CountedRecord:
    return record(1, activity, type, subtype=subtype, total=20, facts=facts)


def grant(activity: str = "4.4", **facts: Any) -> CountedRecord:
    said = {
        "submitted": "2026-03-16",
        "funded": "2026-05-04",
        "amount_mdl": 100,
        "stage": "in_implementation",
    }
    return record(1, activity, "project", facts={**said, "funding_programme": "none", **facts})


TRAINING = event("1.1", "training")
DATABASE = other("1.2", "resource_update", "database", functional=True)
MENTORING = other("1.3", "programme", "ngo_mentoring", participating_orgs=["ACR"])
THEMATIC = other("2.1", "meeting", "thematic")
CALENDAR = other("2.2", "resource_update", "calendar", published=True)
AGREEMENT = other("2.3", "agreement", "partnership")
JOINT = event("10.1", "sport_competition", joint_with_lpa=True)
DIALOGUE = other("2.4", "meeting", "dialogue_lpa", joint_decisions_count=2)
INITIATIVE = other("2.5", "consultation", "policy_initiative")
CONSULTATION = other("2.5", "consultation", "public_consultation", consultation_ref="CP-7")
ABOUT_US = other("3.1", "campaign", "network_information")
ISSUE = other("3.2", "newsletter", quarter="2026-Q1")
WORKSHOP = event("4.1", "workshop_funding")
MUNICIPAL = grant("4.2", funding_programme="municipal_grants", funding_source="municipal")
CIVIC = grant("4.3", funding_programme="civic_budget", funding_source="municipal")
RAISED = grant(funding_source="international")
VOLUNTEERS = event("5.1", "volunteering_workshop", volunteers=5)
YOUTH = other("5.2", "programme", "youth_education")
VULNERABLE = grant("6.1", theme="vulnerable_groups")
DEBATE = event("6.2", "debate")
GREEN = grant("7.1", theme="environment", impact_statement="150 de copaci")
WASTE = other("7.2", "campaign", "climate_waste", materials_titles=3)
COURSE = event("8.1", "nonformal_course")
SCHOOLS = other("8.2", "programme", "education_mentoring_exchange")
FAIR = event("9.1", "fair", partners=outside("Cafenea"))
RUN = event("10.1", "sport_competition")
HEALTH = other("10.2", "campaign", "health_sport")


def told(found: CountedRecord, **facts: Any) -> CountedRecord:
    return replace(found, facts={**found.facts, **facts})


NEAR: dict[str, tuple[CountedRecord, CountedRecord]] = {
    "1.1.a": (TRAINING, replace(TRAINING, activity="4.1")),
    "1.1.b": (TRAINING, replace(TRAINING, total=None)),
    "1.2.a": (DATABASE, told(DATABASE, functional=False)),
    "1.2.b": (DATABASE, replace(DATABASE, subtype="calendar")),
    "1.3.a": (MENTORING, replace(MENTORING, date_from=date(2025, 12, 31))),
    "1.3.b": (MENTORING, told(MENTORING, participating_orgs=[])),
    "2.1.a": (THEMATIC, replace(THEMATIC, subtype="network")),
    "2.1.b": (THEMATIC, replace(THEMATIC, subtype="dialogue_lpa")),
    "2.2.a": (CALENDAR, told(CALENDAR, published=False)),
    "2.2.b": (CALENDAR, replace(CALENDAR, subtype="database")),
    "2.3.a": (AGREEMENT, replace(AGREEMENT, subtype="grant_contract")),
    "2.3.b": (JOINT, replace(DIALOGUE, joint_with_lpa=True)),
    "2.4.a": (DIALOGUE, replace(DIALOGUE, subtype="thematic")),
    "2.4.b": (DIALOGUE, told(DIALOGUE, joint_decisions_count=0)),
    "2.5.a": (INITIATIVE, CONSULTATION),
    "2.5.b": (CONSULTATION, told(CONSULTATION, consultation_ref=None)),
    "3.1.a": (ABOUT_US, replace(ABOUT_US, subtype="health_sport")),
    "3.2.a": (ISSUE, told(ISSUE, quarter="2025-Q4")),
    "4.1.a": (WORKSHOP, replace(WORKSHOP, subtype="training")),
    "4.1.b": (WORKSHOP, replace(WORKSHOP, activity="1.1")),
    "4.2.a": (MUNICIPAL, told(MUNICIPAL, funding_programme="civic_budget")),
    "4.2.b": (MUNICIPAL, told(MUNICIPAL, stage="rejected", funded=None)),
    "4.3.a": (CIVIC, told(CIVIC, funding_programme="municipal_grants")),
    "4.3.b": (CIVIC, told(CIVIC, stage="submitted", funded=None)),
    "4.4.a": (RAISED, MUNICIPAL),
    "4.4.b": (RAISED, told(RAISED, funding_source="private")),
    "5.1.a": (VOLUNTEERS, replace(VOLUNTEERS, subtype="training")),
    "5.1.b": (VOLUNTEERS, replace(VOLUNTEERS, volunteers=None)),
    "5.2.a": (YOUTH, replace(YOUTH, subtype="ngo_mentoring")),
    "5.2.b": (YOUTH, replace(YOUTH, date_from=date(2025, 1, 1), date_to=date(2025, 12, 1))),
    "6.1.a": (VULNERABLE, told(VULNERABLE, stage="submitted", funded=None)),
    "6.2.a": (DEBATE, replace(DEBATE, subtype="training")),
    "6.2.b": (DEBATE, replace(DEBATE, activity="1.1")),
    "7.1.a": (GREEN, told(GREEN, stage="funded")),
    "7.1.b": (GREEN, told(GREEN, impact_statement=None)),
    "7.2.a": (WASTE, replace(WASTE, subtype="network_information")),
    "7.2.b": (WASTE, told(WASTE, materials_titles=None, copies=900)),
    "8.1.a": (COURSE, replace(COURSE, subtype="volunteering_workshop")),
    "8.1.b": (COURSE, replace(COURSE, activity="5.1")),
    "8.2.a": (SCHOOLS, replace(SCHOOLS, subtype="youth_education")),
    "8.2.b": (SCHOOLS, replace(SCHOOLS, activity="5.2")),
    "9.1.a": (FAIR, replace(FAIR, subtype="artistic_event")),
    "9.1.b": (FAIR, replace(FAIR, partners=(co("EX-VERDE"),), co_organisers=(co("EX-VERDE"),))),
    "10.1.a": (RUN, replace(RUN, date_from=date(2027, 1, 1), date_to=date(2027, 1, 1))),
    "10.1.b": (RUN, replace(RUN, total=None, spectators=200)),
    "10.2.a": (HEALTH, replace(HEALTH, subtype="climate_waste")),
}


@pytest.mark.parametrize("code", NEAR)
def test_what_the_plan_names_moves_the_indicator_and_a_near_miss_does_not(code: str) -> None:
    moves, near = NEAR[code]
    assert value(code, moves) > 0
    assert value(code, near) == 0


@pytest.mark.parametrize("code", NEAR)
def test_another_year_is_not_this_one(code: str) -> None:
    moves, _ = NEAR[code]
    later = {
        name: day.replace("2026", "2029") for name, day in moves.facts.items() if str(day).startswith("2026-")
    }
    away = {"date_from": date(2029, 6, 1), "date_to": date(2029, 6, 1), "facts": {**moves.facts, **later}}
    assert value(code, replace(moves, **away)) == 0


def test_every_indicator_has_its_near_miss() -> None:
    assert list(NEAR) == [one.code for one in PLAN.indicators]
