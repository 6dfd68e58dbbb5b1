"""Where steps come from: every source of what may be said unasked stands in ``SOURCES``.

A new kind of reminder is a function here, never a tick of its own: so the budget, the hours and people's
wishes hold for it too.
"""

from datetime import datetime

from handlers.meetings import due as meetings
from handlers.meetings.proposing import propose
from handlers.member import asking, co_organisers, rhythm
from handlers.proactive import members, secretariat
from handlers.proactive.due import Source
from handlers.proactive.generate import generate
from handlers.proactive.settle import settle
from storage import reminders
from storage.database import Connection

SOURCES: tuple[Source, ...] = (
    members.steps,
    secretariat.steps,
    secretariat.calls,
    meetings.steps,
    asking.after_events,
    asking.old_drafts,
    co_organisers.named,
    rhythm.weekly,
)


def prepare(connection: Connection, now: datetime) -> None:
    """Make ahead what is owed and settle what came; doing it again changes nothing."""
    generate(connection, now)
    propose(connection, now)
    catch_up(connection, now)


def catch_up(connection: Connection, now: datetime) -> None:
    """Bring what may be said to what happened since it was made ahead."""
    reminders.reopen(connection)
    settle(connection, now)
    rhythm.go_on(connection, now)
    asking.let_go(connection, now)
