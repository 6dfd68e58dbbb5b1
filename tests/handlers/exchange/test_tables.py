"""Records in tables: what the chat was told comes out as a row, and the row goes in again unchanged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.texts import Texts
from handlers.context import Context, World
from handlers.exchange import tables
from handlers.exchange.columns import columns
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from handlers.exchange.tables import Checked
from handlers.forms.records import RECORD_FORMS
from handlers.understand.fold import fold
from storage import counted, heads, records
from storage.counted import CountedRecord
from tests.handlers.every_activity import CASES, tells
from tests.support.chat import Town, town_in

TEXTS = Texts(lambda: date(2026, 10, 14))


@contextmanager
def desk(town: Town, language: str = "ro") -> Iterator[Context]:
    """The secretariat's own step on the town's store."""
    world = World(TEXTS.every, TEXTS.render, lambda at: at.date())
    with town.work() as connection:
        yield at_desk(connection, world, town.now, language)


def accepted(town: Town) -> list[CountedRecord]:
    """All accepted records without what a row cannot carry: ids, numbers, language, proposed titles."""
    with town.work() as connection:
        found = counted.approved(connection, date(2026, 1, 1), date(2026, 12, 31))
    return [
        replace(one, id=0, number="", language="", title=one.title if one.type in WITH_TITLE else "")
        for one in found
    ]


def row(type: str, cells: dict[str, str], language: str = "ro") -> Table:
    """A table of one row, by column name."""
    form = RECORD_FORMS[type]
    name = TEXTS.render(language, tables.TYPES[type])
    heading = [(one.name, TEXTS.render(language, one.heading)) for one in columns(form)]
    return Table(name, tuple(text for _, text in heading), (tuple(cells.get(key, "") for key, _ in heading),))


WITH_TITLE = [
    name for name, form in RECORD_FORMS.items() if any(one.name == "heading" for one in form.questions)
]
TRAINING = {
    "organisation": "Exemplu Punte",
    "activity": "1.1",
    "held": "12.10.2026",
    "place": "Biblioteca",
    "participants": "25",
    "groups.women": "15",
    "photos": "Am scris un proiect.",
}


def checked(town: Town, *found: Table, language: str = "ro") -> Checked:
    with desk(town, language) as context:
        return tables.check(context, found)


@pytest.mark.parametrize("language", ["ro", "ru"])
@pytest.mark.parametrize("form", RECORD_FORMS.values(), ids=lambda form: form.name)
def test_no_two_columns_of_a_table_are_called_alike(form: object, language: str) -> None:
    found = columns(form)  # type: ignore[arg-type]
    headings = [fold(TEXTS.render(language, one.heading)) for one in found]
    assert len(set(headings)) == len(headings), headings


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_a_year_told_in_the_chat_comes_back_from_its_tables(tmp_path: Path, language: str) -> None:
    old, new = (town_in(_made(tmp_path / name)) for name in ("old", "new"))
    ana = old.member("Ana", "Exemplu Punte")
    for case in CASES:
        tells(ana, case).taps_first().is_asked("event.receipt")
    with old.work() as connection:
        for head in heads.queue(connection):
            records.decide(connection, old.now, head.id, head.version, None, records.APPROVED)
    new.organisation("Exemplu Punte")
    with desk(old, language) as context:
        written = tables.written(context, 2026)
    with desk(new, language) as context:
        found = tables.check(context, written)
        assert [one.says for one in found.troubles] == []
        tables.save(context, found, None)
    told = accepted(old)
    assert len(told) == len(CASES)
    assert sorted(accepted(new), key=repr) == sorted(told, key=repr)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_file_is_saved_whole_or_not_at_all(town: Town) -> None:
    town.organisation("Exemplu Punte")
    good, bad = row("event", TRAINING), row("event", {**TRAINING, "participants": "mulți"})
    found = checked(town, good, bad)
    assert len(found.troubles) == 1
    with desk(town) as context, pytest.raises(ValueError, match="problems"):
        tables.save(context, found, None)
    assert accepted(town) == []


def test_every_problem_of_every_row_is_told_with_its_place(town: Town) -> None:
    town.organisation("Exemplu Punte")
    wrong = {**TRAINING, "participants": "", "held": "32.10.2026", "volunteers": "3", "groups.women": "x"}
    troubles = checked(
        town, row("event", wrong), row("event", {**TRAINING, "organisation": "Nimeni"})
    ).troubles
    told = [(one.table, one.row, TEXTS.render("ro", one.column)) for one in troubles]
    assert told == [
        ("Eveniment", 2, "Data"),
        ("Eveniment", 2, "Participanți"),
        ("Eveniment", 2, "Voluntari"),
        ("Eveniment", 2, "Grupuri"),
        ("Eveniment", 2, "Organizația"),
    ]


def test_a_range_in_a_cell_is_a_problem_that_shows_its_readings(town: Town) -> None:
    town.organisation("Exemplu Punte")
    (one,) = checked(town, row("event", {**TRAINING, "participants": "20-25"})).troubles
    assert "20 / 25" in TEXTS.render("ro", one.says)


def test_a_record_that_is_there_already_is_shown_and_not_added_again(town: Town) -> None:
    town.organisation("Exemplu Punte")
    for _ in range(2):
        with desk(town) as context:
            found = tables.check(context, (row("event", TRAINING), row("event", TRAINING)))
            tables.save(context, found, None)
    assert [number for _, number in found.known] == ["BLT-2026-0001", "BLT-2026-0001"]
    assert len(accepted(town)) == 1


def test_headings_are_understood_in_either_language_whatever_the_reader_speaks(town: Town) -> None:
    town.organisation("Exemplu Punte")
    russian = row("event", TRAINING, "ru")
    assert len(checked(town, russian).ready) == 1


def test_an_unknown_sheet_or_column_says_which_ones_there_are(town: Town) -> None:
    town.organisation("Exemplu Punte")
    (sheet,) = checked(town, Table("Foaie1", ("A",), (("1",),))).troubles
    assert "Proiect" in TEXTS.render("ro", sheet.says)
    known = row("event", TRAINING)
    strange = Table(known.name, (*known.heading, "Culoarea"), ((*known.rows[0], "roșu"),))
    (column,) = checked(town, strange).troubles
    assert (column.column, column.row) == ("Culoarea", 2)


def test_one_table_may_hold_several_types_when_a_column_says_which(town: Town) -> None:
    town.organisation("Exemplu Punte")
    event, campaign = row("event", TRAINING), row("campaign", {"activity": "10.2"})
    table = Table("toate", ("Ce raportați", *event.heading), (("Eveniment", *event.rows[0]), ("Vapor",)))
    found = checked(town, table)
    assert (len(found.ready), len(found.troubles)) == (1, 1)
    assert campaign.name == "Campanie"


def test_the_secretariats_own_records_have_no_organisation(town: Town) -> None:
    (one,) = checked(town, row("event", {**TRAINING, "organisation": ""})).ready
    assert one.organisation is None
