"""Where the members stand with their annual reports of a year: read once, for the list, the card, the table.

Not here: how it is shown, and the rates (``reports.reporting``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from handlers.context import Context
from handlers.messages import InEach
from reports.deadline import Rate
from reports.period import year_of
from reports.reporting import deadline_of, rate_of
from storage import annual, contacts, obligations
from storage.contacts import Contact
from storage.counted import Member, members
from storage.obligations import MEMBERS, Note, Obligation, State

MISSING = (State.NOT_DUE, State.DUE, State.PROMISED, State.OVERDUE)
"""States in which a report is still to come."""


@dataclass(frozen=True)
class Line:
    """One member: what it owes, where that stands, how it can be reached, what the secretariat noted.

    ``name`` is in the language of who looks, ``said`` in that of any reader.
    """

    owed: Obligation
    organisation: int
    name: str
    said: InEach
    state: State
    contact: Contact
    notes: tuple[Note, ...]

    @property
    def last(self) -> datetime | None:
        """The last contact; a word on the telephone is one."""
        called = [note.at for note in self.notes if note.kind == "phone"]
        times = [*called, self.contact.last]
        return max((one for one in times if one is not None), default=None)


@dataclass(frozen=True)
class View:
    """A year: its lines in the order of names, its deadline and its rates."""

    year: int
    opens: date
    due: date
    lines: tuple[Line, ...]
    rate: Rate

    def of(self, *states: State) -> tuple[Line, ...]:
        """The lines in these states."""
        return tuple(one for one in self.lines if one.state in states)

    @property
    def missing(self) -> tuple[Line, ...]:
        """Those whose report is still to come."""
        return self.of(*MISSING)


def usual_year(context: Context) -> int:
    """The year before, as soon as the plan was in force in it."""
    return max(context.plan.header.period.first.year, context.today.year - 1)


def awaited(context: Context) -> tuple[int, int]:
    """How many reports are awaited now, and of which year; one that was promised is still awaited."""
    year = usual_year(context)
    owed = obligations.of_period(context.connection, MEMBERS, str(year))
    open_ones = [one for one in owed if one.opens_on <= context.today and not one.is_settled]
    return len(open_ones), year


def of_year(context: Context, year: int) -> View:
    """The members' reports of a year."""
    connection, today = context.connection, context.today
    owed = obligations.of_period(connection, MEMBERS, str(year))
    due = deadline_of(connection, year)
    opens = min((one.opens_on for one in owed), default=due)
    return View(year, opens, due, _lines(context, year, owed), rate_of(connection, year, today))


def line_of(context: Context, owed: Obligation) -> Line | None:
    """The line of one obligation; None when it is no member's annual report."""
    if owed.rule != MEMBERS:
        return None
    return next(iter(_lines(context, int(owed.period), (owed,))), None)


def _lines(context: Context, year: int, owed: Iterable[Obligation]) -> tuple[Line, ...]:
    by_member = {one.organisation_id: one for one in owed if one.organisation_id is not None}
    reach = contacts.of(context.connection, by_member.keys())
    notes = obligations.notes(context.connection, [one.id for one in by_member.values()])
    idle = _inactive(context, year)
    found = []
    for member in _expected(context, year):
        one = by_member.get(member.id)
        if one is not None:
            said = InEach(member.name, member.name_ru or member.name, member.name)
            name = said.ru if context.language == "ru" else said.ro
            contact, known = reach[member.id], notes.get(one.id, ())
            found.append(Line(one, member.id, name, said, _state(context, one, idle), contact, known))
    return tuple(found)


def _expected(context: Context, year: int) -> tuple[Member, ...]:
    """Members on the last day of the year, by name; one that left after it still owes its report."""
    return members(context.connection, min(context.today, year_of(year).last))


def _state(context: Context, one: Obligation, idle: frozenset[int]) -> State:
    """A report that says that nothing was done is "nothing to report"."""
    state = one.state(context.today)
    return State.NOTHING if state is State.FULFILLED and one.organisation_id in idle else state


def _inactive(context: Context, year: int) -> frozenset[int]:
    sent = annual.sent(context.connection, year)
    return frozenset(report.organisation_id for report, content in sent if not content.active)
