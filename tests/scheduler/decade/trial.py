"""Years played on a real database, tick by tick, against the oracle; the clock jumps from stop to stop.

The tick, the claims of the sender and all units of work are the product's own. Not here: what happens by
chance (``life``), what must be told (``oracle``).
"""

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from sqlalchemy import select

from scheduler.asking import Asking
from scheduler.claims import claim
from storage import database as storage_database
from storage import meetings, plan, reminders, results
from storage.database import Connection, Database
from storage.meetings import Meeting
from storage.plan import TOWN
from storage.plan_file import read_file
from storage.plan_models import Plan
from storage.schema import Reminder
from tests.scheduler.decade.facts import Gathering
from tests.scheduler.decade.life import Life
from tests.scheduler.decade.oracle import Oracle
from tests.scheduler.decade.papers import MONTHS
from tests.support.traffic import url_of

PLAN = Path(__file__).resolve().parents[3] / "storage" / "data" / "plan-2026-2030.yaml"
LAST_OF_PLAN = 2030
DAY = timedelta(days=1)
DOWNTIMES = (timedelta(minutes=1), timedelta(hours=1), timedelta(hours=9), 3 * DAY, 30 * DAY)
A_YEAR = 12
"""Downtimes."""

WEDNESDAY = 2
ODD_HOURS = (1, 5, 7, 14, 16, 18, 20, 22)
OFTEN_DOWN = 0.05
TOLD = ("sent", "late", "at_once", "joined")
BUDGET, WEEK = 2, timedelta(days=7)


class SetClock:
    """A clock that the trial sets."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@dataclass
class Verdict:
    """What was seen; ``wrong`` is empty when all is well, ``told`` counts steps by rule and name."""

    seed: int
    wrong: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    ticks: int = 0


class Trial:
    """One run of some years."""

    def __init__(self, database: Database, seed: int, first: int, often_down: float) -> None:
        self.often_down = often_down
        self.database = database
        self.random = Random(seed)
        self.oracle = Oracle()
        self.life = Life(self.random, self.oracle)
        self.verdict = Verdict(seed)
        self.clock = SetClock(datetime(first, 1, 2, 8, tzinfo=UTC))
        self.waiting: dict[int, tuple[int, frozenset[str], datetime]] = {}
        self.asking = Asking(database, self, self.clock)  # type: ignore[arg-type]
        self.messages: dict[int, list[datetime]] = defaultdict(list)
        self.seen: set[str] = set()
        self.ticked: set[datetime] = set()

    async def run(self, years: range, organisations: int) -> Verdict:
        """Play these years, up to the first thing that is wrong."""
        await self.database.transaction(self._begin, organisations)
        for year in years:
            await self.database.transaction(self._plan_of, year)
            self.life.year(year)
            await self._year(year)
        return self.verdict

    def _begin(self, connection: Connection, organisations: int) -> None:
        plan.load(connection, read_file(PLAN), now=self.clock.now())
        self.life.settle_in(connection, self.clock.now(), organisations)

    def _plan_of(self, connection: Connection, year: int) -> None:
        """In the last year of the plan the council prolongs it."""
        if year == LAST_OF_PLAN:
            plan.load(connection, prolonged(read_file(PLAN)), now=self.clock.now())

    async def _year(self, year: int) -> None:
        stops, down = self._stops(year), self._downtimes(year)
        while stops and not self.verdict.wrong:
            stop = heapq.heappop(stops)
            back = max((end for begin, end in down if begin <= stop < end), default=stop)
            stop = max(back, self.clock.now()).astimezone(UTC)
            for one in self.oracle.meetings.values():
                own = datetime.combine(one.day, one.hour, TOWN).astimezone(UTC) - timedelta(hours=3)
                if self.clock.now() < own < stop and back == stop:
                    heapq.heappush(stops, stop)
                    stop = own
            while self.life.acts and self.life.acts[0][0] <= stop:
                at, _, act = heapq.heappop(self.life.acts)
                self.clock.at = max(at.astimezone(UTC), self.clock.now())
                await self.database.transaction(act, self.clock.now())
                self._bury()
            if stop not in self.ticked:
                self.ticked = {stop}
                self.clock.at = stop
                await self._tick()

    def _stops(self, year: int) -> list[datetime]:
        """An hour of each weekday, and any hour of some days, nights and holidays too."""
        days = [date(year, 1, 1) + number * DAY for number in range(366)]
        found = []
        for day in days:
            hours = [time(self.random.choice([9, 10, 10, 10]))] * (day.weekday() < 5)
            if self.random.random() < 0.2:
                hours.append(time(self.random.choice(ODD_HOURS), 30))
            found += [datetime.combine(day, hour, TOWN).astimezone(UTC) for hour in hours]
        heapq.heapify(found)
        return found

    def _downtimes(self, year: int) -> list[tuple[datetime, datetime]]:
        """From when to when the process does not run."""
        begins = [self.life.some_time(date(year, 1, 1), date(year, 12, 31)) for _ in range(A_YEAR)]
        return [(one, one + self.random.choice(DOWNTIMES) * self.random.random()) for one in begins]

    async def _tick(self) -> None:
        now = self.clock.now()
        await self.database.transaction(self._send)
        await self.asking.tick()
        for meeting in await self.database.read(meetings.all_from, now.date() - DAY):
            self._hears_of(meeting)
        wanted = self.oracle.tick(now)
        told = await self.database.read(self._decided)
        self.verdict.ticks += 1
        speak = {(one.person_id, one.organisation_id) for one in await self.database.read(reminders.speakers)}
        if other := speak ^ self.oracle.speaks():
            self.verdict.wrong.append(f"{now:%F %R}: who can be reached: {sorted(other, key=str)}")
        for person in sorted({*wanted, *told}):
            self._compare(person, wanted.get(person, frozenset()), told.get(person, frozenset()))

    async def tick(self) -> None:
        """The sender's part: it takes up what was written."""
        await self.database.transaction(self._send)

    def _hears_of(self, meeting: Meeting) -> None:
        """A meeting that the rules proposed, on the third Wednesday of its month."""
        if meeting.id in self.oracle.meetings:
            return
        self.oracle.meetings[meeting.id] = Gathering(meeting.held_on, meeting.changed_at)
        wednesdays = [
            date(meeting.held_on.year, month, day) for month in MONTHS[meeting.kind] for day in range(15, 22)
        ]
        proposed = [self.oracle.near(one, 1) for one in wednesdays if one.weekday() == WEDNESDAY]
        if meeting.held_on not in proposed:
            self.verdict.wrong.append(f"a {meeting.kind} meeting was proposed for {meeting.held_on}")
        self.life.meets(meeting.id, meeting.held_on)

    def _compare(self, person: int, wanted: frozenset[str], told: frozenset[str]) -> None:
        now = self.clock.now()
        complaints = {"missed": wanted - told, "wrong": told - wanted, "doubled": told & self.seen}
        self.seen |= told
        self.verdict.told.update(":".join(_named(key)) for key in told)
        if any(":today:" not in key for key in told):
            self.messages[person].append(now)
        lately = [at for at in self.messages[person] if at > now - WEEK]
        if len(lately) > BUDGET:
            complaints["too many"] = frozenset(map(str, lately))
        self.verdict.wrong += [
            f"{now:%F %R} person {person}: {what} {sorted(keys)}" for what, keys in complaints.items() if keys
        ]

    def _decided(self, connection: Connection) -> dict[int, frozenset[str]]:
        """The steps that are told now, for each person."""
        now = (Reminder.decided_at == self.clock.now(), Reminder.decision.in_(TOLD))
        found: dict[int, set[str]] = defaultdict(set)
        for person, key in connection.execute(select(Reminder.person_id, Reminder.key).where(*now)):
            if not key.startswith("broadcast:"):
                found[person].add(key)
        return {person: frozenset(keys) for person, keys in found.items()}

    def _send(self, connection: Connection) -> None:
        """Send what is due, unless the channel is down for a while."""
        now = self.clock.now()
        self._bury()
        down = self.random.random() < self.often_down
        again = now + timedelta(minutes=self.random.randint(10, 600))
        for row in claim(connection, now, [], 1000, 1000):
            keys = self._keys(connection, row.id)
            steps = frozenset(key for key in keys if not key.startswith("broadcast:"))
            if down:
                results.record(connection, [results.Again(row.id, again, "down")], now)
                if steps and row.person_id is not None:
                    self.waiting[row.id] = row.person_id, steps, row.created_at
                continue
            results.record(connection, [results.Sent(row.id, "")], now)
            self.waiting.pop(row.id, None)
            for key in keys - steps:
                self.life.arrived(key, now)
            self._judge(steps, row.created_at)

    def _judge(self, steps: frozenset[str], written: datetime) -> None:
        """What goes out may still go out, and now."""
        now = self.clock.now()
        if dead := {key for key in steps if not self.oracle.alive(key, written)}:
            self.verdict.wrong.append(f"{now:%F %R}: sent although it was settled: {sorted(dead)}")
        if steps and not self.oracle.open(now) and not any(":today:" in key for key in steps):
            self.verdict.wrong.append(f"{now:%F %R}: sent outside of the hours: {sorted(steps)}")

    def _keys(self, connection: Connection, row: int) -> frozenset[str]:
        mine = select(Reminder.key).where(Reminder.outbox_id == row)
        return frozenset(connection.execute(mine).scalars())

    def _bury(self) -> None:
        """What waited until its hours were over, or until one of its subjects was settled, never goes."""
        now = self.clock.now()
        for row, (person, keys, at) in tuple(self.waiting.items()):
            over = not self.oracle.open(now) or now.date() != at.date()
            if over or not all(self.oracle.alive(key, at) for key in keys):
                del self.waiting[row]
                self.oracle.take_back(person, keys, at)
                self.messages[person] = [one for one in self.messages[person] if one != at]
                self.seen -= keys


def prolonged(one: Plan) -> Plan:
    """The same plan for another five years."""
    period = one.header.period.model_copy(update={"last": date(LAST_OF_PLAN + 5, 12, 31)})
    return one.model_copy(update={"header": one.header.model_copy(update={"period": period})})


def _named(key: str) -> tuple[str, str]:
    rule, *parts = key.split(":")
    return rule, parts[-2]


async def play(
    folder: Path, seed: int, years: range, organisations: int, often_down: float = OFTEN_DOWN
) -> Verdict:
    """Play in a new database in ``folder``, without waiting for the disk: what lasts is tried elsewhere."""
    with patch.object(storage_database, "_tune", _tuned):
        database = await Database.open(url_of(folder))
    try:
        return await Trial(database, seed, years[0], often_down).run(years, organisations)
    finally:
        await database.close()


_TUNE = storage_database._tune


def _tuned(driver: Any, busy_ms: int) -> None:
    _TUNE(driver, busy_ms)
    driver.execute("PRAGMA synchronous=OFF")
