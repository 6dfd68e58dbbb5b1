"""The report as PDF: typst sets it from a template that reads the blocks as JSON.

A text of a person reaches the template as a JSON string, so it is printed, never run. The file is
tagged (PDF/UA-1) and fit for an archive (PDF/A-2a); the compiler refuses it otherwise.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from reports import style
from reports.document import Block, Cell, Chart, Document, Table
from reports.writers.rows import spans


def write(document: Document, path: Path) -> None:
    """Write ``document`` to ``path``; raises ``typst.TypstError`` when the template cannot be set."""
    with TemporaryDirectory(prefix="report-") as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes((style.ASSETS / "report.typ").read_bytes())
        (root / "report.json").write_text(json.dumps(_content(document, root)), encoding="utf-8")
        typst.compile(
            root / "report.typ",
            output=path,
            format="pdf",
            root=root,
            font_paths=[style.FONTS],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
        )


def _content(document: Document, root: Path) -> dict[str, Any]:
    return {
        "language": document.language,
        "official": document.official,
        "title": document.title,
        "subtitle": document.subtitle,
        "notes": document.notes,
        "contents": document.contents,
        "date": document.made_on.timetuple()[:3],
        "margins": style.MARGINS_MM,
        "size": {"body": style.BODY_PT, "table": style.TABLE_PT},
        "colour": {"muted": style.MUTED, "rule": style.RULE, "header": style.HEADER},
        "blocks": [_block(block, root) for block in document.blocks],
    }


def _block(block: Block, root: Path) -> dict[str, Any]:
    kind = {"kind": type(block).__name__}
    match block:
        case Table():
            columns = [asdict(column) for column in block.columns]
            return kind | {"caption": block.caption, "columns": columns, "cells": list(_cells(block))}
        case Chart():
            (root / f"{block.name}.svg").write_bytes(block.svg)
            return kind | {"file": f"{block.name}.svg", "caption": block.caption, "alt": block.alternative}
        case _:
            return kind | asdict(block)


def _cells(table: Table) -> Iterator[dict[str, Any]]:
    for row, heights in zip(table.rows, spans(table), strict=True):
        for column, cell, height in zip(table.columns, row, heights, strict=True):
            if height:
                yield _cell(cell, height, column.right)


def _cell(cell: Cell, height: int, right: bool) -> dict[str, Any]:
    return {"text": cell.text, "rows": height, "right": right, "fill": style.LIGHTS.get(cell.tone)}
