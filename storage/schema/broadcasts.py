"""Tables of what the secretariat sends to many, to whom each went, and the groups that hear of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Broadcast(Base):
    """An invitation or a message to many. Its id is the short number that people see.

    ``kind`` is invitation, reminder (of one), message, change (a moved or cancelled meeting) or results.
    States: waits (for a second person), approved, paused, stopped, refused. Both texts are frozen when it is
    approved. How far it got is never kept here: it is counted from the messages of its recipients.
    ``forgiven_to`` is the last message whose failure was seen before somebody let a paused one go on.
    """

    __tablename__ = "broadcast"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    title: Mapped[str]
    title_ru: Mapped[str | None]
    text_ro: Mapped[str]
    text_ru: Mapped[str | None]
    files: Mapped[list[Any]]
    audience: Mapped[dict[str, Any]]
    answer_by: Mapped[date | None]
    state: Mapped[str] = mapped_column(index=True)
    paused_why: Mapped[str | None]
    forgiven_to: Mapped[int | None]
    send_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]


class Recipient(Base):
    """Who a broadcast goes to: a person, for the organisations they speak for, or a group chat.

    ``outbox_id`` is the message; what became of it stands there. ``tapped_at`` is the first tap on it,
    ``settled_at`` when the secretariat left it at a message of which nobody knows whether it arrived.
    """

    __tablename__ = "recipient"
    __table_args__ = (
        Index("uq_recipient_person", "broadcast_id", "person_id", unique=True),
        Index("uq_recipient_group", "broadcast_id", "group_id", unique=True),
        Index("ix_recipient_outbox", "outbox_id"),
        Index("ix_recipient_person", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group_chat.id"))
    organisations: Mapped[list[Any]]
    outbox_id: Mapped[int | None]
    tapped_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class BroadcastBoard(Base):
    """Somebody of the secretariat follows a broadcast: one message, edited when its figures change.

    ``edition`` is the number of their last message about it, ``figures`` what that says, ``shown_at`` when.
    """

    __tablename__ = "broadcast_board"
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    edition: Mapped[int]
    figures: Mapped[str]
    shown_at: Mapped[datetime]


class GroupChat(Base):
    """A group that the bot was added to; states asked, network (the secretariat said yes), refused, left."""

    __tablename__ = "group_chat"
    __table_args__ = (Index("uq_group_chat", "channel", "chat", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
