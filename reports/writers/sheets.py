"""Invitations as a PDF to print: half a page for each, set by typst from a template that reads them as JSON.

A name of a member reaches the template as a string, so it is printed, never run. What the sentences say is
decided by the caller.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import segno

from reports import style


@dataclass(frozen=True)
class Words:
    """An invitation in one language: its language, the name, what it is, what to do, until when."""

    language: str
    name: str
    title: str
    steps: tuple[str, ...]
    until: str
    help: str


@dataclass(frozen=True)
class Sheet:
    """One invitation: the code as it is typed, the link of the QR code ("" without one), its words."""

    code: str
    link: str
    alternative: str
    words: tuple[Words, ...]


def write(sheets: Sequence[Sheet], title: str, language: str, made_on: date, path: Path) -> None:
    """Write the PDF; raises ``typst.TypstError`` when the template cannot be set."""
    import typst  # every door imports the shapes above, and only the one that prints may load this

    with TemporaryDirectory(prefix="sheets-") as folder:
        root = Path(folder)
        (root / "sheets.typ").write_bytes((style.ASSETS / "sheets.typ").read_bytes())
        for number, sheet in enumerate(sheets):
            if sheet.link:
                (root / f"{number}.svg").write_bytes(_qr(sheet.link))
        content = {
            "title": title,
            "language": language,
            "date": made_on.timetuple()[:3],
            "colour": {"muted": style.MUTED, "rule": style.RULE},
            "sheets": [asdict(sheet) for sheet in sheets],
        }
        (root / "sheets.json").write_text(json.dumps(content), encoding="utf-8")
        typst.compile(
            root / "sheets.typ",
            output=path,
            format="pdf",
            root=root,
            font_paths=[style.FONTS],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
        )


def _qr(words: str) -> bytes:
    """Sharp at any size; read also when a fifth of it is smudged."""
    drawn = BytesIO()
    segno.make_qr(words, error="q").save(drawn, kind="svg", border=2, scale=4)
    return drawn.getvalue()
