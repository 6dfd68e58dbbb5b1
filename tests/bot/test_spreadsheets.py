"""Tables as files: what a spreadsheet holds is read as somebody would type it, and is never a formula."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.doors.problem import Problem
from bot.spreadsheets import read_tables, write_tables
from handlers.exchange.table import Table


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Eveniment"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (25, "25"),
        (25.0, "25"),
        (12.5, "12,5"),
        (date(2026, 10, 12), "12.10.2026"),
        (datetime(2026, 10, 12), "12.10.2026"),  # noqa: DTZ001 - a spreadsheet knows no zone
        (None, ""),
        ("  două cuvinte ", "  două cuvinte "),
        (True, "da"),
    ],
)
def test_a_cell_is_read_as_somebody_would_type_it(tmp_path: Path, cell: Any, text: str) -> None:
    (table,) = read_tables(workbook(tmp_path / "a.xlsx", ["Data", "Locul"], [cell, "x"]))
    assert (table.name, table.heading, table.rows) == ("Eveniment", ("Data", "Locul"), ((text, "x"),))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_of_any_spreadsheet_is_read(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "toate.csv"
    lines = [separator.join(row) for row in (["Data", "Locul"], ["12.10.2026", '"Sala „Mare”"'])]
    path.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    (table,) = read_tables(path)
    assert (table.name, table.rows) == ("toate", (("12.10.2026", "Sala „Mare”"),))


@pytest.mark.parametrize("text", ["=1+1", "+373", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_no_written_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.xlsx"
    write_tables(path, [Table("Eveniment", ("Data",), ((text,),))])
    cell = load_workbook(path)["Eveniment"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert read_tables(path)[0].rows == ((text,),)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)


BAD: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "missing": ("a.xlsx", lambda path: None),
    "another ending": ("a.ods", lambda path: path.write_bytes(b"x")),
    "no workbook": ("a.xlsx", lambda path: path.write_bytes(b"not a workbook")),
    "an empty archive": ("a.xlsx", lambda path: zipfile.ZipFile(path, "w").close()),
    "a bomb": ("a.xlsx", _bomb),
    "too large": ("a.csv", lambda path: path.write_bytes(b"x" * 5_000_001)),
    "another encoding": ("a.csv", lambda path: path.write_bytes(b"B\0\0\xff\0")),
    "an open quotation": ("a.csv", lambda path: path.write_text('a;b\n"c;d', encoding="utf-8")),
    "too many rows": ("a.csv", lambda path: path.write_text("a\n" * 6000, encoding="utf-8")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_says_so_in_one_line(tmp_path: Path, name: str) -> None:
    file, make = BAD[name]
    make(tmp_path / file)
    with pytest.raises(Problem) as caught:
        read_tables(tmp_path / file)
    assert [file in line for line in caught.value.lines] == [True]
