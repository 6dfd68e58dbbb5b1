"""Every decision about a step for a person, once; and how many messages somebody got unasked.

Not here: which steps there are and who decides (``handlers.proactive``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from storage.outbox import CANCELLED, EXPIRED
from storage.schema import Address, Membership, Outbox, Person
from storage.schema import Reminder as Table


class Decision(StrEnum):
    """What was decided: sent, in time or late; said at once on the day it is about, outside the budget;
    joined to another message; covered by a newer step; of no use any more; nowhere to send it.
    """

    SENT = "sent"
    LATE = "late"
    AT_ONCE = "at_once"
    JOINED = "joined"
    COALESCED = "coalesced"
    DROPPED = "dropped"
    UNREACHABLE = "unreachable"


KIND = "reminder"
"""Of messages in the outbox."""

MESSAGES = (Decision.SENT, Decision.LATE)
"""Decisions that are a message of their own: they count for the budget."""


@dataclass(frozen=True)
class Decided:
    """One decision."""

    key: str
    person_id: int
    subject: str
    decision: Decision
    decided_at: datetime
    outbox_id: int | None


@dataclass(frozen=True)
class Speaker:
    """Somebody who acts for an organisation (None: for the secretariat), and when they last wrote."""

    person_id: int
    organisation_id: int | None
    role: str
    used_at: datetime


def note(
    connection: Connection,
    now: datetime,
    key: str,
    person: int,
    subject: str,
    decision: Decision,
    outbox_id: int | None = None,
) -> bool:
    """Keep a decision; False when there is one for this key already."""
    values = {"key": key, "person_id": person, "subject": subject, "decision": str(decision)}
    added = connection.execute(
        insert(Table).values(**values, decided_at=now, outbox_id=outbox_id).on_conflict_do_nothing()
    )
    return added.rowcount == 1


def decided(connection: Connection, since: datetime) -> frozenset[str]:
    """The keys of what was decided since then."""
    return frozenset(connection.execute(select(Table.key).where(Table.decided_at >= since)).scalars())


def counted(connection: Connection, since: datetime) -> dict[int, int]:
    """How many messages of their own each person got after that moment."""
    rows = connection.execute(
        select(Table.person_id, func.count())
        .where(Table.decided_at > since, Table.decision.in_(MESSAGES))
        .group_by(Table.person_id)
    )
    return {row[0]: row[1] for row in rows}


def subjects(connection: Connection, since: datetime) -> frozenset[str]:
    """What somebody was reminded of after that moment, in a message of its own or as a line."""
    told = (*MESSAGES, Decision.AT_ONCE, Decision.JOINED)
    rows = connection.execute(
        select(Table.subject).where(Table.decided_at > since, Table.decision.in_(told)).distinct()
    )
    return frozenset(rows.scalars())


def times(connection: Connection, since: datetime) -> dict[int, list[datetime]]:
    """When each person got a message of their own after that moment."""
    mine = (Table.decided_at > since, Table.decision.in_(MESSAGES))
    found: dict[int, list[datetime]] = {}
    for row in connection.execute(select(Table.person_id, Table.decided_at).where(*mine)):
        found.setdefault(row[0], []).append(row[1])
    return found


def about(connection: Connection, subject: str) -> tuple[Decided, ...]:
    """All decisions about a subject, the oldest first."""
    rows = connection.execute(
        select(Table.key, Table.person_id, Table.subject, Table.decision, Table.decided_at, Table.outbox_id)
        .where(Table.subject == subject)
        .order_by(Table.decided_at, Table.key)
    )
    return tuple(Decided(*row[:3], Decision(row[3]), *row[4:]) for row in rows)


def speakers(connection: Connection) -> tuple[Speaker, ...]:
    """Everybody with an open role who can be written to, those who wrote last first."""
    rows = connection.execute(
        select(Membership.person_id, Membership.organisation_id, Membership.role, func.max(Address.used_at))
        .join(Person, Person.id == Membership.person_id)
        .join(Address, Address.person_id == Membership.person_id)
        .where(Membership.until.is_(None), Address.unreachable_at.is_(None), Person.erase_at.is_(None))
        .group_by(Membership.id)
        .order_by(func.max(Address.used_at).desc(), Membership.person_id)
    )
    return tuple(Speaker(*row) for row in rows)


def reopen(connection: Connection) -> int:
    """What was decided about messages that never went is open again; returns how many steps.

    They waited in the outbox until the hours were over, or were taken back because of one of their lines.
    """
    never_went = select(Outbox.id).where(Outbox.kind == KIND, Outbox.state.in_((EXPIRED, CANCELLED)))
    return connection.execute(delete(Table).where(Table.outbox_id.in_(never_went))).rowcount


def withdraw(connection: Connection, subject: str) -> None:
    """What was taken back before it was sent does not count for anybody's budget."""
    taken_back = select(Outbox.id).where(Outbox.subject == subject, Outbox.state == CANCELLED)
    connection.execute(delete(Table).where(Table.subject == subject, Table.outbox_id.in_(taken_back)))
