"""The child process that looks into one file. It knows no settings, no database, no token and no network.

    python -m reports.files check FILE
    python -m reports.files copy FILE TARGET

Exit code 0: it is well, the copy is on disk; a code of ``VERDICTS``: why it is refused; anything else is a
fault. A file is opened before the limits close: afterwards neither a file nor a connection can be opened.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from reports.files import PICTURES, VERDICTS, Unfit, office, pictures
from reports.files.bare import NotBare

MEMORY = 512 * 1024 * 1024
SECONDS = 10
LARGEST_COPY = 20_000_000


def limit() -> None:
    """Bound memory, time and what may be written; yield to the chat."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_COPY),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    os.nice(10)


def close_doors() -> None:
    """No new descriptor from here on: no file, no connection."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def check(file: BinaryIO, ending: str) -> None:
    """Raises ``Unfit``."""
    (pictures if ending in PICTURES else office).check(file, ending)


def copy(source: BinaryIO, ending: str, target: Path) -> None:
    """Write the public copy whole and on disk, or leave nothing; raises ``Unfit``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with os.fdopen(handle, "wb") as out:
            close_doors()
            out.write(pictures.renewed(source, ending))
            out.flush()
            os.fsync(out.fileno())
        Path(part).replace(target)
        os.fsync(folder)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def verdict(work: Callable[[], None]) -> int:
    """0, or the code of what was found. Whatever a decoder stumbles over is a broken file; a fault of the
    machine (an error with a number) and one of ours are raised."""
    try:
        work()
    except Unfit as unfit:
        return VERDICTS[unfit.why]
    except NotBare:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return VERDICTS["broken"]
    return 0


def main(arguments: list[str]) -> int:
    """Do one of the two; returns the exit code."""
    limit()
    what, source, *target = arguments
    ending = source.rpartition(".")[2]
    with open(source, "rb") as file:
        if what == "copy":
            return verdict(lambda: copy(file, ending, Path(target[0])))
        close_doors()
        return verdict(lambda: check(file, ending))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
