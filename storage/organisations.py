"""Member organisations of the Network. Names are compared folded, so spelling does not make two."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from storage.prepared import Prepared
from storage.schema import Organisation as Table
from storage.schema import Record


@dataclass(frozen=True)
class Organisation:
    """A member as others see it."""

    id: int
    name: str
    name_ru: str | None
    idno: str | None


_COLUMNS = (Table.id, Table.name, Table.name_ru, Table.idno)
_MEMBERS = Prepared(select(*_COLUMNS).where(Table.left_on.is_(None)).order_by(Table.folded))


def add(
    connection: Connection,
    now: datetime,
    joined_on: date,
    name: str,
    folded: str,
    name_ru: str | None = None,
    idno: str | None = None,
) -> Organisation:
    """Add a member; one with the same folded name is returned instead of a second."""
    existing = find(connection, folded)
    if existing is not None:
        return existing
    values = {
        "name": name,
        "name_ru": name_ru,
        "idno": idno,
        "folded": folded,
        "joined_on": joined_on,
        "created_at": now,
    }
    return Organisation(*connection.execute(insert(Table).values(values).returning(*_COLUMNS)).one())


def find(connection: Connection, folded_or_idno: str) -> Organisation | None:
    """A member by folded name or by IDNO."""
    row = connection.execute(
        select(*_COLUMNS).where((Table.folded == folded_or_idno) | (Table.idno == folded_or_idno))
    ).one_or_none()
    return None if row is None else Organisation(*row)


def get(connection: Connection, organisation: int) -> Organisation | None:
    """A member by id."""
    row = connection.execute(select(*_COLUMNS).where(Table.id == organisation)).one_or_none()
    return None if row is None else Organisation(*row)


def joined_in(connection: Connection, organisation: int) -> int:
    """The year in which an organisation became a member; raises ``LookupError``."""
    joined = connection.execute(select(Table.joined_on).where(Table.id == organisation)).scalar()
    if joined is None:
        raise LookupError(f"organisation {organisation}")
    return joined.year


def members(connection: Connection) -> tuple[Organisation, ...]:
    """All present members, in the order of their folded names."""
    return tuple(Organisation(*row) for row in _MEMBERS.rows(connection, {}))


def search(
    connection: Connection, folded: str, matches: Callable[[str, str], bool]
) -> tuple[Organisation, ...]:
    """Present members whose folded name matches the folded words."""
    rows = connection.execute(
        select(*_COLUMNS, Table.folded).where(Table.left_on.is_(None)).order_by(Table.folded)
    )
    return tuple(Organisation(*row[:4]) for row in rows if matches(folded, row[4]))


def last_report(connection: Connection, organisation: int) -> datetime | None:
    """When a member last reported; None when it never did."""
    return connection.execute(
        select(func.max(Record.submitted_at)).where(Record.organisation_id == organisation)
    ).scalar()
