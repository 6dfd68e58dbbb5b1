"""How many of the members' annual reports came: expected, sent, in time.

Pure dates and sets; rules in docs/counting.md#reporting-rate. Not here: when they are due
(``storage.rules``), who is reminded.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rate:
    """The reporting rate of one year; ``missing`` are ids of members that are expected and did not report."""

    expected: int
    sent: int
    in_time: int
    missing: tuple[int, ...]
    deadline: date

    @property
    def share(self) -> float | None:
        """Sent of expected, 1 is all; None when nobody is expected."""
        return self.sent / self.expected if self.expected else None

    @property
    def share_in_time(self) -> float | None:
        """In time of expected, 1 is all; None when nobody is expected."""
        return self.in_time / self.expected if self.expected else None


def rate(expected: Collection[int], first_sent: Mapping[int, date], deadline: date) -> Rate:
    """The rate of the ``expected`` members. ``first_sent`` holds the reports that count as sent, by member,
    with the day of their first sending: a returned one is not among them until it is sent again.
    """
    came = {member: first_sent[member] for member in expected if member in first_sent}
    missing = tuple(sorted(set(expected) - set(came)))
    return Rate(
        len(set(expected)), len(came), sum(day <= deadline for day in came.values()), missing, deadline
    )
