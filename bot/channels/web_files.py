"""Files of the web chat: what people may send, under which name we keep it, and how it is read back.

A kind is decided by the first bytes, never by the name or by what the browser says. Nothing is
opened here: pictures and documents are only looked into by a child process.
"""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Literal

from handlers.errors import SendError
from scheduler.folders import write
from scheduler.magic import extension

LARGEST = 20_000_000
"""Bytes of one file, the same as on Telegram."""

MOST_AT_ONCE = 10

MIME = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN = frozenset({"jpg", "png", "webp"})
"""What a browser shows as a picture; a HEIC is evidence that is kept, never shown."""

OUR_NAME = re.compile(r"[0-9a-f]{64}\.(jpg|png|webp|heic|pdf|docx|xlsx)")

Why = Literal["size", "type", "count", "rate", "empty"]


class FileRefused(Exception):
    """A file that is not taken: ``why`` is a word of the page, ``name`` the person's own name of it."""

    def __init__(self, why: Why, name: str = "") -> None:
        super().__init__(why)
        self.why: Why = why
        self.name = name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its content and the name that the person's device gave it."""

    name: str
    content: bytes


def is_picture(file: str) -> bool:
    """Whether a file of ours is shown as a photo."""
    return file.rpartition(".")[2] in SHOWN


class Uploads:
    """The folder of the files that people sent; a file is named by the SHA-256 of its content.

    ``per_hour`` is how many files one chat may send in any hour (docs/promises.md).
    """

    def __init__(self, folder: Path, per_hour: int = 60, seconds: Callable[[], float] = monotonic) -> None:
        self.folder = folder
        self._per_hour = per_hour
        self._seconds = seconds
        self._taken: dict[str, deque[float]] = {}

    def keep(self, chat: str, uploads: Sequence[Upload]) -> list[str]:
        """Store all of them or none; returns our names. Raises ``FileRefused``."""
        if not uploads:
            raise FileRefused("empty")
        if len(uploads) > MOST_AT_ONCE:
            raise FileRefused("count")
        names = [self._our_name(upload) for upload in uploads]
        self._count(chat, len(uploads))
        for name, upload in zip(names, uploads, strict=True):
            self._write(name, upload.content)
        return names

    def path(self, file: str) -> Path | None:
        """Where a file of ours is kept; None when the name is not ours or the file is not there."""
        path = self.folder / file
        return path if OUR_NAME.fullmatch(file) and path.is_file() else None

    def read(self, file: str, limit: int) -> bytes:
        """The content; raises ``SendError`` when it is missing or larger than ``limit`` bytes."""
        path = self.path(file)
        if path is None:
            raise SendError("refused", "file-missing")
        if path.stat().st_size > limit:
            raise SendError("refused", "file-too-large")
        return path.read_bytes()

    def _our_name(self, upload: Upload) -> str:
        if not upload.content:
            raise FileRefused("empty", upload.name)
        if len(upload.content) > LARGEST:
            raise FileRefused("size", upload.name)
        ending = extension(upload.content)
        if ending not in MIME:
            raise FileRefused("type", upload.name)
        return f"{hashlib.sha256(upload.content).hexdigest()}.{ending}"

    def _count(self, chat: str, files: int) -> None:
        now = self._seconds()
        taken = self._taken.setdefault(chat, deque())
        while taken and taken[0] <= now - 3600:
            taken.popleft()
        if len(taken) + files > self._per_hour:
            raise FileRefused("rate")
        taken.extend([now] * files)

    def _write(self, name: str, content: bytes) -> None:
        """On disk before the person's action is accepted: a crash later finds the whole file or none."""
        write(self.folder / name, content)
