"""What is owed: who, what, for which period, until when, and what became of it.

Rows are made ahead and reports only fulfil them. Whether one is due or overdue follows from dates; what
somebody did is stored. Not here: by which rules (``rules``), what is counted (``reports``), who is told
(``handlers.proactive``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, cast, exists, func, insert, or_, select, update
from sqlalchemy import Integer as WholeNumber

from storage import outbox
from storage.annual import SENT
from storage.plan import TOWN
from storage.schema import MemberReport, NothingToReport, ObligationNote, Organisation
from storage.schema import Obligation as Table

REPORT, NOTHING, RECORDS, DONE = "report", "nothing", "records", "done"
MEMBERS = "annual_report"
"""The rule of the members' annual reports, which reports and statements settle by themselves."""


class State(StrEnum):
    """Where an obligation stands on a day."""

    NOT_DUE = "not_due"
    DUE = "due"
    PROMISED = "promised"
    FULFILLED = "fulfilled"
    NOTHING = "nothing"
    OVERDUE = "overdue"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Wanted:
    """An obligation that a rule makes."""

    rule: str
    subject: str
    organisation_id: int | None
    period: str
    first: date
    last: date
    opens_on: date
    due_on: date


@dataclass(frozen=True)
class Obligation(Wanted):
    """An obligation as stored. Without an organisation it is the secretariat's."""

    id: int
    fulfilled_at: datetime | None
    fulfilled_by: str | None
    excused_at: datetime | None
    promised_until: date | None
    promised_by: int | None
    assigned_to: int | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self.fulfilled_at is not None or self.excused_at is not None

    @property
    def about(self) -> str:
        """The subject of messages about it."""
        return f"obligation:{self.id}"

    def state(self, today: date) -> State:
        """Where it stands."""
        if self.fulfilled_at is not None:
            return State.NOTHING if self.fulfilled_by == NOTHING else State.FULFILLED
        if self.excused_at is not None:
            return State.EXCUSED
        if self.promised_until is not None and today <= self.promised_until:
            return State.PROMISED
        if today > self.due_on:
            return State.OVERDUE
        return State.DUE if today >= self.opens_on else State.NOT_DUE


@dataclass(frozen=True)
class Note:
    """What the secretariat noted: kinds phone, excused, unexcused, postponed, reminded."""

    kind: str
    said: str
    author_id: int | None
    at: datetime


_WANTED = ("rule", "subject", "organisation_id", "period", "first", "last", "opens_on", "due_on")
_STORED = "id fulfilled_at fulfilled_by excused_at promised_until promised_by assigned_to".split()
_ALL = select(*(Table.__table__.columns[name] for name in (*_WANTED, *_STORED)))
_UNSETTLED = and_(Table.fulfilled_at.is_(None), Table.excused_at.is_(None))
_STILL_EXPECTED = or_(
    Table.organisation_id.is_(None),
    exists().where(
        Organisation.id == Table.organisation_id,
        Organisation.joined_on <= Table.last,
        or_(Organisation.left_on.is_(None), Organisation.left_on >= Table.last),
    ),
)
"""Members on the last day of the period; one that leaves that day still is (docs/counting.md)."""


def ensure(connection: Connection, wanted: Iterable[Wanted]) -> int:
    """Make what is missing and bring the dates of what is not settled to the rule; returns how many rows."""
    key = (Table.rule, Table.subject, Table.period, Table.organisation_id)
    columns = (*key, Table.id, Table.opens_on, Table.due_on, Table.fulfilled_at)
    known = {tuple(row[:4]): row for row in connection.execute(select(*columns))}
    changed = 0
    for one in wanted:
        row = known.get((one.rule, one.subject, one.period, one.organisation_id))
        if row is None:
            connection.execute(insert(Table).values({name: getattr(one, name) for name in _WANTED}))
        elif row.fulfilled_at is None and (row.opens_on, row.due_on) != (one.opens_on, one.due_on):
            _change(connection, row.id, opens_on=one.opens_on, due_on=one.due_on)
            outbox.cancel(connection, f"obligation:{row.id}", "moved")
        else:
            continue
        changed += 1
    return changed


def unsettled(connection: Connection, since: date, until: date) -> tuple[Obligation, ...]:
    """What is still owed, opens by ``until`` and was not due before ``since``; who left owes nothing."""
    return _read(
        connection,
        _ALL.where(_UNSETTLED, Table.opens_on <= until, Table.due_on >= since, _STILL_EXPECTED),
    )


def get(connection: Connection, obligation: int) -> Obligation | None:
    """One of them."""
    found = _read(connection, _ALL.where(Table.id == obligation))
    return found[0] if found else None


def find(connection: Connection, rule: str, period: str, organisation: int | None) -> Obligation | None:
    """That of an organisation (None: the secretariat) for a period by a rule without items."""
    whose = Table.organisation_id.is_not_distinct_from(organisation)
    found = _read(connection, _of(rule, period).where(whose))
    return found[0] if found else None


def of_period(connection: Connection, rule: str, period: str) -> tuple[Obligation, ...]:
    """All of a rule for a period: of every member that is expected, by organisation."""
    return _read(connection, _of(rule, period).where(_STILL_EXPECTED))


def of_secretariat(connection: Connection, first: date, last: date) -> tuple[Obligation, ...]:
    """What the secretariat owes or watches for the members together, due between two days."""
    own = (Table.organisation_id.is_(None), Table.due_on >= first, Table.due_on <= last)
    return _read(connection, _ALL.where(*own))


def done_days(connection: Connection) -> dict[tuple[str, str], date]:
    """The local days on which the secretariat's own steps were done, by rule and period."""
    rows = connection.execute(
        select(Table.rule, Table.period, Table.fulfilled_at).where(
            Table.organisation_id.is_(None), Table.fulfilled_by == DONE
        )
    )
    return {(row.rule, row.period): row.fulfilled_at.astimezone(TOWN).date() for row in rows}


def open_deadlines(connection: Connection) -> tuple[tuple[int, str, str, date], ...]:
    """(id, rule, period, due) of everything that is still owed by anybody."""
    columns = (Table.id, Table.rule, Table.period, Table.due_on)
    rows = connection.execute(select(*columns).where(_UNSETTLED, _STILL_EXPECTED))
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def settle_reports(connection: Connection, now: datetime, organisation: int | None = None) -> tuple[int, ...]:
    """Bring the members' obligations to what was reported; returns those that are settled from now on.

    A report that was sent back counts again when it is sent again; "nothing to report" of the whole period
    settles it too. What waits about a settled one is cancelled in the same unit of work.
    """
    mine = [Table.rule == MEMBERS]
    if organisation is not None:
        mine.append(Table.organisation_id == organisation)
    reported, nothing = _reported(), _nothing()
    settled: list[int] = []
    for by, came in ((REPORT, reported), (NOTHING, and_(~reported, nothing))):
        rows = connection.execute(
            update(Table)
            .where(*mine, Table.fulfilled_at.is_(None), came)
            .values(fulfilled_at=now, fulfilled_by=by)
            .returning(Table.id)
        )
        settled.extend(rows.scalars())
    connection.execute(
        update(Table)
        .where(*mine, Table.fulfilled_at.is_not(None), ~reported, ~nothing)
        .values(fulfilled_at=None, fulfilled_by=None)
    )
    for one in settled:
        outbox.cancel(connection, f"obligation:{one}", "fulfilled")
    return tuple(settled)


def set_fulfilled(connection: Connection, now: datetime, one: Obligation, by: str | None) -> None:
    """Settled by records or by somebody's word, or (None) not any more."""
    _change(connection, one.id, fulfilled_at=now if by else None, fulfilled_by=by)
    if by:
        outbox.cancel(connection, one.about, "fulfilled")


def excuse(connection: Connection, now: datetime, one: Obligation, by: int, said: str) -> None:
    """Nothing is owed for this period, for a reason that is kept."""
    _change(connection, one.id, excused_at=now, excused_by=by)
    note(connection, now, one.id, "excused", said, by)
    outbox.cancel(connection, one.about, "excused")


def take_excuse_back(connection: Connection, now: datetime, one: Obligation, by: int) -> None:
    """It is owed again."""
    _change(connection, one.id, excused_at=None, excused_by=None)
    note(connection, now, one.id, "unexcused", "", by)


def promise(connection: Connection, one: Obligation, until: date | None, by: int | None) -> None:
    """Somebody promised it by a day; until then nobody is reminded."""
    _change(connection, one.id, promised_until=until, promised_by=by)
    if until is not None:
        outbox.cancel(connection, one.about, "promised")


def assign(connection: Connection, one: Obligation, person: int | None) -> None:
    """This person does it: they are told first from now on."""
    _change(connection, one.id, assigned_to=person)


def note(
    connection: Connection, now: datetime, obligation: int, kind: str, said: str, author: int | None
) -> None:
    """Keep a note about an obligation."""
    values = {"obligation_id": obligation, "kind": kind, "said": said, "author_id": author, "at": now}
    connection.execute(insert(ObligationNote).values(values))


def notes(connection: Connection, obligations: Collection[int]) -> dict[int, tuple[Note, ...]]:
    """The notes of each obligation, the oldest first."""
    rows = connection.execute(
        select(
            ObligationNote.obligation_id,
            ObligationNote.kind,
            ObligationNote.said,
            ObligationNote.author_id,
            ObligationNote.at,
        )
        .where(ObligationNote.obligation_id.in_(obligations))
        .order_by(ObligationNote.id)
    )
    found: dict[int, tuple[Note, ...]] = {}
    for row in rows:
        found[row[0]] = (*found.get(row[0], ()), Note(*row[1:]))
    return found


def _of(rule: str, period: str) -> Select[Any]:
    return _ALL.where(Table.rule == rule, Table.period == period).order_by(Table.organisation_id)


def _reported() -> Any:
    return exists().where(
        MemberReport.organisation_id == Table.organisation_id,
        MemberReport.year == cast(func.substr(Table.period, 1, 4), WholeNumber),
        MemberReport.status.in_(SENT),
    )


def _nothing() -> Any:
    return exists().where(
        NothingToReport.organisation_id == Table.organisation_id,
        NothingToReport.first <= Table.first,
        NothingToReport.last >= Table.last,
        NothingToReport.undone_at.is_(None),
    )


def _change(connection: Connection, obligation: int, **values: Any) -> None:
    connection.execute(update(Table).where(Table.id == obligation).values(**values))


def _read(connection: Connection, statement: Select[Any]) -> tuple[Obligation, ...]:
    return tuple(Obligation(**row) for row in connection.execute(statement).mappings())
