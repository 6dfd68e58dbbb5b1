"""Messages in the order they went out, with the steps they carried; and when the next one that waits may go.

For whoever watches the clock work. Not here: writing and claiming messages (``outbox``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from storage.outbox import PENDING, SENT
from storage.schema import Outbox, Reminder

ANSWERS = ("reply", "receipt", "menu")
"""Kinds that somebody waits for: they are not news."""


@dataclass(frozen=True)
class News:
    """A message that nobody waited for. ``keys`` are the steps that it carried, its own first."""

    id: int
    channel: str
    chat: str
    person_id: int | None
    sent_at: datetime
    content: Mapping[str, Any]
    keys: tuple[str, ...]


def since(connection: Connection, moment: datetime) -> tuple[News, ...]:
    """What was sent unasked after ``moment``; messages that only renew another one are left out."""
    columns = (Outbox.id, Outbox.channel, Outbox.chat, Outbox.person_id, Outbox.sent_at, Outbox.content)
    rows = connection.execute(
        select(*columns)
        .where(Outbox.sent_at > moment, Outbox.edits.is_(None), Outbox.kind.not_in(ANSWERS))
        .order_by(Outbox.sent_at, Outbox.id)
    ).all()
    keys = connection.execute(
        select(Reminder.outbox_id, Reminder.key)
        .where(Reminder.outbox_id.in_([row.id for row in rows]))
        .order_by(Reminder.decision != SENT, Reminder.key)
    ).all()
    carried = {row.id: tuple(one.key for one in keys if one.outbox_id == row.id) for row in rows}
    return tuple(News(**row._asdict(), keys=carried[row.id]) for row in rows)


def next_from(connection: Connection, after: datetime) -> datetime | None:
    """When the next message that waits may go; None when none does."""
    waiting = (Outbox.state == PENDING, Outbox.not_before > after)
    return connection.execute(select(func.min(Outbox.not_before)).where(*waiting)).scalar()
