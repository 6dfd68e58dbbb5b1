"""Named points at which a test may kill the process; in production every one of them does nothing.

The database names two points for each unit of work (before and after its commit), the senders name
the two sides of each call to a channel. Nothing here reads the environment: a test child arms it.
"""

import os
import signal
from collections.abc import Callable


def _nothing(name: str) -> None:
    """In production a point costs one call and has no effect."""


_act: Callable[[str], None] = _nothing


def point(name: str) -> None:
    """Pass the point called ``name``: returns, unless a test armed this very point."""
    _act(name)


def arm(name: str, passage: int = 1) -> None:
    """Kill this process with SIGKILL at the given passage (1 = first) of the point called ``name``."""
    left = passage

    def act(passed: str) -> None:
        nonlocal left
        if passed == name:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    _install(act)


def watch(seen: Callable[[str], None]) -> None:
    """Report every passed point to ``seen``; tests use it to learn which points a dialogue crosses."""
    _install(seen)


def disarm() -> None:
    """Make every point do nothing again."""
    _install(_nothing)


def _install(act: Callable[[str], None]) -> None:
    global _act  # noqa: PLW0603 - one switch for the process is the whole purpose of this module
    _act = act
