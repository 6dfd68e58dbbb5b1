"""The clock and the alarm clock as the clockwork needs them; tests give others."""

import asyncio
from collections.abc import Callable
from datetime import datetime
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
