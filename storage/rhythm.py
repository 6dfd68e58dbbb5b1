"""Who is asked after which weekly event: offered once, asked from these rows. When is decided elsewhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.records import MERGED, WITHDRAWN
from storage.schema import Record, RecordVersion
from storage.schema import Rhythm as Table

OFFERED, ON, OFF = "offered", "on", "off"


@dataclass(frozen=True)
class Rhythm:
    """One weekly event of one person, as stored."""

    id: int
    person_id: int
    organisation_id: int
    activity: str
    place: str
    weekday: int
    next_on: date
    missed: int
    refused: int
    refused_on: date | None
    state: str


_ALL = select(*Table.__table__.columns)


def offer(
    connection: Connection, person: int, organisation: int, activity: str, place: str, next_on: date
) -> Rhythm | None:
    """Keep that it is offered; None when that was done for another date, or it was answered."""
    key = {
        "person_id": person,
        "organisation_id": organisation,
        "activity": activity,
        "weekday": next_on.weekday(),
    }
    row = connection.execute(_ALL.filter_by(**key)).one_or_none()
    if row is None:
        fresh = {"place": place, "next_on": next_on, "missed": 0, "refused": 0, "state": OFFERED}
        connection.execute(insert(Table).values(**key, **fresh))
        row = connection.execute(_ALL.filter_by(**key)).one()
    found = Rhythm(*row)
    return found if (found.state, found.next_on) == (OFFERED, next_on) else None


def find(connection: Connection, rhythm: int) -> Rhythm | None:
    """One of them; None when there is none."""
    row = connection.execute(_ALL.where(Table.id == rhythm)).one_or_none()
    return None if row is None else Rhythm(*row)


def due(connection: Connection, today: date) -> tuple[Rhythm, ...]:
    """Those whose next event was today or before."""
    rows = connection.execute(_ALL.where(Table.state == ON, Table.next_on <= today).order_by(Table.id))
    return tuple(Rhythm(*row) for row in rows)


def change(connection: Connection, rhythm: int, **values: Any) -> None:
    """Set columns of one of them."""
    connection.execute(update(Table).where(Table.id == rhythm).values(**values))


def is_reported(connection: Connection, one: Rhythm, day: date) -> bool:
    """Whether its organisation has reported an event of its activity for that day."""
    found = connection.execute(
        select(Record.id)
        .join(
            RecordVersion, (RecordVersion.record_id == Record.id) & (RecordVersion.version == Record.version)
        )
        .where(
            Record.organisation_id == one.organisation_id,
            Record.type == "event",
            Record.status.not_in((MERGED, WITHDRAWN)),
            RecordVersion.activity == one.activity,
            RecordVersion.date_from <= day,
            RecordVersion.date_to >= day,
        )
        .limit(1)
    )
    return found.first() is not None
