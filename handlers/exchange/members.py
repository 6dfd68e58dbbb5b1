"""Whole tables of members: what a file would do to the register, doing it or nothing, writing it out.

A table is text only; files are opened elsewhere. Coordinators' names are no part of it: they join by an
invitation, and the table only says how many to prepare.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.context import Context
from handlers.exchange.member_columns import HEADINGS, INVITATIONS, NAMES, NUMBER, mapped
from handlers.exchange.member_rows import Change, Line, Reader
from handlers.exchange.table import Table
from handlers.exchange.tables import Trouble
from handlers.messages import Said, say
from storage import audit, members
from storage.members import Member

MOST_ROWS = 1_000
MANY = 40
"""Per cent of the present members: a table that ends so many memberships is confirmed in writing."""


@dataclass(frozen=True)
class Checked:
    """What a file would do. ``leaving`` of the ``present`` members would leave; ``invitations`` are
    (change, number) to prepare, what is there already taken off; ``read_as`` headings under another name.
    """

    changes: tuple[Change, ...] = ()
    same: int = 0
    leaving: int = 0
    present: int = 0
    invitations: tuple[tuple[Change, int], ...] = ()
    read_as: tuple[tuple[str, Said], ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def added(self) -> int:
        """How many members are new."""
        return sum(one.member is None for one in self.changes)

    @property
    def is_many(self) -> bool:
        """Whether so many would leave that it must be confirmed in writing."""
        return self.leaving > 1 and 100 * self.leaving >= MANY * self.present

    @property
    def seal(self) -> str:
        """What a person agreed to: the same changes give the same seal."""
        said = [[one.member.id if one.member else 0, _plain(one.values)] for one in self.changes]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Saved:
    """What was done: members added and changed, who lost access, and invitations to prepare."""

    added: int
    changed: int
    gone: tuple[tuple[int, tuple[int, ...]], ...]
    invitations: tuple[tuple[int, int], ...]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in values.items()}


def check(context: Context, tables: Sequence[Table]) -> Checked:
    """Read every row; nothing is written. With one problem there is nothing to save."""
    reader = Reader(members.everyone(context.connection), context.today, context.world.every)
    troubles: list[Trouble] = []
    read_as: list[tuple[str, Said]] = []
    for table in tables:
        if table.heading or table.rows:
            _table(context, table, reader, troubles, read_as)
    if not reader.changes and not troubles and not reader.problems:
        troubles.append(
            Trouble(tables[0].name if tables else "", 1, HEADINGS["name"], say("exchange.members.empty"))
        )
    troubles += [Trouble(one.line.table, one.line.row, one.column, one.says) for one in reader.problems]
    if troubles:
        return Checked(troubles=tuple(sorted(troubles, key=lambda one: (one.table, one.row))))
    return _effect(context, reader, tuple(read_as))


def _table(
    context: Context,
    table: Table,
    reader: Reader,
    troubles: list[Trouble],
    read_as: list[tuple[str, Said]],
) -> None:
    known = mapped(table.heading, context.world.every)
    troubles += [Trouble(table.name, 1, column, says) for column, says in known.problems]
    rows = [(at, row) for at, row in enumerate(table.rows, 2) if any(cell.strip() for cell in row)]
    if len(rows) > MOST_ROWS:
        troubles.append(
            Trouble(table.name, MOST_ROWS + 2, HEADINGS["name"], say("exchange.members.long", MOST_ROWS))
        )
    if known.problems or len(rows) > MOST_ROWS:
        return
    read_as += known.read_as
    for at, row in rows:
        cells = {name: row[place].strip() for place, name in known.columns.items() if place < len(row)}
        unknown = [place for place, cell in enumerate(row) if cell.strip() and place not in known.columns]
        for place in unknown:
            heading = table.heading[place] if place < len(table.heading) else ""
            troubles.append(Trouble(table.name, at, heading, say("exchange.members.unknown_column")))
        if not unknown:
            reader.read(Line(table.name, at), cells)


def _effect(context: Context, reader: Reader, read_as: tuple[tuple[str, Said], ...]) -> Checked:
    changes = tuple(one for one in reader.changes if one.member is None or one.values)
    present = [one for one in reader.register if one.left_on is None]
    leaving = [one for one in changes if one.member in present and one.values.get("left_on") is not None]
    return Checked(
        changes,
        len(reader.changes) - len(changes),
        len(leaving),
        len(present),
        tuple(_to_prepare(context, reader.changes)),
        read_as,
    )


def _to_prepare(context: Context, changes: Sequence[Change]) -> list[tuple[Change, int]]:
    """How many invitations are still wanting: coordinators and open invitations are counted."""
    found = []
    for one in changes:
        left = one.values.get("left_on", one.member.left_on if one.member else None)
        there = 0 if one.member is None else _served(context, one.member.id)
        wanting = (one.invitations or 0) - there
        if left is None and wanting > 0:
            found.append((one, wanting))
    return found


def _served(context: Context, organisation: int) -> int:
    serving = len(members.coordinators(context.connection, organisation))
    return serving + members.waiting(context.connection, context.now, organisation)


def save(context: Context, checked: Checked, author: int | None) -> Saved:
    """Do all of it; raises ``ValueError`` while anything is wrong."""
    if checked.troubles:
        raise ValueError("a table with problems is not saved in part")
    ids: dict[Line, int] = {}
    gone: list[tuple[int, tuple[int, ...]]] = []
    for one in checked.changes:
        ids[one.line] = _apply(context, one, author, gone)
    prepared = tuple(
        (ids.get(one.line) or (one.member.id if one.member else 0), number)
        for one, number in checked.invitations
    )
    return Saved(checked.added, len(checked.changes) - checked.added, tuple(gone), prepared)


def _apply(context: Context, one: Change, author: int | None, gone: list[tuple[int, tuple[int, ...]]]) -> int:
    """Write one change; leaving goes the way of the archive, so that access ends with it."""
    connection, now, values = context.connection, context.now, dict(one.values)
    content = json.dumps(_plain(values), sort_keys=True)
    if one.member is None:
        made = members.add(connection, now, values)
        audit.append(connection, now, author, "member.import.add", f"organisation:{made}", made, content)
        return made
    organisation, was_left = one.member.id, one.member.left_on
    if "left_on" in values and (was_left is None) != (values["left_on"] is None):
        last_day = values.pop("left_on")
        if last_day is None:
            members.bring_back(connection, organisation, with_people=False)
        else:
            gone.append((organisation, members.archive(connection, now, organisation, last_day)))
    if values:
        members.change(connection, organisation, values)
    target = f"organisation:{organisation}"
    audit.append(connection, now, author, "member.import.change", target, organisation, content)
    return organisation


def template(context: Context) -> tuple[Table, ...]:
    """An empty table in the language of who asks."""
    return (_written(context, ()),)


def written(context: Context) -> tuple[Table, ...]:
    """All members, present and former, in the shape that is read again as no change."""
    return (_written(context, members.everyone(context.connection)),)


def _written(context: Context, found: Sequence[Member]) -> Table:
    def spoken(said: Said) -> str:
        return context.world.in_language(context.language, said)

    def cell(member: Member, name: str) -> str:
        if name in (NUMBER, INVITATIONS):
            return str(member.id) if name == NUMBER else ""
        value = getattr(member, name)
        if name == "language" and value:
            return spoken(say(f"member_data.language.{value}"))
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value or ""

    rows = tuple(tuple(cell(one, name) for name in NAMES) for one in found)
    return Table(spoken(say("exchange.members.sheet")), tuple(spoken(HEADINGS[name]) for name in NAMES), rows)
