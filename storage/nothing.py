"""What organisations said of periods without events: "nothing to report" is a report too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from storage.schema import NothingToReport as Table


@dataclass(frozen=True)
class Nothing:
    """One statement that stands."""

    id: int
    organisation_id: int
    first: date
    last: date
    at: datetime


_COLUMNS = (Table.id, Table.organisation_id, Table.first, Table.last, Table.at)


def tell(
    connection: Connection, now: datetime, organisation: int, first: date, last: date, person: int
) -> int:
    """Keep the statement; the same one said again is the first one. Returns its id."""
    same = (Table.organisation_id == organisation, Table.first == first, Table.last == last)
    found: int | None = connection.execute(select(Table.id).where(*same, Table.undone_at.is_(None))).scalar()
    if found is not None:
        return found
    values = {"organisation_id": organisation, "first": first, "last": last, "person_id": person, "at": now}
    return int(connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one())


def undo(connection: Connection, now: datetime, statement: int, organisations: Sequence[int]) -> bool:
    """Take a statement of one of these organisations back; False when there is none that stands."""
    result = connection.execute(
        update(Table)
        .where(Table.id == statement, Table.organisation_id.in_(organisations), Table.undone_at.is_(None))
        .values(undone_at=now)
    )
    return result.rowcount == 1


def touching(connection: Connection, organisation: int, first: date, last: date) -> tuple[Nothing, ...]:
    """The statements of an organisation that touch the period, the first period first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(
            Table.organisation_id == organisation,
            Table.undone_at.is_(None),
            Table.first <= last,
            Table.last >= first,
        )
        .order_by(Table.first, Table.id)
    )
    return tuple(Nothing(*row) for row in rows)


def organisations(connection: Connection, first: date, last: date) -> frozenset[int]:
    """The organisations that said so of a period within these days."""
    rows = connection.execute(
        select(Table.organisation_id).where(
            Table.undone_at.is_(None), Table.first <= last, Table.last >= first
        )
    )
    return frozenset(rows.scalars())


def covering(connection: Connection, first: date, last: date) -> dict[int, datetime]:
    """The organisations that said so of the whole period, each with when it first did."""
    rows = connection.execute(
        select(Table.organisation_id, func.min(Table.at))
        .where(Table.undone_at.is_(None), Table.first <= first, Table.last >= last)
        .group_by(Table.organisation_id)
    )
    return {row[0]: row[1] for row in rows}
