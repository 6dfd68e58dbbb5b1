"""When members' reports are due, and how many came: the rate, in time, what is missing."""

from datetime import date

import pytest

from reports.deadline import members_deadline, next_working, rate

DUE = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("year", "deadline"),
    [
        (2026, date(2027, 2, 1)),
        (2027, date(2028, 1, 31)),
        (2028, date(2029, 1, 31)),
        (2029, date(2030, 1, 31)),
        (2030, date(2031, 1, 31)),
    ],
)
def test_the_deadline_is_the_last_of_january_or_the_next_working_day(year: int, deadline: date) -> None:
    assert members_deadline(year) == deadline


def test_a_holiday_moves_the_deadline_on() -> None:
    assert members_deadline(2026, {date(2027, 2, 1), date(2027, 2, 2)}) == date(2027, 2, 3)


def test_a_working_day_stays() -> None:
    assert next_working(date(2027, 1, 29)) == date(2027, 1, 29)
    assert next_working(date(2027, 1, 30)) == date(2027, 2, 1)


def test_the_rate_is_of_the_expected_members_alone() -> None:
    first = {1: date(2027, 1, 12), 2: DUE, 3: date(2027, 2, 2), 9: date(2027, 1, 5)}
    found = rate([1, 2, 3, 4], first, DUE)
    assert (found.expected, found.sent, found.in_time, found.missing) == (4, 3, 2, (4,))
    assert (found.share, found.share_in_time) == (0.75, 0.5)


def test_without_members_there_is_no_rate() -> None:
    assert rate([], {}, DUE).share is None
