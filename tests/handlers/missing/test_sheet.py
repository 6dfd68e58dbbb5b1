"""The table of a year: every member once, the call list to print, and no cell that is a formula."""

import zipfile
from pathlib import Path

from bot.spreadsheets import read_tables, write_tables
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from handlers.missing import sheet
from storage.schema import Job
from tests.support.chat import Chat, Town
from tests.support.workshop import Workshop


def tables(town: Town, language: str) -> tuple[Table, ...]:
    with town.work() as connection:
        return sheet.written(at_desk(connection, town.world, town.now, language), 2026)


def test_every_member_has_a_line_with_its_state(town: Town, maria: Chat) -> None:
    everybody, called = tables(town, "ro")
    assert [(row[0], row[1]) for row in everybody.rows] == [
        ("Exemplu Cantina", "raport trimis"),
        ("Exemplu Lumina", "termenul a trecut"),
        ("Exemplu Nord", "termenul a trecut"),
        ("Exemplu Punte", "termenul a trecut"),
        ("Exemplu Răsărit", "fără activități"),
        ("Exemplu Vatra", "raport trimis"),
    ]
    assert everybody.rows[0][2:4] == ("20.01.2027", "01.02.2027")
    assert [row[0] for row in called.rows] == ["Exemplu Lumina", "Exemplu Nord", "Exemplu Punte"]
    assert len(called.heading) == len(called.rows[0])


def test_the_table_is_in_the_language_of_who_asks(town: Town, maria: Chat) -> None:
    everybody, called = tables(town, "ru")
    assert everybody.heading[:2] == ("Организация", "Состояние")
    assert called.rows[0][3] == "помощником никто не пользуется"


def test_a_note_that_looks_like_a_formula_stays_a_text(town: Town, maria: Chat, tmp_path: Path) -> None:
    maria.says("/lipsa").says("nord").taps("Am vorbit").says("=HYPERLINK(A1)")
    made = tables(town, "ro")
    write_tables(tmp_path / "a.xlsx", made)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert "=HYPERLINK(A1)" in str(read_tables(tmp_path / "a.xlsx")[0].rows)


def test_asking_for_it_queues_one_job_and_leaves_the_list_where_it_is(town: Town, maria: Chat) -> None:
    maria.says("/lipsa").taps("Excel").is_asked("missing.sheet")
    with town.work() as connection:
        (job,) = connection.execute(Job.__table__.select()).all()
    assert (job.kind, job.arguments) == ("missing_table", {"year": 2026, "language": "ro"})
    maria.says("punte").is_asked("missing.card")


def test_the_table_arrives_as_a_file_with_a_line_that_says_what_it_is(
    town: Town, maria: Chat, tmp_path: Path
) -> None:
    shop = Workshop(town, tmp_path)
    maria.says("/lipsa").taps("Excel")
    shop.works()
    maria.sees("Rapoartele pentru 2026: cine lipsește")
    everybody, called = shop.got(maria)
    assert (everybody.name, called.name) == ("Toate organizațiile", "De sunat")
    assert len(everybody.rows) == 6
