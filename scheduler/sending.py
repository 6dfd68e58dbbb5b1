"""The way out: sends claimed rows of the outbox in order, at the allowed pace, and settles how each ended.

Crash bound: a row is ``sending`` on disk before its call begins, and its place counts as taken until its
result is on disk, so at most as many extra copies as there are places can follow from one crash. Not here:
texts and languages (``deliver`` is given), the error rules (``policy``), the order (``waiting``).
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf

from handlers.errors import SendError
from scheduler import policy
from scheduler.claims import claim, settle
from scheduler.ledger import Ledger
from scheduler.pace import MINUTE, Pace
from scheduler.places import Places, Taken
from scheduler.retries import Retries
from scheduler.tidying import Collapse, Tidying
from scheduler.timing import Alarm, Later, Time, call_later
from scheduler.trace import where
from scheduler.waiting import SOON, Waiting, answers, chat_of
from storage import crash, outbox
from storage.database import Database
from storage.outbox import Row
from storage.results import Again, Blocked, Cancelled, Moved, Result, Sent, Uncertain

log = logging.getLogger(__name__)

Deliver = Callable[[Row], Awaitable[str]]
"""Renders and sends a row; returns the channel's message id or raises ``SendError``."""


class Sender:
    """Sends rows; ``stopped`` says why nothing is sent at the moment, ``counted`` how sends ended."""

    def __init__(
        self,
        database: Database,
        deliver: Deliver,
        time: Time,
        *,
        collapse: Collapse | None = None,
        pace: Pace | None = None,
        places: Places = Places(),
        later: Later = call_later,
    ) -> None:
        self._database = database
        self._deliver = deliver
        self._time = time
        self._pace = pace or Pace()
        self._places = places
        self._waiting = Waiting()
        self._ledger = Ledger(database, time, later, self._recorded, self._refill)
        self._tidying = Tidying(collapse, time, self._waiting, self._pace, self._pump)
        self._taken = Taken(places)
        self._unrecorded: set[int] = set()
        self._retries = Retries()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flying: set[asyncio.Task[None]] = set()
        self._alarm = Alarm(later, self._ring)
        self._claims = asyncio.Lock()
        self._missed = False
        self._running = True
        self.counted: Counter[str] = Counter()
        self.stopped: str | None = None

    async def start(self) -> None:
        """Settle what a dead process left in doubt and take up unsent answers; before anything is offered."""
        wall, now = self._time.now(), self._time.monotonic()
        for channel, chat, at in await self._database.read(outbox.lately, wall - timedelta(seconds=MINUTE)):
            self._pace.recall((channel, chat), now - (wall - at).total_seconds())
        unsent = await self._database.transaction(settle, wall)
        for row, at in unsent:
            self._put(row, now + max(0.0, (at - wall).total_seconds()))
        self._pump()

    def offer(self, rows: Sequence[Row]) -> None:
        """Take rows that were claimed when they were written, right after that commit."""
        take = self._put if self._running else self._give_back
        for row in rows:
            take(row)
        self._pump()

    async def tick(self) -> None:
        """Take up rows that are due and rows whose lease ran out; to be called every second or so."""
        self._missed = True
        if self._claims.locked():
            return
        async with self._claims:
            while self._missed and self._running and self._pace.at() <= self._time.monotonic() + 1:
                self._missed = False
                places = self._free_answers(), self._free_others()
                rows = await self._database.transaction(claim, self._time.now(), self._held(), *places)
                self._take_up(rows)

    async def stop(self, timeout: float = 10.0) -> None:
        """Begin no send, let those in flight end, give back what waits; to be called after the lanes' stop.

        A send that does not end in ``timeout`` seconds is in doubt and is settled at the next start.
        """
        self._running = False
        self._alarm.stop()
        if self._flying:
            await asyncio.wait(self._flying, timeout=timeout)
        unfinished = tuple(self._flying)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, self._tidying.stop(), return_exceptions=True)
        async with self._claims:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for row in tuple(self._waiting):
            if not self._waiting.is_parked(row):
                self._give_back(row)
        await self._ledger.flush()

    def depth(self) -> int:
        """How many rows wait in memory or are in flight."""
        return len(self._waiting) + len(self._taken)

    def _free_answers(self) -> int:
        return max(0, self._places.answers - self.depth())

    def _free_others(self, ending: int = 0) -> int:
        ready = self._waiting.ready_others(self._pace, self._time.monotonic())
        return max(0, self._taken.room(others=True) + ending - ready)

    def _take_up(self, rows: Sequence[Row]) -> None:
        """Offer what was claimed; a row whose chat takes nothing before long is given back for another."""
        ready = []
        for row in rows:
            wait = self._pace.chat_at(chat_of(row)) - self._time.monotonic()
            if answers(row) or wait <= SOON:
                ready.append(row)
            else:
                self._give_back(row, "pace", wait)
                self._missed = True
        self.offer(ready)

    def _give_back(self, row: Row, why: str = "stopped", wait: float = 0.0) -> None:
        self._waiting.remove(row)
        self._settle(Again(row.id, self._time.now() + timedelta(seconds=wait), why))

    def _held(self) -> frozenset[int]:
        return frozenset((*self._taken, *self._unrecorded, *(row.id for row in self._waiting)))

    def _put(self, row: Row, parked_until: float | None = None) -> None:
        if row.id in self._taken or row.id in self._unrecorded:
            return
        self._supersede(self._waiting.put(row, parked_until))

    def _supersede(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._settle(Cancelled(row.id, "superseded"))

    def _settle(self, result: Result) -> None:
        self._unrecorded.add(result.id)
        self.counted[type(result).__name__.lower()] += 1
        self._ledger.add(result, at_once=self._taken.is_other(result.id))

    def _refill(self, group: Sequence[Result]) -> int:
        """How many rows that nobody waits for may follow those whose results are being written."""
        if not self._running or self._pace.at() > self._time.monotonic() + 1:
            return 0
        return self._free_others(sum(self._taken.is_other(result.id) for result in group))

    def _recorded(self, group: Sequence[Result], claimed: Sequence[Row]) -> None:
        for result in group:
            self._unrecorded.discard(result.id)
            self._taken.free(result.id)
        self._take_up(claimed)
        if self._missed and self._running:
            self._spawn(self.tick())

    def _pump(self) -> None:
        """Begin every send that may begin now, and ask to be woken when the next one may."""
        if not self._running:
            return
        now = self._time.monotonic()
        wake = self._waiting.next_due()
        while self._has_place():
            if self._pace.at() > now:
                wake = min(wake, self._pace.at() if len(self._waiting) else inf)
                break
            apart = self._pace.apart() if self._has_place(others=True) else inf
            chosen = self._waiting.choose(now, self._pace, apart)
            if chosen.row is None:
                wake = min(wake, chosen.wake)
                break
            self._launch(chosen.row, now)
        self._alarm.ask(min(wake, self._tidying.step(now, idle=not self._flying)), now)

    def _has_place(self, *, others: bool = False) -> bool:
        return not self._flying if self.stopped is not None else self._taken.room(others=others) > 0

    def _launch(self, row: Row, now: float) -> None:
        self._waiting.remove(row)
        self._waiting.busy.add(chat_of(row))
        self._taken.take(row)
        self._pace.take(chat_of(row), now)
        task = asyncio.get_running_loop().create_task(self._send(row))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _send(self, row: Row) -> None:
        crash.point("send.before")
        result: Result | Row
        try:
            async with asyncio.timeout(self._places.timeout):
                message = await self._deliver(row)
        except TimeoutError:
            result = self._failed(row, SendError("ambiguous", "timeout"))
        except SendError as error:
            result = self._failed(row, error)
        except Exception as error:
            log.error("row %d could not be delivered: %s", row.id, where(error))
            result = policy.mishap(row, error, self._time.now())
        else:
            crash.point("send.after")
            result = Sent(row.id, message)
        self._landed(row, result)

    def _failed(self, row: Row, error: SendError) -> Result | Row:
        """The result of a failure, or the row in the shape in which it goes once more at once."""
        if (reshaped := policy.reshaped(row, error)) is not None:
            return reshaped
        now = self._time.monotonic()
        if pause := policy.pause(error):
            self._pace.halt(now + pause)
        if error.after == "token" and self.stopped is None:
            log.error("the channel refuses our token (%s); sending stops", error.code)
            self.stopped = error.code
        wait = self._retries.wait(row.id, failed=error.after == "retry")
        return policy.judge(row, error, self._time.now(), wait)

    def _landed(self, row: Row, result: Result | Row) -> None:
        """Free the chat, follow up in memory what the result says, and write it down."""
        self._waiting.busy.discard(chat_of(row))
        self._pace.ended(chat_of(row), self._time.monotonic())
        if isinstance(result, Row):
            log.warning("row %d goes once more, %s", row.id, "plain" if result.plain else "as new")
            self._taken.free(row.id)
            self._put(result)
        else:
            self._follow(row, result)
            self._settle(result)
        self._pump()

    def _follow(self, row: Row, result: Result) -> None:
        chat = chat_of(row)
        match result:
            case Sent():
                self.stopped = None
                self._tidying.add(row, self._time.monotonic())
            case Again(at=at) | Uncertain(at=datetime() as at):
                self._park(row, at)
            case Moved():
                self._supersede(self._waiting.move(chat, result.new_chat))
                self._park(replace(row, chat=result.new_chat), result.at)
            case Blocked():
                for other in self._waiting.drop_others(chat):
                    self._settle(Cancelled(other.id, "blocked"))
        if not isinstance(result, Again):
            self._retries.forget(row.id)

    def _park(self, row: Row, at: datetime) -> None:
        """Keep the place of a row that goes again later; by then it is claimed anew."""
        seconds = (at - self._time.now()).total_seconds()
        if self._running:
            self._supersede(self._waiting.put(row, self._time.monotonic() + seconds))

    def _ring(self) -> None:
        due = self._waiting.due(self._time.monotonic())
        if due:
            self._spawn(self._reclaim(due))
        self._pump()

    async def _reclaim(self, rows: Sequence[Row]) -> None:
        """Claim parked rows anew; one that is not to be had any more was settled elsewhere."""
        await self._ledger.flush()
        try:
            ids = [row.id for row in rows]
            claimed = await self._database.transaction(outbox.claim, ids, self._time.now())
        except Exception as error:
            log.error("%d rows could not be claimed, trying again: %s", len(rows), where(error))
            for row in rows:
                self._waiting.put(row, self._time.monotonic() + 1)
            return self._pump()
        for row in {row.id: row for row in rows if row.id not in {one.id for one in claimed}}.values():
            self._waiting.remove(row)
        return self.offer(claimed)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.add(task := asyncio.get_running_loop().create_task(work))
        task.add_done_callback(self._tasks.discard)
