"""Records as lines: the queue of the secretariat, the list of an organisation, one record within a scope.

``organisations`` is always the scope of who asks: None is everything (secretariat and viewers). Writing
records stands in ``records``, reading them for figures in ``counted``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, exists, func, select

from storage.joint import parties
from storage.prepared import Prepared
from storage.records import COORGANISER, MERGED, SUBMITTED, WITHDRAWN
from storage.schema import Membership, Organisation, Participation, Person, Record, RecordVersion

_SERVES = exists().where(
    Membership.person_id == Record.author_id,
    Membership.until.is_(None),
    func.coalesce(Membership.organisation_id, 0) == func.coalesce(Record.organisation_id, 0),
)


@dataclass(frozen=True)
class Head:
    """A record as a line of a list. ``author`` is "" once they serve that organisation no more."""

    id: int
    number: str
    type: str
    status: str
    organisation_id: int | None
    organisation: str
    author_id: int | None
    author: str
    version: int
    approved_version: int | None
    submitted_at: datetime
    held_by: int | None
    held_until: datetime | None
    activity: str | None
    subtype: str | None
    title: str
    language: str
    date_from: date
    date_to: date
    place: str | None
    summary: str | None
    photos_public: bool | None
    joint_with_lpa: bool
    answers: dict[str, Any]
    total: int | None


def queue(connection: Connection) -> tuple[Head, ...]:
    """All records that wait for the secretariat, oldest first."""
    return _heads(
        connection, _select().where(Record.status == SUBMITTED).order_by(Record.submitted_at, Record.id)
    )


def get(connection: Connection, record: int, organisations: Sequence[int] | None) -> Head | None:
    """A record by id within a scope; ``organisations`` None is the secretariat's scope: all of them."""
    row = _ONE.row(connection, {"wanted": record})
    head = None if row is None else Head(*row)
    return head if head is None or organisations is None or head.organisation_id in organisations else None


def known(connection: Connection, record: int) -> Head:
    """A record that must exist; raises ``LookupError``. For what the system itself holds the id of."""
    head = get(connection, record, None)
    if head is None:
        raise LookupError(f"record {record}")
    return head


def by_number(connection: Connection, number: str, organisations: Sequence[int] | None) -> Head | None:
    """A record by its readable number within a scope."""
    found = _heads(connection, _scoped(_select().where(Record.number == number), organisations))
    return found[0] if found else None


def of_year(
    connection: Connection, organisations: Sequence[int], first: date, last: date
) -> tuple[Head, ...]:
    """What these organisations reported with an end date in the period, newest first."""
    period = {"among": list(organisations), "first": first, "last": last}
    return tuple(Head(*row) for row in connection.execute(_OF_YEAR, period))


def of_organisations(connection: Connection, organisations: Sequence[int]) -> tuple[Head, ...]:
    """Everything that these organisations ever reported, newest first."""
    return of_year(connection, organisations, date.min, date.max)


def approved_of_year(connection: Connection, kind: str, year: int) -> tuple[Head, ...]:
    """Accepted records of a type with an end date in the year, by number, as they were accepted."""
    statement = _select(Record.approved_version).where(
        Record.type == kind,
        Record.status.not_in((MERGED, WITHDRAWN)),
        RecordVersion.date_to.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return _heads(connection, statement.order_by(Record.number))


def sums_of_year(
    connection: Connection, organisation: int, kind: str, first: date, last: date
) -> tuple[int, int]:
    """How many records of a type ``of_year`` has of one organisation, and their participations."""
    about = {"of": organisation, "kind": kind, "first": first, "last": last}
    found = _SUMS_OF_YEAR.rows(connection, about)
    return found[0][0], found[0][1]


def co_organised(
    connection: Connection, organisations: Sequence[int], first: date, last: date
) -> tuple[Head, ...]:
    """Records of others, with an end date in the period, that these organisations stand beside."""
    beside = parties(Record.version).subquery()
    theirs = select(beside.c.record_id).where(
        beside.c.role == COORGANISER, beside.c.organisation_id.in_(list(organisations))
    )
    statement = _select().where(
        Record.id.in_(theirs),
        func.coalesce(Record.organisation_id, 0).not_in(list(organisations)),
        Record.status.not_in((MERGED, WITHDRAWN)),
        RecordVersion.date_to.between(first, last),
    )
    return _heads(connection, statement.order_by(RecordVersion.date_to.desc(), Record.id.desc()))


def around(connection: Connection, kind: str, first: date, last: date, but: int | None) -> tuple[Head, ...]:
    """Other records of the type whose days touch the period: where a twin would be."""
    found = _AROUND.rows(connection, {"kind": kind, "first": first, "last": last})
    return tuple(Head(*row) for row in sorted(found, key=itemgetter(0)) if row[0] != but)


def _select(at: Any = Record.version) -> Select[Any]:
    """Records at the version that the column ``at`` names."""
    columns: list[Any] = [
        Record.id,
        Record.number,
        Record.type,
        Record.status,
        Record.organisation_id,
        func.coalesce(Organisation.name, ""),
        Record.author_id,
        case((_SERVES, Person.name), else_=""),
        Record.version,
        Record.approved_version,
        Record.submitted_at,
        Record.held_by,
        Record.held_until,
        RecordVersion.activity,
        RecordVersion.subtype,
        RecordVersion.title,
        RecordVersion.language,
        RecordVersion.date_from,
        RecordVersion.date_to,
        RecordVersion.place,
        RecordVersion.summary,
        RecordVersion.photos_public,
        RecordVersion.joint_with_lpa,
        RecordVersion.answers,
        Participation.total,
    ]
    return (
        select(*columns)
        .join(
            RecordVersion,
            (RecordVersion.record_id == Record.id) & (RecordVersion.version == at),
        )
        .outerjoin(
            Participation,
            (Participation.record_id == Record.id) & (Participation.version == at),
        )
        .outerjoin(Organisation, Organisation.id == Record.organisation_id)
        .outerjoin(Person, Person.id == Record.author_id)
    )


_ONE = Prepared(_select().where(Record.id == bindparam("wanted")))
_OF_YEAR = (
    _select()
    .where(
        Record.organisation_id.in_(bindparam("among", expanding=True)),
        Record.status.not_in((MERGED, WITHDRAWN)),
        RecordVersion.date_to.between(bindparam("first"), bindparam("last")),
    )
    .order_by(RecordVersion.date_to.desc(), Record.id.desc())
)
_AROUND = Prepared(  # not sorted: for that SQLite would walk all records instead of the index of days
    _select().where(
        Record.type == bindparam("kind"),
        RecordVersion.date_from <= bindparam("last"),
        RecordVersion.date_to >= bindparam("first"),
        Record.status != MERGED,
        Record.status != WITHDRAWN,
    )
)
_SUMS_OF_YEAR = Prepared(
    select(func.count(), func.coalesce(func.sum(Participation.total), 0))
    .select_from(Record)
    .join(RecordVersion, (RecordVersion.record_id == Record.id) & (RecordVersion.version == Record.version))
    .outerjoin(
        Participation,
        (Participation.record_id == Record.id) & (Participation.version == Record.version),
    )
    .where(
        Record.organisation_id == bindparam("of"),
        Record.type == bindparam("kind"),
        Record.status != MERGED,
        Record.status != WITHDRAWN,
        RecordVersion.date_to.between(bindparam("first"), bindparam("last")),
    )
)


def _scoped(statement: Select[Any], organisations: Sequence[int] | None) -> Select[Any]:
    if organisations is None:
        return statement
    return statement.where(Record.organisation_id.in_(organisations))


def _heads(connection: Connection, statement: Select[Any]) -> tuple[Head, ...]:
    return tuple(Head(*row) for row in connection.execute(statement))
