"""Meetings: what people are invited to, from the proposed date to the record of its minutes.

Days and hours are local and become a moment here. Who answered stands in ``rsvp``, who was written to in
``broadcasts``; which changes people must hear of is decided in ``handlers.meetings``.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.plan import TOWN
from storage.schema import Meeting as Table

THEMATIC, DIALOGUE, NETWORK, OTHER = "thematic", "dialogue", "network", "other"
PROPOSED, CONFIRMED, HELD, CANCELLED = "proposed", "confirmed", "held", "cancelled"


@dataclass(frozen=True)
class Content:
    """What a new meeting says; the fields are those of ``Meeting``."""

    kind: str
    title: str
    held_on: date
    begins: str
    place: str
    title_ru: str | None = None
    ends: str | None = None
    link: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting as stored; ``begins`` and ``ends`` are local hours ("15:00"), ``period`` is "2026-Q4"."""

    id: int
    kind: str
    period: str | None
    title: str
    title_ru: str | None
    held_on: date
    begins: str
    ends: str | None
    place: str
    link: str | None
    state: str
    version: int
    created_by: int | None
    created_at: datetime
    changed_at: datetime
    record_id: int | None

    @property
    def starts_at(self) -> datetime:
        """When it begins, in UTC."""
        return _moment(self.held_on, self.begins)

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, in UTC; None when nobody said so."""
        return None if self.ends is None else _moment(self.held_on, self.ends)

    @property
    def subject(self) -> str:
        """What its messages are about in the outbox."""
        return f"meeting:{self.id}"

    def title_in(self, language: str) -> str:
        """Its title for a reader of this language."""
        return self.title_ru or self.title if language == "ru" else self.title


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), TOWN).astimezone(UTC)


_COLUMNS = (
    Table.id,
    Table.kind,
    Table.period,
    Table.title,
    Table.title_ru,
    Table.held_on,
    Table.begins,
    Table.ends,
    Table.place,
    Table.link,
    Table.state,
    Table.version,
    Table.created_by,
    Table.created_at,
    Table.changed_at,
    Table.record_id,
)


def add(
    connection: Connection, now: datetime, content: Content, *, state: str = CONFIRMED, by: int | None = None
) -> Meeting:
    """Write a meeting; raises ``IntegrityError`` for a second one of a kind and period."""
    values = {
        **asdict(content),
        "state": state,
        "version": 1,
        "created_by": by,
        "created_at": now,
        "changed_at": now,
    }
    return _read(connection.execute(insert(Table).values(values).returning(*_COLUMNS)).one())


def get(connection: Connection, id: int) -> Meeting | None:
    """A meeting by id."""
    row = connection.execute(select(*_COLUMNS).where(Table.id == id)).one_or_none()
    return None if row is None else _read(row)


def known(connection: Connection, id: int) -> Meeting:
    """A meeting by id; raises ``LookupError``."""
    found = get(connection, id)
    if found is None:
        raise LookupError(f"meeting {id}")
    return found


def change(connection: Connection, now: datetime, id: int, **values: Any) -> Meeting:
    """Change columns of a meeting; gives it as it is then. ``version`` is the caller's to raise."""
    changed = update(Table).where(Table.id == id).values(**values, changed_at=now).returning(*_COLUMNS)
    return _read(connection.execute(changed).one())


def coming(connection: Connection, first: date, last: date | None = None) -> tuple[Meeting, ...]:
    """Meetings from a day on that are not cancelled, the nearest first; ``last`` is the last day."""
    wanted = [Table.held_on >= first, Table.state != CANCELLED]
    if last is not None:
        wanted.append(Table.held_on <= last)
    return _found(connection, *wanted)


def of_period(connection: Connection, kind: str, period: str) -> Meeting | None:
    """The meeting of a kind that is owed for a period, unless it was cancelled."""
    found = _found(connection, Table.kind == kind, Table.period == period, Table.state != CANCELLED)
    return found[0] if found else None


def propose(connection: Connection, now: datetime, content: Content) -> bool:
    """Write a meeting that the rule proposes; False when its period had one already, also a cancelled one."""
    had = select(Table.id).where(Table.kind == content.kind, Table.period == content.period)
    if connection.execute(had).first() is not None:
        return False
    add(connection, now, content, state=PROPOSED)
    return True


def all_from(connection: Connection, first: date) -> tuple[Meeting, ...]:
    """Meetings from a day on, cancelled ones too, the earliest first."""
    return _found(connection, Table.held_on >= first)


def recorded(connection: Connection, now: datetime, id: int, record: int | None) -> bool:
    """It took place, and its minutes became ``record``; False when that was noted before."""
    values = {"state": HELD, "record_id": record, "changed_at": now}
    changed = update(Table).where(Table.id == id, Table.state != HELD).values(values)
    return connection.execute(changed).rowcount == 1


def of_record(connection: Connection, record: int) -> Meeting | None:
    """The meeting whose minutes a record is."""
    row = connection.execute(select(*_COLUMNS).where(Table.record_id == record)).one_or_none()
    return None if row is None else _read(row)


def last_titles(connection: Connection, most: int) -> tuple[tuple[str, str | None], ...]:
    """The titles of the newest meetings in both languages, each once; a proposed one may have none yet."""
    newest = func.max(Table.id)
    query = select(Table.title, func.max(Table.title_ru)).where(Table.title != "").group_by(Table.title)
    return tuple((row[0], row[1]) for row in connection.execute(query.order_by(newest.desc()).limit(most)))


def kind_of(connection: Connection, title: str) -> str | None:
    """The kind of the newest meeting with this title."""
    query = select(Table.kind).where(Table.title == title).order_by(Table.id.desc()).limit(1)
    return connection.execute(query).scalar()


def last_places(connection: Connection, most: int) -> tuple[str, ...]:
    """Where the newest meetings were, each place once; those only online have none."""
    newest = func.max(Table.id)
    query = select(Table.place).where(Table.place != "").group_by(Table.place)
    return tuple(connection.execute(query.order_by(newest.desc()).limit(most)).scalars())


def _found(connection: Connection, *wanted: Any) -> tuple[Meeting, ...]:
    rows = connection.execute(
        select(*_COLUMNS).where(*wanted).order_by(Table.held_on, Table.begins, Table.id)
    )
    return tuple(_read(row) for row in rows)


def _read(row: Any) -> Meeting:
    return Meeting(*row)
