"""Tables of events that several organisations held: who says so, who says otherwise, what was made one."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class CoOrganiser(Base):
    """What one member says about its part in another's record: named in it, or added by itself.

    ``total`` and ``estimated`` are the head-count that this member gives: kept beside the record, never
    added to anything. ``said`` holds its words, ``submission`` the draft that they came from.
    """

    __tablename__ = "co_organiser"
    __table_args__ = (Index("ix_co_organiser_state", "state", "asked_at"),)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    origin: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    submission: Mapped[str | None] = mapped_column(unique=True)
    total: Mapped[int | None]
    estimated: Mapped[bool | None]
    said: Mapped[dict[str, Any]]


class JointEvidence(Base):
    """A file that a co-organiser keeps beside a record, with its own consent; no version of it changes."""

    __tablename__ = "joint_evidence"
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    consent: Mapped[bool]


class TwinQuestion(Base):
    """Whether what a draft reports is the event of that record: asked once for the pair, then answered.

    ``consent`` is what the save button said about the photos of the draft, for what comes after.
    """

    __tablename__ = "twin_question"
    submission: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    consent: Mapped[bool | None]
    same: Mapped[bool | None]


class Merge(Base):
    """One decision that two records are one event; undone, it stays as history.

    What it changes is ``status`` and ``merged_into`` of the merged record and nothing else, so
    ``status_before`` is all that undoing needs.
    """

    __tablename__ = "merge"
    id: Mapped[int] = mapped_column(primary_key=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    master_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    status_before: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
