"""What a workbook says about itself before anything of it is unpacked: why it is not opened at all.

A spreadsheet that a person fills in has none of this. Not here: reading it (``spreadsheets``).
"""

import re
import zipfile
from pathlib import Path

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the old Office container: a workbook of before 2007, or one with a password."""

MOST_SHEETS = 30_000_000
MOST_STRINGS = 16_000_000
MOST_BESIDES = 8_000_000
MOST_PARTS = 1_000
"""Unpacked bytes of all sheets, of the table of texts, of all other XML together; and how many parts."""

MOST_ROWS = 5_000
MOST_TAGS = 800_000
"""Rows of a sheet, and signs that open or close something in all XML together: what parsing costs."""

HEAD = 4_096
"""Bytes of a part in which a document type would stand."""

_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_ROOT = re.compile(rb"<[A-Za-z_]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_PROGRAMS = ("vbaproject", "activex", "macrosheets", "dialogsheets", "embeddings/")
_SHEETS, _STRINGS = "xl/worksheets/sheet", "sharedstrings.xml"


def of_file(path: Path) -> str | None:
    """The reason as the end of its catalogue key: locked, broken, programs, links, big or strange; None."""
    with path.open("rb") as file:
        if file.read(len(OLD)) == OLD:
            return "locked"
    try:
        with zipfile.ZipFile(path) as archive:
            return of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return "broken"


def of_archive(archive: zipfile.ZipFile) -> str | None:
    """The same for an open archive; raises what ``zipfile`` raises for a damaged one."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        return "locked"
    if any(mark in name for name in names for mark in _PROGRAMS):
        return "programs"
    if any(name.startswith("xl/externallinks/") for name in names):
        return "links"
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or _unpacks_to_too_much(parts):
        return "big"
    texts = [part for part in parts if _is_text(part)]
    if any(_declares(archive, part) for part in texts):
        return "strange"
    return "big" if _costs_too_much(archive, texts) else None


def _is_text(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _unpacks_to_too_much(parts: list[zipfile.ZipInfo]) -> bool:
    texts = {part.filename.lower(): part.file_size for part in parts if _is_text(part)}
    sheets = sum(size for name, size in texts.items() if name.startswith(_SHEETS))
    strings = sum(size for name, size in texts.items() if name.endswith(_STRINGS))
    besides = sum(texts.values()) - sheets - strings
    return sheets > MOST_SHEETS or strings > MOST_STRINGS or besides > MOST_BESIDES


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part defines words of its own, which may stand for gigabytes or for files of ours."""
    with archive.open(part) as file:
        head = file.read(HEAD)
    if not head:
        return False
    bare = _COMMENT.sub(b"", head)
    root = _ROOT.search(bare)
    return head.startswith(_WIDE) or root is None or b"<!" in bare[: root.start()]


def _costs_too_much(archive: zipfile.ZipFile, texts: list[zipfile.ZipInfo]) -> bool:
    tags = 0
    for part in texts:
        rows = 0
        with archive.open(part) as file:
            while piece := file.read(1 << 20):
                tags += piece.count(b"<")
                rows += sum(1 for _ in _ROW.finditer(piece))
                if tags > MOST_TAGS or rows > MOST_ROWS + 1:
                    return True
    return False
