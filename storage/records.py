"""Records: one row per real thing, one version per submission, approved masters are what counts.

Statuses: submitted → returned → submitted → approved; merged, withdrawn. Numbers are ``BLT-YYYY-NNNN``,
given at the first submission, never changed or used again. Lists stand in ``heads``, figures read
``counted``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, func, insert, select, update

from storage.prepared import Prepared
from storage.schema import Evidence, Participation, Party, Record, RecordVersion

SUBMITTED, RETURNED, APPROVED, MERGED, WITHDRAWN = (
    "submitted",
    "returned",
    "approved",
    "merged",
    "withdrawn",
)
COORGANISER, PARTNER = "coorganiser", "partner"


@dataclass(frozen=True)
class Counts:
    """Head-counts; None is not stated, 0 is none."""

    total: int
    estimated: bool = False
    women: int | None = None
    men: int | None = None
    young: int | None = None
    vulnerable: int | None = None
    volunteers: int | None = None
    spectators: int | None = None


@dataclass(frozen=True)
class Named:
    """A co-organiser (with the id of the member) or a partner."""

    role: str
    name: str
    folded: str
    organisation_id: int | None = None


@dataclass(frozen=True)
class Content:
    """What one submission says; ``withheld`` are files that stay internal although others may be public."""

    activity: str | None
    subtype: str | None
    title: str
    language: str
    date_from: date
    date_to: date
    place: str | None
    summary: str | None
    counts: Counts | None
    answers: dict[str, Any]
    form_version: int
    joint_with_lpa: bool = False
    good_practice: str | None = None
    problem: str | None = None
    measure: str | None = None
    photos_public: bool | None = None
    parties: tuple[Named, ...] = ()
    media: tuple[int, ...] = ()
    withheld: frozenset[int] = frozenset()
    links: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


_AT = ("record_id", "version")
_SAID = (
    "activity subtype title language summary date_from date_to place joint_with_lpa good_practice problem "
    "measure photos_public facts answers form_version"
).split()
_NEW = "number type status organisation_id author_id version submission submitted_at".split()
_HEADS = "total estimated women men young vulnerable volunteers spectators".split()


def _adding(table: Any, *names: str) -> Insert:
    return insert(table).values({name: bindparam(name) for name in names})


_ADD = Prepared(_adding(Record, *_NEW).returning(Record.id))
_ADD_VERSION = Prepared(_adding(RecordVersion, *_AT, "author_id", "created_at", *_SAID))
_ADD_COUNTS = Prepared(_adding(Participation, *_AT, *_HEADS))
_ADD_PARTY = Prepared(_adding(Party, *_AT, "role", "name", "folded", "organisation_id"))
_MADE = Prepared(select(Record.id).where(Record.submission == bindparam("by")))
_DECIDED = Prepared(select(func.max(Record.decided_at), func.count(Record.decided_at)))
_LAST_NUMBER = Prepared(select(func.max(Record.number)).where(Record.number.like(bindparam("of_year"))))


def submit(
    connection: Connection,
    now: datetime,
    year: int,
    kind: str,
    organisation: int | None,
    author: int | None,
    submission: str,
    content: Content,
) -> int:
    """Make a record out of a draft. The same ``submission`` gives the record that it already made."""
    made = made_by(connection, submission)
    if made is not None:
        return made
    values = {
        "number": _next_number(connection, year),
        "type": kind,
        "status": SUBMITTED,
        "organisation_id": organisation,
        "author_id": author,
        "version": 1,
        "submission": submission,
        "submitted_at": now,
    }
    record = _ADD.scalar(connection, values)
    _write(connection, now, record, 1, author, content)
    return int(record)


def resubmit(
    connection: Connection,
    now: datetime,
    record: int,
    author: int,
    content: Content,
    upon: int | None = None,
) -> int | None:
    """Add the next version of a record and put it back into the queue. Returns the version.

    None when the record is not at the version ``upon`` any more: somebody changed it meanwhile.
    """
    row = (Record.id == record) if upon is None else (Record.id == record) & (Record.version == upon)
    version: int | None = connection.execute(
        update(Record)
        .where(row)
        .values(version=Record.version + 1, status=SUBMITTED, submitted_at=now, held_by=None, held_until=None)
        .returning(Record.version)
    ).scalar()
    if version is not None:
        _write(connection, now, record, version, author, content)
    return version


def decide(
    connection: Connection, now: datetime, record: int, version: int, by: int | None, status: str
) -> bool:
    """Approve or return the submitted ``version``; False when somebody decided before or it changed."""
    values: dict[str, Any] = {"status": status, "decided_at": now, "decided_by": by}
    values |= {"held_by": None, "held_until": None}
    if status == APPROVED:
        values["approved_version"] = version
    result = connection.execute(
        update(Record)
        .where(Record.id == record, Record.status == SUBMITTED, Record.version == version)
        .values(values)
    )
    return result.rowcount == 1


def reopen(connection: Connection, now: datetime, record: int, by: int) -> bool:
    """Send an approved record back for correction; it goes on counting as approved meanwhile."""
    result = connection.execute(
        update(Record)
        .where(Record.id == record, Record.status == APPROVED)
        .values(status=RETURNED, decided_at=now, decided_by=by)
    )
    return result.rowcount == 1


def hold(connection: Connection, record: int, by: int, until: datetime) -> None:
    """Note that somebody is looking at a record, so that the others take the next one."""
    connection.execute(update(Record).where(Record.id == record).values(held_by=by, held_until=until))


def set_activity(
    connection: Connection, record: int, version: int, activity: str, subtype: str | None
) -> None:
    """The secretariat names the activity that the coordinator left open; versions stay otherwise fixed."""
    connection.execute(
        update(RecordVersion)
        .where(RecordVersion.record_id == record, RecordVersion.version == version)
        .values(activity=activity, subtype=subtype)
    )


def counts_of(connection: Connection, record: int, version: int) -> Counts | None:
    """The head-counts of one version."""
    row = connection.execute(
        select(
            Participation.total,
            Participation.estimated,
            Participation.women,
            Participation.men,
            Participation.young,
            Participation.vulnerable,
            Participation.volunteers,
            Participation.spectators,
        ).where(Participation.record_id == record, Participation.version == version)
    ).one_or_none()
    return None if row is None else Counts(*row)


def media_of(connection: Connection, record: int, version: int) -> tuple[int, ...]:
    """The files of one version."""
    rows = connection.execute(
        select(Evidence.media_id)
        .where(Evidence.record_id == record, Evidence.version == version, Evidence.media_id.is_not(None))
        .order_by(Evidence.id)
    )
    return tuple(row for row in rows.scalars() if row is not None)


def last_decision(connection: Connection) -> tuple[Any, ...]:
    """A stamp that changes with every decision about a record."""
    return _DECIDED.rows(connection, {})[0]


def withheld(connection: Connection, record: int, version: int) -> frozenset[int]:
    """The files of one version that were saved without consent."""
    rows = connection.execute(
        select(Evidence.media_id).where(
            Evidence.record_id == record, Evidence.version == version, Evidence.consent.is_(False)
        )
    )
    return frozenset(row for row in rows.scalars() if row is not None)


def showing(connection: Connection, media: Sequence[int]) -> tuple[int, ...]:
    """The records whose last version shows one of these files."""
    rows = connection.execute(
        select(Record.id)
        .distinct()
        .join(Evidence, (Evidence.record_id == Record.id) & (Evidence.version == Record.version))
        .where(Evidence.media_id.in_(media))
        .order_by(Record.id)
    )
    return tuple(rows.scalars())


def _next_number(connection: Connection, year: int) -> str:
    """Runs inside a writing transaction, so no other process can take the same number."""
    last = _LAST_NUMBER.scalar(connection, {"of_year": f"BLT-{year}-%"})
    return f"BLT-{year}-{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04d}"


def _write(
    connection: Connection, now: datetime, record: int, version: int, author: int | None, content: Content
) -> None:
    at = {"record_id": record, "version": version}
    values = {name: getattr(content, name) for name in _SAID}
    _ADD_VERSION.change(connection, {**at, "author_id": author, "created_at": now, **values})
    if content.counts is not None:
        _ADD_COUNTS.change(connection, {**at, **vars(content.counts)})
    for party in content.parties:
        _ADD_PARTY.change(connection, {**at, **vars(party)})
    if content.media:
        public = set(content.media) - content.withheld if content.photos_public else set()
        connection.execute(
            insert(Evidence), [{**at, "media_id": one, "consent": one in public} for one in content.media]
        )
    if content.links:
        connection.execute(insert(Evidence), [{**at, "link": one, "consent": False} for one in content.links])


def made_by(connection: Connection, submission: str) -> int | None:
    """The record that a submission made."""
    made: int | None = _MADE.scalar(connection, {"by": submission})
    return made
