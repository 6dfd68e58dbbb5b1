"""Table of days that a decision made free or working; what recurs every year stands in a data file."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class MovedDay(Base):
    """A day that the Government or the town hall moved; ``reason`` is what the secretariat wrote about it."""

    __tablename__ = "moved_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    reason: Mapped[str]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
