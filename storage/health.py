"""How the messages of a broadcast fare, counted from its rows, and letting one that was paused go on.

What is too much is decided in ``scheduler.policy``; pausing itself in ``handlers.broadcast.pausing``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import Connection, func, or_, select, update

from storage import outbox
from storage.broadcasts import APPROVED, PAUSED
from storage.schema import Broadcast, Outbox

_ABOUT = "broadcast:"
_TRIED = or_(
    Outbox.state.in_((outbox.SENT, outbox.FAILED)),
    (Outbox.uncertain > 0) & Outbox.error.not_in(outbox.OURS),
)
"""Not people who blocked us, what was taken back or came too late, and what a crash of ours left in doubt."""


@dataclass(frozen=True)
class Health:
    """Messages that arrived, those that failed or may have, and how many of these are the newest in a row."""

    arrived: int
    failed: int
    in_a_row: int


def broadcasts_of(connection: Connection, rows: Collection[int]) -> tuple[int, ...]:
    """The broadcasts that these messages belong to, each once."""
    subjects = connection.execute(select(Outbox.subject).where(Outbox.id.in_(rows)).distinct()).scalars()
    about = (subject or "" for subject in subjects)
    return tuple(int(one.removeprefix(_ABOUT)) for one in about if one.startswith(_ABOUT))


def of(connection: Connection, broadcast: int) -> Health:
    """How a broadcast fares since it was let go on last."""
    since = select(func.coalesce(Broadcast.forgiven_to, 0)).where(Broadcast.id == broadcast)
    query = (
        select(Outbox.state)
        .where(Outbox.subject == f"{_ABOUT}{broadcast}", _TRIED, Outbox.id > since.scalar_subquery())
        .order_by(Outbox.id.desc())
    )
    arrived = [state == outbox.SENT for state in connection.execute(query).scalars()]
    in_a_row = sum(1 for _ in takewhile(lambda one: not one, arrived))
    return Health(sum(arrived), len(arrived) - sum(arrived), in_a_row)


def go_on(connection: Connection, broadcast: int, now: datetime) -> int | None:
    """Send what a paused broadcast held back and forget its failures; None when it is not paused."""
    subject = f"{_ABOUT}{broadcast}"
    tried = select(func.max(Outbox.id)).where(Outbox.subject == subject, _TRIED)
    paused = (Broadcast.id == broadcast, Broadcast.state == PAUSED)
    freed = update(Broadcast).where(*paused).values(state=APPROVED, paused_why=None)
    if not connection.execute(freed.values(forgiven_to=tried.scalar_subquery())).rowcount:
        return None
    return outbox.release(connection, subject, now)
