"""The years played on a real database, tick by tick, against the oracle."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from scheduler.asking import Asking
from scheduler.claims import claim
from storage import plan, results
from storage.database import Connection, Database
from storage.outbox import Row
from storage.plan import TOWN
from storage.plan_file import read_file
from storage.schema import Reminder
from tests.scheduler.decade.life import Life
from tests.scheduler.decade.oracle import Oracle
from tests.support.traffic import url_of

PLAN = Path(__file__).resolve().parents[3] / "storage" / "data" / "plan-2026-2030.yaml"
DAY = timedelta(days=1)


class Moved:
    """A clock that the trial sets."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


@dataclass
class Trial:
    """What was seen. ``wrong`` is empty when all is well."""

    seed: int
    wrong: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    ticks: int = 0


class Play:
    """One run."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.random = Random(seed)
        self.oracle = Oracle()
        self.life = Life(self.random, self.oracle)
        self.trial = Trial(seed)
        self.clock = Moved(datetime(2026, 1, 2, 8, tzinfo=UTC))
        self.waiting: list[Row] = []
        self.asking = Asking(database, self, self.clock)
        self.seen: set[str] = set()

    def offer(self, rows) -> None:
        self.waiting += rows

    async def years(self, first: int, last: int, organisations: int) -> Trial:
        self.clock.moment = datetime(first, 1, 2, 8, tzinfo=UTC)
        await self.database.transaction(self._begin, organisations)
        for year in range(first, last + 1):
            self.life.year(year)
            await self._days(date(year, 1, 1), date(year, 12, 31))
            if self.trial.wrong:
                break
        return self.trial

    def _begin(self, connection: Connection, organisations: int) -> None:
        plan.load(connection, read_file(PLAN), now=self.clock.now())
        self.life.settle_in(connection, self.clock.now(), organisations)

    async def _days(self, first: date, last: date) -> None:
        stops = self._stops(first, last)
        down = self._downtimes(first, last)
        while stops and not self.trial.wrong:
            stop = heapq.heappop(stops)
            away = next((end for begin, end in down if begin <= stop < end), None)
            stop = max(away or stop, self.clock.now())
            while self.life.acts and self.life.acts[0][0] <= stop:
                at, _, act = heapq.heappop(self.life.acts)
                at = max(at if away is None else stop, self.clock.now())
                self.clock.moment = at.astimezone(UTC)
                await self.database.transaction(act, self.clock.now())
            self.clock.moment = stop.astimezone(UTC)
            await self._tick()

    def _stops(self, first: date, last: date) -> list[datetime]:
        stops = []
        day = first
        while day <= last:
            hours = [time(self.random.choice([9, 10, 10, 10]))] if day.weekday() < 5 else []
            hours += [time(self.random.randrange(24), self.random.randrange(60))] * (
                self.random.random() < 0.3
            )
            stops += [datetime.combine(day, hour, TOWN).astimezone(UTC) for hour in hours]
            day += DAY
        heapq.heapify(stops)
        return stops

    def _downtimes(self, first: date, last: date) -> list[tuple[datetime, datetime]]:
        found = []
        for _ in range(12):
            begin = self.life.some_time(first, last)
            length = self.random.choice(
                [timedelta(minutes=1), timedelta(hours=1), timedelta(hours=9), 3 * DAY, 30 * DAY]
            )
            found.append((begin, begin + length * self.random.random()))
        return found

    async def _tick(self) -> None:
        now = self.clock.now()
        wanted = self.oracle.tick(now)
        await self.asking.tick()
        told = await self.database.transaction(self._send)
        self.trial.ticks += 1
        for person in sorted({*wanted, *told}):
            expected, got = wanted.get(person, frozenset()), told.get(person, frozenset())
            if expected != got:
                self.trial.wrong.append(
                    f"{now:%F %R} p{person} {self.oracle.wishes.get(person)}: missed {sorted(expected - got)}, wrong {sorted(got - expected)}"
                )
            if twice := got & self.seen:
                self.trial.wrong.append(f"{now:%F %R} p{person}: twice {twice}")
            self.seen |= got
            for key in got:
                self.trial.told[key.split(":")[0] + ":" + key.split(":")[3]] += 1

    def _send(self, connection: Connection) -> dict[int, frozenset[str]]:
        """Send what was claimed and what is due, and say what each person got."""
        now = self.clock.now()
        rows = [*self.waiting, *claim(connection, now, [], 100, 100)]
        self.waiting.clear()
        results.record(connection, [results.Sent(row.id, "") for row in rows], now)
        told: dict[int, set[str]] = {}
        ids = [row.id for row in rows]
        for person, key in connection.execute(
            select(Reminder.person_id, Reminder.key).where(Reminder.outbox_id.in_(ids))
        ):
            told.setdefault(person, set()).add(key)
        return {person: frozenset(keys) for person, keys in told.items()}


async def play(folder: Path, seed: int, first: int, last: int, organisations: int) -> Trial:
    database = await Database.open(url_of(folder))
    try:
        return await Play(database, seed).years(first, last, organisations)
    finally:
        await database.close()
