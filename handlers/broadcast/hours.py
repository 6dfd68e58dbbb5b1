"""When a broadcast goes: a minute after it is approved, or later, inside the hours of the calendar. Pure."""

from datetime import date, datetime, time, timedelta

from storage.calendar import Calendar, at
from storage.plan import TOWN

STOP = timedelta(seconds=60)
"""So long everything can still be stopped."""

MORNING = time(10)


def next_morning(calendar: Calendar, now: datetime) -> datetime:
    """Ten o'clock of the next working day that has not reached it."""
    local = now.astimezone(TOWN)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return at(calendar.next_working(day), MORNING)


def goes_at(calendar: Calendar, now: datetime, wished: datetime | None) -> datetime:
    """From when the messages go: as wished, at the earliest after the time to stop them."""
    soonest = now + STOP
    if wished is not None and wished > soonest:
        return wished if calendar.is_open(wished) else calendar.open_at(wished)
    return soonest if calendar.is_open(soonest) else next_morning(calendar, now)


def local_hour(moment: datetime) -> str:
    """The hour of a moment by the clock in town: "20:40"."""
    return f"{moment.astimezone(TOWN):%H:%M}"


def local_day(moment: datetime) -> date:
    """The day of a moment in town."""
    return moment.astimezone(TOWN).date()
