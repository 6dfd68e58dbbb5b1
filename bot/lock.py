"""One process on a data folder at a time: those that own the data lock it, tools open it beside them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "lock"


class Busy(Exception):
    """Another process works with the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"the data folder {folder} is in use by another process: stop it first")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made when it is missing; raises ``Busy``.

    The kernel lets go when the process ends, however it ends, so nothing stale is ever left.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(folder) from None
        yield
    finally:
        os.close(file)
