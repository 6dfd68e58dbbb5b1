"""Whom a reminder by hand reaches, and why everybody else gets none: each member in exactly one place. Pure.

Not here: what it says and sending it (``remind``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from handlers.missing.view import Line
from storage.contacts import Reached
from storage.obligations import State
from storage.wishes import IMPORTANT

PROMISED, NOBODY, UNREACHABLE, PAUSED, IMPORTANT_ONLY, RECENT = REASONS = (
    "promised",
    "nobody",
    "unreachable",
    "paused",
    "important",
    "recent",
)
"""Why a member gets none, in the order in which they are looked for."""


@dataclass(frozen=True)
class Audience:
    """Members with the people who are reminded, and the others with the reason why not."""

    to: tuple[tuple[Line, tuple[Reached, ...]], ...]
    excluded: tuple[tuple[Line, str], ...]

    @property
    def persons(self) -> int:
        """How many people get the message; one of two members gets one for each."""
        return sum(len(people) for _, people in self.to)

    def because(self, reason: str) -> tuple[Line, ...]:
        """The members without a reminder for this reason."""
        return tuple(line for line, why in self.excluded if why == reason)


def audience(lines: Iterable[Line], recently: Collection[str], today: date) -> Audience:
    """Part the missing members. ``recently`` are the subjects that somebody was reminded of just now."""
    to: list[tuple[Line, tuple[Reached, ...]]] = []
    excluded: list[tuple[Line, str]] = []
    for line in lines:
        why, people = _judged(line, recently, today)
        if why:
            excluded.append((line, why))
        else:
            to.append((line, people))
    return Audience(tuple(to), tuple(excluded))


def _judged(line: Line, recently: Collection[str], today: date) -> tuple[str, tuple[Reached, ...]]:
    """The first reason that leaves nobody, or the people who are left."""
    if line.state is State.PROMISED:
        return PROMISED, ()
    people = line.contact.people
    if not people:
        return NOBODY, ()
    people = tuple(one for one in people if one.reachable)
    if not people:
        return UNREACHABLE, ()
    people = tuple(one for one in people if one.paused_until is None or one.paused_until < today)
    if not people:
        return PAUSED, ()
    late = line.state is State.OVERDUE
    people = tuple(one for one in people if late or one.notices != IMPORTANT)
    if not people:
        return IMPORTANT_ONLY, ()
    return (RECENT, ()) if line.owed.about in recently else ("", people)
