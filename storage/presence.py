"""Presence lists: opened by a coordinator, found by the token of a QR code, counted once per device.

Only counts stay. A device is known by the hash of a random ticket until the list is over; tokens are kept
as hashes. When a list is open and what its counter says is decided in ``handlers.presence``.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from storage.columns import Utc
from storage.prepared import Prepared
from storage.schema import Outbox, PresenceCount, PresenceTicket
from storage.schema import Presence as Table

WOMAN, MAN = "woman", "man"
CHILD, YOUNG, OLDER = "child", "young", "older"
UNSAID = ""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Listing:
    """A presence list as stored; ``edition`` is the number of its last counter message."""

    id: int
    organisation_id: int | None
    person_id: int
    draft_id: int | None
    title: str
    day: date
    opens_at: datetime
    closes_at: datetime
    stopped_at: datetime | None
    paused_until: datetime | None
    edition: int
    shown_total: int
    shown_at: datetime | None


@dataclass(frozen=True)
class Counted:
    """How many confirmed; the parts are of those who said it. ``all_said_*`` when nobody left it out."""

    total: int
    women: int
    men: int
    young: int
    all_said_gender: bool
    all_said_age: bool


@dataclass(frozen=True)
class Board:
    """The counter message as it was last written: its state in the outbox, where it is, its id there."""

    state: str
    channel: str
    chat: str
    message: str | None


_COLUMNS = (
    Table.id,
    Table.organisation_id,
    Table.person_id,
    Table.draft_id,
    Table.title,
    Table.day,
    Table.opens_at,
    Table.closes_at,
    Table.stopped_at,
    Table.paused_until,
    Table.edition,
    Table.shown_total,
    Table.shown_at,
)
_OF_EVENT = Prepared(
    select(*_COLUMNS)
    .where(
        Table.organisation_id.is_(bindparam("of")),  # also when it is nobody's
        or_(
            Table.day.between(bindparam("first"), bindparam("last")),
            Table.draft_id == bindparam("about"),
        ),
    )
    .order_by(Table.id.desc())
)


def create(
    connection: Connection,
    now: datetime,
    person: int,
    organisation: int | None,
    *,
    draft: int | None,
    title: str,
    day: date,
    opens_at: datetime,
    closes_at: datetime,
) -> tuple[Listing, str]:
    """Open a list; gives it with the token of its link, which is kept nowhere in the clear."""
    token = secrets.token_urlsafe(12)
    values: dict[str, Any] = {
        "token_hash": _hash(token),
        "organisation_id": organisation,
        "person_id": person,
        "draft_id": draft,
        "title": title,
        "day": day,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "minute_from": now,
        "minute_count": 0,
        "edition": 0,
        "shown_total": 0,
        "finished": False,
        "created_at": now,
    }
    row = connection.execute(insert(Table).values(values).returning(*_COLUMNS)).one()
    return _listing(row), token


def find(connection: Connection, token: str) -> Listing | None:
    """The list that a token opens."""
    return _one(connection, select(*_COLUMNS).where(Table.token_hash == _hash(token)))


def get(connection: Connection, id: int) -> Listing | None:
    """A list by id."""
    return _one(connection, select(*_COLUMNS).where(Table.id == id))


def running(connection: Connection, now: datetime, person: int) -> Listing | None:
    """The newest list of a person that is not over."""
    mine = (Table.person_id == person, Table.stopped_at.is_(None), Table.closes_at > now)
    return _one(connection, select(*_COLUMNS).where(*mine).order_by(Table.id.desc()).limit(1))


def of_event(
    connection: Connection, organisation: int | None, draft: int | None, first: date, last: date
) -> tuple[Listing, ...]:
    """Lists of an organisation for a draft or for one of these days, the newest first."""
    about = {"of": organisation, "about": draft, "first": first, "last": last}
    return tuple(_listing(row) for row in _OF_EVENT.rows(connection, about))


def is_noted(connection: Connection, id: int, ticket: str) -> bool:
    """Whether the device with this ticket has confirmed."""
    wanted = (PresenceTicket.presence_id == id, PresenceTicket.ticket_hash == _hash(ticket))
    return connection.execute(select(PresenceTicket.presence_id).where(*wanted)).first() is not None


def note(connection: Connection, id: int, ticket: str, gender: str, age: str) -> bool:
    """Count a device once; False when it was counted before."""
    kept = insert_once(PresenceTicket).values(presence_id=id, ticket_hash=_hash(ticket))
    if connection.execute(kept.on_conflict_do_nothing()).rowcount == 0:
        return False
    counted = insert_once(PresenceCount).values(presence_id=id, gender=gender, age=age, number=1)
    one_more = {"number": PresenceCount.number + 1}
    keys = [PresenceCount.presence_id, PresenceCount.gender, PresenceCount.age]
    connection.execute(counted.on_conflict_do_update(index_elements=keys, set_=one_more))
    return True


def pace(connection: Connection, now: datetime, id: int) -> int:
    """Count one confirmation more; returns how many there were in this minute."""
    same = Table.minute_from > now - MINUTE
    values = {
        "minute_from": case((same, Table.minute_from), else_=literal(now, Utc)),
        "minute_count": case((same, Table.minute_count), else_=0) + 1,
    }
    changed = update(Table).where(Table.id == id).values(values).returning(Table.minute_count)
    return int(connection.execute(changed).scalar_one())


def counted(connection: Connection, id: int) -> Counted:
    """The counts of a list."""

    def of(*which: Any) -> Any:
        return func.coalesce(func.sum(PresenceCount.number).filter(*which), 0)

    row = connection.execute(
        select(
            func.coalesce(func.sum(PresenceCount.number), 0),
            of(PresenceCount.gender == WOMAN),
            of(PresenceCount.gender == MAN),
            of(PresenceCount.age == YOUNG),
            of(PresenceCount.gender == UNSAID) == 0,
            of(PresenceCount.age == UNSAID) == 0,
        ).where(PresenceCount.presence_id == id)
    ).one()
    total, women, men, young, all_said_gender, all_said_age = row
    return Counted(total, women, men, young, bool(all_said_gender), bool(all_said_age))


def change(connection: Connection, id: int, **values: Any) -> None:
    """Change columns of a list: stopped_at, paused_until, edition, shown_total, shown_at, finished."""
    connection.execute(update(Table).where(Table.id == id).values(**values))


def unfinished(connection: Connection) -> tuple[Listing, ...]:
    """Lists whose counter does not show the end yet."""
    rows = connection.execute(select(*_COLUMNS).where(Table.finished.is_(False)).order_by(Table.id))
    return tuple(_listing(row) for row in rows)


def board_key(id: int, edition: int) -> str:
    """What makes one counter message of a list unique in the outbox."""
    return f"presence:{id}:{edition}"


def board(connection: Connection, listing: Listing) -> Board | None:
    """The counter message that was written last."""
    key = board_key(listing.id, listing.edition)
    shown = func.coalesce(Outbox.message, Outbox.edits)
    row = connection.execute(
        select(Outbox.state, Outbox.channel, Outbox.chat, shown).where(Outbox.dedupe == key)
    ).one_or_none()
    return None if row is None else Board(*row)


def prune(connection: Connection, over: datetime, old: datetime) -> None:
    """Forget the devices of lists that ended before ``over`` and the links of those before ``old``."""
    ended = select(Table.id).where(Table.closes_at < over).scalar_subquery()
    connection.execute(delete(PresenceTicket).where(PresenceTicket.presence_id.in_(ended)))
    linked = (Table.closes_at < old, Table.token_hash.is_not(None))
    connection.execute(update(Table).where(*linked).values(token_hash=None))


def _one(connection: Connection, query: Any) -> Listing | None:
    row = connection.execute(query).one_or_none()
    return None if row is None else _listing(row)


def _listing(row: Sequence[Any]) -> Listing:
    return Listing(*row)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
