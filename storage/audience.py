"""Who can be written to: the people who speak for the members, and which members reported what.

Rows only; who of them a broadcast goes to is decided in ``handlers.broadcast.audience``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, select

from storage.joint import parties
from storage.people import COORDINATOR, HEAD
from storage.records import COORGANISER, MERGED, WITHDRAWN
from storage.schema import Address, Membership, Organisation, Person, Record, RecordVersion


@dataclass(frozen=True)
class Speaker:
    """A person in one role of one present member; ``reachable`` when some chat of theirs works."""

    person: int
    name: str
    language: str
    organisation: int
    role: str
    reachable: bool


_WORKS = exists().where(Address.person_id == Person.id, Address.unreachable_at.is_(None)).correlate(Person)


def speakers(connection: Connection) -> tuple[Speaker, ...]:
    """Coordinators and heads of the present members, without those who asked to be forgotten."""
    rows = connection.execute(
        select(
            Person.id,
            Person.name,
            func.coalesce(Person.language, "ro"),
            Organisation.id,
            Membership.role,
            _WORKS,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.until.is_(None),
            Membership.role.in_((COORDINATOR, HEAD)),
            Organisation.left_on.is_(None),
            Person.erase_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Organisation.folded, Membership.id)
    )
    return tuple(Speaker(*row) for row in rows)


def phones(connection: Connection) -> Mapping[int, str]:
    """The telephones of the present members that have one, by member."""
    rows = connection.execute(
        select(Organisation.id, Organisation.phone).where(
            Organisation.left_on.is_(None), Organisation.phone.is_not(None)
        )
    )
    return {id: phone for id, phone in rows if phone}


def reported(connection: Connection, activities: Collection[str]) -> frozenset[int]:
    """Members with a report of one of these activities, as its lead or beside another."""
    shown: tuple[ColumnElement[bool], ...] = (
        RecordVersion.record_id == Record.id,
        RecordVersion.version == Record.version,
        RecordVersion.activity.in_(activities),
        Record.status.not_in((MERGED, WITHDRAWN)),
    )
    beside = parties(Record.version).subquery()
    found = select(Record.id, Record.organisation_id).where(*shown).subquery()
    leads = select(found.c.organisation_id).where(found.c.organisation_id.is_not(None))
    others = (
        select(beside.c.organisation_id)
        .join(found, found.c.id == beside.c.record_id)
        .where(beside.c.role == COORGANISER, beside.c.organisation_id.is_not(None))
    )
    return frozenset(connection.execute(leads.union(others)).scalars())
