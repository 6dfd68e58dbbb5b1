"""The clock and the alarm clock as the clockwork needs them; tests give others."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from math import inf
from typing import Protocol


class Time(Protocol):
    """The clock as the senders need it."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class Timer(Protocol):
    """A call that was asked for and can be taken back."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Timer]
"""Ask for a call after so many seconds, as ``loop.call_later`` does."""


def call_later(seconds: float, call: Callable[[], None]) -> Timer:
    """The event loop's own alarm clock."""
    return asyncio.get_running_loop().call_later(seconds, call)


class Alarm:
    """One call at the earliest of the moments that were asked for."""

    def __init__(self, later: Later, call: Callable[[], None]) -> None:
        self._later = later
        self._call = call
        self._set: tuple[float, Timer] | None = None

    def ask(self, when: float, now: float) -> None:
        """Ask for the call at ``when`` unless it comes before that anyway; infinity asks for nothing."""
        if self._set is not None and self._set[0] <= when:
            return
        self.stop()
        if when < inf:
            self._set = when, self._later(max(0.0, when - now), self._ring)

    def stop(self) -> None:
        """Take back what was asked for."""
        if self._set is not None:
            self._set[1].cancel()
            self._set = None

    def _ring(self) -> None:
        self._set = None
        self._call()
