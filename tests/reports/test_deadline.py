"""How many of the members' reports came: the rate, in time, what is missing."""

from datetime import date

from reports.deadline import rate

DUE = date(2027, 2, 1)


def test_the_rate_is_of_the_expected_members_alone() -> None:
    first = {1: date(2027, 1, 12), 2: DUE, 3: date(2027, 2, 2), 9: date(2027, 1, 5)}
    found = rate([1, 2, 3, 4], first, DUE)
    assert (found.expected, found.sent, found.in_time, found.missing) == (4, 3, 2, (4,))
    assert (found.share, found.share_in_time) == (0.75, 0.5)


def test_without_members_there_is_no_rate() -> None:
    assert rate([], {}, DUE).share is None
