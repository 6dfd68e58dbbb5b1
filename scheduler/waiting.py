"""Claimed messages that wait for their send, chat by chat, in memory; the rows stay the truth.

Inside a chat what answers a person goes first, then the rest, each in the order it was written. A message
whose send is to be repeated keeps its place, so nothing overtakes it. Not here: speed (``pace``).
"""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from handlers.messages import Kind
from scheduler.pace import Chat, Pace
from storage import outbox
from storage.outbox import Row

ANSWERS = (Kind.REPLY, Kind.RECEIPT)
"""What the person waits for: many at a time. Everything else goes one at a time."""

SOON = 0.1
"""Seconds: a row whose chat may be written to only later is no reason to hold up the others."""

_URGENCY: dict[str, int] = {kind: place for place, kinds in enumerate(outbox.URGENCY) for kind in kinds}


@dataclass(frozen=True)
class Chosen:
    """The row to send now, if any, and from when the next one that only waits for its pace may go."""

    row: Row | None
    wake: float


def chat_of(row: Row) -> Chat:
    """Where a row goes."""
    return row.channel, row.chat


def answers(row: Row) -> bool:
    """Whether the person waits for this row."""
    return row.kind in ANSWERS


class Waiting:
    """Lines of rows, one a chat; ``busy`` chats have a send in flight."""

    def __init__(self) -> None:
        self._lines: dict[Chat, list[Row]] = {}
        self._parked: dict[int, float] = {}
        self.busy: set[Chat] = set()

    def __iter__(self) -> Iterator[Row]:
        return (row for line in self._lines.values() for row in line)

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def has(self, chat: Chat) -> bool:
        """Whether anything waits for this chat."""
        return chat in self._lines

    def put(self, row: Row, parked_until: float | None = None) -> list[Row]:
        """Add a row (or free a parked one) and return the replies that need not be sent any more.

        A reply makes those before it out of date, unless they were written together with it.
        """
        line = self._lines.setdefault(chat_of(row), [])
        line[:] = [other for other in line if other.id != row.id]
        self._parked.pop(row.id, None)
        insort(line, row, key=_place)
        if parked_until is not None:
            self._parked[row.id] = parked_until
        return self._superseded(line) if row.kind == Kind.REPLY else []

    def choose(self, now: float, pace: Pace, apart: float) -> Chosen:
        """The most urgent row that may go now; one that is no answer goes from ``apart`` on."""
        best: Row | None = None
        wake = inf
        for chat, line in self._lines.items():
            row = line[0]
            if chat in self.busy or row.id in self._parked:
                continue
            at = pace.chat_at(chat) if answers(row) else max(apart, pace.chat_at(chat))
            if at > now:
                wake = min(wake, at)
            elif best is None or _rank(row) < _rank(best):
                best = row
        return Chosen(best, wake)

    def remove(self, row: Row) -> None:
        """Take a row out."""
        chat = chat_of(row)
        line = [other for other in self._lines.get(chat, ()) if other.id != row.id]
        self._parked.pop(row.id, None)
        if line:
            self._lines[chat] = line
        else:
            self._lines.pop(chat, None)

    def drop_others(self, chat: Chat) -> list[Row]:
        """Take out what is no reply and return it; for a chat that takes nothing from us."""
        dropped = [row for row in self._lines.get(chat, ()) if row.kind != Kind.REPLY]
        for row in dropped:
            self.remove(row)
        return dropped

    def move(self, chat: Chat, new_chat: str) -> list[Row]:
        """Follow a chat to its new address; returns replies that are out of date there."""
        old: list[Row] = []
        for row in tuple(self._lines.get(chat, ())):
            parked = self._parked.get(row.id)
            self.remove(row)
            old += self.put(replace(row, chat=new_chat), parked)
        return old

    def due(self, now: float) -> list[Row]:
        """Parked rows whose time has come; each is returned once and stays in its place."""
        rows = [row for row in self if self._parked.get(row.id, inf) <= now]
        self._parked.update((row.id, inf) for row in rows)
        return rows

    def next_due(self) -> float:
        """When the next parked row comes due."""
        return min(self._parked.values(), default=inf)

    def ready_others(self, pace: Pace, now: float) -> int:
        """How many rows that nobody waits for may go before long, as far as their chats are concerned."""
        others = (row for row in self if not answers(row) and row.id not in self._parked)
        return sum(pace.chat_at(chat_of(row)) <= now + SOON for row in others)

    def is_parked(self, row: Row) -> bool:
        """Whether the row waits to be claimed again."""
        return row.id in self._parked

    def _superseded(self, line: list[Row]) -> list[Row]:
        replies = [row for row in line if row.kind == Kind.REPLY]
        newest = max(row.created_at for row in replies)
        old = [row for row in replies if row.created_at < newest]
        for row in old:
            self.remove(row)
        return old


def _place(row: Row) -> tuple[bool, int]:
    return not answers(row), row.id


def _rank(row: Row) -> tuple[int, int]:
    return _URGENCY.get(row.kind, len(_URGENCY)), row.id
