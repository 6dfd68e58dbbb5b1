"""When the clockwork has something to do next: for a clock that jumps from one such moment to the next.

The running bot never asks this: its ticks look every few seconds. Not here: what is due (``handlers``).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.upcoming.planned import HOURS, next_moment
from storage import calendar, sent
from storage.calendar import Calendar
from storage.database import Connection
from storage.plan import TOWN


def next_due(connection: Connection, after: datetime, until: datetime) -> datetime:
    """The next moment after ``after`` at which something may be due, ``until`` at the latest."""
    waiting = sent.next_from(connection, after)
    known = [until, *_hours(after, until, calendar.load(connection))] + ([waiting] if waiting else [])
    stop = min(known)
    return min(stop, next_moment(connection, after, stop) or stop)


def _hours(after: datetime, until: datetime, at: Calendar) -> Iterator[datetime]:
    """The first hour of a working day on which people are asked."""
    day = after.astimezone(TOWN).date()
    while day <= until.astimezone(TOWN).date():
        for hour in HOURS:
            moment = datetime.combine(day, hour, TOWN)
            if after < moment <= until and at.is_open(moment):
                yield moment
                return
        day += timedelta(days=1)
