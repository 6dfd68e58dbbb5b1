"""Working days and sending hours against the table of holidays that the town hall works by."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from storage import calendar
from storage.calendar import Calendar, MovedDay, at, recurring
from tests.support.chat import START, town_in

BARE = Calendar(recurring())
EASTER = {
    2026: (date(2026, 4, 12), date(2026, 4, 20)),
    2027: (date(2027, 5, 2), date(2027, 5, 10)),
    2028: (date(2028, 4, 16), date(2028, 4, 24)),
    2029: (date(2029, 4, 8), date(2029, 4, 16)),
    2030: (date(2030, 4, 28), date(2030, 5, 6)),
    2031: (date(2031, 4, 13), date(2031, 4, 21)),
}


@pytest.mark.parametrize("year", EASTER)
def test_easter_and_the_monday_of_the_blajini_are_free(year: int) -> None:
    sunday, blajini = EASTER[year]
    monday = sunday.replace(day=sunday.day + 1)
    assert [one for one in (sunday, monday, blajini) if BARE.holiday(one) is None] == []
    assert not BARE.is_working(monday)
    assert not BARE.is_working(blajini)


@pytest.mark.parametrize("day", ["01-01", "01-07", "01-08", "03-08", "05-01", "05-09", "05-22", "12-25"])
def test_the_fixed_holidays_are_free(day: str) -> None:
    assert not BARE.is_working(date.fromisoformat(f"2029-{day}"))


def test_the_day_of_the_city_is_free_in_balti() -> None:
    named = BARE.holiday(date(2026, 5, 22))
    assert named is not None
    assert "Бэлць" in named.ru


def test_after_a_holiday_comes_the_next_working_day() -> None:
    assert BARE.next_working(date(2027, 5, 1)) == date(2027, 5, 4)
    assert BARE.working_before(date(2027, 5, 3)) == date(2027, 4, 30)
    assert BARE.add_working(date(2027, 4, 30), 2) == date(2027, 5, 5)


def test_a_decision_moves_a_day_and_can_be_taken_back(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    free, working = date(2026, 12, 24), date(2026, 12, 27)
    with town.work() as connection:
        for day, is_working in ((free, False), (working, True)):
            calendar.move(connection, START, MovedDay(day, is_working, "decizie"), None)
        moved = calendar.load(connection)
        assert [moved.is_working(day) for day in (free, working)] == [False, True]
        assert calendar.move_back(connection, free)
        assert calendar.load(connection).is_working(free)


def test_nobody_is_written_to_at_night_on_weekends_and_on_holidays() -> None:
    def opens(day: date, hour: time) -> datetime:
        return BARE.open_at(at(day, hour))

    assert opens(date(2026, 10, 14), time(9)) == at(date(2026, 10, 14), time(9))
    assert opens(date(2026, 10, 14), time(8, 59)) == at(date(2026, 10, 14), time(9))
    assert opens(date(2026, 10, 16), time(19)) == at(date(2026, 10, 19), time(9))
    assert opens(date(2027, 4, 30), time(20)) == at(date(2027, 5, 4), time(9))
    assert not BARE.is_open(at(date(2026, 5, 22), time(12)))


def test_hours_follow_the_clock_of_the_town_in_summer_and_winter() -> None:
    assert at(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert at(date(2026, 12, 1), time(9)) == datetime(2026, 12, 1, 7, tzinfo=UTC)
