"""Places in flight: how many sends may be under way at a time, and which rows have one.

A place is free again when the result of its row is on disk: so many extra copies can follow from a crash,
and no more. Not here: which row gets a place (``waiting``), and when (``pace``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.waiting import answers
from storage.outbox import Row


@dataclass(frozen=True)
class Places:
    """Sends at a time: of answers, of everything else; and the longest that one may take, in seconds."""

    answers: int = 32
    others: int = 1
    timeout: float = 40.0


class Taken:
    """The rows that have a place now."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._rows: dict[int, bool] = {}

    def __contains__(self, id: int) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, row: Row) -> None:
        """Give a row its place."""
        self._rows[row.id] = answers(row)

    def is_other(self, id: int) -> bool:
        """Whether the row has one of the places of what nobody waits for."""
        return self._rows.get(id) is False

    def free(self, id: int) -> None:
        """Give a place up."""
        self._rows.pop(id, None)

    def room(self, *, others: bool = False) -> int:
        """How many of the kind may begin."""
        most = self._places.others if others else self._places.answers
        return max(0, most - sum(answer is not others for answer in self._rows.values()))
