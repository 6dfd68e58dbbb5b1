"""Workbooks that no person fills in: parts of a real one replaced by what a stranger may send."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def plain(*rows: tuple[str, ...], title: str = "Membri") -> bytes:
    """A real workbook of texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows or (("Denumirea",), ("Exemplu Punte",)):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rebuilt(path: Path, **parts: str | bytes) -> Path:
    """A real workbook with parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(plain()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in parts:
                archive.writestr(name, source.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet(inside: str) -> str:
    """A sheet with these bytes between its tags."""
    return f"<worksheet {MAIN}><sheetData>{inside}</sheetData></worksheet>"
