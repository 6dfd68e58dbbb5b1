"""The tables of the report as XLSX: one sheet a table, flat rows, numbers as numbers.

A text of a person never becomes a formula, a link or a number.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports import style
from reports.document import Cell, Document, Section, Table

NUMBER_FORMATS = {
    "text": "@",
    "number": "#,##0.0",
    "percent": "0 %",
    "money": '#,##0 "MDL"',
    "date": "dd.mm.yyyy",
}
WHOLE = "#,##0"
LITERAL = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
LETTERS_ACROSS = 150
"""Widths of the columns of one sheet add up to about so many letters."""


def write(document: Document, path: Path) -> None:
    """Write every table of ``document`` to ``path``."""
    with xlsxwriter.Workbook(path, LITERAL) as book:
        book.set_properties(
            {"title": document.title, "created": datetime.combine(document.made_on, time(), UTC)}
        )
        formats = _Formats(book)
        landscape = False
        for block in document.blocks:
            if isinstance(block, Section):
                landscape = block.landscape
            elif isinstance(block, Table):
                _sheet(book.add_worksheet(block.name), block, formats, landscape=landscape)


class _Formats:
    """Cell formats, made once for each look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}
        self.caption: Format = book.add_format({"bold": True, "font_size": 12})
        self.header: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": f"#{style.HEADER}"}
        )

    def of(self, cell: Cell) -> Format:
        whole = cell.kind == "number" and isinstance(cell.value, int)
        look = (WHOLE if whole else NUMBER_FORMATS[cell.kind], cell.tone)
        if look not in self._made:
            shape: dict[str, Any] = {"num_format": look[0], "text_wrap": True, "valign": "top", "border": 1}
            if cell.tone:
                shape["bg_color"] = f"#{style.LIGHTS[cell.tone]}"
            self._made[look] = self._book.add_format(shape)
        return self._made[look]


def _sheet(sheet: Worksheet, table: Table, formats: _Formats, *, landscape: bool) -> None:
    sheet.write_string(0, 0, table.caption, formats.caption)
    total = sum(column.width for column in table.columns)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(9, LETTERS_ACROSS * column.width / total))
        sheet.write_string(1, index, column.title, formats.header)
    for number, row in enumerate(table.rows, start=2):
        for index, cell in enumerate(row):
            _write(sheet, number, index, cell, formats.of(cell))
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, 1 + len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    match cell.value:
        case None:
            sheet.write_string(row, column, cell.text, look)
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell.value, time()), look)
        case _:
            sheet.write_number(row, column, cell.value, look)
