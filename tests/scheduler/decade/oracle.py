"""Who must be told what at which moment, worked out from the papers alone; knows nothing of the code.

It hears the same facts as the database and answers each tick by itself: days, holidays and zones too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.scheduler.decade import papers
from tests.scheduler.decade.papers import OTHER, OVERDUE

TOWN, DAY, WEEK = ZoneInfo("Europe/Chisinau"), timedelta(days=1), timedelta(days=7)


class Step(NamedTuple):
    """One step for one person, useful from ``at`` to ``until``; ``subject`` is what settles it."""

    key: str
    person: int
    subject: Hashable
    at: datetime
    until: datetime
    right: int


class Oracle:
    """Facts are set as they happen; ``tick`` says who is told which steps now."""

    def __init__(self) -> None:
        self.moved: dict[date, bool] = {}
        self.members: dict[int, tuple[date, date | None]] = {}
        self.roles: list[tuple[int, int | None, str]] = []
        self.wrote: dict[int, datetime] = {}
        self.nowhere: set[int] = set()
        self.settled: set[tuple[int, int]] = set()
        self.promised: dict[tuple[int, int], tuple[date, int]] = {}
        self.due_on: dict[int, date] = {}
        self.done: dict[tuple[str, str, str], date] = {}
        self.wishes: dict[int, str] = {}
        self.paused: dict[int, date] = {}
        self.sent: dict[int, list[datetime]] = defaultdict(list)
        self.decided: set[str] = set()

    def tick(self, now: datetime) -> dict[int, frozenset[str]]:
        """Who is told which steps now, and what is decided with that."""
        told: dict[int, frozenset[str]] = {}
        mine: dict[int, list[Step]] = defaultdict(list)
        for step in (one for one in self.steps(now) if one.at <= now):
            mine[step.person].append(step)
        for person, steps in mine.items():
            newest = {step.subject: step for step in sorted(steps, key=lambda one: (one.at, one.until))}
            fresh = [one for one in newest.values() if one.key not in self.decided]
            self.decided |= {one.key for one in steps if one not in newest.values() or one.until < now}
            ready = [one for one in fresh if one.until >= now and self.open(now) and self.wanted(one, now)]
            used = sum(now - WEEK < at for at in self.sent[person])
            if ready and used < (1 if min(one.right for one in ready) == OTHER else 2):
                told[person] = frozenset(one.key for one in ready)
                self.decided |= told[person]
                self.sent[person].append(now)
        return told

    def open(self, now: datetime) -> bool:
        """Whether somebody may be written to unasked."""
        local = now.astimezone(TOWN)
        return self.working(local.date()) and 9 <= local.hour < 19

    def wanted(self, step: Step, now: datetime) -> bool:
        """What the person chose: everything, the important, a digest; and their pause."""
        today = now.astimezone(TOWN).date()
        if today < self.paused.get(step.person, today):
            return False
        wish = self.wishes.get(step.person, "all")
        if wish != "digest":
            return wish == "all" or step.right != OTHER
        first = step.at.astimezone(TOWN).date()
        monday = first - first.weekday() * DAY
        while moment(self.near(monday, 1), 10) < step.at:
            monday += WEEK
        last = self.near(step.until.astimezone(TOWN).date(), -1)
        return now >= min(moment(self.near(monday, 1), 10), max(step.at, moment(last, 9)))

    def steps(self, now: datetime) -> Iterator[Step]:
        """Every step of these days that nothing has settled."""
        year = now.astimezone(TOWN).year
        yield from self.annual(year - 1)
        for rule, subject, period, day in self.desk(range(max(year - 1, papers.BEGINS), year + 1)):
            for name, *when, right in papers.DESK[rule] if (rule, subject, period) not in self.done else ():
                key, told = f"{rule}:{subject}:{period}:{name}", self.whom(None, "everyone")
                yield from self.step(key, (rule, subject, period), day, when, right, told)

    def annual(self, year: int) -> Iterator[Step]:
        """What members are told about their reports of a year, and the secretariat about those that owe."""
        opens, due = (self.near(date(year + 1, 1, day), 1) for day in (10, 31))
        due = self.near(self.due_on.get(year, due), 1)
        last = date(year, 12, 31)
        members = [one for one, (joined, left) in self.members.items() if joined <= last <= (left or last)]
        owing = [one for one in members if (one, year) not in self.settled]
        for name, *when, right, to in papers.ANNUAL:
            day = opens if name == "opening" else due
            if to == "secretariat" and owing:
                key, told = f"annual_report::{year}:{name}", self.whom(None, "everyone")
                yield from self.step(key, ("calls", year), day, when, right, told)
            for one in owing if to != "secretariat" else ():
                key = f"annual_report:{one}:{year}:{name}"
                until, _ = self.promised.get((one, year), (date.min, 0))
                found = self.step(key, ("annual", one, year), day, when, right, self.whom(one, to, key))
                yield from (step for step in found if step.at.astimezone(TOWN).date() > until)
        for one in owing:
            if (one, year) in self.promised:
                until, person = self.promised[one, year]
                key, day = f"annual_report:{one}:{year}:promised-{until}", self.near(until + DAY, 1)
                told = [person] if person in self.whom(one, "everyone") else self.whom(one, "everyone")[:1]
                yield from self.step(key, ("annual", one, year), day, (0, 4), OVERDUE, told)

    def desk(self, years: range) -> Iterator[tuple[str, str, str, date]]:
        """What the secretariat owes or watches: rule, subject, period, and the day its steps count from."""
        for year in years:
            february, march = (self.near(date(year + 1, month, 1) - DAY, -1) for month in (3, 4))
            yield "network_draft", "", str(year), february
            yield "council", "", str(year), march
            published = self.done.get(("council", "", str(year)), march)
            for _ in range(10):
                published = self.near(published + DAY, 1)
            yield "publication", "", str(year), published
            for subject in (*papers.YEARLY, *papers.EDITIONS):
                rule = "yearly" if subject in papers.YEARLY else "edition"
                yield rule, subject, str(year), self.near(date(year, 12, 31), -1)
            for half in (1, 2):
                yield "resources", "1.2.b", f"{year}-H{half}", self.near(date(year, 6 * half, 15), 1)
            for quarter in (1, 2, 3, 4):
                first, after = (
                    date(year, quarter * 3 - 2, 1),
                    date(year + quarter // 4, quarter * 3 % 12 + 1, 1),
                )
                yield "meeting_record", "2.1.a", f"{year}-Q{quarter}", first
                yield "newsletter", "3.2.a", f"{year}-Q{quarter}", self.near(after - DAY, -1)
        for subject, target in papers.ONCE.items():
            yield "by_date", subject, "once", self.near(target, -1)

    def whom(self, member: int | None, to: str, key: str = "") -> list[int]:
        """Whom a step tells of those who can be reached; the one it told first stays its first one."""
        mine = [(-self.wrote[one].timestamp(), one, role) for one, of, role in self.roles if of == member]
        people = [(one, role) for _, one, role in sorted(mine) if one not in self.nowhere]
        told = [one for one in self.sent if f"{key}:p{one}" in self.decided]
        first = told if to == "lead" and told else [one for one, _ in people[:1]]
        wider = {"lead": "", "coordinators": "coordinator", "everyone": "coordinator head secretariat"}[to]
        return list(dict.fromkeys(first + [one for one, role in people if role in wider.split()]))

    def step(
        self, key: str, subject: Hashable, anchor: date, when: Sequence[int], right: int, people: list[int]
    ) -> Iterator[Step]:
        """A step for each of these people: at ten, on a working day before or after its anchor."""
        at = moment(self.near(anchor + when[0] * DAY, -1 if when[0] < 0 else 1), 10)
        until = moment(anchor + when[1] * DAY, 19)
        yield from (Step(f"{key}:p{one}", one, subject, at, until, right) for one in people)

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
