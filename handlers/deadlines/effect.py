"""What a change would do before it is saved: tried in a savepoint, compared, and taken back.

Looked at are the deadlines of what is owed and every step that is still to come and not decided yet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.proactive.due import Due, Look
from handlers.proactive.generate import generate
from handlers.proactive.speak import steps
from storage import calendar, obligations
from storage.database import Connection
from storage.obligations import MEMBERS

HORIZON = timedelta(days=400)


@dataclass(frozen=True)
class Moved:
    """Obligations of one rule and period whose deadline moves, and how many they are."""

    rule: str
    period: str
    number: int
    before: date
    after: date


@dataclass(frozen=True)
class Told:
    """A step whose time or readers change: when and how many people before, and after."""

    rule: str
    period: str
    step: str
    before: datetime | None
    after: datetime | None
    readers_before: int
    readers_after: int


@dataclass(frozen=True)
class Effect:
    """All that a change would do."""

    moved: tuple[Moved, ...]
    told: tuple[Told, ...]


def trial(connection: Connection, now: datetime, change: Callable[[], None]) -> Effect:
    """The effect of a change; nothing of it is kept."""
    due_before, steps_before = _due(connection), _coming(connection, now)
    with connection.begin_nested() as attempt:
        change()
        generate(connection, now)
        due_after, steps_after = _due(connection), _coming(connection, now)
        attempt.rollback()
    return Effect(_moved(due_before, due_after), _told(steps_before, steps_after, now))


def _due(connection: Connection) -> dict[int, tuple[str, str, date]]:
    return {id: (rule, period, due) for id, rule, period, due in obligations.open_deadlines(connection)}


def _coming(connection: Connection, now: datetime) -> dict[str, Due]:
    seen = Look(connection, now, now, now + HORIZON, calendar.load(connection))
    return {due.key: due for due in steps(seen) if due.key not in seen.decided}


def _moved(
    before: Mapping[int, tuple[str, str, date]], after: Mapping[int, tuple[str, str, date]]
) -> tuple[Moved, ...]:
    found: dict[tuple[str, str, date, date], int] = defaultdict(int)
    for id, (rule, period, due) in before.items():
        if id in after and after[id][2] != due:
            found[(rule, period, due, after[id][2])] += 1
    ordered = sorted(found.items(), key=lambda one: one[0][3])
    return tuple(Moved(rule, period, number, was, will) for (rule, period, was, will), number in ordered)


def _told(before: Mapping[str, Due], after: Mapping[str, Due], now: datetime) -> tuple[Told, ...]:
    """Steps in the order of their new time; those that do not change are none of it."""
    was, will = _by_step(before.values()), _by_step(after.values())
    found = []
    for step in dict.fromkeys((*was, *will)):
        old, new = was.get(step, []), will.get(step, [])
        if {(due.key, due.at) for due in old} != {(due.key, due.at) for due in new}:
            found.append(Told(*step, _first(old), _first(new), _readers(old), _readers(new)))
    return tuple(sorted(found, key=lambda one: one.after or one.before or now))


def _by_step(dues: Iterable[Due]) -> dict[tuple[str, str, str], list[Due]]:
    found: dict[tuple[str, str, str], list[Due]] = defaultdict(list)
    for due in dues:
        found[_step_of(due.key)].append(due)
    return found


def _step_of(key: str) -> tuple[str, str, str]:
    """(rule, period, step) of a key; of a meeting or anything else (what, its number, step)."""
    head, _, step = key.rpartition(":p")[0].rpartition(":")
    rule, _, rest = head.partition(":")
    return rule, rest.rpartition(":")[2] if rule != MEMBERS else rest.partition(":")[2], step


def _first(dues: list[Due]) -> datetime | None:
    return min((due.at for due in dues), default=None)


def _readers(dues: list[Due]) -> int:
    return len({due.person for due in dues})
