"""Tables of drafts and of the records that come out of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Draft(Base):
    """A form being filled in. The open question is derived from ``answers``; only answers are stored."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("uq_draft_current", "person_id", unique=True, sqlite_where=text("status = 'current'")),
        Index("ix_draft_organisation", "organisation_id", "status"),
        Index("ix_draft_parked", "person_id", sqlite_where=text("status = 'parked'")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str]
    version: Mapped[int]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str]
    answers: Mapped[dict[str, Any]]
    wanted: Mapped[list[Any]]
    former: Mapped[dict[str, Any]]
    heard: Mapped[dict[str, Any]]
    subject: Mapped[dict[str, Any]]
    troubles: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]


class Record(Base):
    """One real thing that happened. Figures count it with ``approved_version`` and nothing else."""

    __tablename__ = "record"
    __table_args__ = (
        Index("ix_record_queue", "status", "submitted_at"),
        Index("ix_record_decided", "decided_at"),
        Index("ix_record_merged_into", "merged_into"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    status: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    approved_version: Mapped[int | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    submission: Mapped[str] = mapped_column(unique=True)
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_until: Mapped[datetime | None]


class RecordVersion(Base):
    """What a record said at one submission; versions are added, never changed."""

    __tablename__ = "record_version"
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    form_version: Mapped[int]
    activity: Mapped[str | None] = mapped_column(index=True)
    subtype: Mapped[str | None]
    title: Mapped[str]
    language: Mapped[str]
    summary: Mapped[str | None]
    date_from: Mapped[date]
    date_to: Mapped[date] = mapped_column(index=True)
    place: Mapped[str | None]
    joint_with_lpa: Mapped[bool]
    good_practice: Mapped[str | None]
    problem: Mapped[str | None]
    measure: Mapped[str | None]
    photos_public: Mapped[bool | None]
    facts: Mapped[dict[str, Any]]
    answers: Mapped[dict[str, Any]]


class Participation(Base):
    """Head-counts of one record version: counts only, never names. NULL means not stated."""

    __tablename__ = "participation"
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int]
    estimated: Mapped[bool]
    women: Mapped[int | None]
    men: Mapped[int | None]
    young: Mapped[int | None]
    vulnerable: Mapped[int | None]
    volunteers: Mapped[int | None]
    spectators: Mapped[int | None]


class Party(Base):
    """A co-organiser (a member) or a partner (anybody else, by name) of one record version."""

    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    version: Mapped[int]
    role: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    folded: Mapped[str]


class Media(Base):
    """A file that a person sent: where the channel keeps it and, once fetched, where we keep it.

    ``why`` says what a refused file was refused for, ``told_at`` that its person knows. ``public_path`` is
    a copy of new pixels that may be shown to everybody; it exists only while consent does.
    """

    __tablename__ = "media"
    __table_args__ = (
        Index("ix_media_person", "person_id", "created_at"),
        Index("ix_media_organisation", "organisation_id", "created_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None]
    channel: Mapped[str]
    file: Mapped[str]
    unique_file: Mapped[str]
    kind: Mapped[str]
    mime: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(index=True)
    path: Mapped[str | None]
    public_path: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    why: Mapped[str | None]
    told_at: Mapped[datetime | None]
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]


class Evidence(Base):
    """A file or a link that supports one record version."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_media", "media_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    version: Mapped[int]
    media_id: Mapped[int | None] = mapped_column(ForeignKey("media.id"))
    link: Mapped[str | None]
    consent: Mapped[bool]


class ReviewComment(Base):
    """One question of the secretariat about one field; the answer makes the next version."""

    __tablename__ = "review_comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    version: Mapped[int]
    field: Mapped[str]
    question: Mapped[dict[str, Any]]
    state: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    explained: Mapped[str | None]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class CorrectionRequest(Base):
    """A coordinator's request to reopen an approved record, with the reason in their words."""

    __tablename__ = "correction_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
