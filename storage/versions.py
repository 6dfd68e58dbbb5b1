"""What a record said at each submission: the versions of one record, for its history.

Versions are added by ``storage.records`` and never changed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from storage.schema import Person, RecordVersion, ReviewComment


@dataclass(frozen=True)
class Version:
    """One submission; ``author`` is "" when nobody is known any more."""

    version: int
    author: str
    created_at: datetime
    answers: dict[str, Any]


def of_record(connection: Connection, record: int) -> tuple[Version, ...]:
    """All versions of a record, the first one first."""
    rows = connection.execute(
        select(
            RecordVersion.version,
            func.coalesce(Person.name, ""),
            RecordVersion.created_at,
            RecordVersion.answers,
        )
        .outerjoin(Person, Person.id == RecordVersion.author_id)
        .where(RecordVersion.record_id == record)
        .order_by(RecordVersion.version)
    )
    return tuple(Version(*row) for row in rows)


def last_asked(connection: Connection, record: int, before: int) -> int | None:
    """The last version before ``before`` that the secretariat asked something about."""
    found: int | None = connection.execute(
        select(func.max(ReviewComment.version)).where(
            ReviewComment.record_id == record, ReviewComment.version < before
        )
    ).scalar()
    return found
