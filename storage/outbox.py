"""What goes out: one row for each message to one chat, from the wish to its known end.

States: pending → sending → sent, uncertain, failed, blocked, expired, cancelled; held is a row that must
not be sent before somebody says so: of a paused broadcast, or of a restored copy. A row is ``sending`` on
disk before its call is made, so one that a dead process left so may or may not have arrived. Not here:
what became of a row (``results``), when and how often to send (``scheduler``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select, update
from sqlalchemy import bindparam as given
from sqlalchemy.dialects.sqlite import insert

from storage.columns import Utc
from storage.prepared import Prepared
from storage.schema import Outbox, Reminder

LEASE = timedelta(seconds=45)
"""Longer than any call to a channel may take."""

PENDING, SENDING, SENT, UNCERTAIN, FAILED = "pending", "sending", "sent", "uncertain", "failed"
INTERRUPTED, LOST = OURS = "interrupted", "lost"
"""Errors of rows in doubt because of us: the process ended during the send, or never came to it."""

BLOCKED, EXPIRED, CANCELLED, HELD = "blocked", "expired", "cancelled", "held"


@dataclass(frozen=True)
class Message:
    """A message to write. ``dedupe`` makes a second one impossible; ``screen`` is the handle it shows,
    ``edits`` the channel's id of the message that it replaces. ``source`` is what the content was packed
    from; it is not stored. ``subject`` is what it is about, for ``cancel``."""

    channel: str
    chat: str
    kind: str
    content: Mapping[str, Any]
    person_id: int | None = None
    screen: str | None = None
    edits: str | None = None
    dedupe: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    subject: str | None = None
    source: object = None


@dataclass(frozen=True, slots=True)
class Row:
    """A message to send. ``uncertain`` counts sends of it that may have arrived.

    ``plain`` is not stored: send it without markup, because the channel refused the marked-up one. Nor is
    ``source``, which the process that wrote the row need not read again out of its content.
    """

    id: int
    channel: str
    chat: str
    person_id: int | None
    kind: str
    content: Mapping[str, Any]
    screen: str | None
    edits: str | None
    attempts: int
    uncertain: int
    created_at: datetime
    plain: bool = field(default=False, kw_only=True)
    source: object = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True)
class Counts:
    """Rows in each state, and since when the oldest of those that could be sent waits."""

    states: Mapping[str, int]
    waiting_since: datetime | None


_COLUMNS = (
    Outbox.id,
    Outbox.channel,
    Outbox.chat,
    Outbox.person_id,
    Outbox.kind,
    Outbox.content,
    Outbox.screen,
    Outbox.edits,
    Outbox.attempts,
    Outbox.uncertain,
    Outbox.created_at,
)
_NAMES = tuple(column.key for column in _COLUMNS)
_NEW = (
    "dedupe channel chat person_id kind content screen edits subject state attempts uncertain not_before "
    "expires_at lease_until created_at"
).split()
_AT = given("at_time", type_=Utc)
URGENCY = (("reply",), ("receipt",), ("notice", "alert", "file", "menu"), ("reminder",), ("invitation",))
"""Kinds of messages, those that go first before the others; an unknown kind goes last."""

_URGENCY = case(
    {kind: place for place, kinds in enumerate(URGENCY) for kind in kinds},
    value=Outbox.kind,
    else_=len(URGENCY),
)
_ADD = Prepared(
    insert(Outbox)
    .values({name: given(name) for name in _NEW})
    .on_conflict_do_nothing(index_elements=[Outbox.dedupe])
    .returning(Outbox.id)
)
_EXPIRE = update(Outbox).where(Outbox.state == PENDING, Outbox.expires_at <= _AT).values(state=EXPIRED)
_DUE = (
    select(Outbox.id)
    .where(Outbox.state == PENDING, Outbox.not_before <= _AT)
    .order_by(_URGENCY, Outbox.id)
    .limit(given("most"))
)
_AMONG = Outbox.kind.in_(given("kinds", expanding=True))
_DUE_AMONG, _DUE_BESIDE = _DUE.where(_AMONG), _DUE.where(~_AMONG)
_CLAIM = (
    update(Outbox)
    .where(
        Outbox.id.in_(given("rows", expanding=True)),
        Outbox.state == PENDING,
        or_(Outbox.expires_at.is_(None), Outbox.expires_at > _AT),
    )
    .values(state=SENDING, attempts=Outbox.attempts + 1, lease_until=given("lease", type_=Utc))
    .returning(*_COLUMNS)
)
_ORPHANS = select(*_COLUMNS).where(Outbox.state == SENDING, Outbox.lease_until <= _AT).order_by(Outbox.id)
_LEFT_SENDING = select(*_COLUMNS).where(Outbox.state == SENDING).order_by(Outbox.id)
_UNSENT = (
    select(*_COLUMNS, Outbox.not_before)
    .where(Outbox.state == PENDING, Outbox.kind.in_(given("kinds", expanding=True)))
    .order_by(Outbox.id)
)
_BY_STATE = select(Outbox.state, func.count().label("rows")).group_by(Outbox.state)
_LATELY = (
    select(Outbox.channel, Outbox.chat, Outbox.sent_at)
    .where(Outbox.state == SENT, Outbox.sent_at > _AT)
    .order_by(Outbox.sent_at)
)
_OLDEST = select(func.min(Outbox.not_before)).where(Outbox.state == PENDING, Outbox.not_before <= _AT)
_SEEN = Prepared(
    update(Outbox)
    .where(
        Outbox.screen == given("handle"),
        Outbox.channel == given("of"),
        Outbox.chat == given("there"),
        or_(
            Outbox.state == SENDING,
            and_(or_(Outbox.state == UNCERTAIN, Outbox.state == PENDING), Outbox.uncertain > 0),
        ),
    )
    .values(state=SENT, sent_at=func.coalesce(Outbox.sent_at, _AT), lease_until=None, error=None)
)


def add(connection: Connection, message: Message, now: datetime, *, claimed: bool) -> Row | None:
    """Write a message; None when one with its ``dedupe`` key exists.

    ``claimed``: the caller hands the row to the sender right after its commit, no other claim is needed.
    """
    values: dict[str, Any] = {
        "dedupe": message.dedupe,
        "channel": message.channel,
        "chat": message.chat,
        "person_id": message.person_id,
        "kind": str(message.kind),
        "content": message.content,
        "screen": message.screen,
        "edits": message.edits,
        "subject": message.subject,
        "state": SENDING if claimed else PENDING,
        "attempts": int(claimed),
        "uncertain": 0,
        "not_before": message.not_before or now,
        "expires_at": message.expires_at,
        "lease_until": now + LEASE if claimed else None,
        "created_at": now,
    }
    id = _ADD.scalar(connection, values)
    if id is None:
        return None
    return Row(id, *(values[name] for name in _NAMES[1:]), source=message.source)


def claim_due(
    connection: Connection, now: datetime, limit: int, kinds: Collection[str], *, others: bool = False
) -> tuple[Row, ...]:
    """Claim at most ``limit`` pending rows that are due, the most urgent first.

    Of these kinds only, or with ``others`` of all kinds but these. What is past its usefulness expires.
    """
    connection.execute(_EXPIRE, {"at_time": now})
    due = {"at_time": now, "kinds": list(kinds), "most": limit}
    ids = connection.execute(_DUE_BESIDE if others else _DUE_AMONG, due).scalars().all()
    rows = {row.id: row for row in claim(connection, ids, now)}
    return tuple(rows[id] for id in ids)


def claim(connection: Connection, ids: Sequence[int], now: datetime) -> tuple[Row, ...]:
    """Claim those of these rows that are still pending and useful, oldest first."""
    if not ids:
        return ()
    claimed = connection.execute(_CLAIM, {"rows": list(ids), "lease": now + LEASE, "at_time": now})
    return tuple(sorted((Row(*row) for row in claimed), key=attrgetter("id")))


def left_sending(connection: Connection) -> tuple[Row, ...]:
    """At start-up: every row that a dead process may or may not have sent."""
    return tuple(Row(*row) for row in connection.execute(_LEFT_SENDING))


def orphans(connection: Connection, now: datetime, held: Collection[int] = ()) -> tuple[Row, ...]:
    """Rows whose lease ran out and which the sender does not hold: each may or may not have arrived."""
    rows = connection.execute(_ORPHANS, {"at_time": now})
    return tuple(Row(*row) for row in rows if row.id not in held)


def unsent(connection: Connection, kinds: Collection[str]) -> tuple[tuple[Row, datetime], ...]:
    """Pending rows of these kinds with the time from which each may be sent."""
    rows = connection.execute(_UNSENT, {"kinds": list(kinds)})
    return tuple((Row(*row[:-1]), row[-1]) for row in rows)


def lately(connection: Connection, since: datetime) -> tuple[tuple[str, str, datetime], ...]:
    """Channel, chat and time of what was sent after that moment, oldest first."""
    found: list[Any] = list(connection.execute(_LATELY, {"at_time": since}))
    return tuple((channel, chat, at) for channel, chat, at in found)


def counts(connection: Connection, now: datetime) -> Counts:
    """Figures for the operator."""
    states = {row.state: row.rows for row in connection.execute(_BY_STATE)}
    return Counts(states, connection.execute(_OLDEST, {"at_time": now}).scalar())


def seen(connection: Connection, now: datetime, channel: str, chat: str, screen: str) -> bool:
    """A tap on a button of this screen proves that its message arrived; True when nobody knew that."""
    where = {"handle": screen, "of": channel, "there": chat, "at_time": now}
    return _SEEN.change(connection, where) == 1


def cancel(connection: Connection, subject: str, why: str) -> int:
    """Take back what waits about a subject: it is settled or was changed. Returns how many messages.

    What is being sent at this moment may arrive, but is never sent again. A message that says other things
    besides is taken back too: what it would have said is said anew (``reminders.reopen``).
    """
    lines = select(Reminder.outbox_id).where(Reminder.subject == subject, Reminder.outbox_id.is_not(None))
    about = or_(Outbox.subject == subject, Outbox.id.in_(lines))
    connection.execute(
        update(Outbox).where(about, Outbox.state == SENDING).values(expires_at=Outbox.created_at)
    )
    waiting = (about, Outbox.state.in_((PENDING, HELD)))
    return connection.execute(update(Outbox).where(*waiting).values(state=CANCELLED, error=why)).rowcount


def hold(connection: Connection, subject: str, why: str) -> int:
    """Send nothing more about a subject until ``release``. Returns how many messages wait."""
    waiting = (Outbox.subject == subject, Outbox.state == PENDING)
    return connection.execute(update(Outbox).where(*waiting).values(state=HELD, error=why)).rowcount


def release(connection: Connection, subject: str, now: datetime) -> int:
    """Send what was held about a subject, each message at its time. Returns how many there are."""
    held = (Outbox.subject == subject, Outbox.state == HELD)
    at = func.max(Outbox.not_before, _AT)
    freed = update(Outbox).where(*held).values(state=PENDING, error=None, not_before=at)
    return connection.execute(freed, {"at_time": now}).rowcount
