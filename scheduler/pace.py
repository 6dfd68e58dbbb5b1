"""How fast we may send: so many a second in all and to one chat, and pauses that a channel asks for.

Pure arithmetic on a monotonic count of seconds. A bucket holds one token, so there are no bursts and no
window of a second, wherever it begins, holds more than the limit. Not here: who goes first (``waiting``).
"""

from math import inf

Chat = tuple[str, str]

_MANY = 1_000
_HAIR = 1e-6
"""Longer than the rounding of a sum of seconds, so that rounding cannot put one too many in a window."""


class Pace:
    """The earliest moments of the next send. Limits are sends a second; infinity lifts one."""

    def __init__(self, overall: float = 25.0, chat: float = 1.0) -> None:
        self._gap = _gap(overall)
        self._chat_gap = _gap(chat)
        self._next = -inf
        self._halted_until = -inf
        self._chats: dict[Chat, float] = {}

    def at(self) -> float:
        """From when anything may be sent."""
        return max(self._next, self._halted_until)

    def chat_at(self, chat: Chat) -> float:
        """From when this chat may be sent something."""
        return self._chats.get(chat, -inf)

    def take(self, chat: Chat, now: float) -> None:
        """Count a send to ``chat`` that begins now."""
        self._next = now + self._gap
        if self._chat_gap:
            if len(self._chats) > _MANY:
                self._chats = {chat: at for chat, at in self._chats.items() if at > now}
            self._chats[chat] = now + self._chat_gap

    def halt(self, until: float) -> None:
        """Send nothing until then; a shorter pause never shortens a longer one."""
        self._halted_until = max(self._halted_until, until)


def _gap(rate: float) -> float:
    return 0.0 if rate == inf else 1 / rate + _HAIR
