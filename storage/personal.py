"""What is held on a person: every column that leads to somebody, what of it they get as a copy, what goes.

One table decides for the export, for erasing and for the test that walks the schema, so a new column that
leads to a person cannot be forgotten. The statements of erasing stand in ``erasing``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from storage.schema import Address, Base


class Fate(StrEnum):
    """What erasing does with a row that leads to the person."""

    GONE = "the row is deleted"
    EMPTIED = "the row stays, all that was the person's is emptied"
    ID = "only the number of a person whose name is empty stays"


@dataclass(frozen=True)
class Link:
    """A column that leads to a person: whether its rows are in the copy, else why not; and their fate."""

    fate: Fate
    exported: bool = True
    because: str = ""


LINKS: Mapping[str, Link] = {
    "person.id": Link(Fate.EMPTIED),
    "address.person_id": Link(Fate.GONE),
    "address.chat": Link(Fate.GONE, False, "found by address.person_id"),
    "membership.person_id": Link(Fate.ID),
    "invitation.created_by": Link(Fate.ID),
    "invitation.used_by": Link(Fate.ID),
    "code_try.address_id": Link(Fate.GONE, False, "a count of wrong codes, kept for a day"),
    "draft.person_id": Link(Fate.EMPTIED),
    "record.author_id": Link(Fate.ID),
    "record.decided_by": Link(Fate.ID),
    "record.held_by": Link(Fate.ID, False, "a lock of ten minutes"),
    "record_version.author_id": Link(Fate.ID),
    "media.person_id": Link(Fate.EMPTIED),
    "review_comment.author_id": Link(Fate.ID),
    "correction_request.author_id": Link(Fate.ID),
    "correction_request.decided_by": Link(Fate.ID),
    "letter.person_id": Link(Fate.EMPTIED),
    "letter_answer.author_id": Link(Fate.ID),
    "presence.person_id": Link(Fate.ID),
    "co_organiser.decided_by": Link(Fate.ID),
    "twin_question.person_id": Link(Fate.ID),
    "nothing_to_report.person_id": Link(Fate.ID),
    "rhythm.person_id": Link(Fate.GONE),
    "moved_day.changed_by": Link(Fate.ID),
    "rule_change.changed_by": Link(Fate.ID),
    "obligation.excused_by": Link(Fate.ID),
    "obligation.promised_by": Link(Fate.ID),
    "obligation.assigned_to": Link(Fate.ID),
    "obligation_note.author_id": Link(Fate.ID),
    "reminder.person_id": Link(Fate.GONE),
    "meeting.created_by": Link(Fate.ID),
    "meeting_past.left_by": Link(Fate.ID),
    "rsvp.person_id": Link(Fate.ID),
    "rsvp.delegate_id": Link(Fate.ID),
    "attendance.person_id": Link(Fate.ID),
    "broadcast.author_id": Link(Fate.ID),
    "broadcast.approved_by": Link(Fate.ID),
    "recipient.person_id": Link(Fate.ID),
    "broadcast_board.person_id": Link(Fate.GONE, False, "which figures a message of theirs shows"),
    "group_chat.changed_by": Link(Fate.ID),
    "group_chat.chat": Link(Fate.ID, False, "a group, never one person's chat"),
    "access_request.person_id": Link(Fate.GONE),
    "access_request.decided_by": Link(Fate.ID),
    "merge.by": Link(Fate.ID),
    "merge.undone_by": Link(Fate.ID),
    "member_report.decided_by": Link(Fate.ID),
    "member_report_version.author_id": Link(Fate.ID),
    "member_report_question.author_id": Link(Fate.ID),
    "inbox.chat": Link(Fate.EMPTIED),
    "outbox.person_id": Link(Fate.EMPTIED),
    "outbox.chat": Link(Fate.EMPTIED),
    "screen.person_id": Link(Fate.GONE, False, "the meaning of buttons; their words are in outbox"),
    "screen.chat": Link(Fate.GONE, False, "found by screen.person_id"),
    "job.person_id": Link(Fate.EMPTIED),
    "job.chat": Link(Fate.EMPTIED, False, "found by job.person_id"),
    "audit.actor": Link(Fate.ID),
}

SECRET = {"token_hash", "code_hash", "digest", "previous", "seal"}
"""Columns that say nothing about a person and must not leave."""


def held(connection: Connection, person: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that is held on a person: table → its rows as JSON values, each once."""
    places = places_of(connection, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for table, columns in _exported():
        condition = or_(*(_leads_to(table, name, person, places) for name in columns))
        rows = connection.execute(select(table).where(condition).order_by(*table.primary_key.columns))
        found[table.name] = [_plain(dict(row._mapping)) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def counted(connection: Connection, person: int) -> dict[str, int]:
    """How many rows of each table are held on a person."""
    return {name: len(rows) for name, rows in held(connection, person).items()}


def places_of(connection: Connection, person: int) -> tuple[tuple[str, str], ...]:
    """The chats of a person: (channel, chat)."""
    rows = connection.execute(select(Address.channel, Address.chat).where(Address.person_id == person))
    return tuple((channel, chat) for channel, chat in rows)


def _exported() -> Iterator[tuple[Table, list[str]]]:
    for table in Base.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        wanted = [one for one in names if (link := LINKS.get(f"{table.name}.{one}")) and link.exported]
        if wanted:
            yield table, wanted


def _leads_to(
    table: Table, name: str, person: int, places: tuple[tuple[str, str], ...]
) -> ColumnElement[bool]:
    """A chat belongs to its channel: the same number may be somebody else's on another one."""
    if name != "chat":
        return table.c[name] == person
    chats = (and_(table.c.channel == channel, table.c.chat == chat) for channel, chat in places)
    return or_(False, *chats)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, (datetime, date)) else value
        for name, value in row.items()
        if name not in SECRET
    }
