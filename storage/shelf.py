"""The drafts of an organisation: who holds each, and passing one on. Filling them in stands in ``drafts``.

A draft belongs to its organisation and is in one person's hands at a time; a hand-over is one update that
makes a new revision, so every button of the former holder's screens is old at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from storage.drafts import ARCHIVED, COLUMNS, CURRENT, DISCARDED, ERASED, PARKED, SUBMITTED, Draft, read
from storage.retention import rules
from storage.schema import Draft as Table
from storage.schema import MemberReport, Person

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
        .values(
            person_id=person,
            status=PARKED,
            heard={},
            revision=passed.revision,
            updated_at=now,
            warned_at=None,
        )
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


def count_open(connection: Connection, person: int) -> int:
    """How many drafts a person holds that can still be gone on with."""
    mine = (Table.person_id == person, Table.status.in_(OPEN))
    return connection.execute(select(func.count()).select_from(Table).where(*mine)).scalar_one()


def to_warn(connection: Connection, now: datetime) -> tuple[Draft, ...]:
    """Archived drafts that will be emptied soon and whose holder was not told yet."""
    old = now - _told_after()
    rows = connection.execute(
        select(*COLUMNS)
        .where(Table.status == ARCHIVED, Table.updated_at <= old, Table.warned_at.is_(None))
        .order_by(Table.id)
    )
    return tuple(read(row) for row in rows)


def warn_at(draft: Draft) -> datetime:
    """When the holder of an archived draft is to be told that it will be emptied."""
    return draft.updated_at + _told_after()


def _told_after() -> timedelta:
    return rules().of("draft_archived") - rules().of("draft_notice")


def warned(connection: Connection, now: datetime, draft: Draft) -> None:
    """The holder was told that the draft will be emptied."""
    connection.execute(update(Table).where(Table.id == draft.id).values(warned_at=now))


def empty_old(connection: Connection, now: datetime) -> None:
    """Empty drafts whose time has come; an archived one not before its notice had its days.

    The row stays: its number is the mark of the report that came out of it.
    """
    told = Table.warned_at <= now - rules().of("draft_notice")
    archived_long = (Table.updated_at <= now - rules().of("draft_archived")) & told
    _empty(connection, now, (Table.status == ARCHIVED) & archived_long, ERASED)
    deleted = (Table.status == DISCARDED) & (Table.updated_at <= now - rules().of("draft_deleted"))
    _empty(connection, now, deleted, ERASED)
    sent = (Table.status == SUBMITTED) & (Table.updated_at <= now - rules().of("draft_sent"))
    _empty(connection, now, sent & (Table.answers != {}), SUBMITTED)


def _empty(connection: Connection, now: datetime, which: ColumnElement[bool], status: str) -> None:
    bare: dict[str, Any] = {"answers": {}, "former": {}, "heard": {}, "wanted": [], "status": status}
    connection.execute(update(Table).where(which).values(**bare))
    let_go(connection)


def let_go(connection: Connection) -> None:
    """An emptied draft is nobody's way to an annual report any more: that one is begun anew."""
    gone = select(Table.id).where(Table.status == ERASED)
    connection.execute(update(MemberReport).where(MemberReport.draft_id.in_(gone)).values(draft_id=None))


def files_at_hand(connection: Connection) -> set[int]:
    """Files that an open draft holds: they are not unused."""
    rows = connection.execute(select(Table.answers, Table.former).where(Table.status.in_(OPEN)))
    return {file for row in rows for packed in row for file in _files(packed)}


def _files(packed: Any) -> Iterator[int]:
    if isinstance(packed, dict):
        found = packed.get("files")
        yield from (one for one in found or () if isinstance(one, int)) if isinstance(found, list) else ()
        packed = list(packed.values())
    if isinstance(packed, list):
        for part in packed:
            yield from _files(part)
