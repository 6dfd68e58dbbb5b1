"""Years played on a real database, tick by tick, against the oracle; the clock jumps from stop to stop.

The tick, the claims of the sender and all units of work are the product's own. Not here: what happens by
chance (``life``), what must be told (``oracle``).
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
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
from storage.plan_models import Plan
from storage.schema import Reminder
from tests.scheduler.decade.life import Life
from tests.scheduler.decade.oracle import Oracle
from tests.support.traffic import url_of

PLAN = Path(__file__).resolve().parents[3] / "storage" / "data" / "plan-2026-2030.yaml"
LAST_OF_PLAN = 2030
DAY = timedelta(days=1)
DOWNTIMES = (timedelta(minutes=1), timedelta(hours=1), timedelta(hours=9), 3 * DAY, 30 * DAY)
A_YEAR = 12
"""Downtimes."""

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

    def __init__(self, database: Database, seed: int, first: int) -> None:
        self.database = database
        self.random = Random(seed)
        self.oracle = Oracle()
        self.life = Life(self.random, self.oracle)
        self.verdict = Verdict(seed)
        self.clock = SetClock(datetime(first, 1, 2, 8, tzinfo=UTC))
        self.offered: list[Row] = []
        self.asking = Asking(database, self, self.clock)  # type: ignore[arg-type]
        self.messages: dict[int, list[datetime]] = defaultdict(list)
        self.seen: set[str] = set()

    def offer(self, rows: Sequence[Row]) -> None:
        """The sender's part: rows that were claimed when they were written."""
        self.offered += rows

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
            while self.life.acts and self.life.acts[0][0] <= stop:
                at, _, act = heapq.heappop(self.life.acts)
                self.clock.at = max(at.astimezone(UTC), self.clock.now())
                await self.database.transaction(act, self.clock.now())
            self.clock.at = stop
            await self._tick()

    def _stops(self, year: int) -> list[datetime]:
        """An hour of each weekday, and any hour of some days, nights and holidays too."""
        days = [date(year, 1, 1) + number * DAY for number in range(366)]
        found = []
        for day in days:
            hours = [time(self.random.choice([9, 10, 10, 10]))] * (day.weekday() < 5)
            if self.random.random() < 0.2:
                hours.append(time(self.random.randrange(24), self.random.randrange(60)))
            found += [datetime.combine(day, hour, TOWN).astimezone(UTC) for hour in hours]
        heapq.heapify(found)
        return found

    def _downtimes(self, year: int) -> list[tuple[datetime, datetime]]:
        """From when to when the process does not run."""
        begins = [self.life.some_time(date(year, 1, 1), date(year, 12, 31)) for _ in range(A_YEAR)]
        return [(one, one + self.random.choice(DOWNTIMES) * self.random.random()) for one in begins]

    async def _tick(self) -> None:
        now = self.clock.now()
        wanted = self.oracle.tick(now)
        await self.asking.tick()
        told = await self.database.transaction(self._send)
        self.verdict.ticks += 1
        for person in sorted({*wanted, *told}):
            self._compare(person, wanted.get(person, frozenset()), told.get(person, frozenset()))

    def _compare(self, person: int, wanted: frozenset[str], told: frozenset[str]) -> None:
        now = self.clock.now()
        complaints = {"missed": wanted - told, "wrong": told - wanted, "doubled": told & self.seen}
        self.seen |= told
        self.verdict.told.update(":".join(key.split(":")[::3]) for key in told)
        self.messages[person].append(now)
        lately = [at for at in self.messages[person] if at > now - WEEK]
        if len(lately) > BUDGET:
            complaints["too many"] = frozenset(map(str, lately))
        self.verdict.wrong += [
            f"{now:%F %R} person {person}: {what} {sorted(keys)}" for what, keys in complaints.items() if keys
        ]

    def _send(self, connection: Connection) -> dict[int, frozenset[str]]:
        """Send what was claimed and what is due; gives the steps that reached each person."""
        now = self.clock.now()
        rows = [*self.offered, *claim(connection, now, [], 1000, 1000)]
        self.offered.clear()
        results.record(connection, [results.Sent(row.id, "") for row in rows], now)
        sent = Reminder.outbox_id.in_([row.id for row in rows])
        found: dict[int, set[str]] = defaultdict(set)
        for person, key in connection.execute(select(Reminder.person_id, Reminder.key).where(sent)):
            found[person].add(key)
        return {person: frozenset(keys) for person, keys in found.items()}


def prolonged(one: Plan) -> Plan:
    """The same plan for another five years."""
    period = one.header.period.model_copy(update={"last": date(LAST_OF_PLAN + 5, 12, 31)})
    return one.model_copy(update={"header": one.header.model_copy(update={"period": period})})


async def play(folder: Path, seed: int, years: range, organisations: int) -> Verdict:
    """Play in a new database in ``folder``."""
    database = await Database.open(url_of(folder))
    try:
        return await Trial(database, seed, years[0]).run(years, organisations)
    finally:
        await database.close()
