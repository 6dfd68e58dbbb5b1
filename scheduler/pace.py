"""How fast we may send: so many a second in all, one a second to a chat, so many a minute to a group.

Pure arithmetic on a monotonic count of seconds. A send counts until a whole window after its end, because
only its end shows that the channel has had it: whoever's clock measures, no window of a second or a minute
holds more than the limit. Answers use what is free at once; what nobody waits for keeps a distance to the
send before, so that an answer is never far from its turn. Not here: who goes first (``waiting``).
"""

from collections import deque
from collections.abc import Callable
from math import inf

Chat = tuple[str, str]

MINUTE = 60.0
_MANY = 1_000
_HAIR = 1e-6
"""Longer than the rounding of a sum of seconds, so that rounding cannot put one too many in a window."""

_LATE = 1.0
"""Seconds after which a call that has not ended counts as one that the channel has had or never will."""


class Window:
    """At most so many sends in any so many seconds. A chat has one send in flight at the most."""

    def __init__(self, rate: float, span: float) -> None:
        """``rate`` sends in ``span`` seconds; a rate below 1 makes the span longer."""
        self._most = inf if rate == inf else max(1, int(rate))
        self._span = 0.0 if rate == inf else span * self._most / rate + _HAIR
        self._open: dict[Chat, float] = {}
        self._ended: deque[float] = deque()

    def at(self) -> float:
        """From when one more may begin."""
        if len(self._open) + len(self._ended) < self._most:
            return -inf
        counted = sorted((*self._ended, *self._open.values()))
        return counted[-int(self._most)]

    def take(self, chat: Chat, now: float) -> None:
        """Count a send that begins now."""
        if self._span:
            while self._ended and self._ended[0] <= now:
                self._ended.popleft()
            self._open[chat] = now + _LATE + self._span

    def ended(self, chat: Chat, now: float) -> None:
        """The send to ``chat`` ended now, however it ended."""
        if chat in self._open:
            self._ended.append(min(self._open.pop(chat), now + self._span))


class Pace:
    """The earliest moments of the next send.

    Limits are sends a second, for groups a minute; infinity lifts one. ``is_group`` says of a chat whether
    several people read it.
    """

    def __init__(
        self,
        overall: float = 25.0,
        chat: float = 1.0,
        group: float = 18.0,
        is_group: Callable[[Chat], bool] = lambda chat: False,
    ) -> None:
        self._all = Window(overall, 1.0)
        self._gap = 0.0 if overall == inf else 1 / overall
        self._chat_gap = 0.0 if chat == inf else 1 / chat + _HAIR
        self._group = group
        self._is_group = is_group
        self._begun = -inf
        self._halted_until = -inf
        self._chats: dict[Chat, float] = {}
        self._groups: dict[Chat, Window] = {}

    def at(self) -> float:
        """From when anything may be sent."""
        return max(self._all.at(), self._halted_until)

    def apart(self) -> float:
        """From when something may be sent that nobody waits for."""
        return max(self.at(), self._begun + self._gap)

    def chat_at(self, chat: Chat) -> float:
        """From when this chat may be sent something."""
        group = self._groups.get(chat)
        return max(self._chats.get(chat, -inf), group.at() if group is not None else -inf)

    def take(self, chat: Chat, now: float) -> None:
        """Count a send to ``chat`` that begins now."""
        self._begun = now
        self._all.take(chat, now)
        if self._is_group(chat):
            self._groups.setdefault(chat, Window(self._group, MINUTE)).take(chat, now)
        if self._chat_gap:
            if len(self._chats) > _MANY:
                self._chats = {chat: at for chat, at in self._chats.items() if at > now}
            self._chats[chat] = now + self._chat_gap

    def ended(self, chat: Chat, now: float) -> None:
        """The send to ``chat`` ended now, however it ended."""
        self._all.ended(chat, now)
        if chat in self._groups:
            self._groups[chat].ended(chat, now)
        if chat in self._chats:
            self._chats[chat] = now + self._chat_gap

    def recall(self, chat: Chat, at: float) -> None:
        """Count what an earlier process sent to ``chat``, oldest first; only groups remember that long."""
        if self._is_group(chat):
            window = self._groups.setdefault(chat, Window(self._group, MINUTE))
            window.take(chat, at)
            window.ended(chat, at)

    def halt(self, until: float) -> None:
        """Send nothing until then; a shorter pause never shortens a longer one."""
        self._halted_until = max(self._halted_until, until)
