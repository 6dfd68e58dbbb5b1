"""Events that several organisations held: who stands beside the lead of a record, and what each of them says.

A member named in a record stands beside its lead until it refuses; a member that found its own event there
stands beside it by its own word; so does the lead of a record that was merged (docs/counting.md).
Which rows these are is said once, in ``parties``. Not here: merging itself (``storage.merges``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from storage import audit
from storage.prepared import Prepared
from storage.records import COORGANISER, MERGED
from storage.schema import CoOrganiser, JointEvidence, Organisation, Party, Record

NAMED, JOINED = "named", "joined"
"""How a member came beside a record: the lead named it, or its own report was the same event."""

WAITING, CONFIRMED, SILENT, REFUSED = "waiting", "confirmed", "silent", "refused"
"""What a member answered; silent: nothing for so long that it counts as yes."""

_TWIN = aliased(Record)
"""A record that was merged into another one."""


@dataclass(frozen=True)
class Said:
    """What one member says of its part in a record; ``total`` is its own head-count, None when not given."""

    record_id: int
    organisation_id: int
    organisation: str
    origin: str
    state: str
    asked_at: datetime | None
    total: int | None
    estimated: bool | None
    words: Mapping[str, str]


def parties(at: Any) -> CompoundSelect[Any]:
    """Co-organisers and partners of every record at the version that the column ``at`` names.

    Rows (record_id, role, organisation_id, name). A member may come twice, and so may the lead itself:
    whoever reads takes each once and leaves the lead out.
    """
    return union_all(_named(at), _joined(), _merged_leads(), _merged_co_organisers())


def _named(at: Any) -> Any:
    """Parties of the version itself, without members that refused."""
    refused = and_(
        CoOrganiser.record_id == Party.record_id,
        CoOrganiser.organisation_id == Party.organisation_id,
        CoOrganiser.state == REFUSED,
    )
    return (
        select(Party.record_id, Party.role, Party.organisation_id, Party.name)
        .join(Record, and_(Record.id == Party.record_id, Party.version == at))
        .outerjoin(CoOrganiser, and_(refused, Party.role == COORGANISER))
        .where(CoOrganiser.record_id.is_(None))
    )


def _joined() -> Any:
    return (
        select(CoOrganiser.record_id, _as_co_organiser(), CoOrganiser.organisation_id, Organisation.name)
        .join(Organisation, Organisation.id == CoOrganiser.organisation_id)
        .where(CoOrganiser.origin == JOINED, CoOrganiser.state != REFUSED)
    )


def _merged_leads() -> Any:
    return (
        select(_TWIN.merged_into, _as_co_organiser(), _TWIN.organisation_id, Organisation.name)
        .join(Organisation, Organisation.id == _TWIN.organisation_id)
        .where(_TWIN.status == MERGED)
    )


def _merged_co_organisers() -> Any:
    at = func.coalesce(_TWIN.approved_version, _TWIN.version)
    return (
        select(_TWIN.merged_into, Party.role, Party.organisation_id, Party.name)
        .join(Party, and_(Party.record_id == _TWIN.id, Party.version == at))
        .where(_TWIN.status == MERGED, Party.role == COORGANISER)
    )


def _as_co_organiser() -> ColumnElement[str]:
    return literal(COORGANISER).label("role")


def _parties_of() -> Prepared:
    """One record a statement: a list of records would make SQLite read the parties of all of them."""
    rows = parties(Record.version).subquery()
    wanted = select(rows.c.role, rows.c.organisation_id, rows.c.name)
    return Prepared(wanted.where(rows.c.record_id == bindparam("of")))


_PARTIES_OF = _parties_of()


def held_with(connection: Connection, records: Iterable[int]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """Role → (organisation id or None, name), each once, of these records at their present version."""
    found: dict[int, dict[str, tuple[Any, ...]]] = {}
    for record in records:
        roles: dict[str, dict[tuple[int | None, str], None]] = {}
        for role, organisation, name in _PARTIES_OF.rows(connection, {"of": record}):
            roles.setdefault(role, {})[organisation, name] = None
        if roles:
            found[record] = {role: tuple(each) for role, each in roles.items()}
    return found


def stated(connection: Connection, record: int) -> tuple[Said, ...]:
    """What each member says of its part in a record, by name."""
    return tuple(Said(*row) for row in _STATED.rows(connection, {"of": record}))


def said_by(connection: Connection, record: int, organisation: int) -> Said | None:
    """What one member says; None when it was neither named nor added itself."""
    found = _said(connection, CoOrganiser.record_id == record, CoOrganiser.organisation_id == organisation)
    return found[0] if found else None


def made_by(connection: Connection, submission: str) -> Said | None:
    """The part in a record that a draft turned into; None when it made something else."""
    found = _said(connection, CoOrganiser.submission == submission)
    return found[0] if found else None


def name(connection: Connection, now: datetime, record: int, organisations: Iterable[int]) -> None:
    """Note members that a record names, to be asked once; those noted before stay as they are."""
    noted = {one.organisation_id for one in stated(connection, record)}
    for organisation in dict.fromkeys(organisations):
        if organisation not in noted:
            values = {"origin": NAMED, "state": WAITING, "created_at": now, "said": {}}
            connection.execute(
                insert(CoOrganiser).values(record_id=record, organisation_id=organisation, **values)
            )


def join(
    connection: Connection,
    now: datetime,
    record: int,
    organisation: int,
    by: int,
    submission: str,
    total: int | None,
    estimated: bool | None,
) -> None:
    """A member found its own event in somebody's record: it stands beside it, with its own head-count."""
    key = (CoOrganiser.record_id == record, CoOrganiser.organisation_id == organisation)
    values = {
        "origin": JOINED,
        "state": CONFIRMED,
        "decided_at": now,
        "decided_by": by,
        "submission": submission,
        "total": total,
        "estimated": estimated,
    }
    if connection.execute(update(CoOrganiser).where(*key).values(values)).rowcount:
        return
    values |= {"record_id": record, "organisation_id": organisation, "created_at": now, "said": {}}
    connection.execute(insert(CoOrganiser).values(values))


def answer(
    connection: Connection, now: datetime, record: int, organisation: int, by: int, state: str
) -> bool:
    """The first answer of a member that was named; False when a colleague was quicker. Silence is none."""
    result = connection.execute(
        update(CoOrganiser)
        .where(
            CoOrganiser.record_id == record,
            CoOrganiser.organisation_id == organisation,
            CoOrganiser.state.in_((WAITING, SILENT)),
        )
        .values(state=state, decided_at=now, decided_by=by)
    )
    return result.rowcount == 1


def to_ask(connection: Connection) -> tuple[Said, ...]:
    """Members that were named and not asked yet, in the order they were named."""
    return _said(connection, CoOrganiser.state == WAITING, CoOrganiser.asked_at.is_(None))


def asked(connection: Connection, now: datetime, record: int, organisation: int) -> None:
    """The member was asked: its days to answer begin."""
    connection.execute(
        update(CoOrganiser)
        .where(CoOrganiser.record_id == record, CoOrganiser.organisation_id == organisation)
        .values(asked_at=now)
    )


def accept_silent(connection: Connection, now: datetime, before: datetime) -> None:
    """Members asked before that time that said nothing stand beside the record; each is audited."""
    silent = connection.execute(
        update(CoOrganiser)
        .where(CoOrganiser.state == WAITING, CoOrganiser.asked_at < before)
        .values(state=SILENT, decided_at=now)
        .returning(CoOrganiser.record_id, CoOrganiser.organisation_id)
    )
    for record, organisation in sorted(map(tuple, silent)):
        audit.append(connection, now, None, "record.accept_silent", f"record:{record}", organisation)


def keep_words(connection: Connection, record: int, organisation: int, words: Mapping[str, str]) -> None:
    """Keep words of a member beside the record; those said before under other names stay."""
    before = said_by(connection, record, organisation)
    key = (CoOrganiser.record_id == record, CoOrganiser.organisation_id == organisation)
    merged = {**(before.words if before is not None else {}), **words}
    connection.execute(update(CoOrganiser).where(*key).values(said=merged))


def keep_files(
    connection: Connection, record: int, organisation: int, files: Sequence[int], consent: bool
) -> None:
    """Keep files of a member beside the record; a file kept before stays as it is."""
    known = set(files_beside(connection, record))
    rows = [
        {"record_id": record, "media_id": one, "organisation_id": organisation, "consent": consent}
        for one in dict.fromkeys(files)
        if one not in known
    ]
    if rows:
        connection.execute(insert(JointEvidence), rows)


def files_beside(connection: Connection, record: int) -> tuple[int, ...]:
    """Files that co-organisers keep beside a record."""
    kept = select(JointEvidence.media_id).where(JointEvidence.record_id == record)
    return tuple(connection.execute(kept.order_by(JointEvidence.media_id)).scalars())


def _select() -> Select[Any]:
    columns: list[Any] = [
        CoOrganiser.record_id,
        CoOrganiser.organisation_id,
        Organisation.name,
        CoOrganiser.origin,
        CoOrganiser.state,
        CoOrganiser.asked_at,
        CoOrganiser.total,
        CoOrganiser.estimated,
        CoOrganiser.said,
    ]
    return (
        select(*columns)
        .join(Organisation, Organisation.id == CoOrganiser.organisation_id)
        .order_by(CoOrganiser.created_at, Organisation.folded)
    )


_STATED = Prepared(_select().where(CoOrganiser.record_id == bindparam("of")))


def _said(connection: Connection, *which: ColumnElement[bool]) -> tuple[Said, ...]:
    return tuple(Said(*row) for row in connection.execute(_select().where(*which)))
