"""Two records that are one event: one is merged into the other, and can be taken out again unchanged.

Merging writes ``status`` and ``merged_into`` of the merged record and a line of history, nothing else:
what the master shows beside its own (co-organisers, files, a better head-count) is read from the merged
record for as long as it is merged. So undoing restores exactly what was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage.prepared import Prepared
from storage.records import MERGED, WITHDRAWN
from storage.schema import CoOrganiser, Evidence, JointEvidence, Merge, Participation, Record

HEADS = ("total", "women", "men", "young", "vulnerable", "volunteers", "spectators", "estimated")


@dataclass(frozen=True)
class Stated:
    """A head-count that somebody gave of an event; ``lead`` when it is the master's own."""

    record: int
    lead: bool
    total: int
    estimated: bool


def prevailing(counts: Sequence[Stated]) -> Stated | None:
    """The head-count that stands: counted from a list before estimated, then the lead's, then the highest.

    Never a sum (docs/counting.md#joint-events). None when nobody gave one.
    """
    return min(counts, key=lambda one: (one.estimated, not one.lead, -one.total, one.record), default=None)


def merge(connection: Connection, now: datetime, merged: int, master: int, by: int) -> int | None:
    """Merge a record into another; the id of the merge, None when either of them is gone or is a master."""
    if merged == master or of_master(connection, merged) or not _stands(connection, master):
        return None
    status = _status(connection, merged)
    if status is None or status in (MERGED, WITHDRAWN):
        return None
    connection.execute(update(Record).where(Record.id == merged).values(status=MERGED, merged_into=master))
    values = {"merged_id": merged, "master_id": master, "status_before": status, "at": now, "by": by}
    return int(connection.execute(insert(Merge).values(values).returning(Merge.id)).scalar_one())


def undo(connection: Connection, now: datetime, merged: int, by: int) -> int | None:
    """Take a merged record out again, as it was before; the id of its merge, None when it is not merged."""
    mine = (Merge.merged_id == merged, Merge.undone_at.is_(None))
    row = connection.execute(
        update(Merge)
        .where(*mine)
        .values(undone_at=now, undone_by=by)
        .returning(Merge.id, Merge.status_before)
    ).one_or_none()
    if row is None:
        return None
    connection.execute(
        update(Record).where(Record.id == merged).values(status=row.status_before, merged_into=None)
    )
    return int(row.id)


def master_of(connection: Connection, merged: int) -> int | None:
    """The record that this one was merged into."""
    return connection.execute(
        select(Record.merged_into).where(Record.id == merged, Record.status == MERGED)
    ).scalar()


def of_master(connection: Connection, master: int) -> tuple[int, ...]:
    """Records that were merged into this one."""
    merged = select(Record.id).where(Record.merged_into == master, Record.status == MERGED)
    return tuple(connection.execute(merged.order_by(Record.id)).scalars())


def files_of(connection: Connection, master: int) -> tuple[int, ...]:
    """Files of the records that were merged into this one."""
    rows = connection.execute(
        select(Evidence.media_id)
        .join(Record, (Record.id == Evidence.record_id) & (Evidence.version == _READ_AT))
        .where(Record.merged_into == master, Record.status == MERGED, Evidence.media_id.is_not(None))
        .order_by(Evidence.id)
    )
    return tuple(one for one in rows.scalars() if one is not None)


def counts_of(connection: Connection, record: int) -> tuple[Stated, ...]:
    """The head-counts of a record, its own first, and of the records that were merged into it."""
    own = connection.execute(
        select(Record.id, Participation.total, Participation.estimated)
        .join(Participation, Participation.record_id == Record.id)
        .where(Record.id == record, Participation.version == _READ_AT)
    )
    mine = [Stated(row[0], True, row[1], row[2]) for row in own]
    twins = [
        dict(zip(TWIN_COLUMNS, row, strict=True)) for row in TWINS_OF.rows(connection, {"wanted": record})
    ]
    return (*mine, *(Stated(one["twin"], False, one["total"], one["estimated"]) for one in twins))


_READ_AT = func.coalesce(Record.approved_version, Record.version)
"""The version of a record that the figures read, or would read."""


def _twins() -> Any:
    """Head-counts of merged records, each with the record that it was merged into."""
    heads = (Participation.record_id == Record.id) & (Participation.version == _READ_AT)
    columns = [getattr(Participation, name) for name in HEADS]
    return (
        select(Record.merged_into.label("master"), Record.id.label("twin"), *columns)
        .join(Participation, heads)
        .where(Record.status == MERGED, Record.merged_into.is_not(None))
    )


TWINS = _twins()
TWINS_OF = Prepared(_twins().where(Record.merged_into == bindparam("wanted")))
TWIN_COLUMNS = ("master", "twin", *HEADS)

CHANGES = Prepared(
    select(
        select(func.count(Merge.id)).scalar_subquery(),
        select(func.count(Merge.undone_at)).scalar_subquery(),
        select(func.count(CoOrganiser.decided_at)).scalar_subquery(),
        select(func.max(CoOrganiser.decided_at)).scalar_subquery(),
        select(func.count(JointEvidence.media_id)).scalar_subquery(),
    )
)
"""Changes whenever a merge or what a co-organiser says did: whether figures read before still hold."""


def _status(connection: Connection, record: int) -> str | None:
    return connection.execute(select(Record.status).where(Record.id == record)).scalar()


def _stands(connection: Connection, record: int) -> bool:
    status = _status(connection, record)
    return status is not None and status not in (MERGED, WITHDRAWN)
