"""An event that is held every week: the offer to be asked after the next one, and the question itself.

Not here: what the buttons of the question do (``rhythm_answers``), when it is asked (``handlers.proactive``).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from handlers.access import MEMBER
from handlers.messages import Choice, Day, Listed, Role, Said, Screen, say
from handlers.proactive.due import Due, Look, Rank
from handlers.understand.fold import fold
from storage import people, recurring, rhythm
from storage.calendar import Calendar, at
from storage.database import Connection
from storage.heads import Head
from storage.plan import TOWN
from storage.recurring import Held
from storage.reminders import Decision
from storage.rhythm import Rhythm

OFTEN = 3
WITHIN = timedelta(weeks=10)
WEEK = timedelta(weeks=1)
EVENING = time(18)
LATEST = timedelta(days=3)
"""A question that could not be asked for longer is not asked any more."""
UNANSWERED = 4
TWICE = 2
MOST_EVENTS = 200
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
SATURDAY = 5


def offer(connection: Connection, person: int, head: Head) -> tuple[tuple[Said, ...], tuple[Choice, ...]]:
    """Lines and buttons for the receipt of a third such event on the same weekday; offered once."""
    day = head.date_to
    if head.date_from != day or head.activity is None or not head.place or head.organisation_id is None:
        return (), ()
    events = _alike(connection, head.organisation_id, head.activity, head.place, day)
    if len({one.day for one in events if day - WITHIN <= one.day <= day}) < OFTEN:
        return (), ()
    made = rhythm.offer(connection, person, head.organisation_id, head.activity, head.place, day + WEEK)
    if made is None:
        return (), ()
    asked = "rhythm.offer.morning" if made.weekday >= SATURDAY else "rhythm.offer.evening"
    return (say(asked, weekday=asked_on(made)),), (on_button(made),)


def _alike(connection: Connection, organisation: int, activity: str, place: str, day: date) -> list[Held]:
    """Events of this activity at this place on the weekday of ``day``, the newest first."""
    return [
        one
        for one in recurring.last_events(connection, organisation, MOST_EVENTS)
        if (one.activity, fold(one.place), one.day.weekday()) == (activity, fold(place), day.weekday())
    ]


def last_of(connection: Connection, one: Rhythm) -> Held | None:
    """The newest report of it; None when all were withdrawn."""
    found = _alike(connection, one.organisation_id, one.activity, one.place, one.next_on)
    return found[0] if found else None


def step(one: Rhythm) -> timedelta:
    """From one question to the next: after two dates in a row that were not held, every second week."""
    return WEEK if one.refused < TWICE else 2 * WEEK


def asked_on(one: Rhythm) -> Said:
    """The weekday of the question: an event of a weekend is asked about on Monday."""
    return say(f"rhythm.day.{DAYS[0 if one.weekday >= SATURDAY else one.weekday]}")


def on_button(one: Rhythm) -> Choice:
    """„Întreabă-mă miercuri”."""
    return Choice("rhythm.on", say("rhythm.on.button", weekday=asked_on(one)), (one.id,))


def off_button(one: Rhythm) -> Choice:
    """„Nu mă mai întreba”."""
    return Choice("rhythm.off", say("rhythm.off.button"), (one.id,), role=Role.NAV)


def weekly(look: Look) -> Iterator[Due]:
    """The question after each weekly event that is over, once a date."""
    for one in rhythm.due(look.connection, look.last_day):
        last = last_of(look.connection, one)
        if last is not None and _is_asked(look.connection, one):
            yield _question(one, last, look.calendar)


def go_on(connection: Connection, now: datetime) -> None:
    """Turn to the next date where nothing is to be asked about this one."""
    for one in rhythm.due(connection, now.astimezone(TOWN).date()):
        if now < _over_at(one):
            continue
        if not _may_be_asked(connection, one):
            rhythm.change(connection, one.id, next_on=one.next_on + step(one), state=rhythm.OFF)
        elif rhythm.is_reported(connection, one, one.next_on):
            rhythm.change(connection, one.id, next_on=one.next_on + step(one), missed=0, refused=0)


def _over_at(one: Rhythm) -> datetime:
    return at(one.next_on, EVENING)


def _is_asked(connection: Connection, one: Rhythm) -> bool:
    """Whether the present date is to be asked about."""
    return _may_be_asked(connection, one) and not rhythm.is_reported(connection, one, one.next_on)


def _may_be_asked(connection: Connection, one: Rhythm) -> bool:
    """Whether any date is: there is something to go by, they answer now and then, and it is still theirs."""
    return last_of(connection, one) is not None and one.missed < UNANSWERED and _is_theirs(connection, one)


def _was_asked(one: Rhythm, connection: Connection, _: datetime, decision: Decision) -> None:
    """On to the next date; a question that nobody got is not one that was not answered."""
    asked = decision in (Decision.SENT, Decision.LATE, Decision.JOINED)
    rhythm.change(connection, one.id, next_on=one.next_on + step(one), missed=one.missed + asked)


def _is_theirs(connection: Connection, one: Rhythm) -> bool:
    roles = people.roles(connection, one.person_id)
    return any(role.organisation_id == one.organisation_id and role.role in MEMBER for role in roles)


def _question(one: Rhythm, last: Held, calendar: Calendar) -> Due:
    day = one.next_on
    name = last.title if last.place in last.title else Listed((last.title, last.place), " · ")
    asked = say("rhythm.ask", name=name, day=Day(day, "long"))
    lines = (asked, say("rhythm.ask.last")) if one.missed == UNANSWERED - 1 else (asked,)
    choices = _answers(one, day, last)
    return Due(
        key=f"rhythm:{one.id}:{day}:p{one.person_id}",
        person=one.person_id,
        subject=f"rhythm:{one.id}",
        at=_over_at(one),
        until=calendar.closes_at(day + LATEST),
        rank=Rank.OTHER,
        screen=partial(Screen, "rhythm.ask", lines, choices=choices),
        line=asked,
        choices=choices[:2],
        organisation=one.organisation_id,
        done=partial(_was_asked, one),
    )


def _answers(one: Rhythm, day: date, last: Held) -> tuple[Choice, ...]:
    args = (one.id, day.isoformat())
    total = (last.answers.get("participants") or {}).get("total")
    same = say("rhythm.yes.button", total=str(total))
    return (
        *((Choice("rhythm.held", same, (*args, "same"), role=Role.PRIMARY),) if total else ()),
        Choice("rhythm.held", say("rhythm.other.button"), (*args, "other")),
        Choice("rhythm.not_held", say("rhythm.not_held.button"), args),
        off_button(one),
    )
