"""The drafts of an organisation: who holds each, and passing one on. Filling them in stands in ``drafts``.

A draft belongs to its organisation and is in one person's hands at a time; a hand-over is one update that
makes a new revision, so every button of the former holder's screens is old at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.drafts import ARCHIVED, COLUMNS, CURRENT, PARKED, Draft, read
from storage.schema import Draft as Table
from storage.schema import Person

OPEN = (CURRENT, PARKED, ARCHIVED)


@dataclass(frozen=True)
class Held:
    """A draft in a colleague's hands, with the name they gave."""

    draft: Draft
    holder: str


def of_colleagues(connection: Connection, organisations: Sequence[int], person: int) -> tuple[Held, ...]:
    """Drafts of these organisations that others have begun and not archived, the latest touched first."""
    rows = connection.execute(
        select(*COLUMNS, Person.name)
        .join(Person, Person.id == Table.person_id)
        .where(
            Table.organisation_id.in_(organisations),
            Table.person_id != person,
            Table.status.in_((CURRENT, PARKED)),
        )
        .order_by(Table.updated_at.desc(), Table.id.desc())
    )
    return tuple(Held(read(row[:-1]), row[-1]) for row in rows)


def archived(connection: Connection, person: int) -> tuple[Draft, ...]:
    """The person's drafts that were idle for long, the latest first."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(Table.person_id == person, Table.status == ARCHIVED)
        .order_by(Table.updated_at.desc(), Table.id.desc())
    )
    return tuple(read(row) for row in rows)


def pass_on(connection: Connection, now: datetime, draft: Draft, person: int) -> Draft:
    """Put a draft aside for somebody else. What it heard is forgotten: those messages are of another chat."""
    passed = replace(
        draft, person_id=person, status=PARKED, heard={}, revision=draft.revision + 1, updated_at=now
    )
    connection.execute(
        update(Table)
        .where(Table.id == draft.id)
        .values(person_id=person, status=PARKED, heard={}, revision=passed.revision, updated_at=now)
    )
    return passed


def of_person(connection: Connection, person: int, organisation: int) -> tuple[Draft, ...]:
    """All open drafts of an organisation that a person holds, archived ones too."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(Table.person_id == person, Table.organisation_id == organisation, Table.status.in_(OPEN))
        .order_by(Table.id)
    )
    return tuple(read(row) for row in rows)
