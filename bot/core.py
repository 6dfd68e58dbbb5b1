"""What a lane is given to call: the conversation as units of work, and the units around them.

Not here: in which order and how often they are called (``lanes``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from handlers.messages import Inbound
from storage import inbox
from storage.database import Connection
from storage.inbox import Entry
from storage.outbox import Row

W = TypeVar("W")
Rows = tuple[Row, ...]


class Reader(Protocol):
    """What a lane needs of a channel."""

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        """Read a stored update that was received at ``at``."""


@dataclass(frozen=True)
class Core(Generic[W]):
    """The units of work that a lane calls, each with the ``world`` that they know.

    ``step`` marks the entries done and returns the claimed rows of its answer; ``poison`` apologises for a
    parked entry and tells the operator; ``warn`` asks the person to slow down.
    """

    world: W
    step: Callable[[Connection, W, Sequence[int], Inbound, datetime], Rows]
    poison: Callable[[Connection, W, Entry, str, datetime], Rows]
    warn: Callable[[Connection, W, Inbound, datetime], Rows]


def begin_all(connection: Connection, ids: Sequence[int]) -> tuple[int, ...]:
    """Count one more attempt of each entry."""
    return tuple(inbox.begin_again(connection, id) for id in ids)


def buried(connection: Connection, core: Core[W], entries: Sequence[Entry], code: str, now: datetime) -> Rows:
    """Park entries and tell the person and the operator, together."""
    inbox.bury(connection, [entry.id for entry in entries], code)
    return core.poison(connection, core.world, entries[0], code, now)


def warned(
    connection: Connection, core: Core[W], ids: Sequence[int], inbound: Inbound, now: datetime
) -> Rows:
    """Take entries without handling them and ask the person to slow down."""
    return core.warn(connection, core.world, inbound, now) if inbox.done(connection, ids) else ()
