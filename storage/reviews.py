"""What the secretariat asks back about a record, and requests to correct an approved one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.records import APPROVED
from storage.schema import CorrectionRequest, Record, ReviewComment

OPEN, ANSWERED, DECLINED = "open", "answered", "declined"


@dataclass(frozen=True)
class Comment:
    """One question about one field. ``question`` is a packed text (``handlers.wire``).

    ``explained`` is why the organisation does not have what was asked; the field stays as it was.
    """

    id: int
    record_id: int
    field: str
    question: Any
    explained: str | None = None


@dataclass(frozen=True)
class Request:
    """A wish to correct an approved record."""

    id: int
    record_id: int
    author_id: int
    reason: str


_COMMENT = (
    ReviewComment.id,
    ReviewComment.record_id,
    ReviewComment.field,
    ReviewComment.question,
    ReviewComment.explained,
)


def ask(
    connection: Connection,
    now: datetime,
    record: int,
    version: int,
    author: int,
    questions: Sequence[tuple[str, Any]],
) -> tuple[int, ...]:
    """Store one comment a field, in order. Returns their ids."""
    ids = []
    for name, question in questions:
        values = {
            "record_id": record,
            "version": version,
            "field": name,
            "question": question,
            "state": OPEN,
            "author_id": author,
            "created_at": now,
        }
        ids.append(
            connection.execute(insert(ReviewComment).values(values).returning(ReviewComment.id)).scalar_one()
        )
    return tuple(ids)


def open_comments(connection: Connection, record: int) -> tuple[Comment, ...]:
    """The questions about a record that wait for an answer, in the order they were asked."""
    rows = connection.execute(
        select(*_COMMENT)
        .where(ReviewComment.record_id == record, ReviewComment.state == OPEN)
        .order_by(ReviewComment.id)
    )
    return tuple(Comment(*row) for row in rows)


def explain(connection: Connection, record: int, field: str, reason: str | None) -> None:
    """Answer the open question about a field with a reason instead of a value; None takes it back."""
    connection.execute(
        update(ReviewComment)
        .where(ReviewComment.record_id == record, ReviewComment.field == field, ReviewComment.state == OPEN)
        .values(explained=reason)
    )


def explained(connection: Connection, record: int, version: int) -> tuple[Comment, ...]:
    """What was asked about a version and answered with a reason."""
    rows = connection.execute(
        select(*_COMMENT)
        .where(
            ReviewComment.record_id == record,
            ReviewComment.version == version,
            ReviewComment.explained.is_not(None),
        )
        .order_by(ReviewComment.id)
    )
    return tuple(Comment(*row) for row in rows)


def answered(connection: Connection, now: datetime, record: int) -> None:
    """Close the open questions of a record: its next version answers them."""
    connection.execute(
        update(ReviewComment)
        .where(ReviewComment.record_id == record, ReviewComment.state == OPEN)
        .values(state=ANSWERED, answered_at=now)
    )


def request_correction(connection: Connection, now: datetime, record: int, author: int, reason: str) -> int:
    """Ask to reopen an approved record; a second open request is the first one."""
    same = (CorrectionRequest.record_id == record, CorrectionRequest.state == OPEN)
    found = connection.execute(select(CorrectionRequest.id).where(*same)).scalar()
    if found is not None:
        return int(found)
    values = {"record_id": record, "author_id": author, "reason": reason, "state": OPEN, "created_at": now}
    return int(
        connection.execute(
            insert(CorrectionRequest).values(values).returning(CorrectionRequest.id)
        ).scalar_one()
    )


def open_requests(connection: Connection) -> tuple[Request, ...]:
    """Requests that wait for the secretariat, oldest first; those of a merged record wait with it."""
    rows = connection.execute(
        select(
            CorrectionRequest.id,
            CorrectionRequest.record_id,
            CorrectionRequest.author_id,
            CorrectionRequest.reason,
        )
        .join(Record, Record.id == CorrectionRequest.record_id)
        .where(CorrectionRequest.state == OPEN, Record.status == APPROVED)
        .order_by(CorrectionRequest.id)
    )
    return tuple(Request(*row) for row in rows)


def decide_request(
    connection: Connection, now: datetime, request: int, by: int, granted: bool
) -> Request | None:
    """Close a request; None when somebody else did."""
    row = connection.execute(
        update(CorrectionRequest)
        .where(CorrectionRequest.id == request, CorrectionRequest.state == OPEN)
        .values(state=ANSWERED if granted else DECLINED, decided_at=now, decided_by=by)
        .returning(
            CorrectionRequest.id,
            CorrectionRequest.record_id,
            CorrectionRequest.author_id,
            CorrectionRequest.reason,
        )
    ).one_or_none()
    return None if row is None else Request(*row)
