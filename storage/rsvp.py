"""Answers to invitations: one for an organisation and meeting, and who came on the day.

Whether an answer may still change and what it looks like is decided in ``handlers.rsvp``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import aliased

from storage.broadcasts import APPROVED, INVITATION
from storage.meetings import CANCELLED
from storage.schema import Attendance, Broadcast, Meeting, Person, Recipient
from storage.schema import Rsvp as Table

YES, MAYBE, NO = "yes", "maybe", "no"
MOST = 500
"""More persons of one organisation than this come to no meeting."""


@dataclass(frozen=True)
class Rsvp:
    """The answer of an organisation; ``version`` is that of the meeting it was given for.

    ``name`` is who answered, ``delegate`` the colleague who was asked to go; empty when there is none.
    """

    meeting_id: int
    organisation_id: int
    answer: str
    persons: int
    reason: str | None
    person_id: int | None
    delegate_id: int | None
    version: int
    answered_at: datetime
    name: str
    delegate: str


@dataclass(frozen=True)
class Counts:
    """How many organisations come, may come, do not come and are silent; ``persons`` come altogether."""

    come: int = 0
    maybe: int = 0
    no: int = 0
    silent: int = 0
    persons: int = 0


@dataclass(frozen=True)
class Arrived:
    """Who said on the day that they came."""

    organisations: int
    persons: int


_BY, _DELEGATE = aliased(Person), aliased(Person)
_ANSWERS = (
    select(
        Table.meeting_id,
        Table.organisation_id,
        Table.answer,
        Table.persons,
        Table.reason,
        Table.person_id,
        Table.delegate_id,
        Table.version,
        Table.answered_at,
        func.coalesce(_BY.name, ""),
        func.coalesce(_DELEGATE.name, ""),
    )
    .outerjoin(_BY, _BY.id == Table.person_id)
    .outerjoin(_DELEGATE, _DELEGATE.id == Table.delegate_id)
    .order_by(Table.answered_at, Table.organisation_id)
)


def answer(
    connection: Connection,
    now: datetime,
    meeting: int,
    organisation: int,
    answer: str,
    persons: int,
    person: int | None,
    *,
    delegate: int | None = None,
    reason: str | None = None,
) -> Rsvp:
    """Write the answer of an organisation in place of the one before; persons are 0 unless it comes.

    Raises ``ValueError`` for persons that no answer can have, ``LookupError`` for no meeting.
    """
    if answer not in (YES, MAYBE, NO) or (answer == YES and not 1 <= persons <= MOST):
        raise ValueError(f"{answer}, {persons} persons")
    version = connection.execute(select(Meeting.version).where(Meeting.id == meeting)).scalar()
    if version is None:
        raise LookupError(f"meeting {meeting}")
    values = {
        "answer": answer,
        "persons": persons if answer == YES else 0,
        "reason": reason,
        "person_id": person,
        "delegate_id": delegate,
        "version": version,
        "answered_at": now,
    }
    written = insert(Table).values(meeting_id=meeting, organisation_id=organisation, **values)
    keys = [Table.meeting_id, Table.organisation_id]
    connection.execute(written.on_conflict_do_update(index_elements=keys, set_=values))
    return known(connection, meeting, organisation)


def get(connection: Connection, meeting: int, organisation: int) -> Rsvp | None:
    """The answer of an organisation; None while it is silent."""
    wanted = (Table.meeting_id == meeting, Table.organisation_id == organisation)
    row = connection.execute(_ANSWERS.where(*wanted)).one_or_none()
    return None if row is None else Rsvp(*row)


def known(connection: Connection, meeting: int, organisation: int) -> Rsvp:
    """The answer of an organisation; raises ``LookupError``."""
    found = get(connection, meeting, organisation)
    if found is None:
        raise LookupError(f"meeting {meeting}, organisation {organisation}")
    return found


def of_meeting(connection: Connection, meeting: int) -> tuple[Rsvp, ...]:
    """All answers, the oldest first."""
    return tuple(Rsvp(*row) for row in connection.execute(_ANSWERS.where(Table.meeting_id == meeting)))


def of(connection: Connection, meeting: int, organisations: Collection[int]) -> Mapping[int, Rsvp]:
    """The answers of these organisations, by organisation."""
    wanted = (Table.meeting_id == meeting, Table.organisation_id.in_(organisations))
    return {row.organisation_id: Rsvp(*row) for row in connection.execute(_ANSWERS.where(*wanted))}


def counts(connection: Connection, meeting: int) -> Counts:
    """The answers of a meeting in numbers; silent are those invited that have not answered."""
    found = of_meeting(connection, meeting)
    answered = {one.organisation_id for one in found}
    return Counts(
        come=sum(one.answer == YES for one in found),
        maybe=sum(one.answer == MAYBE for one in found),
        no=sum(one.answer == NO for one in found),
        silent=len(invited(connection, meeting) - answered),
        persons=sum(one.persons for one in found),
    )


def invited(connection: Connection, meeting: int) -> frozenset[int]:
    """The organisations that a meeting's invitation goes to."""
    rows = connection.execute(
        select(Recipient.organisations)
        .join(Broadcast, Broadcast.id == Recipient.broadcast_id)
        .where(Broadcast.meeting_id == meeting, Broadcast.kind == INVITATION)
    )
    return frozenset(organisation for (organisations,) in rows for organisation in organisations)


def invitations(
    connection: Connection, now: datetime, first: date, organisations: Collection[int]
) -> Mapping[int, tuple[int, ...]]:
    """Meetings from a day on that these organisations were invited to: meeting → those of them, by date."""
    rows = connection.execute(
        select(Meeting.id, Recipient.organisations)
        .join(Broadcast, Broadcast.meeting_id == Meeting.id)
        .join(Recipient, Recipient.broadcast_id == Broadcast.id)
        .where(
            Meeting.held_on >= first,
            Meeting.state != CANCELLED,
            Broadcast.kind == INVITATION,
            Broadcast.state == APPROVED,
            or_(Broadcast.send_at.is_(None), Broadcast.send_at <= now),
        )
        .order_by(Meeting.held_on, Meeting.begins, Meeting.id)
    )
    found: dict[int, set[int]] = {}
    for meeting, invited_too in rows:
        found.setdefault(meeting, set()).update(invited_too)
    mine = {meeting: tuple(one for one in organisations if one in all_) for meeting, all_ in found.items()}
    return {meeting: those for meeting, those in mine.items() if those}


def arrive(
    connection: Connection, now: datetime, meeting: int, organisation: int | None, person: int
) -> bool:
    """Note that somebody came for an organisation; False when that was noted before."""
    row = insert(Attendance).values(
        meeting_id=meeting, organisation_id=organisation, person_id=person, at=now
    )
    return connection.execute(row.on_conflict_do_nothing()).rowcount == 1


def has_arrived(connection: Connection, meeting: int, person: int) -> frozenset[int]:
    """For which organisations somebody came."""
    wanted = (Attendance.meeting_id == meeting, Attendance.person_id == person)
    rows = connection.execute(select(Attendance.organisation_id).where(*wanted)).scalars()
    return frozenset(one for one in rows if one is not None)


def arrived(connection: Connection, meeting: int) -> Arrived:
    """How many organisations and people have come so far."""
    row = connection.execute(
        select(
            func.count(func.distinct(Attendance.organisation_id)),
            func.count(func.distinct(Attendance.person_id)),
        ).where(Attendance.meeting_id == meeting)
    ).one()
    return Arrived(*row)
