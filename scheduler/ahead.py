"""When the clockwork has something to do next: for a clock that jumps from one such moment to the next.

The running bot never asks this: its ticks look every few seconds. Not here: what is due (``handlers``).
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from storage import calendar, sent
from storage.calendar import Calendar
from storage.database import Connection
from storage.plan import TOWN

HOURS = (time(9), time(10), time(18))
"""Local: the first hour of a working day, that of the steps, and that of questions about the day."""


def next_due(connection: Connection, after: datetime, until: datetime) -> datetime:
    """The next moment after ``after`` at which something may be due, ``until`` at the latest."""
    waiting = sent.next_from(connection, after)
    moments = [until, *_hours(after, until, calendar.load(connection))] + (
        [waiting] if waiting is not None else []
    )
    return min(moments)


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
