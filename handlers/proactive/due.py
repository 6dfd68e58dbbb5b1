"""The words of this room: a step that is due for a person, how long it is of use, and what looks for it.

Pure. Not here: moments of steps (``steps``), who gives them (``sources``), what goes now (``decide``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import cached_property

from handlers.messages import Choice, Said, Screen
from storage import people, plan, reminders, rules
from storage.calendar import Calendar
from storage.database import Connection
from storage.plan import TOWN
from storage.plan_models import Plan
from storage.reminders import Decision, Speaker


class Rank(IntEnum):
    """The order of right between messages to one person."""

    INVITATION = 0
    LAST = 1
    OVERDUE = 2
    OTHER = 3


LATELY = timedelta(days=90)
"""Longer than any step is of use."""

Done = Callable[[Connection, datetime, Decision], None]


@dataclass(frozen=True)
class Due:
    """One step for one person.

    ``key`` is rule:subject:period:step:person, ``subject`` what settles or changes it (also of the message),
    ``at`` and ``until`` (UTC) from when and until when it is of use. ``screen`` is what it says alone,
    ``line`` what it says in another message of the same person, with ``choices``. ``same_day`` goes in the
    wider hours of any day and outside the budget. ``done`` is told what was decided, in the same unit of
    work. ``day`` is its day by the rule, before a free day moved it.
    """

    key: str
    person: int
    subject: str
    at: datetime
    until: datetime
    rank: Rank
    screen: Callable[[], Screen]
    line: Said
    choices: tuple[Choice, ...] = ()
    organisation: int | None = None
    same_day: bool = False
    done: Done | None = None
    day: date | None = None


@dataclass(frozen=True)
class Look:
    """What the sources look at: the rows as they are, and the days that are asked about.

    A source gives every step that is warranted by the rows and of use (``at`` to ``until``) at some moment
    between ``first`` and ``last``; it writes nothing.
    """

    connection: Connection
    now: datetime
    first: datetime
    last: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """The day of ``now`` in Bălți."""
        return self.now.astimezone(TOWN).date()

    @property
    def last_day(self) -> date:
        """The local day of ``last``."""
        return self.last.astimezone(TOWN).date()

    def touches(self, at: datetime, until: datetime) -> bool:
        """Whether a step of these moments is asked about."""
        return at <= self.last and until >= self.first

    @cached_property
    def rules(self) -> rules.Rules:
        """The rules in force."""
        return rules.load(self.connection)

    @cached_property
    def plan(self) -> Plan:
        """The plan in force today."""
        return plan.in_force(self.connection, self.today)

    @cached_property
    def decided(self) -> frozenset[str]:
        """The keys of the steps that were decided lately."""
        return reminders.decided(self.connection, self.now - LATELY)

    @cached_property
    def told(self) -> Mapping[str, int]:
        """Decided steps, by their key without the person → a person: one for one reader has no second."""
        keys = (key.rpartition(":p") for key in self.decided)
        return {step: int(person) for step, _, person in keys if person.isdecimal()}

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everybody who can be written to, who wrote last first."""
        return reminders.speakers(self.connection)

    @cached_property
    def secretariat(self) -> tuple[int, ...]:
        """The people of the secretariat who can be written to."""
        of = [one.person_id for one in self.speakers if one.role == people.SECRETARIAT]
        return tuple(sorted(of))

    def of_organisation(self, organisation: int) -> tuple[Speaker, ...]:
        """Coordinators and heads of an organisation who can be written to, who wrote last first."""
        found = self._by_organisation.get(organisation, [])
        return tuple(found)

    @cached_property
    def _by_organisation(self) -> dict[int, list[Speaker]]:
        found: dict[int, list[Speaker]] = {}
        for one in self.speakers:
            if one.organisation_id is not None:
                found.setdefault(one.organisation_id, []).append(one)
        return found


Source = Callable[[Look], Iterable[Due]]
