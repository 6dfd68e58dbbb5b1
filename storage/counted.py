"""Approved records as the figures read them: one value a record, at its approved version.

Not here: writing records (``storage.records``) and any counting (``reports``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, and_, bindparam, func, or_, select

from storage.media import REFUSED
from storage.prepared import Prepared
from storage.records import COORGANISER, MERGED, PARTNER, WITHDRAWN
from storage.schema import Evidence, Media, Organisation, Participation, Party, Record, RecordVersion

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
    rows = connection.execute(_approved(first, last)).mappings().all()
    parties = _parties(map(tuple, connection.execute(_party(Record.approved_version))))
    evidence = dict(map(tuple, connection.execute(_pieces(Record.approved_version))))
    return tuple(_counted(row, parties.get(row["id"], {}), evidence.get(row["id"], 0)) for row in rows)


def approved_in(connection: Connection, year: int) -> tuple[CountedRecord, ...]:
    """``approved`` of a whole year, read again only after the secretariat decided something.

    Every decision sets ``decided_at``, so its latest value says whether what was read still holds; a chat
    step asks this for each receipt and cannot read a year each time.
    """
    years = _read.setdefault(connection.engine, {})
    stamp = _LATEST.rows(connection, {})[0]
    kept = years.get(year)
    if kept is None or kept[0] != stamp:
        years[year] = kept = stamp, approved(connection, date(year, 1, 1), date(year, 12, 31))
    return kept[1]


_LATEST = Prepared(select(func.max(Record.decided_at), func.count(Record.decided_at)))
_read: "WeakKeyDictionary[Engine, dict[int, tuple[tuple[Any, ...], tuple[CountedRecord, ...]]]]" = (
    WeakKeyDictionary()
)


def candidate(connection: Connection, record: int) -> CountedRecord | None:
    """A record at its present version, as it would count once it is approved; None when it is gone."""
    of = {"wanted": record}
    row = _CANDIDATE.row(connection, of)
    if row is None:
        return None
    parties = _parties(_CANDIDATE_PARTIES.rows(connection, of)).get(record, {})
    evidence = dict(_CANDIDATE_EVIDENCE.rows(connection, of)).get(record, 0)
    return _counted(dict(zip(_COLUMNS, row, strict=True)), parties, evidence)


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
        .where(*(Record.status != gone for gone in GONE))
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


def _party(at: Any) -> Any:
    return (
        select(Party.record_id, Party.role, Party.organisation_id, Party.name)
        .join(Record, and_(Record.id == Party.record_id, Party.version == at))
        .order_by(Party.id)
    )


def _pieces(at: Any) -> Any:
    return (
        select(Evidence.record_id, func.count().label("pieces"))
        .join(Record, and_(Record.id == Evidence.record_id, Evidence.version == at))
        .outerjoin(Media, Media.id == Evidence.media_id)
        .where(func.coalesce(Media.state, "") != REFUSED)
        .group_by(Evidence.record_id)
    )


_WANTED = Record.id == bindparam("wanted")
_CANDIDATE = Prepared(_reading(Record.version).where(_WANTED))
_CANDIDATE_PARTIES = Prepared(_party(Record.version).where(_WANTED))
_CANDIDATE_EVIDENCE = Prepared(_pieces(Record.version).where(_WANTED))
_COLUMNS = tuple(column.key for column in _CANDIDATE.statement.exported_columns)


def _parties(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, tuple[PartyRef, ...]]]:
    found: defaultdict[int, dict[str, tuple[PartyRef, ...]]] = defaultdict(dict)
    for record, role, organisation, name in rows:
        roles = found[record]
        roles[role] = (*roles.get(role, ()), PartyRef(organisation, name))
    return found


def _counted(row: Mapping[Any, Any], roles: dict[str, tuple[PartyRef, ...]], evidence: int) -> CountedRecord:
    return CountedRecord(
        **row,
        co_organisers=roles.get(COORGANISER, ()),
        partners=roles.get(PARTNER, ()),
        evidence=evidence,
    )
