"""The reporting year and its parts: quarters and half-years, which record falls where, which ended.

Pure dates. Not here: deadlines and working days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

PARTS = {"quarter": 4, "half_year": 2}


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def ended(self, as_of: date) -> bool:
        """Whether its last day is over on ``as_of``."""
        return self.last < as_of

    def touches(self, first: date, last: date | None) -> bool:
        """Whether something from ``first`` to ``last`` (None: still open) has a day in here."""
        return first <= self.last and (last is None or last >= self.first)


def year_of(year: int) -> Period:
    """The reporting year, which is the calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def parts_of(year: int, unit: Literal["quarter", "half_year"]) -> tuple[Period, ...]:
    """The four quarters or the two half-years of a year, in order."""
    count = PARTS[unit]
    months = 12 // count
    starts = [date(year, 1 + months * index, 1) for index in range(count)] + [date(year + 1, 1, 1)]
    return tuple(Period(first, following - timedelta(days=1)) for first, following in pairwise(starts))


def quarter_named(name: str) -> Period:
    """The quarter that ``2026-Q1`` names; ``ValueError`` for anything else."""
    year, separator, number = name.partition("-Q")
    if not separator or number not in {"1", "2", "3", "4"}:
        raise ValueError(name)
    return parts_of(int(year), "quarter")[int(number) - 1]


def quarter_of(day: date) -> Period:
    """The quarter that a day falls in."""
    return parts_of(day.year, "quarter")[(day.month - 1) // 3]
