"""Folders of the files that people sent: whole, under a name of ours, as long as a row names them."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

MEDIA, PUBLIC = "media", "public"
"""What people sent, and the copies that everybody may see; inside the data folder."""


def write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, on disk and whole; a file that is there already is the same one.

    It becomes young again: ``sweep`` must not take it before its row is written.
    """
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep(folder: Path, named: Collection[str], before: float) -> int:
    """Remove the files of ``folder`` from before that time (seconds since 1970) that are not ``named``.

    Names are those of the rows: the folder's own name, a slash, the file's. Returns how many went.
    """
    if not folder.is_dir():
        return 0
    gone = [
        one
        for one in folder.iterdir()
        if f"{folder.name}/{one.name}" not in named and one.stat().st_mtime < before
    ]
    for one in gone:
        one.unlink(missing_ok=True)
    return len(gone)
