"""Tables of what is owed, by which rules, and of every decision about a reminder."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class RuleChange(Base):
    """A rule as the secretariat changed it; the newest row of a rule is in force, rows are never changed."""

    __tablename__ = "rule_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(index=True)
    body: Mapped[dict[str, Any]]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]


class Obligation(Base):
    """Who owes what for which period; without an organisation the secretariat does.

    ``subject`` is the code of an indicator or of an activity, "" when the rule says all. ``period`` is
    2026, 2026-H1, 2026-Q3 or once. Whether it is due or overdue follows from dates; stored is what somebody
    did: ``fulfilled_by`` is report, nothing, records or done. ``assigned_to`` is who took it over.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        Index(
            "uq_obligation",
            "rule",
            "subject",
            "period",
            text("coalesce(organisation_id, 0)"),
            unique=True,
        ),
        Index("ix_obligation_due", "due_on"),
        Index("ix_obligation_organisation", "organisation_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    subject: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    period: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    opens_on: Mapped[date]
    due_on: Mapped[date]
    fulfilled_at: Mapped[datetime | None]
    fulfilled_by: Mapped[str | None]
    excused_at: Mapped[datetime | None]
    excused_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    promised_until: Mapped[date | None]
    promised_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ObligationNote(Base):
    """What the secretariat noted about something owed: phone, excused, postponed, and a word about it."""

    __tablename__ = "obligation_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    kind: Mapped[str]
    said: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Reminder(Base):
    """The one decision about one step for one person: sent, late, joined, coalesced, dropped.

    ``key`` is rule:subject:period:step:person. What the secretariat sends by hand is a row too, so the
    budget of a person is counted here. ``outbox_id`` is the message that carried it.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_person", "person_id", "decided_at"),
        Index("ix_reminder_subject", "subject"),
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str]
    decision: Mapped[str]
    decided_at: Mapped[datetime]
    outbox_id: Mapped[int | None]
