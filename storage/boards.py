"""Who of the secretariat follows which broadcast, and what their message about it says now.

What a board says and how often it may change is decided in ``handlers.broadcast.board``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.schema import Broadcast, Meeting, Outbox
from storage.schema import BroadcastBoard as Table

AFTER = timedelta(days=3)
"""So long after a meeting, or after a message went, its board is still followed."""


@dataclass(frozen=True)
class Board:
    """A person's message about a broadcast; ``figures`` is what it says, ``edition`` its number."""

    broadcast_id: int
    person_id: int
    edition: int
    figures: str
    shown_at: datetime

    @property
    def key(self) -> str:
        """What makes this message unique in the outbox."""
        return f"board:{self.broadcast_id}:{self.person_id}:{self.edition}"


@dataclass(frozen=True)
class Message:
    """The message as it was last written: its state in the outbox, where it is, its id there."""

    state: str
    channel: str
    chat: str
    message: str | None


_COLUMNS = (Table.broadcast_id, Table.person_id, Table.edition, Table.figures, Table.shown_at)


def show(connection: Connection, now: datetime, broadcast: int, person: int, figures: str) -> Board:
    """A person is shown these figures in a message that is to be written."""
    new = {"edition": 1, "figures": figures, "shown_at": now}
    again = {"edition": Table.edition + 1, "figures": figures, "shown_at": now}
    written = (
        insert(Table)
        .values(broadcast_id=broadcast, person_id=person, **new)
        .on_conflict_do_update(index_elements=[Table.broadcast_id, Table.person_id], set_=again)
    )
    return Board(*connection.execute(written.returning(*_COLUMNS)).one())


def note(connection: Connection, now: datetime, board: Board, figures: str) -> None:
    """The message of a board says these figures now, or need not say them."""
    theirs = (Table.broadcast_id == board.broadcast_id, Table.person_id == board.person_id)
    connection.execute(update(Table).where(*theirs).values(figures=figures, shown_at=now))


def followed(connection: Connection, now: datetime) -> tuple[Board, ...]:
    """Boards of broadcasts whose figures may still change: a meeting to come or just over, a new message."""
    rows = connection.execute(
        select(*_COLUMNS)
        .join(Broadcast, Broadcast.id == Table.broadcast_id)
        .outerjoin(Meeting, Meeting.id == Broadcast.meeting_id)
        .where(
            or_(
                Meeting.held_on >= (now - AFTER).date(),
                and_(Broadcast.meeting_id.is_(None), Broadcast.send_at >= now - AFTER),
            )
        )
        .order_by(Table.broadcast_id, Table.person_id)
    )
    return tuple(Board(*row) for row in rows)


def message_of(connection: Connection, board: Board) -> Message | None:
    """The message of a board; None when it is gone."""
    shown = func.coalesce(Outbox.message, Outbox.edits)
    row = connection.execute(
        select(Outbox.state, Outbox.channel, Outbox.chat, shown).where(Outbox.dedupe == board.key)
    ).one_or_none()
    return None if row is None else Message(*row)
