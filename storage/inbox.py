"""What came in: every update of a channel, kept before the channel is told that we have it.

An entry ends as ``done`` (its effect committed together with it) or ``dead`` (parked for a human).
Not here: what an update means (the channel's ``inbound``), in which order it is handled (``bot.lanes``).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.prepared import Prepared
from storage.schema import Inbox

NEW, DONE, DEAD = "new", "done", "dead"


@dataclass(frozen=True)
class Received:
    """An update as it came: ``external`` is the channel's own id of it, ``payload`` its text."""

    channel: str
    external: str
    chat: str | None
    payload: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored update. ``attempts`` counts how often a handling of it was begun."""

    id: int
    channel: str
    external: str
    chat: str | None
    payload: str
    attempts: int
    received_at: datetime


_COLUMNS = (
    Inbox.id,
    Inbox.channel,
    Inbox.external,
    Inbox.chat,
    Inbox.payload,
    Inbox.attempts,
    Inbox.received_at,
)
_STORE = Prepared(
    insert(Inbox)
    .values(
        {name: bindparam(name) for name in ("channel", "external", "chat", "payload", "received_at")}
        | {"status": NEW, "attempts": 1}
    )
    .on_conflict_do_nothing()
    .returning(Inbox.id)
)
_KNOWN = select(Inbox.payload).where(Inbox.channel == bindparam("of"), Inbox.external == bindparam("called"))
_WAITING = select(*_COLUMNS).where(Inbox.status == NEW).order_by(Inbox.id)
_BEGIN = (
    update(Inbox)
    .where(Inbox.id == bindparam("entry"))
    .values(attempts=Inbox.attempts + 1)
    .returning(Inbox.attempts)
)
_PUT_BACK = (
    update(Inbox)
    .where(Inbox.id.in_(bindparam("entries", expanding=True)), Inbox.status == NEW, Inbox.attempts > 0)
    .values(attempts=Inbox.attempts - 1)
)
_DONE = Prepared(update(Inbox).where(Inbox.id == bindparam("entry"), Inbox.status == NEW).values(status=DONE))
_STILL_NEW = (
    select(func.count())
    .select_from(Inbox)
    .where(Inbox.id.in_(bindparam("entries", expanding=True)), Inbox.status == NEW)
)
_BURY = (
    update(Inbox)
    .where(Inbox.id.in_(bindparam("entries", expanding=True)), Inbox.status == NEW)
    .values(status=DEAD, error=bindparam("because"))
)
_PRUNE = delete(Inbox).where(Inbox.received_at < bindparam("before"), Inbox.status != NEW)


def store(connection: Connection, received: Sequence[Received], now: datetime) -> tuple[Entry, ...]:
    """Keep what came and return what is new, in the order it came.

    The process that stores an update hands it out at once, so its first attempt is counted here. The
    same id with other content is another update (the channel's numbering began anew), kept with a suffix.
    """
    if not received:
        return ()
    entries, repeated = _insert(connection, received, now)
    others = [
        replace(one, external=_suffixed(one)) for one in repeated if one.payload != _known(connection, one)
    ]
    if others:
        entries += _insert(connection, others, now)[0]
    return tuple(entries)


def _insert(
    connection: Connection, received: Sequence[Received], now: datetime
) -> tuple[list[Entry], list[Received]]:
    entries: list[Entry] = []
    repeated: list[Received] = []
    for one in received:
        id = _STORE.scalar(connection, {**vars(one), "received_at": now})
        if id is None:
            repeated.append(one)
        else:
            entries.append(Entry(id, one.channel, one.external, one.chat, one.payload, 1, now))
    return entries, repeated


def _known(connection: Connection, one: Received) -> str | None:
    return connection.execute(_KNOWN, {"of": one.channel, "called": one.external}).scalar()


def _suffixed(one: Received) -> str:
    """The same content gets the same suffix, so a second delivery of it is recognised too."""
    return f"{one.external}~{hashlib.sha256(one.payload.encode()).hexdigest()[:12]}"


def waiting(connection: Connection) -> tuple[Entry, ...]:
    """What an earlier process did not finish, oldest first."""
    return tuple(Entry(*row) for row in connection.execute(_WAITING))


def begin_again(connection: Connection, id: int) -> int:
    """Count one more attempt and return the count; to be committed before the handling that it counts.

    An update that kills the process is recognised by this only.
    """
    return connection.execute(_BEGIN, {"entry": id}).scalar_one()


def put_back(connection: Connection, ids: Sequence[int]) -> None:
    """Uncount the attempt of entries that an orderly stop left untouched: they are under no suspicion."""
    connection.execute(_PUT_BACK, {"entries": list(ids)})


def done(connection: Connection, ids: Sequence[int]) -> bool:
    """Mark entries as handled, in the transaction of their effect.

    False when any of them was handled before: nothing is marked then, and the caller must change nothing.
    """
    if len(ids) == 1:
        return _DONE.change(connection, {"entry": ids[0]}) == 1
    if connection.execute(_STILL_NEW, {"entries": list(ids)}).scalar_one() != len(set(ids)):
        return False
    for id in ids:
        _DONE.change(connection, {"entry": id})
    return True


def bury(connection: Connection, ids: Sequence[int], error: str) -> None:
    """Park entries that cannot be handled; ``error`` is a short code without personal data."""
    connection.execute(_BURY, {"entries": list(ids), "because": error})


def prune(connection: Connection, before: datetime) -> int:
    """Remove finished entries older than ``before`` and return how many; open ones are never removed."""
    return connection.execute(_PRUNE, {"before": before}).rowcount
