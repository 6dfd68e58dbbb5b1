"""A broadcast that does not arrive pauses by itself; its author decides whether it goes on or ends.

When that is so is decided in ``scheduler.policy``, how a broadcast fares is counted in ``storage.health``.
"""

from datetime import datetime

from handlers import post
from handlers.context import Context
from handlers.errors import Invalid
from handlers.messages import Choice, InEach, Kind, Reply, Role, Said, Screen, say
from storage import audit, broadcasts, health, outbox, people
from storage.broadcasts import Broadcast
from storage.database import Connection

ERRORS = "errors"
"""Why it pauses: the only reason so far."""


def pause(connection: Connection, now: datetime, number: int, found: health.Health) -> None:
    """Hold what has not gone and tell its author, who decides; nothing when it does not go any more."""
    paused = broadcasts.claim(
        connection, number, broadcasts.APPROVED, state=broadcasts.PAUSED, paused_why=ERRORS
    )
    if paused is None:
        return
    waiting = outbox.hold(connection, paused.subject, ERRORS)
    screen = _asks(paused, found, waiting)
    for person in _readers(connection, paused):
        post.to_person(connection, now, Reply(screen, person, Kind.NOTICE, live=False), claimed=False)


def _readers(connection: Connection, paused: Broadcast) -> tuple[int, ...]:
    """The author; the whole secretariat when they cannot be reached."""
    author = paused.author_id
    if author is not None and people.reach(connection, author) is not None:
        return (author,)
    return people.with_role(connection, people.SECRETARIAT)


def _asks(paused: Broadcast, found: health.Health, waiting: int) -> Screen:
    title: Said = InEach(paused.title, paused.title_ru or paused.title, paused.title)
    body = say(
        "sending.paused",
        number=paused.id,
        title=title,
        failed=say("count.messages", found.failed),
        waiting=say("count.messages", waiting),
    )
    choices = (
        Choice("broadcast.go_on", say("sending.go_on.button"), (paused.id,), role=Role.PRIMARY),
        Choice("broadcast.stop", say("sending.stop.button"), (paused.id,), role=Role.DANGER),
    )
    return Screen("broadcast.paused", (body,), choices=choices)


def go_on(context: Context, number: int) -> list[Reply]:
    """Send what was held back."""
    waiting = health.go_on(context.connection, number, context.now)
    if waiting is None:
        raise Invalid(say("sending.not_paused", number=number))
    audit.append(context.connection, context.now, context.person, "broadcast.go_on", f"broadcast:{number}")
    goes = say("sending.goes_on", number=number, waiting=say("count.messages", waiting))
    return [Reply(Screen("broadcast.goes_on", (goes,)), here=True, live=False)]
