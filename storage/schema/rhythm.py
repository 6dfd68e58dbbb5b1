"""Events that somebody wishes to be asked about, because they are held every week."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Rhythm(Base):
    """An activity of an organisation on one weekday (Monday is 0) at one place, and who is asked after it.

    ``state`` is offered, on or off. ``missed`` and ``refused`` count in a row the questions that
    were not answered and the dates that were not held; ``refused_on`` is the last such date.
    """

    __tablename__ = "rhythm"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id", "activity", "weekday"),
        Index("ix_rhythm_due", "state", "next_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    activity: Mapped[str]
    place: Mapped[str]
    weekday: Mapped[int]
    next_on: Mapped[date]
    missed: Mapped[int]
    refused: Mapped[int]
    refused_on: Mapped[date | None]
    state: Mapped[str]
