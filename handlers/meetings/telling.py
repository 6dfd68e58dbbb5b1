"""What somebody reads who must hear of a change, and when it is said. Pure.

Only what changed is said; the answer that was given stays and can be changed with one tap.
"""

from collections.abc import Sequence
from datetime import datetime

from handlers.meetings.words import differences, title_of, when_of
from handlers.messages import Choice, Said, Screen, say
from handlers.rsvp.card import Card, answered, answers_of, in_calendar, way
from storage.calendar import Calendar, at
from storage.meetings import CANCELLED
from storage.moves import Facts, facts_of
from storage.plan import TOWN


def news(card: Card, knows: Facts, reason: str | None) -> Screen:
    """The change for one reader who knows ``knows``."""
    meeting = card.meeting
    why: tuple[Said, ...] = (say("meetings.told.reason", reason=reason),) if reason else ()
    if meeting.state == CANCELLED:
        gone = say("meetings.told.cancelled", title=title_of(knows), when=when_of(knows))
        return Screen("meetings.told", (gone, *why), choices=in_calendar(card))
    lines = (
        say("meetings.told.changed", title=title_of(meeting)),
        *differences(knows, facts_of(meeting)),
        *why,
        *answered(card),
        *((say("meetings.told.ask"),) if card.silent else ()),
    )
    return Screen("meetings.told", lines, choices=_choices(card))


def _choices(card: Card) -> tuple[Choice, ...]:
    """All three answers, whatever was answered before: changing one's mind is one tap."""
    meeting, those = card.meeting, card.organisations
    one = those[0].id if len(those) == 1 else 0
    return (*answers_of(meeting, one), *in_calendar(card), *way(meeting)) if those else way(meeting)


def tell_at(now: datetime, days: Calendar, starts: Sequence[datetime]) -> datetime:
    """When a change is said: in working hours, but on the day that it is about also before and after them.

    ``starts`` are the beginnings that the reader has in mind and the new one, those that lie ahead.
    """
    if days.is_open(now) or not starts:
        return days.open_at(now)
    if is_same_day(now, starts) and days.is_open_same_day(now):
        return now
    morning = at(min(starts).astimezone(TOWN).date(), days.recurring.same_day_hours.first)
    return min(days.open_at(now), max(now, morning))


def is_same_day(now: datetime, starts: Sequence[datetime]) -> bool:
    """Whether one of the beginnings is today in Bălți."""
    today = now.astimezone(TOWN).date()
    return any(one.astimezone(TOWN).date() == today for one in starts)
