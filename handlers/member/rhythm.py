"""An event that is held every week: the offer to be asked after the next one, and the question itself.

Not here: what the buttons of the question do (``rhythm_answers``), the hours (``scheduler.asking``).
"""

from datetime import date, datetime, time, timedelta

from handlers import post
from handlers.access import MEMBER
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from handlers.understand.fold import fold
from storage import outbox, people, recurring, rhythm
from storage.database import Connection
from storage.heads import Head
from storage.recurring import Held
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


def ask_weekly(connection: Connection, now: datetime, local: datetime) -> tuple[outbox.Row, ...]:
    """Ask after each weekly event that is over, once a date; ``local`` is ``now`` by the clock in Bălți."""
    rows = []
    for one in rhythm.due(connection, local.date()):
        if local.date() > one.next_on or local.time() >= EVENING:
            reply = _turn(connection, one, local.date())
            rows += [post.to_person(connection, now, reply)] if reply is not None else []
    return tuple(row for row in rows if row is not None)


def _turn(connection: Connection, one: Rhythm, today: date) -> Reply | None:
    """Go on to the next date; the question of this one unless there is nothing to ask."""
    day = one.next_on
    rhythm.change(connection, one.id, next_on=day + step(one))
    last = last_of(connection, one)
    if last is None or one.missed >= UNANSWERED or not _is_theirs(connection, one):
        rhythm.change(connection, one.id, state=rhythm.OFF)
        return None
    if rhythm.is_reported(connection, one, day):
        rhythm.change(connection, one.id, missed=0, refused=0)
        return None
    if today - day > LATEST:
        return None
    rhythm.change(connection, one.id, missed=one.missed + 1)
    return _question(one, day, last)


def _is_theirs(connection: Connection, one: Rhythm) -> bool:
    roles = people.roles(connection, one.person_id)
    return any(role.organisation_id == one.organisation_id and role.role in MEMBER for role in roles)


def _question(one: Rhythm, day: date, last: Held) -> Reply:
    name = last.title if last.place in last.title else Listed((last.title, last.place), " · ")
    lines = [say("rhythm.ask", name=name, day=Day(day, "long"))]
    if one.missed == UNANSWERED - 1:
        lines.append(say("rhythm.ask.last"))
    args = (one.id, day.isoformat())
    total = (last.answers.get("participants") or {}).get("total")
    same = say("rhythm.yes.button", total=str(total))
    choices = (
        *((Choice("rhythm.held", same, (*args, "same"), role=Role.PRIMARY),) if total else ()),
        Choice("rhythm.held", say("rhythm.other.button"), (*args, "other")),
        Choice("rhythm.not_held", say("rhythm.not_held.button"), args),
        off_button(one),
    )
    dedupe = f"rhythm:{one.id}:{day}"
    screen = Screen("rhythm.ask", tuple(lines), choices=choices)
    return Reply(screen, one.person_id, Kind.NOTICE, dedupe=dedupe, live=False)
