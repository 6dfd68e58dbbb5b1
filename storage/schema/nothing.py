"""Periods of which an organisation said that there is nothing to report."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class NothingToReport(Base):
    """A quarter or a year without events; ``undone_at`` is set when that was taken back."""

    __tablename__ = "nothing_to_report"
    __table_args__ = (Index("ix_nothing_to_report_organisation", "organisation_id", "first"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    first: Mapped[date]
    last: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
