"""On which days the meetings of the Network are proposed, and what speaks against a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.meetings.dates import clashes, in_year, period_of
from handlers.meetings.proposing import propose
from storage import calendar, meetings, rules
from storage.calendar import Calendar, MovedDay, recurring
from storage.meetings import CANCELLED, DIALOGUE, THEMATIC
from tests.support.chat import Town

TABLE = {
    2026: "18.02 20.05 16.09 18.11",
    2027: "17.02 19.05 15.09 17.11",
    2028: "16.02 17.05 20.09 15.11",
    2029: "21.02 16.05 19.09 21.11",
    2030: "20.02 15.05 18.09 20.11",
    2031: "19.02 21.05 17.09 19.11",
    2032: "18.02 19.05 15.09 17.11",
}
CALENDAR = Calendar(recurring())


def rule(kind: str = THEMATIC) -> rules.MeetingRule:
    return next(one for one in rules.defaults().meetings if one.code == kind)


@pytest.mark.parametrize("year", TABLE)
def test_the_third_wednesdays_are_those_of_the_table(year: int) -> None:
    found = list(in_year(rule(), year, CALENDAR))
    assert " ".join(f"{one.day:%d.%m}" for one in found) == TABLE[year]
    assert [one.period for one in found] == [f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)]
    assert {one.begins for one in found} == {"15:00"}


@pytest.mark.parametrize("year", range(2026, 2046))
def test_no_meeting_falls_on_a_day_without_work(year: int) -> None:
    assert all(CALENDAR.is_working(one.day) for one in in_year(rule(), year, CALENDAR))


def test_a_holiday_moves_a_meeting_to_the_next_working_day() -> None:
    moved = {date(2027, 5, 19): MovedDay(date(2027, 5, 19), False, "HG 100")}
    days = [one.day for one in in_year(rule(), 2027, Calendar(recurring(), moved))]
    assert date(2027, 5, 20) in days
    assert date(2027, 5, 19) not in days


def test_the_dialogue_is_once_a_year() -> None:
    (found,) = in_year(rule(DIALOGUE), 2026, CALENDAR)
    assert (found.day, found.period) == (date(2026, 10, 21), "2026")


def test_a_meeting_by_hand_is_never_proposed() -> None:
    assert list(in_year(rule("network"), 2026, CALENDAR)) == []


def test_periods_are_named_as_everywhere() -> None:
    assert [period_of("quarter", date(2026, month, 1)) for month in (1, 3, 4, 9, 12)] == [
        "2026-Q1",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]
    assert period_of("year", date(2026, 5, 1)) == "2026"


def proposed(town: Town, now: datetime) -> int:
    with town.work() as connection:
        return propose(connection, now)


def kept(town: Town) -> list[tuple[str, str | None, date, str]]:
    with town.work() as connection:
        found = meetings.all_from(connection, date(2020, 1, 1))
    return [(one.kind, one.period, one.held_on, one.state) for one in found]


def test_the_next_two_hundred_days_are_proposed_once(town: Town) -> None:
    now = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
    assert proposed(town, now) == 3
    assert proposed(town, now + timedelta(minutes=1)) == 0
    assert kept(town) == [
        (DIALOGUE, "2026", date(2026, 10, 21), "proposed"),
        (THEMATIC, "2026-Q4", date(2026, 11, 18), "proposed"),
        (THEMATIC, "2027-Q1", date(2027, 2, 17), "proposed"),
    ]


def test_what_was_cancelled_is_not_proposed_again(town: Town) -> None:
    now = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    proposed(town, now)
    with town.work() as connection:
        (first, *_) = meetings.all_from(connection, date(2026, 11, 1))
        meetings.change(connection, now, first.id, state=CANCELLED)
    assert proposed(town, now) == 0


def test_nothing_is_proposed_after_the_plan(town: Town) -> None:
    proposed(town, datetime(2030, 9, 1, 6, 0, tzinfo=UTC))
    assert [day for _, _, day, _ in kept(town)] == [
        date(2030, 9, 18),
        date(2030, 10, 16),
        date(2030, 11, 20),
    ]
    assert proposed(town, datetime(2031, 1, 10, 6, 0, tzinfo=UTC)) == 0


def test_a_day_without_work_and_another_meeting_are_said(town: Town) -> None:
    def said(day: date, calendar: Calendar = CALENDAR) -> list[str]:
        with town.work() as connection:
            others = meetings.all_from(connection, day)
        return [town.texts.render("ro", one) for one in clashes(day, calendar, others)]

    content = meetings.Content(THEMATIC, "Spații verzi", date(2026, 11, 18), "15:00", "Sala 210")
    with town.work() as connection:
        added = meetings.add(connection, town.now, content)
    assert "Ziua orașului" in said(date(2026, 5, 22))[0]
    assert "weekend" in said(date(2026, 11, 21))[0]
    assert (
        "liberă"
        in said(
            date(2026, 11, 20),
            Calendar(recurring(), {date(2026, 11, 20): MovedDay(date(2026, 11, 20), False, "HG 1")}),
        )[0]
    )
    assert said(date(2026, 11, 19)) == []
    assert "„Spații verzi”" in said(date(2026, 11, 18))[0]
    with town.work() as connection:
        others = meetings.all_from(connection, date(2026, 11, 18))
    assert clashes(date(2026, 11, 18), CALENDAR, others, but=added.id) == ()
    assert calendar.FILE.exists()
