"""Where steps come from: every source of what may be said unasked stands in ``SOURCES``.

A new kind of reminder is a function here, never a tick of its own: so the budget, the hours and people's
wishes hold for it too.
"""

from datetime import datetime

from handlers.proactive import members, secretariat
from handlers.proactive.due import Source
from handlers.proactive.generate import generate
from handlers.proactive.settle import settle
from storage.database import Connection

SOURCES: tuple[Source, ...] = (
    members.steps,
    secretariat.steps,
    secretariat.calls,
)


def prepare(connection: Connection, now: datetime) -> None:
    """Make ahead what is owed and settle what came; doing it again changes nothing."""
    generate(connection, now)
    settle(connection, now)
