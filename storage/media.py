"""Files that people sent: announced by a channel, fetched to our disk, looked into, then kept or refused.

States: known → stored → checked, or refused with a ``why``. A checked picture has a public copy while an
accepted record shows it with consent (docs/media.md). Not here: fetching and looking into files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update

from storage.records import MERGED, WITHDRAWN
from storage.schema import Evidence, Record
from storage.schema import Media as Table

KNOWN, STORED, CHECKED, REFUSED = "known", "stored", "checked", "refused"
GONE = "gone"
"""Why a file is refused that could not be had from its channel."""

MOST_TRIES = 8

Named = tuple[frozenset[str], frozenset[str]]
"""Paths of originals, paths of public copies."""


@dataclass(frozen=True)
class Media:
    """A file; ``path`` and ``public_path`` are relative to the data folder, set once the files exist."""

    id: int
    person_id: int | None
    channel: str
    file: str
    kind: str
    mime: str | None
    size: int | None
    path: str | None
    public_path: str | None
    state: str
    why: str | None
    attempts: int


_COLUMNS: tuple[Any, ...] = (
    Table.id,
    Table.person_id,
    Table.channel,
    Table.file,
    Table.kind,
    Table.mime,
    Table.size,
    Table.path,
    Table.public_path,
    Table.state,
    Table.why,
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
    organisation: int | None = None,
) -> int:
    """Note a file; the same file of the same person is one, and one that was refused is tried anew."""
    new = {"state": KNOWN, "why": None, "told_at": None, "attempts": 0, "not_before": now, "created_at": now}
    found = connection.execute(
        select(Table.id, Table.state).where(Table.person_id == person, Table.unique_file == unique_file)
    ).one_or_none()
    if found is not None:
        if found.state == REFUSED:
            connection.execute(update(Table).where(Table.id == found.id).values(new | {"file": file}))
        return int(found.id)
    values = new | {
        "person_id": person,
        "organisation_id": organisation,
        "channel": channel,
        "file": file,
        "unique_file": unique_file,
        "kind": kind,
        "mime": mime,
        "size": size,
    }
    return int(connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one())


def get(connection: Connection, ids: Sequence[int]) -> tuple[Media, ...]:
    """Files by id, in the order of the ids."""
    rows = connection.execute(select(*_COLUMNS).where(Table.id.in_(ids)))
    found = {row[0]: Media(*row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def documented(connection: Connection, record: int, version: int) -> bool:
    """Whether at least one link, or one file that was not refused, supports a version of a record."""
    found = connection.execute(
        select(Evidence.id)
        .outerjoin(Table, Table.id == Evidence.media_id)
        .where(Evidence.record_id == record, Evidence.version == version)
        .where(func.coalesce(Table.state, "") != REFUSED)
        .limit(1)
    )
    return found.first() is not None


def sent_by(connection: Connection, person: int, since: datetime) -> int:
    """How many files a person has sent since then."""
    return connection.execute(
        select(func.count()).where(Table.person_id == person, Table.created_at > since)
    ).scalar_one()


def bytes_of(connection: Connection, organisation: int, since: datetime) -> int:
    """Bytes of the files of an organisation since then; refused ones take no room."""
    total = connection.execute(
        select(func.sum(Table.size)).where(
            Table.organisation_id == organisation, Table.created_at >= since, Table.state != REFUSED
        )
    ).scalar()
    return int(total or 0)


def to_fetch(connection: Connection, now: datetime, limit: int) -> tuple[Media, ...]:
    """Files that are still only on their channel and due for a try."""
    return _due(connection, now, limit, Table.state == KNOWN)


def to_check(connection: Connection, now: datetime, limit: int) -> tuple[Media, ...]:
    """Files on our disk that nobody has looked into and that are due for a try."""
    return _due(connection, now, limit, Table.state == STORED)


def _due(connection: Connection, now: datetime, limit: int, which: ColumnElement[bool]) -> tuple[Media, ...]:
    rows = connection.execute(
        select(*_COLUMNS).where(which, Table.not_before <= now).order_by(Table.id).limit(limit)
    )
    return tuple(Media(*row) for row in rows)


def stored(connection: Connection, media: int, path: str, sha256: str, size: int) -> None:
    """The file is on our disk."""
    connection.execute(
        update(Table)
        .where(Table.id == media)
        .values(state=STORED, path=path, sha256=sha256, size=size, attempts=0)
    )


def checked(connection: Connection, media: int) -> None:
    """The file is what it says it is."""
    connection.execute(update(Table).where(Table.id == media).values(state=CHECKED, attempts=0))


def refused(connection: Connection, media: int, why: str) -> None:
    """The file is not kept; its bytes are removed by whoever keeps the folder (``named``)."""
    connection.execute(update(Table).where(Table.id == media).values(state=REFUSED, why=why, path=None))


def failed(
    connection: Connection,
    now: datetime,
    one: Media,
    why: str = GONE,
    *,
    final: bool = False,
    most: int = MOST_TRIES,
) -> None:
    """A try failed: again later, or never when it is final or the last of ``most``."""
    if final or one.attempts + 1 >= most:
        refused(connection, one.id, why)
    later = now + timedelta(seconds=30 * 2**one.attempts)
    connection.execute(
        update(Table).where(Table.id == one.id).values(attempts=one.attempts + 1, not_before=later)
    )


def _consented() -> ColumnElement[bool]:
    """The accepted version of a record that counts shows this file, and was saved with consent."""
    return exists().where(
        Evidence.media_id == Table.id,
        Evidence.consent,
        Record.id == Evidence.record_id,
        Record.approved_version == Evidence.version,
        Record.status.not_in((MERGED, WITHDRAWN)),
    )


def to_publish(
    connection: Connection, now: datetime, limit: int, endings: Sequence[str]
) -> tuple[Media, ...]:
    """Checked files of these endings with consent and no public copy, unless it was tried too often."""
    picture = or_(*(Table.path.endswith(f".{ending}") for ending in endings))
    wanted = and_(
        Table.state == CHECKED,
        Table.public_path.is_(None),
        Table.attempts < MOST_TRIES,
        picture,
        _consented(),
    )
    return _due(connection, now, limit, wanted)


def to_withdraw(connection: Connection) -> tuple[int, ...]:
    """Files with a public copy that have no consent any more."""
    rows = connection.execute(select(Table.id).where(Table.public_path.is_not(None), ~_consented()))
    return tuple(rows.scalars())


def publish(
    connection: Connection, now: datetime, made: Mapping[int, str], failures: Sequence[Media]
) -> None:
    """Note the public copies that were made and those that could not be; drop those without consent."""
    for media, path in made.items():
        connection.execute(update(Table).where(Table.id == media).values(public_path=path, attempts=0))
    for one in failures:
        later = now + timedelta(seconds=30 * 2**one.attempts)
        connection.execute(
            update(Table).where(Table.id == one.id).values(attempts=one.attempts + 1, not_before=later)
        )
    lost = to_withdraw(connection)
    connection.execute(update(Table).where(Table.id.in_(lost)).values(public_path=None))


def public_of(connection: Connection, record: int) -> tuple[str, ...]:
    """The pictures of a record that may be shown to everybody: the only way to them for a public document."""
    rows = connection.execute(
        select(Table.public_path)
        .join(Evidence, Evidence.media_id == Table.id)
        .join(Record, and_(Record.id == Evidence.record_id, Record.approved_version == Evidence.version))
        .where(Record.id == record, Evidence.consent, Table.public_path.is_not(None))
        .where(Record.status.not_in((MERGED, WITHDRAWN)))
        .order_by(Evidence.id)
    )
    return tuple(path for path in rows.scalars() if path is not None)


def untold(connection: Connection) -> tuple[Media, ...]:
    """Refused files whose person does not know it; whoever still has files under way is told at the end."""
    busy = select(Table.person_id).where(
        or_(Table.state == STORED, and_(Table.state == KNOWN, Table.attempts == 0)),
        Table.person_id.is_not(None),
    )
    rows = connection.execute(
        select(*_COLUMNS)
        .where(Table.state == REFUSED, Table.told_at.is_(None), Table.person_id.not_in(busy))
        .order_by(Table.id)
    )
    return tuple(Media(*row) for row in rows)


def told(connection: Connection, now: datetime, ids: Sequence[int]) -> None:
    """Their person knows that these files were refused."""
    connection.execute(update(Table).where(Table.id.in_(ids)).values(told_at=now))


def named(connection: Connection) -> Named:
    """The paths of all originals and of all public copies: a file that is not among them has no use."""
    rows = connection.execute(select(Table.path, Table.public_path)).all()
    return frozenset(row[0] for row in rows if row[0]), frozenset(row[1] for row in rows if row[1])
