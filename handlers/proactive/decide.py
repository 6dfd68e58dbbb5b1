"""Who is told what now: newest steps first, the order of right, the budget, people's wishes. Pure.

Rules: docs/reminders.md. Not here: which steps there are (``sources``), writing (``speak``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from handlers.proactive.due import Due, Rank
from storage.calendar import Calendar, at
from storage.plan import TOWN
from storage.reminders import Decision
from storage.wishes import DIGEST, IMPORTANT, Wish

WEEK = timedelta(days=7)
BUDGET = 2
"""Messages to one person in any seven days; the second of them is kept for what has a right before others."""

DIGEST_AT = time(10)
MONDAY = 0


@dataclass(frozen=True)
class Message:
    """One message to one person: the step that goes, and those that are lines in it."""

    first: Due
    joined: tuple[Due, ...]
    decision: Decision


@dataclass(frozen=True)
class Verdict:
    """What is decided now: messages to write, and steps that are settled without one."""

    messages: tuple[Message, ...]
    settled: tuple[tuple[Due, Decision], ...]


def decide(
    dues: Iterable[Due],
    now: datetime,
    calendar: Calendar,
    decided: Collection[str],
    counted: Mapping[int, int],
    wished: Mapping[int, Wish],
) -> Verdict:
    """The verdict about steps of any people. ``decided`` are keys of earlier decisions, ``counted`` the
    messages of each person in the last seven days; what is in neither result waits.
    """
    messages: list[Message] = []
    settled: list[tuple[Due, Decision]] = []
    for person, own in _by_person(dues, now).items():
        newest, covered = _newest(own, now)
        settled += [(due, why) for due, why in covered if due.key not in decided]
        ready = [due for due in newest if due.key not in decided]
        at_once = [due for due in ready if due.same_day and calendar.is_open_same_day(now)]
        messages += [Message(due, (), Decision.AT_ONCE) for due in at_once]
        waiting = [due for due in ready if not due.same_day]
        if calendar.is_open(now):
            wanted = [due for due in waiting if wishes(due, now, calendar, wished.get(person))]
            messages += _within_budget(wanted, now, counted.get(person, 0))
    return Verdict(tuple(messages), tuple(settled))


def wishes(due: Due, now: datetime, calendar: Calendar, wish: Wish | None) -> bool:
    """Whether the person wishes to hear of it now; what they do not wish waits and may become useless."""
    if wish is None or due.rank is Rank.INVITATION:
        return True
    if wish.is_paused(now.astimezone(TOWN).date()):
        return False
    if wish.notices == IMPORTANT:
        return due.rank is not Rank.OTHER
    if wish.notices == DIGEST:
        return now >= min(digest_at(due.at, calendar), _last_hours(due, calendar))
    return True


def digest_at(moment: datetime, calendar: Calendar) -> datetime:
    """The first Monday, 10:00, from this moment on; a free Monday goes to the next working day."""
    day = moment.astimezone(TOWN).date()
    monday = day - timedelta(days=day.weekday())
    while at(calendar.next_working(monday), DIGEST_AT) < moment:
        monday += WEEK
    return at(calendar.next_working(monday), DIGEST_AT)


def _last_hours(due: Due, calendar: Calendar) -> datetime:
    """The last working day on which it is still of use: a digest must not come too late."""
    last = calendar.working_before(due.until.astimezone(TOWN).date())
    return max(due.at, at(last, calendar.recurring.hours.first))


def _by_person(dues: Iterable[Due], now: datetime) -> dict[int, list[Due]]:
    found: dict[int, list[Due]] = defaultdict(list)
    for due in dues:
        if due.at <= now:
            found[due.person].append(due)
    return found


def _newest(own: list[Due], now: datetime) -> tuple[list[Due], list[tuple[Due, Decision]]]:
    """Of each subject the newest step; the older ones are covered by it, one that is of no use is dropped."""
    subjects: dict[str, list[Due]] = defaultdict(list)
    for due in sorted(own, key=lambda due: (due.at, due.until)):
        subjects[due.subject].append(due)
    newest, settled = [], []
    for steps in subjects.values():
        *older, last = steps
        settled += [(due, Decision.COALESCED) for due in older]
        if now > last.until:
            settled.append((last, Decision.DROPPED))
        else:
            newest.append(last)
    return newest, settled


def _within_budget(ready: list[Due], now: datetime, sent: int) -> Iterator[Message]:
    """One message with the first right; the others are lines in it."""
    if not ready:
        return
    first, *others = sorted(ready, key=lambda due: (due.rank, due.until, due.key))
    allowed = BUDGET if first.rank < Rank.OTHER else BUDGET - 1
    if sent < allowed:
        yield _message(first, tuple(others), now)


def _message(first: Due, joined: tuple[Due, ...], now: datetime) -> Message:
    in_time = first.at.astimezone(TOWN).date() == now.astimezone(TOWN).date()
    return Message(first, joined, Decision.SENT if in_time else Decision.LATE)
