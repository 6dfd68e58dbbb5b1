"""On which day a meeting is held by its rule, and what speaks against a day. Pure.

The rules themselves are data that the secretariat can change; making rows of them stands in ``proposing``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.meetings.words import name_of
from handlers.messages import InEach, Said, Text, say
from storage.calendar import Calendar
from storage.meetings import CANCELLED, Meeting
from storage.rules import MeetingRule

YEAR = "year"
SATURDAY = 5


@dataclass(frozen=True)
class Appointment:
    """A day for the meeting of a period: "2026-Q4" or "2026"."""

    kind: str
    period: str
    day: date
    begins: str


def in_year(rule: MeetingRule, year: int, calendar: Calendar) -> Iterator[Appointment]:
    """The meetings that a rule asks for in a year; none for a kind whose dates are set by hand."""
    for month, day in zip(rule.months, rule.days_of(year, calendar), strict=True):
        if rule.period is not None:
            yield Appointment(rule.code, period_of(rule.period, date(year, month, 1)), day, rule.begins)


def period_of(unit: str, day: date) -> str:
    """The quarter or the year of a day: "2026-Q4", "2026"."""
    return str(day.year) if unit == YEAR else f"{day.year}-Q{(day.month + 2) // 3}"


def clashes(day: date, calendar: Calendar, meetings: Sequence[Meeting], but: int = 0) -> tuple[Said, ...]:
    """What speaks against a day: it is free, or another meeting (not ``but``) is held on it."""
    found: list[Said] = []
    holiday = calendar.holiday(day)
    if not calendar.is_working(day):
        if holiday is not None:
            found.append(say("meetings.clash.holiday", name=InEach(holiday.ro, holiday.ru, holiday.en)))
        elif day.weekday() >= SATURDAY:
            found.append(say("meetings.clash.weekend"))
        else:
            found.append(say("meetings.clash.free"))
    for one in meetings:
        if one.held_on == day and one.id != but and one.state != CANCELLED:
            key = "meetings.clash.meeting" if one.title else "meetings.clash.unnamed"
            found.append(Text(key, {"title": name_of(one), "time": one.begins}))
    return tuple(found)
