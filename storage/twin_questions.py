"""Pairs of a draft and a record that the author was asked about: the same event, or another one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from storage.prepared import Prepared
from storage.schema import Record, TwinQuestion


@dataclass(frozen=True)
class Asked:
    """A question that was put: what the save button said about photos, and the answer, None while open."""

    record_id: int
    consent: bool | None
    same: bool | None


_TOLD_APART = Prepared(
    select(TwinQuestion.record_id).where(
        TwinQuestion.submission == bindparam("by"), TwinQuestion.same.is_(False)
    )
)


def ask(
    connection: Connection, now: datetime, submission: str, record: int, person: int, consent: bool | None
) -> None:
    """Note that the author of a draft is asked about a record; asked again, the newest consent holds."""
    values = {"person_id": person, "asked_at": now, "consent": consent}
    if not connection.execute(update(TwinQuestion).where(*_pair(submission, record)).values(values)).rowcount:
        values |= {"submission": submission, "record_id": record}
        connection.execute(insert(TwinQuestion).values(values))


def asked(connection: Connection, submission: str, record: int) -> Asked | None:
    """What the author of this draft was asked about that record; None when nothing."""
    columns = (TwinQuestion.record_id, TwinQuestion.consent, TwinQuestion.same)
    row = connection.execute(select(*columns).where(*_pair(submission, record))).one_or_none()
    return None if row is None else Asked(*row)


def answer(connection: Connection, submission: str, record: int, same: bool) -> None:
    """Keep the author's answer."""
    connection.execute(update(TwinQuestion).where(*_pair(submission, record)).values(same=same))


def told_apart(connection: Connection, submission: str) -> frozenset[int]:
    """Records that the author of this draft said are other events."""
    return frozenset(_TOLD_APART.scalars(connection, {"by": submission}))


def are_apart(connection: Connection, one: int, other: int) -> bool:
    """Whether the author of either record said that the other one is another event."""
    said = (
        select(TwinQuestion.record_id)
        .join(Record, Record.submission == TwinQuestion.submission)
        .where(TwinQuestion.same.is_(False))
    )
    return any(
        connection.execute(said.where(Record.id == mine, TwinQuestion.record_id == theirs)).first()
        for mine, theirs in ((one, other), (other, one))
    )


def _pair(submission: str, record: int) -> tuple[ColumnElement[bool], ...]:
    return (TwinQuestion.submission == submission, TwinQuestion.record_id == record)
