"""Files that people sent: announced by a channel first, fetched to our disk afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from storage.schema import Media as Table

KNOWN, STORED, REFUSED = "known", "stored", "refused"
MOST_TRIES = 8


@dataclass(frozen=True)
class Media:
    """A file; ``path`` is relative to the data folder and set once it is stored."""

    id: int
    channel: str
    file: str
    kind: str
    mime: str | None
    size: int | None
    path: str | None
    state: str
    attempts: int


_COLUMNS = (
    Table.id,
    Table.channel,
    Table.file,
    Table.kind,
    Table.mime,
    Table.size,
    Table.path,
    Table.state,
    Table.attempts,
)


def announce(
    connection: Connection,
    now: datetime,
    person: int,
    channel: str,
    *,
    file: str,
    unique_file: str,
    kind: str,
    mime: str | None,
    size: int | None,
) -> int:
    """Note a file; the same file of the same person is one."""
    found = connection.execute(
        select(Table.id).where(Table.person_id == person, Table.unique_file == unique_file)
    ).scalar()
    if found is not None:
        return int(found)
    values = {
        "person_id": person,
        "channel": channel,
        "file": file,
        "unique_file": unique_file,
        "kind": kind,
        "mime": mime,
        "size": size,
        "state": KNOWN,
        "attempts": 0,
        "not_before": now,
        "created_at": now,
    }
    return int(connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one())


def get(connection: Connection, ids: Sequence[int]) -> tuple[Media, ...]:
    """Files by id, in the order of the ids."""
    rows = connection.execute(select(*_COLUMNS).where(Table.id.in_(ids)))
    found = {row[0]: Media(*row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def to_fetch(connection: Connection, now: datetime, limit: int) -> tuple[Media, ...]:
    """Files that are still only on their channel and due for a try."""
    rows = connection.execute(
        select(*_COLUMNS).where(Table.state == KNOWN, Table.not_before <= now).order_by(Table.id).limit(limit)
    )
    return tuple(Media(*row) for row in rows)


def stored(connection: Connection, media: int, path: str, sha256: str, size: int) -> None:
    """The file is on our disk."""
    connection.execute(
        update(Table).where(Table.id == media).values(state=STORED, path=path, sha256=sha256, size=size)
    )


def failed(connection: Connection, now: datetime, media: int, attempts: int, final: bool) -> None:
    """A try failed: again later, or never when it is final or was tried often enough."""
    state = REFUSED if final or attempts + 1 >= MOST_TRIES else KNOWN
    later = now + timedelta(seconds=30 * 2**attempts)
    connection.execute(
        update(Table).where(Table.id == media).values(state=state, attempts=attempts + 1, not_before=later)
    )
