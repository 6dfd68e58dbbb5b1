"""Letters to the secretariat: kept until somebody answers, and afterwards with the answers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.schema import Letter as Table
from storage.schema import LetterAnswer

OPEN, ANSWERED = "open", "answered"


@dataclass(frozen=True)
class Letter:
    """A letter. ``about`` is ``{"form": …, "question": …}`` where it was written at a step, else empty."""

    id: int
    person_id: int
    organisation_id: int | None
    record_id: int | None
    about: dict[str, Any]
    text: str
    media: tuple[int, ...]
    state: str
    created_at: datetime


@dataclass(frozen=True)
class Answer:
    """An answer and who of the secretariat gave it."""

    author_id: int
    text: str
    created_at: datetime


_COLUMNS = (
    Table.id,
    Table.person_id,
    Table.organisation_id,
    Table.record_id,
    Table.about,
    Table.text,
    Table.media,
    Table.state,
    Table.created_at,
)


def _read(row: Any) -> Letter:
    return replace(Letter(*row), media=tuple(row.media))


def write(
    connection: Connection,
    now: datetime,
    person: int,
    organisation: int | None,
    *,
    text: str,
    media: tuple[int, ...] = (),
    about: dict[str, Any] | None = None,
    record: int | None = None,
    follows: int | None = None,
) -> int:
    """Keep a letter; returns its id."""
    values = {
        "person_id": person,
        "organisation_id": organisation,
        "record_id": record,
        "follows": follows,
        "about": about or {},
        "text": text,
        "media": list(media),
        "state": OPEN,
        "created_at": now,
    }
    return int(connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one())


def get(connection: Connection, letter: int) -> Letter | None:
    """A letter by id."""
    row = connection.execute(select(*_COLUMNS).where(Table.id == letter)).one_or_none()
    return None if row is None else _read(row)


def waiting(connection: Connection) -> tuple[Letter, ...]:
    """Letters that nobody has answered, oldest first."""
    rows = connection.execute(select(*_COLUMNS).where(Table.state == OPEN).order_by(Table.id))
    return tuple(_read(row) for row in rows)


def how_many_wait(connection: Connection) -> int:
    """How many letters nobody has answered."""
    counted = select(func.count()).select_from(Table).where(Table.state == OPEN)
    return int(connection.execute(counted).scalar_one())


def answers(connection: Connection, letter: int) -> tuple[Answer, ...]:
    """The answers of a letter in the order they were given."""
    rows = connection.execute(
        select(LetterAnswer.author_id, LetterAnswer.text, LetterAnswer.created_at)
        .where(LetterAnswer.letter_id == letter)
        .order_by(LetterAnswer.id)
    )
    return tuple(Answer(*row) for row in rows)


def answer(connection: Connection, now: datetime, letter: int, author: int, text: str) -> None:
    """Keep an answer; the letter waits no longer."""
    values = {"letter_id": letter, "author_id": author, "text": text, "created_at": now}
    connection.execute(insert(LetterAnswer).values(values))
    connection.execute(update(Table).where(Table.id == letter).values(state=ANSWERED))
