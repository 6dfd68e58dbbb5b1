"""Which members' annual reports of a year came: read from the store, counted by ``deadline``.

"Nothing to report" of the whole year is a report like any other (docs/counting.md#reporting-rate).
"""

from datetime import date

from reports.deadline import Rate, rate
from reports.period import year_of
from storage import annual, calendar, nothing, obligations, rules
from storage.counted import members
from storage.database import Connection
from storage.plan import TOWN


def expected_members(connection: Connection, year: int, as_of: date) -> frozenset[int]:
    """Members on the last day of the year; while it lasts, those of ``as_of``."""
    return frozenset(one.id for one in members(connection, min(as_of, year_of(year).last)))


def deadline_of(connection: Connection, year: int) -> date:
    """The last day to report a year in time, by the rule in force."""
    days = year_of(year)
    rule = rules.load(connection).of(obligations.MEMBERS, str(year))
    return rule.due.of(days.first, days.last, calendar.load(connection))


def rate_of(connection: Connection, year: int, as_of: date) -> Rate:
    """The reporting rate of a year as known on ``as_of``."""
    sent = annual.of_year(connection, year)
    first = {one.organisation_id: day for one in sent if (day := one.counts_from) is not None}
    days = year_of(year)
    for member, moment in nothing.covering(connection, days.first, days.last).items():
        said = moment.astimezone(TOWN).date()
        first[member] = min(first.get(member, said), said)
    return rate(expected_members(connection, year, as_of), first, deadline_of(connection, year))
