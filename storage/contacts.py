"""When an organisation was last in touch, by whom it can be reached, and its telephone.

In touch means that one of its people wrote, or that a reminder or an invitation reached one of them. Not
here: what was said on the telephone (``obligations``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, select, union_all

from storage.outbox import SENT
from storage.people import COORDINATOR, HEAD
from storage.schema import Address, Membership, Organisation, Outbox, Person, Recipient, Reminder


@dataclass(frozen=True)
class Reached:
    """Somebody who acts for an organisation; ``language`` is theirs, ``reachable`` whether we can write."""

    person_id: int
    name: str
    language: str
    notices: str
    paused_until: date | None
    reachable: bool
    wrote_at: datetime | None


@dataclass(frozen=True)
class Contact:
    """How to reach an organisation, and when that last worked, in either direction."""

    organisation_id: int
    phone: str | None
    people: tuple[Reached, ...] = field(default=())
    reached_at: datetime | None = None

    @property
    def last(self) -> datetime | None:
        """The last time that one of them wrote or was reached."""
        times = [one.wrote_at for one in self.people if one.wrote_at] + [self.reached_at]
        return max((one for one in times if one is not None), default=None)


def of(connection: Connection, organisations: Collection[int]) -> dict[int, Contact]:
    """The contacts of these organisations; people who asked to be forgotten are nobody's any more."""
    phones = connection.execute(
        select(Organisation.id, Organisation.phone).where(Organisation.id.in_(organisations))
    )
    people = _people(connection, organisations)
    reached = _reached(connection, {one.person_id for group in people.values() for one in group})
    return {id: _contact(id, phone, people.get(id, ()), reached) for id, phone in phones}


def _contact(id: int, phone: str | None, people: Iterable[Reached], reached: dict[int, datetime]) -> Contact:
    group = tuple(people)
    last = max((reached[one.person_id] for one in group if one.person_id in reached), default=None)
    return Contact(id, phone, group, last)


def _people(connection: Connection, organisations: Collection[int]) -> dict[int, tuple[Reached, ...]]:
    """Everybody with an open role in them, the longest first."""
    rows = connection.execute(
        select(
            Membership.organisation_id,
            Person.id,
            Person.name,
            func.coalesce(Person.language, "ro"),
            Person.notices,
            Person.paused_until,
            func.count(Address.id).filter(Address.unreachable_at.is_(None)) > 0,
            func.max(Address.used_at),
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Address, Address.person_id == Person.id)
        .where(
            Membership.organisation_id.in_(organisations),
            Membership.role.in_((COORDINATOR, HEAD)),
            Membership.until.is_(None),
            Person.erase_at.is_(None),
        )
        .group_by(Membership.organisation_id, Person.id)
        .order_by(func.min(Membership.id))
    )
    found: dict[int, tuple[Reached, ...]] = {}
    for row in rows:
        organisation = int(row[0] or 0)
        one = Reached(row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7])
        found[organisation] = (*found.get(organisation, ()), one)
    return found


def _reached(connection: Connection, people: Collection[int]) -> dict[int, datetime]:
    """When something that nobody had asked for last arrived at each of them."""
    reminded = select(Reminder.person_id, Reminder.outbox_id).where(Reminder.person_id.in_(people))
    invited = select(Recipient.person_id, Recipient.outbox_id).where(Recipient.person_id.in_(people))
    told = union_all(reminded, invited).subquery()
    rows = connection.execute(
        select(told.c.person_id, func.max(Outbox.sent_at))
        .join(Outbox, Outbox.id == told.c.outbox_id)
        .where(Outbox.state == SENT, Outbox.sent_at.is_not(None))
        .group_by(told.c.person_id)
    )
    return {row[0]: row[1] for row in rows}
