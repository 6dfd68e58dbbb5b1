"""The people of one organisation: who serves it, since when, in which role. Other lookups: ``people``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from storage.people import COORDINATOR, HEAD, join, leave
from storage.schema import Membership, Person


@dataclass(frozen=True)
class Colleague:
    """An open membership of an organisation; ``id`` is that of the membership."""

    id: int
    person_id: int
    name: str
    organisation_id: int
    role: str
    since: datetime


_COLUMNS = (
    Membership.id,
    Membership.person_id,
    Person.name,
    Membership.organisation_id,
    Membership.role,
    Membership.since,
)
_OPEN = (
    select(*_COLUMNS)
    .join(Person, Person.id == Membership.person_id)
    .where(Membership.role.in_((COORDINATOR, HEAD)), Membership.until.is_(None), Person.erase_at.is_(None))
    .order_by(Membership.since, Membership.id)
)


def _read(row: Any) -> Colleague:
    return Colleague(*row)


def of(connection: Connection, organisation: int) -> tuple[Colleague, ...]:
    """Everybody who serves an organisation and stays, the longest first."""
    rows = connection.execute(_OPEN.where(Membership.organisation_id == organisation))
    return tuple(_read(row) for row in rows)


def by_membership(connection: Connection, membership: int) -> Colleague | None:
    """One colleague by their open membership."""
    row = connection.execute(_OPEN.where(Membership.id == membership)).one_or_none()
    return None if row is None else _read(row)


def change_role(connection: Connection, now: datetime, colleague: Colleague, role: str) -> None:
    """End the membership and begin one in another role; whoever acted in the old one acts in the new."""
    leave(connection, now, colleague.id)
    new = join(connection, now, colleague.person_id, role, colleague.organisation_id)
    acted = (Person.id == colleague.person_id, Person.acting_as == colleague.id)
    connection.execute(update(Person).where(*acted).values(acting_as=new))


def heads_among(found: Sequence[Colleague]) -> tuple[int, ...]:
    """The persons who lead."""
    return tuple(one.person_id for one in found if one.role == HEAD)
