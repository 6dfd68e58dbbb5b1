"""What an organisation holds again and again: its last events, to report the next one like the last."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.prepared import Prepared
from storage.records import MERGED, WITHDRAWN
from storage.schema import Record, RecordVersion


@dataclass(frozen=True)
class Held:
    """One event that was reported."""

    record: int
    activity: str
    title: str
    place: str
    day: date
    answers: dict[str, Any]


_LAST = Prepared(
    select(
        Record.id,
        RecordVersion.activity,
        RecordVersion.title,
        RecordVersion.place,
        RecordVersion.date_to,
        RecordVersion.answers,
    )
    .join(
        RecordVersion,
        (RecordVersion.record_id == Record.id) & (RecordVersion.version == Record.version),
    )
    .where(
        Record.organisation_id == bindparam("of"),
        Record.type == "event",
        Record.status != MERGED,
        Record.status != WITHDRAWN,
        RecordVersion.activity.is_not(None),
        RecordVersion.place.is_not(None),
    )
    .order_by(RecordVersion.date_to.desc(), Record.id.desc())
    .limit(bindparam("most"))
)


def last_events(connection: Connection, organisation: int, limit: int = 40) -> tuple[Held, ...]:
    """Its last events with an activity and a place, the newest first."""
    return tuple(Held(*row) for row in _LAST.rows(connection, {"of": organisation, "most": limit}))
