"""When a step of a rule is due and how long it is of use. Pure. Rules: docs/reminders.md#steps."""

from datetime import date, datetime, time, timedelta

from handlers.proactive.due import Rank
from storage.calendar import Calendar, at
from storage.plan import TOWN
from storage.rules import Step, moved

RANKS = {"invitation": Rank.INVITATION, "last": Rank.LAST, "overdue": Rank.OVERDUE, "other": Rank.OTHER}
EVE = time(18)
"""When people hear of a meeting whose own step would come in the night."""


def moment(step: Step, anchor: date, calendar: Calendar) -> datetime:
    """From when a step is due; a free day before the anchor goes to the working day before, else after."""
    move = "before" if step.days < 0 else "after"
    day = moved(anchor + timedelta(days=step.days), move, calendar)
    return at(day, time.fromisoformat(step.at))


def end(step: Step, anchor: date, calendar: Calendar) -> datetime:
    """Until when it is of use: the end of the hours of that day."""
    return calendar.closes_at(anchor + timedelta(days=step.until or 0))


def before_start(step: Step, start: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    """From when to when a step of a meeting that begins at ``start`` is of use.

    One of minutes that falls outside the hours of a day (07:00-19:00) goes at 18:00 the day before.
    """
    day = start.astimezone(TOWN).date()
    if step.minutes is None:
        due = moment(step, day, calendar)
    else:
        due = start + timedelta(minutes=step.minutes)
        local = due.astimezone(TOWN).time()
        if not calendar.recurring.same_day_hours.first <= local < calendar.recurring.hours.last:
            due = at(day - timedelta(days=1), EVE)
    if step.until_minutes is not None:
        return due, start + timedelta(minutes=step.until_minutes)
    return due, end(step, day, calendar)
