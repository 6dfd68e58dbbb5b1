"""The one road of what is said unasked: rows → steps → decisions → messages, in one unit of work.

Not here: what the steps are (``sources``), the rules of deciding (``decide``), when it runs (``scheduler``).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Kind, Reply, Screen
from handlers.proactive.decide import WEEK, Message, Verdict, decide
from handlers.proactive.due import Due, Look
from handlers.proactive.sources import SOURCES, catch_up
from storage import calendar, outbox, reminders, wishes
from storage.database import Connection
from storage.reminders import Decision

BACK = timedelta(days=30)
"""Steps that ended so long ago are not looked at any more: nobody would miss them."""

MOST_BUTTONS = 6
MOST_LINES = 20


def look(connection: Connection, now: datetime, until: datetime | None = None) -> Look:
    """What the sources look at now; with ``until`` what will come by then."""
    first = now - BACK if until is None else now
    return Look(connection, now, first, until or now, calendar.load(connection))


def steps(at: Look) -> tuple[Due, ...]:
    """All steps that the sources give."""
    return tuple(due for source in SOURCES for due in source(at))


def judge(connection: Connection, now: datetime) -> Verdict:
    """What is to be said now."""
    at = look(connection, now)
    return decide(
        steps(at),
        now,
        at.calendar,
        at.decided,
        reminders.counted(connection, now - WEEK),
        wishes.all_of_them(connection),
    )


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether ``speak`` would write anything."""
    verdict = judge(connection, now)
    return bool(verdict.messages or verdict.settled)


def speak(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """Settle what rows settle, then write every message that is due and every decision.

    The messages wait in the outbox: what is settled before they go takes them back, and a crash between
    here and there loses none. One that could not go in these hours is decided anew (``reminders.reopen``).
    """
    catch_up(connection, now)
    verdict = judge(connection, now)
    for due, decision in verdict.settled:
        _note(connection, now, due, decision)
    hours = calendar.load(connection)
    rows = [
        _say(connection, now, message, hours.ends(now, message.first.same_day))
        for message in verdict.messages
    ]
    return tuple(row for row in rows if row is not None)


def _say(connection: Connection, now: datetime, message: Message, ends: datetime) -> outbox.Row | None:
    """One message, for the sender to take up while the hours last that ``ends`` closes."""
    first, joined = message.first, message.joined[:MOST_LINES]
    screen = _with_lines(first.screen(), joined)
    until = min(first.until, ends)
    reply = Reply(screen, first.person, Kind.REMINDER, live=False, subject=first.subject, until=until)
    row = post.to_person(connection, now, reply, claimed=False)
    decision = message.decision if row is not None else Decision.UNREACHABLE
    id = row.id if row is not None else None
    _note(connection, now, first, decision, id)
    for due in joined:
        _note(connection, now, due, Decision.JOINED if row is not None else Decision.UNREACHABLE, id)
    return row


def _note(
    connection: Connection, now: datetime, due: Due, decision: Decision, row: int | None = None
) -> None:
    reminders.note(connection, now, due.key, due.person, due.subject, decision, row)
    if due.done is not None:
        due.done(connection, now, decision)


def _with_lines(screen: Screen, joined: Sequence[Due]) -> Screen:
    """Steps of other subjects as lines below, with their buttons as far as there is room."""
    more = tuple(choice for due in joined for choice in due.choices)
    return replace(
        screen,
        body=(*screen.body, *(due.line for due in joined)),
        choices=(*screen.choices, *more)[:MOST_BUTTONS],
    )
