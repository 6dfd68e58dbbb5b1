"""What the oracle has heard, and the days of the town hall; a step is what it makes of them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.scheduler.decade import papers

TOWN, DAY, WEEK = ZoneInfo("Europe/Chisinau"), timedelta(days=1), timedelta(days=7)


class Step(NamedTuple):
    """One step for one person, useful from ``at`` to ``until``; ``subject`` is what settles it."""

    key: str
    person: int
    subject: Hashable
    at: datetime
    until: datetime
    right: int
    same_day: bool = False


@dataclass
class Gathering:
    """A meeting as people know it; ``invited``: who, for whom and when; ``comes``: who answered what when."""

    day: date
    changed: datetime
    state: str = "proposed"
    version: int = 1
    hour: time = time(15)
    invited: dict[int, tuple[tuple[int, ...], datetime]] = field(default_factory=dict)
    comes: dict[int, tuple[bool, datetime]] = field(default_factory=dict)


class Facts:
    """Set as things happen."""

    def __init__(self) -> None:
        self.moved: dict[date, bool] = {}
        self.members: dict[int, tuple[date, date | None]] = {}
        self.roles: list[tuple[int, int | None, str]] = []
        self.wrote: dict[int, datetime] = {}
        self.nowhere: set[int] = set()
        self.settled: set[tuple[int, int]] = set()
        self.promised: dict[tuple[int, int], tuple[date, int]] = {}
        self.promised_at: dict[tuple[int, int], datetime] = {}
        self.due_on: dict[int, date] = {}
        self.done: dict[tuple[str, str, str], date] = {}
        self.meetings: dict[int, Gathering] = {}
        self.wishes: dict[int, str] = {}
        self.paused: dict[int, date] = {}
        self.sent: dict[int, list[datetime]] = defaultdict(list)
        self.decided: set[str] = set()

    def alive(self, key: str, since: datetime) -> bool:
        """Whether nothing has settled, promised (after ``since``) or changed what a step is about."""
        rule, subject, *rest = key.split(":")
        if rule == "meeting":
            number, _, version = subject.partition("v")
            one = self.meetings[int(number)]
            return one.state in ("proposed", "confirmed") and str(one.version) == version
        if rule != "annual_report" or not subject:
            return (rule, subject, rest[0]) not in self.done
        owed = int(subject), int(rest[0] or 0)
        return owed not in self.settled and self.promised_at.get(owed, since) <= since

    def take_back(self, person: int, keys: Iterable[str], at: datetime) -> None:
        """A message that never went: what it said is to be said again, and it does not count."""
        self.decided -= set(keys)
        if at in self.sent[person]:
            self.sent[person].remove(at)

    def open(self, now: datetime) -> bool:
        """Whether somebody may be written to unasked."""
        local = now.astimezone(TOWN)
        return self.working(local.date()) and 9 <= local.hour < 19

    def working(self, day: date) -> bool:
        """Whether the town hall works."""
        free = f"{day:%m-%d}" in papers.FREE or (day - easter(day.year)).days in papers.AFTER_EASTER
        return self.moved.get(day, day.weekday() < 5 and not free)

    def near(self, day: date, by: int) -> date:
        """The day itself when it is a working day, else the next one (``by`` 1) or the last one (-1)."""
        while not self.working(day):
            day += by * DAY
        return day


def easter(year: int) -> date:
    """Orthodox Easter Sunday: Meeus' Julian computation, thirteen days later."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + 13 * DAY


def moment(day: date, hour: int) -> datetime:
    """A local hour in UTC."""
    return datetime.combine(day, time(hour), TOWN).astimezone(UTC)
