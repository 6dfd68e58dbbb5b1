"""Tables of meetings, who answered the invitation for which organisation, and who came."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Meeting(Base):
    """Something people are invited to; kinds thematic, dialogue, network, other.

    ``period`` is the quarter or year that it is owed for. States: proposed (by the rule), confirmed, held,
    cancelled. ``held_on`` and ``begins`` ("15:00") are local; ``version`` grows with each change that people
    must hear of. ``record_id`` is the record that its minutes became.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index(
            "uq_meeting_period",
            "kind",
            "period",
            unique=True,
            sqlite_where=text("period IS NOT NULL AND state != 'cancelled'"),
        ),
        Index("ix_meeting_day", "held_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    period: Mapped[str | None]
    title: Mapped[str]
    title_ru: Mapped[str | None]
    held_on: Mapped[date]
    begins: Mapped[str]
    ends: Mapped[str | None]
    place: Mapped[str]
    link: Mapped[str | None]
    state: Mapped[str]
    version: Mapped[int]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))


class MeetingPast(Base):
    """What a meeting said until ``left_at``, when people had to hear of a change; ``reason`` is why.

    With the time at which a message about it was written this tells what its reader knows.
    """

    __tablename__ = "meeting_past"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    title_ru: Mapped[str | None]
    held_on: Mapped[date]
    begins: Mapped[str]
    place: Mapped[str]
    link: Mapped[str | None]
    reason: Mapped[str | None]
    left_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[datetime]


class Rsvp(Base):
    """The one answer of an organisation to an invitation: yes, maybe or no; ``persons`` come with yes."""

    __tablename__ = "rsvp"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    answer: Mapped[str]
    persons: Mapped[int]
    reason: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    answered_at: Mapped[datetime]


class Attendance(Base):
    """Somebody said on the day that they have come; once a person and organisation."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
