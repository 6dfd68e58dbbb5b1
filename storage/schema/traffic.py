"""Tables of what comes in, what goes out, what is running and what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Inbox(Base):
    """One update of a channel, stored before it is confirmed; states new, done, dead."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("uq_inbox_external", "channel", "external", unique=True),
        Index("ix_inbox_status", "status", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    external: Mapped[str]
    chat: Mapped[str | None]
    payload: Mapped[str]
    status: Mapped[str]
    attempts: Mapped[int]
    received_at: Mapped[datetime]
    error: Mapped[str | None]


class Outbox(Base):
    """One message to one chat as keys and arguments; it is rendered when it is sent.

    ``subject`` names what it is about, so that what waits can be cancelled when that is settled or changed.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "not_before"),
        Index("ix_outbox_subject", "subject", sqlite_where=text("subject IS NOT NULL")),
        Index("ix_outbox_screen", "screen", sqlite_where=text("screen IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe: Mapped[str | None] = mapped_column(unique=True)
    channel: Mapped[str]
    chat: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
    screen: Mapped[str | None]
    edits: Mapped[str | None]
    subject: Mapped[str | None]
    state: Mapped[str]
    attempts: Mapped[int]
    uncertain: Mapped[int]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    message: Mapped[str | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Screen(Base):
    """The choices of one shown screen: a button carries ``handle:index``, the meaning stays here."""

    __tablename__ = "screen"
    handle: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    key: Mapped[str]
    draft_id: Mapped[int | None]
    revision: Mapped[int | None]
    choices: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Job(Base):
    """Slow work for a child process; states waiting, running, done, failed."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    dedupe: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(index=True)
    attempts: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str]
    chat: Mapped[str]
    created_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]


class Audit(Base):
    """Append-only chain of what was done: ids only, each line sealed with the one before."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int | None]
    organisation_id: Mapped[int | None]
    action: Mapped[str]
    object: Mapped[str]
    digest: Mapped[str]
    previous: Mapped[str]
    seal: Mapped[str]


class ProcessStart(Base):
    """A start of the bot and whether it ended in order; five without one in ten minutes mean safe mode."""

    __tablename__ = "process_start"
    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
