"""Tables of presence lists: who came is counted, never named; no address of anybody is kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Presence(Base):
    """A presence list that a QR code opens: whose, of which event, from when until when.

    ``minute_from`` and ``minute_count`` are its pace; ``edition``, ``shown_*`` and ``finished`` say what
    its counter in the chat shows. ``token_hash`` goes 30 days after the end.
    """

    __tablename__ = "presence"
    __table_args__ = (
        Index("ix_presence_day", "organisation_id", "day"),
        Index("ix_presence_finished", "finished", "closes_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    draft_id: Mapped[int | None]
    title: Mapped[str]
    day: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    minute_from: Mapped[datetime]
    minute_count: Mapped[int]
    edition: Mapped[int]
    shown_total: Mapped[int]
    shown_at: Mapped[datetime | None]
    finished: Mapped[bool]
    created_at: Mapped[datetime]


class PresenceCount(Base):
    """How many confirmed with one pair of answers; "" is what was not said."""

    __tablename__ = "presence_count"
    presence_id: Mapped[int] = mapped_column(ForeignKey("presence.id"), primary_key=True)
    gender: Mapped[str] = mapped_column(primary_key=True)
    age: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class PresenceTicket(Base):
    """A device that has confirmed, as the hash of a random number; kept until the list is over."""

    __tablename__ = "presence_ticket"
    presence_id: Mapped[int] = mapped_column(ForeignKey("presence.id"), primary_key=True)
    ticket_hash: Mapped[str] = mapped_column(primary_key=True)
