"""What will go out: the steps of the sources, decided day by day as the clockwork will decide them.

As the rows are now: what somebody reports, answers or promises meanwhile takes messages away. It writes
nothing. Not here: the words (``why``, ``listing``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from handlers.proactive.decide import WEEK, decide
from handlers.proactive.due import Due, Look
from handlers.proactive.speak import BACK, look, steps
from storage import calendar, reminders, wishes
from storage.calendar import Calendar
from storage.database import Connection
from storage.plan import TOWN

HOURS = (time(9), time(10), time(18))
"""Local hours at which something that waited may go: the first one, that of the steps, the eve's."""


@dataclass(frozen=True)
class Planned:
    """A step and when it will be told; ``joined``: as a line in another message of the same person."""

    at: datetime
    due: Due
    joined: bool

    @property
    def was_free(self) -> bool:
        """Whether its own day was a free one."""
        return self.due.day is not None and self.due.day != self.due.at.astimezone(TOWN).date()

    @property
    def waits(self) -> bool:
        """Whether a budget, a pause or a digest holds it to a later day."""
        return self.at.astimezone(TOWN).date() > self.due.at.astimezone(TOWN).date()


def planned(connection: Connection, now: datetime, until: datetime) -> tuple[Planned, ...]:
    """Everything that will be said unasked from now until then, in order."""
    seen = Look(connection, now, now - BACK, until, calendar.load(connection))
    dues = steps(seen)
    decided = set(seen.decided)
    told = reminders.times(connection, now - WEEK)
    readers = wishes.all_of_them(connection)
    found: list[Planned] = []
    for moment in _moments(dues, now, until, seen.calendar):
        counted = {person: sum(at > moment - WEEK for at in times) for person, times in told.items()}
        verdict = decide(dues, moment, seen.calendar, decided, counted, readers)
        decided.update(due.key for due, _ in verdict.settled)
        for message in verdict.messages:
            found.append(Planned(moment, message.first, joined=False))
            found += [Planned(moment, due, joined=True) for due in message.joined]
            decided.update(due.key for due in (message.first, *message.joined))
            told.setdefault(message.first.person, []).append(moment)
    return tuple(found)


def next_moment(connection: Connection, now: datetime, until: datetime) -> datetime | None:
    """When the next step has its moment before ``until``; None when none has."""
    moments = (due.at for due in steps(look(connection, now, until)) if now < due.at <= until)
    return min(moments, default=None)


def _moments(dues: Sequence[Due], now: datetime, until: datetime, at: Calendar) -> list[datetime]:
    """When to decide: at the moments of the steps, and in the hours at which something that waited may go."""
    own = {due.at for due in dues if now < due.at <= until}
    return sorted({now, *own, *_hours(now, until, at)})


def _hours(now: datetime, until: datetime, at: Calendar) -> Iterator[datetime]:
    day = now.astimezone(TOWN).date()
    while day <= until.astimezone(TOWN).date():
        if at.is_working(day):
            moments = (calendar.at(day, hour) for hour in HOURS)
            yield from (moment for moment in moments if now < moment <= until)
        day += timedelta(days=1)
