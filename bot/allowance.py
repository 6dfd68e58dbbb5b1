"""How much one chat may send us before it is asked to slow down, so that nobody fills the disk or the queue.

Counted by the time of the messages themselves, so a backlog that arrives at once after a pause is no burst.
Not here: the warning (``handlers``), the pace of what we send (``scheduler.pace``).
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """What happens to a message: handled, answered by one warning, or taken without an answer."""

    HANDLE = "handle"
    WARN = "warn"
    SILENCE = "silence"


@dataclass(frozen=True)
class Limit:
    """So many messages in ``window``."""

    messages: int
    window: timedelta


LIMITS = (Limit(20, timedelta(seconds=10)), Limit(200, timedelta(hours=1)))
_MANY = 2_000


@dataclass
class _Chat:
    handled: deque[datetime] = field(default_factory=deque)
    warned: bool = False


class Allowance:
    """Remembers what each chat sent within the longest window."""

    def __init__(self, limits: tuple[Limit, ...] = LIMITS) -> None:
        self._limits = limits
        self._longest = max((limit.window for limit in limits), default=timedelta())
        self._chats: dict[Hashable, _Chat] = {}

    def judge(self, chat: Hashable, at: datetime) -> Verdict:
        """Count a message of ``chat`` that was written at ``at``; messages over a limit are not counted."""
        if len(self._chats) > _MANY:
            self._forget(at)
        past = self._chats.setdefault(chat, _Chat())
        while past.handled and past.handled[0] <= at - self._longest:
            past.handled.popleft()
        if any(self._over(past.handled, limit, at) for limit in self._limits):
            first, past.warned = not past.warned, True
            return Verdict.WARN if first else Verdict.SILENCE
        past.handled.append(at)
        past.warned = False
        return Verdict.HANDLE

    @staticmethod
    def _over(handled: deque[datetime], limit: Limit, at: datetime) -> bool:
        return len(handled) >= limit.messages and handled[-limit.messages] > at - limit.window

    def _forget(self, at: datetime) -> None:
        self._chats = {
            chat: past
            for chat, past in self._chats.items()
            if past.handled and past.handled[-1] > at - self._longest
        }
