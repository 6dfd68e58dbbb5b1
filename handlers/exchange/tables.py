"""Whole tables of records: reading all rows with every problem, saving all or nothing, writing them out.

A table is text only; files are opened elsewhere. Records that the secretariat enters are approved on save.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.context import Context
from handlers.exchange.cells import cells_of
from handlers.exchange.columns import NUMBER, ORGANISATION, Column, columns, named
from handlers.exchange.rows import Problem, read_row
from handlers.exchange.table import Table
from handlers.flow.form import Form
from handlers.flow.walk import State, walk
from handlers.forms.records import RECORD_FORMS
from handlers.member.content import content_of
from handlers.member.facts import RecordFacts
from handlers.member.titles import proposed
from handlers.messages import Said, say
from handlers.understand.fold import fold
from storage import audit, heads, records
from storage.records import APPROVED, Content


@dataclass(frozen=True)
class Trouble:
    """One thing to mend: where it stands (row 1 is the heading), in which column, and what to do."""

    table: str
    row: int
    column: Said
    says: Said


@dataclass(frozen=True)
class Ready:
    """A row that is a whole report: its type, whose it is and what it says."""

    table: str
    row: int
    type: str
    organisation: int | None
    submission: str
    content: Content


@dataclass(frozen=True)
class Checked:
    """What a file would do: the records to add, those that are there already, and what is wrong."""

    ready: tuple[Ready, ...] = ()
    known: tuple[tuple[Ready, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass
class _Found:
    ready: list[Ready] = field(default_factory=list)
    known: list[tuple[Ready, str]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def check(context: Context, tables: Sequence[Table]) -> Checked:
    """Read every row of every table; nothing is written."""
    found = _Found()
    for table in tables:
        _table(context, table, found)
    return Checked(tuple(found.ready), tuple(found.known), tuple(found.troubles))


def save(context: Context, checked: Checked, author: int | None) -> tuple[str, ...]:
    """Add all records, approved; raises ``ValueError`` while anything is wrong. Returns their numbers."""
    if checked.troubles:
        raise ValueError("a table with problems is not saved in part")
    return tuple(_add(context, one, author) for one in checked.ready)


def _add(context: Context, one: Ready, author: int | None) -> str:
    connection, now = context.connection, context.now
    record = records.submit(
        connection,
        now,
        context.today.year,
        one.type,
        one.organisation,
        author,
        one.submission,
        one.content,
    )
    records.decide(connection, now, record, 1, author, APPROVED)
    audit.append(connection, now, author, "record.import", f"record:{record}", one.organisation)
    return heads.known(connection, record).number


def _table(context: Context, table: Table, found: _Found) -> None:
    form = _form_of(context, table.name)
    typed = next((at for at, text in enumerate(table.heading) if _is(context, text, TYPE_HEADING)), None)
    if form is None and typed is None:
        known = ", ".join(context.world.in_language(context.language, one) for one in TYPES.values())
        found.troubles.append(Trouble(table.name, 1, "", say("exchange.which_type", types=known)))
        return
    for at, row in enumerate(table.rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        its = form if typed is None else _form_of(context, row[typed] if typed < len(row) else "")
        if its is None:
            found.troubles.append(Trouble(table.name, at, TYPE_HEADING, say("exchange.unknown_type")))
            continue
        _row(context, table, at, row, its, found)


TYPE_HEADING = say("event.type.title")
TYPES: dict[str, Said] = {name: say(f"record.type.{name}") for name in RECORD_FORMS}


def _form_of(context: Context, name: str) -> Form | None:
    return next((form for key, form in RECORD_FORMS.items() if _is(context, name, TYPES[key])), None)


def _is(context: Context, text: str, said: Said) -> bool:
    return fold(text) in map(fold, context.world.every(said))


def _row(context: Context, table: Table, at: int, row: Sequence[str], form: Form, found: _Found) -> None:
    cells: dict[str, str] = {}
    for heading, cell in zip(table.heading, row, strict=False):
        column = named(form, heading, context.world.every)
        if column is not None:
            cells[column.name] = cell.strip()
        elif cell.strip() and not _is(context, heading, TYPE_HEADING):
            found.troubles.append(Trouble(table.name, at, heading, say("exchange.unknown_column")))
    organisation, known = _organisation(context, cells.pop(ORGANISATION, ""))
    if not known:
        found.troubles.append(Trouble(table.name, at, ORGANISATION_HEADING, say("exchange.who")))
        return
    number = cells.pop(NUMBER, "")
    facts = RecordFacts(context, organisation, form)
    read = read_row(form, facts, context.world.every, cells)
    here = walk(form, State(read.answers), facts)
    problems = read.problems
    if not problems and here.open is not None:
        problems = (Problem(here.open.name, say("exchange.missing")),)
    if problems:
        found.troubles += [
            Trouble(table.name, at, _heading(form, one.question), one.says) for one in problems
        ]
        return
    title = proposed(context, form, here.standing, facts)
    content = content_of(form, here.standing, facts, title, context.language, None)
    ready = Ready(
        table.name, at, form.name, organisation, _submission(form, organisation, here.standing), content
    )
    twin = _twin(context, ready, number, found)
    if twin is None:
        found.ready.append(ready)
    else:
        found.known.append((ready, twin))


def _heading(form: Form, question: str) -> Said:
    titles = {one.name: one.heading for one in columns(form)}
    return titles.get(question, say(f"{form.key(question)}.title", total=0))


ORGANISATION_HEADING = say("exchange.organisation")


def _organisation(context: Context, name: str) -> tuple[int | None, bool]:
    """The member that a cell names; an empty cell, or the secretariat by name, is the secretariat."""
    if not name or _is(context, name, say("exchange.secretariat")):
        return None, True
    meant = fold(name)
    for member in context.members:
        if meant in (fold(member.name), fold(member.name_ru or member.name)):
            return member.id, True
    return None, False


def _submission(form: Form, organisation: int | None, answers: Mapping[str, Any]) -> str:
    said = json.dumps([form.name, organisation, answers], sort_keys=True, ensure_ascii=False)
    return f"import:{hashlib.sha256(said.encode()).hexdigest()}"


def _twin(context: Context, ready: Ready, number: str, found: _Found) -> str | None:
    """The number (or the row) of the record that says the same already."""
    for other in found.ready:
        if other.submission == ready.submission:
            return f"{other.table}, {other.row}"
    content = ready.content
    near = heads.around(context.connection, ready.type, content.date_from, content.date_to, None)
    for head in near:
        same = (head.organisation_id, head.activity, fold(head.title)) == (
            ready.organisation,
            content.activity,
            fold(content.title),
        )
        if head.number == number or (same and head.date_from == content.date_from):
            return head.number
    return None


def template(context: Context) -> tuple[Table, ...]:
    """An empty table for each record type, in the language of who asks."""
    return tuple(_written(context, form, ()) for form in RECORD_FORMS.values())


def written(context: Context, year: int) -> tuple[Table, ...]:
    """The approved records of a year that were entered as reports, a table for each type."""
    tables = []
    for form in RECORD_FORMS.values():
        found = [head for head in heads.approved_of_year(context.connection, form.name, year) if head.answers]
        tables.append(_written(context, form, found))
    return tuple(tables)


def _written(context: Context, form: Form, found: Sequence[heads.Head]) -> Table:
    spoken = _speaking(context)
    known: tuple[Column, ...] = columns(form)
    rows = []
    for head in found:
        facts = RecordFacts(context, head.organisation_id, form)
        told = {**head.answers, "heading": head.title}
        cells = cells_of(form, told, facts, spoken)
        name = head.organisation or spoken(say("exchange.secretariat"))
        cells |= {ORGANISATION: name, NUMBER: head.number}
        rows.append(tuple(cells.get(column.name, "") for column in known))
    heading = tuple(spoken(column.heading) for column in known)
    return Table(spoken(TYPES[form.name]), heading, tuple(rows))


def _speaking(context: Context) -> Any:
    return lambda said: context.world.in_language(context.language, said)
