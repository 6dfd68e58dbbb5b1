"""Approved records as the figures read them: one value a record, at its approved version.

Not here: writing records (``storage.records``) and any counting (``reports``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Row, Select, and_, func, or_, select

from storage.records import COORGANISER, MERGED, PARTNER, WITHDRAWN
from storage.schema import Evidence, Organisation, Participation, Party, Record, RecordVersion

GONE = (MERGED, WITHDRAWN)
"""States in which a record no longer counts, whatever was approved before."""

DAY_BOUND = ("event", "meeting", "campaign")
"""Types whose year is that of their last day; the year of other types follows from their facts."""


@dataclass(frozen=True)
class PartyRef:
    """A co-organiser or a partner: a member by id, anybody else by name only."""

    organisation_id: int | None
    name: str


@dataclass(frozen=True)
class CountedRecord:
    """An approved record. ``None`` in a head-count means not stated; ``evidence`` counts the pieces.

    ``organisation`` is empty for the secretariat's own records. ``facts`` are what only some types of
    record say, e.g. ``funding_programme``, ``amount_mdl``, ``consultation_ref``; dates in ISO form.
    """

    id: int
    number: str
    type: str
    activity: str | None
    subtype: str | None
    organisation_id: int | None
    organisation: str
    title: str
    language: str
    summary: str | None
    date_from: date
    date_to: date
    place: str | None
    total: int | None = None
    estimated: bool = False
    women: int | None = None
    men: int | None = None
    young: int | None = None
    vulnerable: int | None = None
    volunteers: int | None = None
    spectators: int | None = None
    joint_with_lpa: bool = False
    co_organisers: tuple[PartyRef, ...] = ()
    partners: tuple[PartyRef, ...] = ()
    evidence: int = 0
    good_practice: str | None = None
    problem: str | None = None
    measure: str | None = None
    photos_public: bool | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """An organisation of the Network on one day."""

    id: int
    name: str
    name_ru: str | None
    joined_on: date
    left_on: date | None


def approved(connection: Connection, first: date, last: date) -> tuple[CountedRecord, ...]:
    """Records that count, by number: approved, neither merged nor withdrawn, at their approved version.

    Events, meetings and campaigns are those whose last day lies between ``first`` and ``last``. Records
    of other types come whatever their days: a project may count in several years, by dates among its
    facts (docs/counting.md#year). Three statements, however many records.
    """
    rows = connection.execute(_approved(first, last)).all()
    parties = _parties(connection)
    evidence = _evidence(connection)
    return tuple(_counted(row, parties.get(row.id, {}), evidence.get(row.id, 0)) for row in rows)


def approved_in(connection: Connection, year: int) -> tuple[CountedRecord, ...]:
    """``approved`` of a whole year, read again only after the secretariat decided something.

    Every decision sets ``decided_at``, so its latest value says whether what was read still holds; a chat
    step asks this for each receipt and cannot read a year each time.
    """
    years = _read.setdefault(connection.engine, {})
    stamp = connection.execute(_LATEST).one()
    kept = years.get(year)
    if kept is None or kept[0] != tuple(stamp):
        years[year] = kept = tuple(stamp), approved(connection, date(year, 1, 1), date(year, 12, 31))
    return kept[1]


_LATEST = select(func.max(Record.decided_at))
_read: "WeakKeyDictionary[Engine, dict[int, tuple[tuple[Any, ...], tuple[CountedRecord, ...]]]]" = (
    WeakKeyDictionary()
)


def candidate(connection: Connection, record: int) -> CountedRecord | None:
    """A record at its present version, as it would count once it is approved; None when it is gone."""
    row = connection.execute(_reading(Record.version).where(Record.id == record)).one_or_none()
    if row is None:
        return None
    parties = _parties(connection, Record.version, record).get(record, {})
    return _counted(row, parties, _evidence(connection, Record.version, record).get(record, 0))


def members(connection: Connection, on: date) -> tuple[Member, ...]:
    """Organisations that are members on a day, by name; one that leaves that day still is."""
    rows = connection.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.name_ru,
            Organisation.joined_on,
            Organisation.left_on,
        )
        .where(Organisation.joined_on <= on, or_(Organisation.left_on.is_(None), Organisation.left_on >= on))
        .order_by(Organisation.folded)
    )
    return tuple(Member(**row._mapping) for row in rows)


def _approved(first: date, last: date) -> Select[Any]:
    return (
        _reading(Record.approved_version)
        .where(or_(Record.type.not_in(DAY_BOUND), RecordVersion.date_to.between(first, last)))
        .order_by(Record.number)
    )


def _reading(at: Any) -> Select[Any]:
    """Records at the version that the column ``at`` names; those without one are left out."""
    version = and_(RecordVersion.record_id == Record.id, RecordVersion.version == at)
    heads = and_(Participation.record_id == Record.id, Participation.version == at)
    columns = (
        Record.id,
        Record.number,
        Record.type,
        Record.organisation_id,
        func.coalesce(Organisation.name, "").label("organisation"),
        *(getattr(RecordVersion, name) for name in _VERSION),
        *(getattr(Participation, name) for name in _HEADS),
        func.coalesce(Participation.estimated, False).label("estimated"),
    )
    return (
        select(*columns)
        .join(RecordVersion, version)
        .outerjoin(Participation, heads)
        .outerjoin(Organisation, Organisation.id == Record.organisation_id)
        .where(Record.status.not_in(GONE))
    )


_VERSION = (
    "activity",
    "subtype",
    "title",
    "language",
    "summary",
    "date_from",
    "date_to",
    "place",
    "joint_with_lpa",
    "good_practice",
    "problem",
    "measure",
    "photos_public",
    "facts",
)
_HEADS = ("total", "women", "men", "young", "vulnerable", "volunteers", "spectators")


def _parties(
    connection: Connection, at: Any = Record.approved_version, record: int | None = None
) -> dict[int, dict[str, tuple[PartyRef, ...]]]:
    found: defaultdict[int, dict[str, tuple[PartyRef, ...]]] = defaultdict(dict)
    statement = (
        select(Party.record_id, Party.role, Party.organisation_id, Party.name)
        .join(Record, and_(Record.id == Party.record_id, Party.version == at))
        .order_by(Party.id)
    )
    for row in connection.execute(_only(statement, record)):
        roles = found[row.record_id]
        roles[row.role] = (*roles.get(row.role, ()), PartyRef(row.organisation_id, row.name))
    return found


def _evidence(
    connection: Connection, at: Any = Record.approved_version, record: int | None = None
) -> dict[int, int]:
    statement = (
        select(Evidence.record_id, func.count().label("pieces"))
        .join(Record, and_(Record.id == Evidence.record_id, Evidence.version == at))
        .group_by(Evidence.record_id)
    )
    return {row.record_id: row.pieces for row in connection.execute(_only(statement, record))}


def _only(statement: Any, record: int | None) -> Any:
    return statement if record is None else statement.where(Record.id == record)


def _counted(row: Row[Any], roles: dict[str, tuple[PartyRef, ...]], evidence: int) -> CountedRecord:
    return CountedRecord(
        **row._mapping,
        co_organisers=roles.get(COORGANISER, ()),
        partners=roles.get(PARTNER, ()),
        evidence=evidence,
    )
