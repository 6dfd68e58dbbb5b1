"""Starts of the bot's process, and the decision that it crashes too often to go on as usual."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.schema import ProcessStart

TOO_MANY = 5
WINDOW = timedelta(minutes=10)
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Start:
    """This start. ``safe``: receive and store, say that we repair, do nothing else."""

    id: int
    safe: bool


def begin(connection: Connection, now: datetime) -> Start:
    """Record a start; the fifth in ten minutes without an orderly end in between goes into safe mode."""
    connection.execute(delete(ProcessStart).where(ProcessStart.started_at < now - KEPT))
    id = connection.execute(
        insert(ProcessStart).values(started_at=now).returning(ProcessStart.id)
    ).scalar_one()
    unfinished = connection.execute(
        select(func.count())
        .select_from(ProcessStart)
        .where(ProcessStart.started_at > now - WINDOW, ProcessStart.stopped_at.is_(None))
    ).scalar_one()
    return Start(id, unfinished >= TOO_MANY)


def end(connection: Connection, start: Start, now: datetime) -> None:
    """Record that the process which began as ``start`` ended in order."""
    connection.execute(update(ProcessStart).where(ProcessStart.id == start.id).values(stopped_at=now))
