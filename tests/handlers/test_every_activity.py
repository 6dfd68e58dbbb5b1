"""Every activity is reported from a phone, and every indicator is moved by what the plan names for it."""

from datetime import date

import pytest

from reports.figures import figures
from storage import counted, plan
from tests.handlers.every_activity import CASES, Case, tells
from tests.support.chat import Chat, Town
from tests.support.counted import official_plan
from tests.support.transcripts import reads_exactly

PLAN = official_plan()
EVERY_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def moved(town: Town) -> dict[str, int]:
    """The indicators of 2026 that are not zero."""
    with town.work() as connection:
        records = counted.approved(connection, *EVERY_YEAR)
        in_force = plan.in_force(connection, date(2026, 12, 31))
        members = {one.id for one in counted.members(connection, date(2026, 12, 31))}
    shown = figures(in_force, records, 2026, date(2027, 2, 1), members)
    values = {one.code: shown.indicator(one.code).value for one in in_force.indicators}
    return {code: value for code, value in values.items() if value}


def totals(chat: Chat) -> list[int]:
    """The number of steps that each screen of the report announced."""
    lines = [one.text.split(" · ")[0].split() for one in chat.messages]
    return [int(line[-1]) for line in lines if len(line) == 4 and line[0] in ("Pasul", "Шаг")]


@pytest.mark.parametrize("language", ["ro", "ru"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_activity_is_reported_and_moves_its_indicators_once_it_is_accepted(
    town: Town, case: Case, language: str
) -> None:
    maria, ana = town.secretary("Maria"), town.member("Ana", "Exemplu Punte", language)
    ana.log.clear()
    tells(ana, case).taps_first().is_asked("event.receipt")
    assert len(totals(ana)) > 3
    assert totals(ana) == sorted(totals(ana), reverse=True), "the total of the progress line never grows"
    reads_exactly(ana.transcript, language, f"activities/{case.name.replace(' ', '-')}")
    assert moved(town) == {}
    maria.says("/verificare").taps("BLT-2026-0001").taps("Acceptă").is_asked("review.done")
    assert moved(town) == case.moves


def test_every_activity_and_every_indicator_has_a_case() -> None:
    assert {case.activity for case in CASES} == {one.code for one in PLAN.activities}
    assert {code for case in CASES for code in case.moves} == {one.code for one in PLAN.indicators}


@pytest.mark.parametrize("activity", ["4.2", "4.3"])
def test_the_edition_of_a_programme_is_entered_by_the_secretariat_alone(
    town: Town, maria: Chat, ana: Chat, activity: str
) -> None:
    ana.says("/raport").says(activity).is_asked("event.type").misses("Program")
    maria.says("/raport").says(activity).is_asked("event.type").offers("Program")
    maria.says("program").says("Ediția 2026").says("2026").says("18").says("500 000 lei")
    maria.taps("Fără poze").is_asked("programme.review").taps_first().is_asked("event.desk_saved")
    assert moved(town) == {}
