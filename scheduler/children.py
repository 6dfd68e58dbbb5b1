"""Child processes for slow work: the bot's own command line, killed with all its children when it is late.

Nothing that a child prints reaches a person; of its errors only the type goes to the log.
"""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

TIMEOUT = 300.0
KEPT = 8192
"""Bytes at the end of what a child says."""

KNOWN_TO_ALL = ("PATH", "PYTHONTZPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL", "SYSTEMROOT")
"""Variables that hold nothing of ours."""

_ERROR = re.compile(r"^([A-Za-z_][\w.]{0,80}(?:Error|Exception|Interrupt))(?=:|\s*$)", re.M)


@dataclass(frozen=True)
class Ended:
    """How a child ended: ``ok``, ``exit:<code>``, ``signal:<number>`` or ``timeout``; and its last error."""

    code: str
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == "ok"


async def run(
    arguments: Sequence[str], *, environ: Mapping[str, str] | None = None, timeout: float = TIMEOUT
) -> Ended:
    """Run ``python -m bot`` with ``arguments``; kill it after ``timeout`` seconds or when we are stopped."""
    return await execute([sys.executable, "-m", "bot", *arguments], environ=environ, timeout=timeout)


async def look(arguments: Sequence[str], *, timeout: float = 30.0) -> Ended:
    """Run ``python -m reports.files`` on a file of a stranger, without any setting or secret of ours."""
    environ = {name: os.environ[name] for name in KNOWN_TO_ALL if name in os.environ}
    return await execute(
        [sys.executable, "-m", "reports.files", *arguments], environ=environ, timeout=timeout
    )


async def execute(
    command: Sequence[str], *, environ: Mapping[str, str] | None = None, timeout: float = TIMEOUT
) -> Ended:
    """Run any command in a session of its own."""
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environ,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(timeout):
            error = last_error(await _tail(child.stderr))
            status = await child.wait()
    except TimeoutError:
        return Ended("timeout")
    finally:
        await _kill(child)
    if status == 0:
        return Ended("ok")
    return Ended(f"exit:{status}" if status > 0 else f"signal:{-status}", error)


def last_error(said: str) -> str:
    """The type of the error that was told last; its message may quote a person and is left out."""
    found = _ERROR.findall(said)
    return found[-1] if found else ""


async def _tail(stream: asyncio.StreamReader | None) -> str:
    """Read to the end, however much it is, and keep what came last."""
    tail = b""
    while stream is not None and (piece := await stream.read(KEPT)):
        tail = (tail + piece)[-KEPT:]
    return tail.decode(errors="replace")


async def _kill(child: asyncio.subprocess.Process) -> None:
    """End the whole session: a child may have children of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    await child.wait()
