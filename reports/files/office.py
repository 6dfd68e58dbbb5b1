"""Office documents: what their list of contents says. Nothing is unpacked. Runs in a child process only."""

import codecs
from collections.abc import Sequence
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from reports.files import Unfit

HEART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_PARTS = 5_000
MOST_BYTES = 300_000_000
"""Of all parts unpacked; a real document of 20 MB stays far below."""

codecs.lookup("cp437")
"""The encoding of names in archives, loaded at once: later the child can open nothing more."""

PROGRAMS = ("vbaproject", "activex", ".exe", ".dll", ".js", ".vbs", ".bat", ".scr")


def check(file: BinaryIO, ending: str) -> None:
    """Read the list of parts; raises ``Unfit``."""
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except BadZipFile:
        raise Unfit("broken") from None
    if HEART[ending] not in {part.filename for part in parts}:
        raise Unfit("kind")
    if _too_much(parts) or any(_harms(part.filename.lower()) for part in parts):
        raise Unfit("unsafe")


def _too_much(parts: Sequence[ZipInfo]) -> bool:
    return len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES


def _harms(name: str) -> bool:
    """A program inside, or a name that would leave the folder it is unpacked in."""
    leaves = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
    return leaves or any(mark in name for mark in PROGRAMS[:2]) or name.endswith(PROGRAMS[2:])
