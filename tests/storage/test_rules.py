"""The rules of the clockwork: the dates of the domain paper, and changes by the secretariat."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from storage import rules
from storage.calendar import Calendar, recurring
from storage.rules import Rule, Step
from tests.support.chat import START, town_in

CALENDAR = Calendar(recurring())
KNOWN = {one.code: one for one in rules.defaults().rules}
MEETINGS = {one.code: one for one in rules.defaults().meetings}
DATES = {
    2026: ("2027-01-11", "2027-02-01", "2027-02-26"),
    2027: ("2028-01-10", "2028-01-31", "2028-02-29"),
    2028: ("2029-01-10", "2029-01-31", "2029-02-28"),
    2029: ("2030-01-10", "2030-01-31", "2030-02-28"),
    2030: ("2031-01-10", "2031-01-31", "2031-02-28"),
}
THEMATIC = {
    2026: ("02-18", "05-20", "09-16", "11-18"),
    2027: ("02-17", "05-19", "09-15", "11-17"),
    2028: ("02-16", "05-17", "09-20", "11-15"),
    2029: ("02-21", "05-16", "09-19", "11-21"),
    2030: ("02-20", "05-15", "09-18", "11-20"),
}


@pytest.mark.parametrize("year", DATES)
def test_the_form_opens_and_is_due_on_working_days(year: int) -> None:
    days = date(year, 1, 1), date(year, 12, 31)
    found = (
        KNOWN["annual_report"].opens.of(*days, CALENDAR),
        KNOWN["annual_report"].due.of(*days, CALENDAR),
        KNOWN["network_draft"].due.of(*days, CALENDAR),
    )
    assert tuple(map(str, found)) == DATES[year]


@pytest.mark.parametrize("year", THEMATIC)
def test_thematic_meetings_are_on_third_wednesdays(year: int) -> None:
    assert tuple(f"{day:%m-%d}" for day in MEETINGS["thematic"].days_of(year, CALENDAR)) == THEMATIC[year]


def test_a_change_is_in_force_at_once_and_one_of_a_period_before_it(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    later = KNOWN["annual_report"].model_copy(
        update={"due": KNOWN["annual_report"].due.model_copy(update={"day": 15})}
    )
    with town.work() as connection:
        rules.change(connection, START, "annual_report@2026", later, None)
        now = rules.load(connection)
    assert now.of("annual_report", "2026") == later
    assert now.of("annual_report", "2027") == KNOWN["annual_report"]


def test_a_step_without_an_end_is_refused() -> None:
    with pytest.raises(ValidationError):
        Step(name="m14", days=-14, to="lead")
    with pytest.raises(ValidationError):
        Step(name="m14", days=-14, until=-20, to="lead")


def test_a_rule_survives_being_stored() -> None:
    for rule in KNOWN.values():
        assert Rule.model_validate(rule.model_dump(mode="json")) == rule
