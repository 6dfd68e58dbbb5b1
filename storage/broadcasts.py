"""What the secretariat sends to many: the texts, to whom each went, and how far it got.

How far is never stored: it is counted from the messages themselves, so a crash cannot make it wrong.
Who is written to is decided in ``handlers.broadcast``; the messages stand in ``outbox``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from storage import outbox
from storage.schema import Broadcast as Table
from storage.schema import Outbox, Rsvp
from storage.schema import Recipient as RecipientTable

INVITATION, MESSAGE, CHANGE, RESULTS = "invitation", "message", "change", "results"
REMINDER = "reminder"
"""It goes to those who have not answered an invitation, which its audience names: ``{"of": id}``."""

WAITS, APPROVED, PAUSED, STOPPED, REFUSED = "waits", "approved", "paused", "stopped", "refused"

QUEUED, NOWHERE = "queued", "nowhere"
"""Rungs of the ladder that are no states of a message: it waits or is on its way; there is no chat for it."""

TAPPED, ANSWERED = "tapped", "answered"
"""Rungs that some of those reach who were sent a message; they are counted in their first rung too."""

_RUNG = case(
    (RecipientTable.outbox_id.is_(None), NOWHERE),
    (Outbox.state.in_((outbox.PENDING, outbox.SENDING, outbox.HELD)), QUEUED),
    ((Outbox.state == outbox.CANCELLED) & (Outbox.error == "blocked"), outbox.BLOCKED),
    else_=func.coalesce(Outbox.state, NOWHERE),
)


@dataclass(frozen=True)
class Content:
    """What a new broadcast says; the fields are those of ``Broadcast``."""

    kind: str
    title: str
    text_ro: str = ""
    text_ru: str | None = None
    title_ru: str | None = None
    meeting_id: int | None = None
    files: tuple[int, ...] = ()
    audience: Mapping[str, Any] = field(default_factory=dict)
    answer_by: date | None = None


@dataclass(frozen=True)
class Broadcast:
    """A broadcast as stored. ``files`` are media ids, ``audience`` is what was chosen."""

    id: int
    kind: str
    meeting_id: int | None
    title: str
    title_ru: str | None
    text_ro: str
    text_ru: str | None
    files: tuple[int, ...]
    audience: Mapping[str, Any]
    answer_by: date | None
    state: str
    paused_why: str | None
    send_at: datetime | None
    author_id: int | None
    created_at: datetime
    approved_by: int | None
    approved_at: datetime | None

    @property
    def subject(self) -> str:
        """What its messages are about in the outbox."""
        return f"broadcast:{self.id}"

    def title_in(self, language: str) -> str:
        """Its title for a reader of this language."""
        return self.title_ru or self.title if language == "ru" else self.title

    def text_in(self, language: str) -> str:
        """Its text for a reader of this language; the other one where there is only that."""
        first, second = (self.text_ru, self.text_ro) if language == "ru" else (self.text_ro, self.text_ru)
        return first or second or ""


@dataclass(frozen=True)
class Recipient:
    """A person or a group that a broadcast goes to. ``rung`` is queued, nowhere, or how its message ended:
    sent, uncertain, blocked, failed, expired, cancelled. ``organisations`` are those they speak for."""

    id: int
    broadcast_id: int
    person_id: int | None
    group_id: int | None
    organisations: tuple[int, ...]
    outbox_id: int | None
    tapped_at: datetime | None
    settled_at: datetime | None
    rung: str
    sent_at: datetime | None


_COLUMNS = (
    Table.id,
    Table.kind,
    Table.meeting_id,
    Table.title,
    Table.title_ru,
    Table.text_ro,
    Table.text_ru,
    Table.files,
    Table.audience,
    Table.answer_by,
    Table.state,
    Table.paused_why,
    Table.send_at,
    Table.author_id,
    Table.created_at,
    Table.approved_by,
    Table.approved_at,
)
_RECIPIENT = (
    select(
        RecipientTable.id,
        RecipientTable.broadcast_id,
        RecipientTable.person_id,
        RecipientTable.group_id,
        RecipientTable.organisations,
        RecipientTable.outbox_id,
        RecipientTable.tapped_at,
        RecipientTable.settled_at,
        _RUNG,
        Outbox.sent_at,
    )
    .select_from(RecipientTable)
    .outerjoin(Outbox, Outbox.id == RecipientTable.outbox_id)
)


def add(
    connection: Connection,
    now: datetime,
    content: Content,
    author: int | None,
    *,
    state: str = WAITS,
    send_at: datetime | None = None,
) -> Broadcast:
    """Write a broadcast; its id is the short number that people see."""
    values = {
        **asdict(content),
        "files": list(content.files),
        "audience": dict(content.audience),
        "state": state,
        "send_at": send_at,
        "author_id": author,
        "created_at": now,
    }
    return _read(connection.execute(insert(Table).values(values).returning(*_COLUMNS)).one())


def get(connection: Connection, id: int) -> Broadcast | None:
    """A broadcast by id."""
    row = connection.execute(select(*_COLUMNS).where(Table.id == id)).one_or_none()
    return None if row is None else _read(row)


def known(connection: Connection, id: int) -> Broadcast:
    """A broadcast by id; raises ``LookupError``."""
    found = get(connection, id)
    if found is None:
        raise LookupError(f"broadcast {id}")
    return found


def change(connection: Connection, id: int, **values: Any) -> Broadcast:
    """Change columns of a broadcast; gives it as it is then."""
    changed = update(Table).where(Table.id == id).values(**values).returning(*_COLUMNS)
    return _read(connection.execute(changed).one())


def claim(connection: Connection, id: int, before: str, **values: Any) -> Broadcast | None:
    """The same, only while it is in the state ``before``: of two who decide at once, one does."""
    changed = update(Table).where(Table.id == id, Table.state == before).values(**values)
    row = connection.execute(changed.returning(*_COLUMNS)).one_or_none()
    return None if row is None else _read(row)


def of_meeting(connection: Connection, meeting: int) -> tuple[Broadcast, ...]:
    """All broadcasts of a meeting, oldest first."""
    query = select(*_COLUMNS).where(Table.meeting_id == meeting).order_by(Table.id)
    return tuple(_read(row) for row in connection.execute(query))


def in_state(connection: Connection, *states: str) -> tuple[Broadcast, ...]:
    """Broadcasts in one of these states, the newest first."""
    query = select(*_COLUMNS).where(Table.state.in_(states)).order_by(Table.id.desc())
    return tuple(_read(row) for row in connection.execute(query))


def add_recipient(
    connection: Connection,
    broadcast: int,
    *,
    person: int | None = None,
    group: int | None = None,
    organisations: Sequence[int] = (),
    outbox_id: int | None = None,
) -> int:
    """Write that a broadcast goes to a person or a group; ``outbox_id`` None when there is no chat."""
    values = {
        "broadcast_id": broadcast,
        "person_id": person,
        "group_id": group,
        "organisations": list(organisations),
        "outbox_id": outbox_id,
    }
    return int(
        connection.execute(insert(RecipientTable).values(values).returning(RecipientTable.id)).scalar_one()
    )


def recipients(connection: Connection, id: int) -> tuple[Recipient, ...]:
    """To whom a broadcast goes and how far each message got; groups are ``groups.posts``."""
    of_people = (RecipientTable.broadcast_id == id, RecipientTable.group_id.is_(None))
    query = _RECIPIENT.where(*of_people).order_by(RecipientTable.id)
    return tuple(_recipient(row) for row in connection.execute(query))


def tapped(connection: Connection, now: datetime, id: int, person: int) -> None:
    """A person pressed a button of their message: the first time is kept."""
    theirs = (RecipientTable.broadcast_id == id, RecipientTable.person_id == person)
    connection.execute(
        update(RecipientTable).where(*theirs, RecipientTable.tapped_at.is_(None)).values(tapped_at=now)
    )


def ladder(connection: Connection, id: int) -> Mapping[str, int]:
    """How many recipients stand on each rung.

    Queued, nowhere, sent, uncertain, blocked, failed, expired and cancelled add up to all of them; tapped
    and answered (an organisation they speak for has answered the invitation) are counted beside.
    """
    everybody = recipients(connection, id)
    counted: dict[str, int] = {}
    for one in everybody:
        counted[one.rung] = counted.get(one.rung, 0) + 1
    answered = answered_by(connection, id)
    counted[TAPPED] = sum(one.tapped_at is not None for one in everybody)
    counted[ANSWERED] = sum(not answered.isdisjoint(one.organisations) for one in everybody)
    return {rung: number for rung, number in counted.items() if number}


def answered_by(connection: Connection, id: int) -> frozenset[int]:
    """The organisations that have answered the meeting that a broadcast invites to."""
    query = (
        select(Rsvp.organisation_id)
        .join(Table, Table.meeting_id == Rsvp.meeting_id)
        .where(Table.id == id, Table.kind == INVITATION)
    )
    return frozenset(connection.execute(query).scalars())


def _read(row: Any) -> Broadcast:
    return replace(Broadcast(*row), files=tuple(row.files))


def _recipient(row: Any) -> Recipient:
    return replace(Recipient(*row), organisations=tuple(row.organisations))
