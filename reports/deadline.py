"""When members' annual reports are due, and how many came: expected, sent, in time.

Pure dates and sets; rules in docs/counting.md#reporting-rate. Not here: who is reminded when.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Rate:
    """The reporting rate of one year; ``missing`` are ids of members expected to report that did not."""

    expected: int
    sent: int
    in_time: int
    missing: tuple[int, ...]

    @property
    def share(self) -> float | None:
        """Sent of expected, 1 is all; None when nobody is expected."""
        return self.sent / self.expected if self.expected else None

    @property
    def share_in_time(self) -> float | None:
        """In time of expected, 1 is all; None when nobody is expected."""
        return self.in_time / self.expected if self.expected else None


def is_working(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def next_working(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself when it is a working day, else the next one."""
    while not is_working(day, holidays):
        day += timedelta(days=1)
    return day


def members_deadline(year: int, holidays: Collection[date] = ()) -> date:
    """The last day to report ``year``: 31 January after it, or the next working day."""
    return next_working(date(year + 1, 1, 31), holidays)


def rate(expected: Collection[int], first_sent: Mapping[int, date], deadline: date) -> Rate:
    """The rate of the ``expected`` members. ``first_sent`` holds the reports that count as sent, by member,
    with the day of their first sending: a returned one is not among them until it is sent again.
    """
    came = {member: first_sent[member] for member in expected if member in first_sent}
    missing = tuple(sorted(set(expected) - set(came)))
    return Rate(len(set(expected)), len(came), sum(day <= deadline for day in came.values()), missing)
