"""Which members' annual reports of a year came: read from the store, counted by ``deadline``."""

from datetime import date

from reports.deadline import Rate, members_deadline, rate
from reports.period import year_of
from storage import annual
from storage.counted import members
from storage.database import Connection


def expected_members(connection: Connection, year: int, as_of: date) -> frozenset[int]:
    """Members on the last day of the year; while it lasts, those of ``as_of``."""
    return frozenset(one.id for one in members(connection, min(as_of, year_of(year).last)))


def rate_of(connection: Connection, year: int, as_of: date) -> Rate:
    """The reporting rate of a year as known on ``as_of``."""
    first = {one.organisation_id: day for one in annual.of_year(connection, year) if (day := one.counts_from)}
    return rate(expected_members(connection, year, as_of), first, members_deadline(year))
