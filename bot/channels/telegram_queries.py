"""Answers to taps, given at once and beside the outbox: until then the app shows that it waits.

An answer carries nothing; what the tap did is told by a message.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from bot.channels import telegram_inbound

_LAST_SECONDS = 2.0


class Queries:
    """Answers in the background; ``answer`` is best effort and raises nothing (``Telegram.answer_query``)."""

    def __init__(self, answer: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        self._answer = answer
        self._running: set[asyncio.Task[None]] = set()

    def answer(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Start an answer to each tap among stored updates."""
        for update in updates:
            if query := telegram_inbound.query_of(update):
                task = asyncio.create_task(self._answer(query))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Give the running answers a moment, then drop them."""
        if self._running:
            await asyncio.wait(self._running, timeout=_LAST_SECONDS)
        for task in self._running:
            task.cancel()
