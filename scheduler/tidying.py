"""Shortening screens that were answered: wished for, never owed.

It happens when a chat has been quiet for a moment and nothing waits for it, and is dropped under load.
Not here: the call itself (given), and whether a send may begin (``sending`` asks when all else is done).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from math import inf

from handlers.errors import SendError
from scheduler import policy
from scheduler.pace import Chat, Pace
from scheduler.timing import Time
from scheduler.trace import where
from scheduler.waiting import Waiting, chat_of
from storage.outbox import Row

COLLAPSE = "collapse"
"""The entry of a row's content that asks for it; its value is for the one who does it."""


TIMEOUT = 10.0

log = logging.getLogger(__name__)

Collapse = Callable[[Row], Awaitable[None]]


@dataclass
class _Chat:
    quiet_at: float
    rows: list[Row] = field(default_factory=list)


class Tidying:
    """Rows after whose send an older message is to be shortened, chat by chat."""

    def __init__(
        self,
        collapse: Collapse | None,
        time: Time,
        waiting: Waiting,
        pace: Pace,
        done: Callable[[], None],
        *,
        quiet: float = 2.0,
        most: int = 20,
    ) -> None:
        self._collapse = collapse
        self._time = time
        self._done = done
        self._task: asyncio.Task[None] | None = None
        self._waiting = waiting
        self._pace = pace
        self._quiet = quiet
        self._most = most
        self._chats: dict[Chat, _Chat] = {}

    def add(self, row: Row, now: float) -> None:
        """Note that ``row`` was sent; its chat is not quiet before another moment has passed."""
        chat = self._chats.get(chat_of(row))
        if chat is not None:
            chat.quiet_at = now + self._quiet
        if not row.content.get(COLLAPSE) or sum(len(one.rows) for one in self._chats.values()) >= self._most:
            return
        self._chats.setdefault(chat_of(row), _Chat(now + self._quiet)).rows.append(row)

    def step(self, now: float, *, idle: bool) -> float:
        """Begin the next one if nothing else is to be done; returns when to look again, as far as known."""
        if self._collapse is None or self._task is not None or not idle:
            return inf
        if self._pace.apart() > now:
            return max(self._pace.apart(), self._wake())
        row = self._take(now)
        if row is None:
            return self._wake()
        self._waiting.busy.add(chat_of(row))
        self._pace.take(chat_of(row), now)
        self._task = asyncio.get_running_loop().create_task(self._shorten(self._collapse, row))
        return inf

    async def stop(self) -> None:
        """Give up the one that is under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _shorten(self, collapse: Collapse, row: Row) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                await collapse(row)
        except SendError as error:
            if pause := policy.pause(error):
                self._pace.halt(self._time.monotonic() + pause)
        except Exception as error:
            log.warning("a screen could not be shortened: %s", where(error))
        finally:
            self._task = None
            self._waiting.busy.discard(chat_of(row))
            self._pace.ended(chat_of(row), self._time.monotonic())
            self._done()

    def _take(self, now: float) -> Row | None:
        for key, at in self._times():
            if at <= now:
                chat = self._chats[key]
                row = chat.rows.pop(0)
                if not chat.rows:
                    del self._chats[key]
                return row
        return None

    def _wake(self) -> float:
        return min((at for _, at in self._times()), default=inf)

    def _times(self) -> Iterator[tuple[Chat, float]]:
        return (
            (key, max(chat.quiet_at, self._pace.chat_at(key)))
            for key, chat in self._chats.items()
            if key not in self._waiting.busy and not self._waiting.has(key)
        )
