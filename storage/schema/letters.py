"""Tables of letters to the secretariat and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Letter(Base):
    """What somebody wrote to the secretariat. ``about`` says at which step; ``media`` holds ids of files."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state", "state", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    follows: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    about: Mapped[dict[str, Any]]
    text: Mapped[str]
    media: Mapped[list[Any]]
    state: Mapped[str]
    created_at: Mapped[datetime]


class LetterAnswer(Base):
    """One answer of the secretariat; a letter may have several."""

    __tablename__ = "letter_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    created_at: Mapped[datetime]
