"""Slow work as rows: a child process does one at a time, the chat stays free.

A job whose arguments name a file (``media``) waits until the file is there and has been looked into.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, func, insert, or_, select, update

from storage.media import KNOWN, STORED
from storage.schema import Job as Table
from storage.schema import Media

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LEASE = timedelta(minutes=10)
MOST_TRIES = 3


@dataclass(frozen=True)
class Job:
    """One piece of slow work and who waits for it."""

    id: int
    kind: str
    arguments: dict[str, Any]
    attempts: int
    person_id: int
    channel: str
    chat: str


_COLUMNS = (
    Table.id,
    Table.kind,
    Table.arguments,
    Table.attempts,
    Table.person_id,
    Table.channel,
    Table.chat,
)
_ON_ITS_WAY = exists().where(
    Media.id == func.json_extract(Table.arguments, "$.media"), Media.state.in_((KNOWN, STORED))
)


def add(
    connection: Connection,
    now: datetime,
    kind: str,
    arguments: dict[str, Any],
    person: int,
    channel: str,
    chat: str,
    dedupe: str | None = None,
) -> int:
    """Queue a job for somebody. Returns its id; the same ``dedupe`` gives the job that is there."""
    if dedupe is not None:
        there = connection.execute(select(Table.id).where(Table.dedupe == dedupe)).scalar()
        if there is not None:
            return int(there)
    values = {
        "dedupe": dedupe,
        "kind": kind,
        "arguments": arguments,
        "state": WAITING,
        "attempts": 0,
        "person_id": person,
        "channel": channel,
        "chat": chat,
        "created_at": now,
    }
    return int(connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one())


def waits(connection: Connection, kind: str, person: int) -> bool:
    """Whether a job of this kind is queued or under way for somebody."""
    open_jobs = (Table.kind == kind, Table.person_id == person, Table.state.in_((WAITING, RUNNING)))
    return connection.execute(select(Table.id).where(*open_jobs).limit(1)).scalar() is not None


def known(connection: Connection, job: int) -> Job:
    """A job by its id; raises ``LookupError``."""
    row = connection.execute(select(*_COLUMNS).where(Table.id == job)).one_or_none()
    if row is None:
        raise LookupError(job)
    return Job(*row)


def is_running(connection: Connection, job: int) -> bool:
    """Whether a job is under way and nobody has ended it."""
    return connection.execute(select(Table.state).where(Table.id == job)).scalar() == RUNNING


def claim(connection: Connection, now: datetime) -> Job | None:
    """Take the oldest job that waits, or one whose worker died; None when there is nothing to do."""
    due = (
        select(Table.id)
        .where(~_ON_ITS_WAY)
        .where(or_(Table.state == WAITING, (Table.state == RUNNING) & (Table.lease_until < now)))
        .order_by(Table.id)
        .limit(1)
    )
    row = connection.execute(
        update(Table)
        .where(Table.id == due.scalar_subquery())
        .values(state=RUNNING, attempts=Table.attempts + 1, lease_until=now + LEASE)
        .returning(*_COLUMNS)
    ).one_or_none()
    return None if row is None else Job(*row)


def finish(connection: Connection, now: datetime, job: int) -> None:
    """The job is done."""
    connection.execute(update(Table).where(Table.id == job).values(state=DONE, finished_at=now))


def fail(connection: Connection, now: datetime, job: Job, error: str) -> bool:
    """A try failed; returns True when it was the last one. What its child has ended stays done."""
    last = job.attempts >= MOST_TRIES
    state = FAILED if last else WAITING
    changed = connection.execute(
        update(Table)
        .where(Table.id == job.id, Table.state == RUNNING)
        .values(state=state, error=error, finished_at=now)
    )
    return last and changed.rowcount == 1


def release(connection: Connection) -> None:
    """At start nobody is working: what a dead process held waits again."""
    connection.execute(update(Table).where(Table.state == RUNNING).values(state=WAITING, lease_until=None))
