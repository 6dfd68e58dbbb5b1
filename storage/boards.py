"""Who of the secretariat follows which broadcast, and what their message about it says now.

What a board says and how often it may change is decided in ``handlers.broadcast.board``.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.schema import BroadcastBoard as Table
from storage.schema import Outbox


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


def followed(connection: Connection, since: datetime, before: datetime) -> tuple[Board, ...]:
    """Boards that were shown since then and not again after ``before``."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(Table.shown_at >= since, Table.shown_at <= before)
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
