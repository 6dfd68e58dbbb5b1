"""The register of members: all that is kept of one, changed field by field, leaving and coming back.

Not here: looking members up by name (``organisations``) and what their people do themselves (``colleagues``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage import outbox
from storage.people import COORDINATOR, HEAD
from storage.schema import Address, Invitation, Membership, Obligation, Organisation, Person, Record

SERVING = (COORDINATOR, HEAD)


@dataclass(frozen=True)
class Member:
    """A member as the register keeps it; ``left_on`` is its last day, on which it still counted.

    ``archived_at`` is when its people lost their access: with it they can be given it back.
    """

    id: int
    name: str
    name_ru: str | None
    idno: str | None
    folded: str
    joined_on: date
    left_on: date | None
    phone: str | None
    email: str | None
    language: str | None
    archived_at: datetime | None


@dataclass(frozen=True)
class Coordinator:
    """Somebody who serves a member; ``used_at`` is when they last wrote."""

    membership: int
    person_id: int
    name: str
    role: str
    language: str | None
    used_at: datetime | None


_COLUMNS = (
    Organisation.id,
    Organisation.name,
    Organisation.name_ru,
    Organisation.idno,
    Organisation.folded,
    Organisation.joined_on,
    Organisation.left_on,
    Organisation.phone,
    Organisation.email,
    Organisation.language,
    Organisation.archived_at,
)


def get(connection: Connection, organisation: int) -> Member | None:
    """One member, present or former."""
    row = connection.execute(select(*_COLUMNS).where(Organisation.id == organisation)).one_or_none()
    return None if row is None else Member(*row)


def everyone(connection: Connection) -> tuple[Member, ...]:
    """Present and former members in the order of their folded names."""
    rows = connection.execute(select(*_COLUMNS).order_by(Organisation.folded))
    return tuple(Member(*row) for row in rows)


def former(connection: Connection) -> tuple[Member, ...]:
    """Members that have left, the latest first."""
    gone = select(*_COLUMNS).where(Organisation.left_on.is_not(None))
    rows = connection.execute(gone.order_by(Organisation.left_on.desc(), Organisation.folded))
    return tuple(Member(*row) for row in rows)


def add(connection: Connection, now: datetime, values: dict[str, Any]) -> int:
    """Add a member with these columns; returns its id. Whether it is another one is judged before."""
    made = insert(Organisation).values(created_at=now, **values).returning(Organisation.id)
    return int(connection.execute(made).scalar_one())


def change(connection: Connection, organisation: int, values: dict[str, Any]) -> None:
    """Change columns of a member; a new name comes with its folded form."""
    connection.execute(update(Organisation).where(Organisation.id == organisation).values(**values))


def coordinators(connection: Connection, organisation: int) -> tuple[Coordinator, ...]:
    """Who serves a member now, the longest first; nobody who waits to be forgotten."""
    used = select(func.max(Address.used_at)).where(Address.person_id == Person.id).scalar_subquery()
    rows = connection.execute(
        select(Membership.id, Person.id, Person.name, Membership.role, Person.language, used)
        .join(Person, Person.id == Membership.person_id)
        .where(_serve(organisation), Person.erase_at.is_(None))
        .order_by(Membership.since, Membership.id)
    )
    return tuple(Coordinator(*row) for row in rows)


def without_coordinator(connection: Connection) -> tuple[Member, ...]:
    """Present members whom nobody serves, in the order of their folded names."""
    served = select(Membership.organisation_id).where(
        Membership.role.in_(SERVING), Membership.until.is_(None), Membership.organisation_id.is_not(None)
    )
    alone = (Organisation.left_on.is_(None), Organisation.id.not_in(served))
    rows = connection.execute(select(*_COLUMNS).where(*alone).order_by(Organisation.folded))
    return tuple(Member(*row) for row in rows)


def archive(connection: Connection, now: datetime, organisation: int, last_day: date) -> tuple[int, ...]:
    """End a membership of the Network: its people, open invitations and waiting reminders end with it.

    Returns the persons who lose their access.
    """
    change(connection, organisation, {"left_on": last_day, "archived_at": now})
    ended = update(Membership).where(_serve(organisation)).values(until=now).returning(Membership.person_id)
    gone = tuple(sorted(set(connection.execute(ended).scalars())))
    expire(connection, now, organisation)
    owed = select(Obligation.id).where(Obligation.organisation_id == organisation)
    for obligation in connection.execute(owed).scalars().all():
        outbox.cancel(connection, f"obligation:{obligation}", "left")
    return gone


def bring_back(connection: Connection, organisation: int, *, with_people: bool) -> tuple[int, ...]:
    """A former member is one again; ``with_people``: those who lost their access by it have it again.

    Returns these persons; somebody who has joined anew or waits to be forgotten is none of them.
    """
    member = get(connection, organisation)
    if member is None or member.left_on is None:
        return ()
    change(connection, organisation, {"left_on": None, "archived_at": None})
    if not with_people or member.archived_at is None:
        return ()
    back = [one for one in _ended(connection, member) if _may_return(connection, organisation, one)]
    again = update(Membership).where(Membership.id.in_([one for one, _ in back])).values(until=None)
    connection.execute(again)
    return tuple(sorted({person for _, person in back}))


def expire(connection: Connection, now: datetime, organisation: int) -> int:
    """End the open invitations to serve a member; returns how many."""
    open_ones = (
        Invitation.organisation_id == organisation,
        Invitation.draft_id.is_(None),
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    return connection.execute(update(Invitation).where(*open_ones).values(expires_at=now)).rowcount


def waiting(connection: Connection, now: datetime, organisation: int) -> int:
    """How many invitations to serve a member are open."""
    open_ones = (Invitation.used_at.is_(None), Invitation.expires_at > now)
    mine = (Invitation.organisation_id == organisation, *open_ones)
    return int(connection.execute(select(func.count()).select_from(Invitation).where(*mine)).scalar_one())


def _serve(organisation: int) -> Any:
    return (
        (Membership.organisation_id == organisation)
        & Membership.role.in_(SERVING)
        & Membership.until.is_(None)
    )


def _ended(connection: Connection, member: Member) -> Sequence[tuple[int, int]]:
    """Memberships that ended when the member was archived, with their persons."""
    rows = connection.execute(
        select(Membership.id, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id == member.id,
            Membership.until == member.archived_at,
            Person.erase_at.is_(None),
            Person.erased_at.is_(None),
        )
    )
    return [(one, person) for one, person in rows]


def _may_return(connection: Connection, organisation: int, ended: tuple[int, int]) -> bool:
    serves = select(Membership.id).where(_serve(organisation), Membership.person_id == ended[1])
    return connection.execute(serves.limit(1)).scalar() is None


def records_kept(connection: Connection, organisation: int) -> int:
    """How many reports of a member there are, whatever became of them."""
    mine = select(func.count()).select_from(Record).where(Record.organisation_id == organisation)
    return int(connection.execute(mine).scalar_one())
