"""People, their addresses on channels and their roles. Roles are looked up for every event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage import drafts, recipients, screens
from storage.prepared import Prepared
from storage.schema import Address, Draft, Membership, Organisation, Person, Screen

COORDINATOR, HEAD, SECRETARIAT, VIEWER = "coordinator", "head", "secretariat", "viewer"


@dataclass(frozen=True)
class Role:
    """One open membership. ``organisation_id`` is None for roles of the whole Network."""

    id: int
    role: str
    organisation_id: int | None
    organisation: str
    organisation_ru: str | None


@dataclass(frozen=True)
class Session:
    """All that a step needs to know about who writes and what they see."""

    address_id: int
    person_id: int
    name: str
    language: str | None
    privacy_version: str | None
    acting_as: int | None
    live_screen: str | None
    live_message: str | None
    last_message: str | None
    menu: str | None
    unreachable: bool
    privacy_declined: str | None
    erase_at: datetime | None
    draft: drafts.Draft | None
    screen: screens.Shown | None
    plain: bool = False


def nobody(language: str) -> Session:
    """Who acts where no person does: the command line."""
    return Session(
        address_id=0,
        person_id=0,
        name="",
        language=language,
        privacy_version=None,
        acting_as=None,
        live_screen=None,
        live_message=None,
        last_message=None,
        menu=None,
        unreachable=False,
        privacy_declined=None,
        erase_at=None,
        draft=None,
        screen=None,
    )


@dataclass(frozen=True)
class Place:
    """Where a person can be reached."""

    person_id: int
    name: str
    channel: str
    chat: str
    language: str
    plain: bool = False


_SESSION = Prepared(
    select(
        Address.id,
        Person.id,
        Person.name,
        Person.language,
        Person.privacy_version,
        Person.acting_as,
        Address.live_screen,
        Address.live_message,
        Address.last_message,
        Address.menu,
        Address.unreachable_at,
        Person.plain,
        Person.privacy_declined,
        Person.erase_at,
        *drafts.COLUMNS,
        *screens.COLUMNS,
    )
    .select_from(Address)
    .join(Person, Person.id == Address.person_id)
    .outerjoin(Draft, (Draft.person_id == Person.id) & (Draft.status == drafts.CURRENT))
    .outerjoin(Screen, Screen.handle == Address.live_screen)
    .where(Address.channel == bindparam("at_channel"), Address.chat == bindparam("at_chat"))
)
_ROLES = Prepared(
    select(
        Membership.id, Membership.role, Membership.organisation_id, Organisation.name, Organisation.name_ru
    )
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .where(Membership.person_id == bindparam("of_person"), Membership.until.is_(None))
    .order_by(Membership.id)
)
_HOLDERS = Prepared(
    select(Membership.person_id).where(
        Membership.role == bindparam("held"),
        Membership.until.is_(None),
        func.coalesce(Membership.organisation_id, 0)
        == func.coalesce(bindparam("of"), Membership.organisation_id, 0),
    )
)
_TOUCH = Prepared(
    update(Address)
    .where(Address.id == bindparam("address"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("live_screen", "live_message", "last_message", "menu", "unreachable_at", "used_at")
        }
    )
)


def session(connection: Connection, channel: str, chat: str) -> Session | None:
    """Who writes from this chat; None for somebody new."""
    values = _SESSION.row(connection, {"at_channel": channel, "at_chat": chat})
    if values is None:
        return None
    middle = 14 + len(drafts.COLUMNS)
    draft, screen = values[14:middle], values[middle:]
    return Session(  # type: ignore[call-arg]
        *values[:10],
        values[10] is not None,
        *values[12:14],
        drafts.read(draft) if draft[0] is not None else None,
        screens.Shown(*screen) if screen[0] is not None else None,
        bool(values[11]),
    )


def meet(connection: Connection, now: datetime, channel: str, chat: str) -> Session:
    """Note that somebody new wrote: an id and a time, nothing else before consent."""
    person = connection.execute(insert(Person).values(created_at=now).returning(Person.id)).scalar_one()
    connection.execute(insert(Address).values(person_id=person, channel=channel, chat=chat, used_at=now))
    return known(connection, channel, chat)


def known(connection: Connection, channel: str, chat: str) -> Session:
    """The session of a chat that has written before; raises ``LookupError``."""
    found = session(connection, channel, chat)
    if found is None:
        raise LookupError(channel)
    return found


def touch(connection: Connection, now: datetime, address: int, **values: str | None) -> None:
    """Note what this chat shows now: live_screen, live_message, last_message, menu (all four)."""
    parameters: dict[str, Any] = {f"new_{name}": value for name, value in values.items()}
    _TOUCH.change(
        connection, {**parameters, "address": address, "new_unreachable_at": None, "new_used_at": now}
    )


def roles(connection: Connection, person: int) -> tuple[Role, ...]:
    """The open memberships of a person."""
    return tuple(
        Role(row[0], row[1], row[2], row[3] or "", row[4])
        for row in _ROLES.rows(connection, {"of_person": person})
    )


def update_person(connection: Connection, person: int, **values: Any) -> None:
    """Change columns of a person: name, language, privacy_version, privacy_at, privacy_declined, acting_as,
    plain.
    """
    connection.execute(update(Person).where(Person.id == person).values(**values))


def join(connection: Connection, now: datetime, person: int, role: str, organisation: int | None) -> int:
    """Give a role; the same open role twice is one. Returns the membership id."""
    same = (
        Membership.person_id == person,
        Membership.role == role,
        func.coalesce(Membership.organisation_id, 0) == (organisation or 0),
        Membership.until.is_(None),
    )
    found = connection.execute(select(Membership.id).where(*same)).scalar()
    if found is not None:
        return int(found)
    values = {"person_id": person, "organisation_id": organisation, "role": role, "since": now}
    return int(connection.execute(insert(Membership).values(values).returning(Membership.id)).scalar_one())


def leave(connection: Connection, now: datetime, membership: int) -> None:
    """End a membership: its rights end with the next message, and what waits for its sake is not sent."""
    left = update(Membership).where(Membership.id == membership).values(until=now)
    person = connection.execute(left.returning(Membership.person_id)).scalar()
    if person is not None:
        recipients.take_back(connection, person)


def reach(connection: Connection, person: int) -> Place | None:
    """The address that this person used last and that still works; none while they wait to be forgotten."""
    row = connection.execute(
        select(
            Person.id,
            Person.name,
            Address.channel,
            Address.chat,
            func.coalesce(Person.language, "ro"),
            Person.plain,
        )
        .join(Address, Address.person_id == Person.id)
        .where(Person.id == person, Address.unreachable_at.is_(None), Person.erase_at.is_(None))
        .order_by(Address.used_at.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Place(*row)


def with_role(connection: Connection, *wanted: str, organisation: int | None = None) -> tuple[int, ...]:
    """Ids of the people who have one of the roles, in one organisation when it is given."""
    found = {
        person
        for role in wanted
        for person in _HOLDERS.scalars(connection, {"held": role, "of": organisation})
    }
    return tuple(sorted(found))


def name_of(connection: Connection, person: int) -> str:
    """The name of a person as they gave it; empty when there is none."""
    return connection.execute(select(Person.name).where(Person.id == person)).scalar() or ""


def is_leaving(connection: Connection, person: int) -> bool:
    """Whether a person asked to be forgotten: nothing is sent to them any more."""
    return connection.execute(select(Person.erase_at).where(Person.id == person)).scalar() is not None


def language_at(connection: Connection, channel: str, chat: str) -> str | None:
    """The language that this chat is written to in; None before it was chosen."""
    return connection.execute(
        select(Person.language)
        .join(Address, Address.person_id == Person.id)
        .where(Address.channel == channel, Address.chat == chat)
    ).scalar()


def set_reachable(connection: Connection, now: datetime, channel: str, chat: str, reachable: bool) -> None:
    """A person blocked the bot or came back."""
    connection.execute(
        update(Address)
        .where(Address.channel == channel, Address.chat == chat)
        .values(unreachable_at=None if reachable else now)
    )
