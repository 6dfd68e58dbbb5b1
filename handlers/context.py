"""What a handler is given: the transaction, the time, who writes and what they may do.

``World`` is built once by the process; ``Context`` once a step. Neither knows a channel's library.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from handlers.messages import Inbound, Said
from storage import drafts, people, plan
from storage.database import Connection
from storage.organisations import Organisation
from storage.organisations import members as all_members
from storage.plan_models import Plan


@dataclass(frozen=True)
class World:
    """What stays the same for all steps of a process.

    ``every`` says a text in all languages, ``in_language`` in one; ``local_date`` is the date in Bălți;
    ``link`` makes a deep link of an invitation token ("" when the channel has none); ``page`` the public
    address of a path of this installation ("" when phones from outside cannot reach it);
    ``secret`` is the server's key for invitation codes; ``phone`` and ``hours`` (of working days) are
    the secretariat's; ``usual_language`` is spoken to whose language nobody knows;
    ``operator`` is (channel, chat) for alarms; a person may send ``files_hour`` files
    in an hour, an organisation ``files_month`` bytes in a month; what goes to more than ``approve_above``
    people is approved by a second person of the secretariat, where there is one.
    """

    every: Callable[[Said], tuple[str, ...]]
    in_language: Callable[[str, Said], str]
    local_date: Callable[[datetime], date]
    link: Callable[[str], str] = lambda token: ""
    page: Callable[[str], str] = lambda path: ""
    secret: bytes = b""
    phone: str = ""
    hours: str = ""
    usual_language: str = "ro"
    operator: tuple[str, str] | None = None
    files_hour: int = 30
    files_month: int = 200_000_000
    approve_above: int = 20


@dataclass
class Context:
    """One step: everything a handler reads goes through here."""

    connection: Connection
    world: World
    now: datetime
    inbound: Inbound
    session: people.Session
    draft: drafts.Draft | None
    language: str
    before: tuple[Said, ...] = field(default=())
    looked_up: dict[Hashable, Any] = field(default_factory=dict)
    """What one step needs several times and looks up once; it ends with the step."""

    @property
    def person(self) -> int:
        """The id of who writes."""
        return self.session.person_id

    @property
    def place(self) -> people.Place:
        """Where who writes is answered: in the same chat."""
        inbound = self.inbound
        return people.Place(self.person, self.session.name, inbound.channel, inbound.chat, self.language)

    @cached_property
    def today(self) -> date:
        """The date in Bălți."""
        return self.world.local_date(self.now)

    @cached_property
    def roles(self) -> tuple[people.Role, ...]:
        """The open memberships of who writes, looked up in this very step."""
        return people.roles(self.connection, self.person)

    def forget_roles(self) -> None:
        """The roles changed in this very step: what was looked up is looked up again."""
        for name in ("roles", "hat"):
            self.__dict__.pop(name, None)

    @property
    def organisations(self) -> tuple[int, ...]:
        """Ids of the organisations whose data this person may see and change."""
        own = (people.COORDINATOR, people.HEAD)
        mine = (role.organisation_id for role in self.roles if role.role in own)
        return tuple(dict.fromkeys(one for one in mine if one is not None))

    @property
    def is_secretariat(self) -> bool:
        """Whether the person works for the secretariat of the Network."""
        return any(role.role == people.SECRETARIAT for role in self.roles)

    @property
    def scope(self) -> tuple[int, ...] | None:
        """The organisations whose records may be read: None (all) for the secretariat and viewers."""
        wide = (people.SECRETARIAT, people.VIEWER)
        return None if any(role.role in wide for role in self.roles) else self.organisations

    @cached_property
    def hat(self) -> people.Role | None:
        """The membership the person acts as now: the chosen one, else the first."""
        for role in self.roles:
            if role.id == self.session.acting_as:
                return role
        return self.roles[0] if self.roles else None

    @cached_property
    def plan(self) -> Plan:
        """The plan in force today."""
        return plan.in_force(self.connection, self.today)

    @cached_property
    def members(self) -> tuple[Organisation, ...]:
        """All members of the Network, read once a step and only when they are needed."""
        return all_members(self.connection)

    def organisation_name(self, organisation: int | None) -> str:
        """The name of a member in the language of who writes; the Network's secretariat has none."""
        for member in self.members:
            if member.id == organisation:
                return (member.name_ru or member.name) if self.language == "ru" else member.name
        return ""
