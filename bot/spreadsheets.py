"""Tables as files: XLSX and CSV, read as text and written so that no cell is ever a formula.

Only doors and child processes open such files; the running bot never does.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bot import suspicion
from bot.doors.problem import Problem
from bot.encodings import decoded
from handlers.exchange.table import Table
from handlers.messages import Text, say


class Unreadable(Problem):
    """A file that is no table: ``says`` for the chat, the line for the command line."""

    def __init__(self, says: Text, line: str) -> None:
        super().__init__(line)
        self.says = says


MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 4_000
LONGEST_FIELD = 131_072
"""Letters of one field of a CSV: a longer one is a quotation that was never closed."""


def read_tables(path: Path) -> tuple[Table, ...]:
    """The tables of a file by its ending; raises ``Unreadable`` with the way to mend it."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(say("exchange.file.gone"), f"cannot read {path}: {error.strerror}") from None
    if size > MOST_BYTES:
        line = f"{path.name} has more than 5 MB: send the rows in several files"
        raise Unreadable(say("exchange.file.big"), line)
    match path.suffix.casefold():
        case ".xlsx":
            _trusted(path)
            return tuple(_workbook(path))
        case ".csv":
            return (_csv(path),)
    line = f"{path.name}: expected a file that ends with .xlsx or .csv"
    raise Unreadable(say("exchange.file.kind"), line)


REASONS = {
    "locked": "has a password or is an old .xls: save it as .xlsx without a password",
    "broken": "is no workbook that can be read: save it again as .xlsx",
    "programs": "has macros or embedded files: save it as .xlsx without them",
    "links": "takes values from other files: copy it and paste the values only",
    "big": "unpacks to too much: save it again as a plain workbook, at most 5000 rows",
    "strange": "declares entities of its own, as no spreadsheet does: save it again as .xlsx",
}


def _trusted(path: Path) -> None:
    """Raises ``Unreadable`` for a workbook that should not be opened at all."""
    why = suspicion.of_file(path)
    if why is not None:
        raise Unreadable(say(f"exchange.file.{why}"), f"{path.name} {REASONS[why]}")


def _workbook(path: Path) -> Iterator[Table]:
    """The visible sheets that hold anything; values only, never what would compute them."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = [
                _row(row)
                for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            ]
            yield _table(path, sheet.title, rows)
    except Unreadable:
        raise
    except MemoryError:
        raise too_big(path.name) from None
    except Exception as error:
        # The library raises anything at all for a damaged workbook.
        line = f"{path.name} is no workbook that can be read ({type(error).__name__}): save it as .xlsx"
        raise Unreadable(say("exchange.file.broken"), line) from None


def too_big(name: str) -> Unreadable:
    """A file that needs more room or time than a table may."""
    return Unreadable(say("exchange.file.big"), f"{name} {REASONS['big']}")


def _csv(path: Path) -> Table:
    try:
        text = decoded(path.read_bytes())
    except ValueError:
        line = f"{path.name} is no text in a known encoding: save it as “CSV UTF-8”"
        raise Unreadable(say("exchange.file.broken"), line) from None
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        rows = [_row(row[:MOST_COLUMNS]) for row in islice(lines, MOST_ROWS + 2)]
    except csv.Error as error:
        line = f"{path.name}: {error}: close every quotation mark"
        raise Unreadable(say("exchange.file.quotes"), line) from None
    return _table(path, path.stem, rows)


def _table(path: Path, name: str, rows: Sequence[tuple[str, ...]]) -> Table:
    if len(rows) > MOST_ROWS:
        line = f"{path.name}: {name} has more than {MOST_ROWS} rows: send them in several files"
        raise Unreadable(say("exchange.file.big"), line)
    heading = rows[0] if rows else ()
    return Table(name, heading, tuple(rows[1:]))


def _row(cells: Sequence[Any]) -> tuple[str, ...]:
    """The cells up to the last one that holds something."""
    texts = [_text(cell)[:LONGEST_CELL] for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: Any) -> str:
    """A cell as somebody would type it: whole numbers without a point, days as 12.10.2026."""
    match cell:
        case None:
            return ""
        case bool():
            return "da" if cell else "nu"
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return f"{cell:.10f}".rstrip("0").replace(".", ",")
        case datetime() | date():
            return f"{cell:%d.%m.%Y}"
        case _:
            return _unquoted(str(cell))


def _unquoted(text: str) -> str:
    """A sign that keeps a spreadsheet from computing a text is no part of the text."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(path: Path, tables: Sequence[Table]) -> None:
    """Write a workbook with a sheet a table; texts stay texts."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 1)
            sheet.set_row(0, 32)
            for column, heading in enumerate(table.heading):
                sheet.set_column(column, column, max(12, min(34, len(heading) + 4)))
                sheet.write_string(0, column, heading, bold)
            for at, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(at, column, cell, wrapped)
