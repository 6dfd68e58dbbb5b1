"""Tables of the annual reports of member organisations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class MemberReport(Base):
    """The report of one organisation for one year; states draft, submitted, returned, approved.

    ``seen`` is what the organisation saw of its records when it confirmed the figures, ``preview`` the
    content as it was last asked for as a file. The first sending decides whether it came in time.
    """

    __tablename__ = "member_report"
    __table_args__ = (
        Index("uq_member_report_year", "organisation_id", "year", unique=True),
        Index("ix_member_report_status", "year", "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    year: Mapped[int]
    status: Mapped[str]
    version: Mapped[int]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"), index=True)
    seen: Mapped[dict[str, Any]]
    preview: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    first_submitted_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MemberReportVersion(Base):
    """What a report said at one sending; versions are added, never changed."""

    __tablename__ = "member_report_version"
    report_id: Mapped[int] = mapped_column(ForeignKey("member_report.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    form_version: Mapped[int]
    content: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, Any]]


class MemberReportQuestion(Base):
    """One question of the secretariat about one block; the answer makes the next version."""

    __tablename__ = "member_report_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("member_report.id"), index=True)
    version: Mapped[int]
    block: Mapped[str]
    question: Mapped[dict[str, Any]]
    state: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
