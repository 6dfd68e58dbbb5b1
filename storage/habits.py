"""What an organisation usually reports: its last activities, places, numbers. Proposals come from here."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from storage.prepared import Prepared
from storage.records import MERGED, WITHDRAWN
from storage.schema import Participation, Record, RecordVersion

_MINE = (Record.organisation_id == bindparam("of"), Record.status != MERGED, Record.status != WITHDRAWN)
_PRESENT = (Record.id == RecordVersion.record_id) & (Record.version == RecordVersion.version)
_HEADS = (Record.id == Participation.record_id) & (Record.version == Participation.version)


def _recent(column: Any) -> Prepared:
    return Prepared(
        select(column)
        .join(Record, _PRESENT)
        .where(*_MINE, column.is_not(None))
        .group_by(column)
        .order_by(func.max(Record.id).desc())
        .limit(bindparam("most"))
    )


_ACTIVITIES, _PLACES = _recent(RecordVersion.activity), _recent(RecordVersion.place)
_LAST_ANSWERS = Prepared(
    select(RecordVersion.answers)
    .join(Record, _PRESENT)
    .where(*_MINE, RecordVersion.activity == bindparam("reported"))
    .order_by(Record.id.desc())
    .limit(1)
)
_TOTALS = Prepared(
    select(Participation.total)
    .join(Record, _HEADS)
    .where(*_MINE)
    .order_by(Record.id.desc())
    .limit(bindparam("most"))
)
_MAXIMUM = Prepared(
    select(func.coalesce(func.max(Participation.total), 0))
    .join(Record, _HEADS)
    .where(*_MINE, Record.id != bindparam("but"))
)


def activities(connection: Connection, organisation: int, limit: int = 4) -> tuple[str, ...]:
    """Codes of the activities it reported last."""
    return _ACTIVITIES.scalars(connection, {"of": organisation, "most": limit})


def places(connection: Connection, organisation: int, limit: int = 4) -> tuple[str, ...]:
    """Places it used last."""
    return _PLACES.scalars(connection, {"of": organisation, "most": limit})


def last_answers(connection: Connection, organisation: int, activity: str) -> dict[str, Any]:
    """The answers of its last report of this activity; empty when there is none."""
    return _LAST_ANSWERS.scalar(connection, {"of": organisation, "reported": activity}) or {}


def totals(connection: Connection, organisation: int, limit: int = 4) -> tuple[int, ...]:
    """Head-counts of its last reports."""
    return _TOTALS.scalars(connection, {"of": organisation, "most": limit})


def last_rate(connection: Connection, currency: str) -> tuple[str, date] | None:
    """The rate that the Network recorded last for a currency, in lei, and the day of that record."""
    rows = connection.execute(
        select(RecordVersion.facts, RecordVersion.created_at)
        .join(Record, _PRESENT)
        .where(Record.type == "project")
        .order_by(RecordVersion.created_at.desc(), RecordVersion.record_id.desc())
    )
    for facts, written in rows:
        if facts.get("currency") == currency and facts.get("rate"):
            return str(facts["rate"]), written.date()
    return None


def last_issue(connection: Connection) -> int:
    """The number of the newsletter's last issue; 0 when there is none."""
    rows = connection.execute(
        select(RecordVersion.facts)
        .join(Record, _PRESENT)
        .where(Record.type == "newsletter", Record.status.not_in((MERGED, WITHDRAWN)))
    )
    return max((int(facts.get("issue") or 0) for facts in rows.scalars()), default=0)


def usual_maximum(connection: Connection, organisation: int, but: int = 0) -> int:
    """Its largest head-count so far, without the record ``but``; 0 when there is none."""
    return int(_MAXIMUM.scalar(connection, {"of": organisation, "but": but}))
