"""Approved records as the figures read them: one value a record, at its approved version.

Not here: writing records (``storage.records``) and any counting (``reports``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import aliased

from storage import joint, merges
from storage.media import REFUSED
from storage.prepared import Prepared
from storage.records import COORGANISER, MERGED, PARTNER, WITHDRAWN
from storage.schema import (
    Evidence,
    JointEvidence,
    Media,
    Organisation,
    Participation,
    Record,
    RecordVersion,
)

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
    facts (docs/counting.md#year). Four statements, however many records.
    """
    rows = connection.execute(_approved(first, last)).mappings().all()
    parties = _parties(map(tuple, connection.execute(joint.parties(Record.approved_version))))
    evidence = dict(map(tuple, connection.execute(_pieces(Record.approved_version))))
    twins = twins_of(map(tuple, connection.execute(merges.TWINS)))
    return tuple(as_counted(row, parties, evidence, twins) for row in rows)


def approved_in(connection: Connection, year: int) -> tuple[CountedRecord, ...]:
    """``approved`` of a whole year, read again only after the secretariat decided something.

    Every decision sets ``decided_at``, so its latest value says whether what was read still holds, together
    with ``merges.CHANGES``; a chat step asks this for each receipt and cannot read a year each time.
    """
    years = _read.setdefault(connection.engine, {})
    stamp = (*_LATEST.rows(connection, {})[0], *merges.CHANGES.rows(connection, {})[0])
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
    parties = _parties(_CANDIDATE_PARTIES.rows(connection, of))
    evidence = dict(_CANDIDATE_EVIDENCE.rows(connection, of))
    twins = twins_of(merges.TWINS_OF.rows(connection, of))
    return as_counted(dict(zip(COLUMNS, row, strict=True)), parties, evidence, twins)


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
        reading(Record.approved_version)
        .where(or_(Record.type.not_in(DAY_BOUND), RecordVersion.date_to.between(first, last)))
        .order_by(Record.number)
    )


def reading(at: Any) -> Select[Any]:
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


_TWIN = aliased(Record)
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


def _pieces(at: Any, only: Any = None) -> Any:
    """How many pieces of evidence: its own, what co-organisers keep beside it, those of merged records.

    A file that was refused is none. ``only`` names one record: nobody else's evidence is read then.
    """
    read_at = func.coalesce(_TWIN.approved_version, _TWIN.version)
    each = union_all(
        select(Evidence.record_id, Evidence.media_id).join(
            Record, and_(Record.id == Evidence.record_id, Evidence.version == at)
        ),
        select(JointEvidence.record_id, JointEvidence.media_id),
        select(_TWIN.merged_into, Evidence.media_id)
        .join(Evidence, and_(Evidence.record_id == _TWIN.id, Evidence.version == read_at))
        .where(_TWIN.status == MERGED),
    ).subquery()
    counted = (
        select(each.c.record_id, func.count().label("pieces"))
        .outerjoin(Media, Media.id == each.c.media_id)
        .where(func.coalesce(Media.state, "") != REFUSED)
        .group_by(each.c.record_id)
    )
    return counted if only is None else counted.where(each.c.record_id == only)


_WANTED = Record.id == bindparam("wanted")
_CANDIDATE = Prepared(reading(Record.version).where(_WANTED))
_PRESENT_PARTIES = joint.parties(Record.version).subquery()
_CANDIDATE_PARTIES = Prepared(
    select(_PRESENT_PARTIES).where(_PRESENT_PARTIES.c.record_id == bindparam("wanted"))
)
_CANDIDATE_EVIDENCE = Prepared(_pieces(Record.version, bindparam("wanted")))
COLUMNS = tuple(column.key for column in _CANDIDATE.statement.exported_columns)


def _parties(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, tuple[PartyRef, ...]]]:
    found: defaultdict[int, dict[str, tuple[PartyRef, ...]]] = defaultdict(dict)
    for record, role, organisation, name in rows:
        roles = found[record]
        roles[role] = (*roles.get(role, ()), PartyRef(organisation, name))
    return found


def twins_of(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Mapping[str, Any]]]:
    """Head-counts of merged records by their master."""
    found: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        twin = dict(zip(merges.TWIN_COLUMNS, row, strict=True))
        found[twin["master"]].append(twin)
    return found


def as_counted(
    row: Mapping[Any, Any],
    parties: Mapping[int, dict[str, tuple[PartyRef, ...]]],
    evidence: Mapping[int, int],
    twins: Mapping[int, list[Mapping[str, Any]]],
) -> CountedRecord:
    """A row of ``reading`` as a record."""
    record, lead = row["id"], row["organisation_id"]
    roles = parties.get(record, {})
    beside = (one for one in roles.get(COORGANISER, ()) if lead is None or one.organisation_id != lead)
    return CountedRecord(
        **{**row, **_heads(row, twins.get(record, []))},
        co_organisers=_each_once(beside),
        partners=roles.get(PARTNER, ()),
        evidence=evidence.get(record, 0),
    )


def _each_once(parties: Iterable[PartyRef]) -> tuple[PartyRef, ...]:
    """A member that stands beside a record by its own word and by a merge is one, whatever its spelling."""
    found: dict[Any, PartyRef] = {}
    for one in parties:
        found.setdefault(one.name if one.organisation_id is None else one.organisation_id, one)
    return tuple(found.values())


def _heads(row: Mapping[Any, Any], twins: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The head-count that stands, whole, with its breakdown: the record's own or a merged one's."""
    given = {one["twin"]: one for one in twins} | ({row["id"]: row} if row["total"] is not None else {})
    stated = [merges.Stated(id, one is row, one["total"], one["estimated"]) for id, one in given.items()]
    best = merges.prevailing(stated)
    return {} if best is None else {name: given[best.record][name] for name in merges.HEADS}
