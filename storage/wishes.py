"""What people wish to be written to about unasked, and their pauses. Not here: what is held for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select, update

from storage.schema import Person

ALL, IMPORTANT, DIGEST = "all", "important", "digest"
WISHES = (ALL, IMPORTANT, DIGEST)


@dataclass(frozen=True)
class Wish:
    """What one person wishes; ``paused_until`` is the last day on which nothing is sent unasked."""

    notices: str
    paused_until: date | None

    def is_paused(self, today: date) -> bool:
        """Whether nothing is sent unasked on this day."""
        return self.paused_until is not None and today <= self.paused_until


def of(connection: Connection, person: int) -> Wish:
    """The wish of a person; raises ``LookupError``."""
    found = select(Person.notices, Person.paused_until).where(Person.id == person)
    row = connection.execute(found).one_or_none()
    if row is None:
        raise LookupError(f"person {person}")
    return Wish(*row)


def all_of_them(connection: Connection) -> dict[int, Wish]:
    """The wishes of everybody who has any; all others are written to as usual."""
    rows = connection.execute(
        select(Person.id, Person.notices, Person.paused_until).where(
            or_(Person.notices != ALL, Person.paused_until.is_not(None))
        )
    )
    return {row[0]: Wish(*row[1:]) for row in rows}


def choose(connection: Connection, person: int, notices: str) -> None:
    """From now on only this; raises ``ValueError`` for what nobody can wish."""
    if notices not in WISHES:
        raise ValueError(notices)
    connection.execute(update(Person).where(Person.id == person).values(notices=notices))


def pause(connection: Connection, person: int, until: date | None) -> None:
    """Nothing until the end of that day; None ends the pause."""
    connection.execute(update(Person).where(Person.id == person).values(paused_until=until))
