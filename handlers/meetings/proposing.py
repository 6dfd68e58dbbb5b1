"""Meetings that the rules owe become rows ahead of time, for the secretariat to confirm.

Idempotent: a period that has or had a meeting gets no second one by itself. Only while the plan is in force.
"""

from datetime import date, datetime, timedelta

from handlers.meetings.dates import in_year, period_of
from storage import calendar, meetings, plan, rules
from storage.database import Connection
from storage.meetings import Meeting
from storage.plan import TOWN

AHEAD = timedelta(days=200)


def propose(connection: Connection, now: datetime) -> int:
    """Write the meetings of the next 200 days that are not there yet; returns how many."""
    today = now.astimezone(TOWN).date()
    until = min(today + AHEAD, _plan_ends(connection, today))
    days, known = calendar.load(connection), rules.load(connection)
    owed = [
        one
        for rule in (known.meeting(kind) for kind in known.meetings)
        for year in range(today.year, until.year + 1)
        for one in in_year(rule, year, days)
        if today <= one.day <= until
    ]
    return sum(
        meetings.propose(
            connection,
            now,
            meetings.Content(one.kind, "", one.day, one.begins, place="", period=one.period),
        )
        for one in dict.fromkeys(owed)
    )


def owed(connection: Connection, kind: str, day: date) -> tuple[str | None, Meeting | None]:
    """What a meeting that is invited to by hand counts for: its period, and the one proposed for that.

    The period is None for a kind without one, and when the period has another meeting already.
    """
    unit = rules.load(connection).meeting(kind).period
    if unit is None:
        return None, None
    period = period_of(unit, day)
    found = meetings.of_period(connection, kind, period)
    if found is None:
        return period, None
    return (period, found) if found.state == meetings.PROPOSED else (None, None)


def _plan_ends(connection: Connection, today: date) -> date:
    """The last day that the plan in force asks for meetings; today's when there is none yet."""
    try:
        return plan.in_force(connection, today).header.period.last
    except LookupError:
        return today
