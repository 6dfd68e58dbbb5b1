"""Lanes: what one chat sends is handled one by one in order, and chats do not wait for one another.

The inbox rows are the queue; a lane is only the task that works through one chat's. Photos of one album
become one ``Inbound``. An update that fails again and again is parked, and the lane goes on. Not here:
what an update means (the step is given), receiving (channels), sending (``scheduler.sending``).
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from json import loads
from typing import Concatenate, Generic, ParamSpec, TypeVar

from bot.allowance import Allowance, Verdict
from bot.core import Core, Reader, Rows, begin_all, buried, warned
from handlers.messages import Inbound
from scheduler.timing import Time
from scheduler.trace import where
from storage import inbox
from storage.database import Connection, Database, is_outage
from storage.inbox import Entry

log = logging.getLogger(__name__)

World = TypeVar("World")
T = TypeVar("T")
P = ParamSpec("P")
Key = tuple[str, str | None]


@dataclass(frozen=True)
class Patience:
    """Seconds: between photos of an album, for a whole album, before another try when the disk fails.

    ``attempts`` is how often an update is tried in all.
    """

    gap: float = 2.0
    album: float = 8.0
    outage: float = 1.0
    attempts: int = 3


@dataclass
class _Lane:
    entries: deque[Entry] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class _Work:
    """One thing to handle: an update, or the photos of an album together."""

    entries: tuple[Entry, ...]
    inbound: Inbound

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(entry.id for entry in self.entries)


class Lanes(Generic[World]):
    """Hands stored updates to the core. ``counted`` holds figures: handle, warn, silence, retried, dead."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Reader],
        core: Core[World],
        offer: Callable[[Rows], None],
        clock: Time,
        *,
        allowance: Allowance | None = None,
        patience: Patience = Patience(),
    ) -> None:
        self._database = database
        self._channels = channels
        self._core = core
        self._send = offer
        self._clock = clock
        self._allowance = allowance or Allowance()
        self._patience = patience
        self._lanes: dict[Key, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self.counted: Counter[str] = Counter()

    def offer(self, entries: Sequence[Entry]) -> None:
        """Take stored entries, in the order they came."""
        for entry in entries:
            key = entry.channel, entry.chat
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = _Lane()
                self._spawn(self._run(key, lane))
            lane.entries.append(entry)
            lane.arrived.set()

    async def recover(self) -> None:
        """Take up what an earlier process left; to be awaited before anything new is received.

        What it had begun may be what ended it: those go one at a time, each attempt counted on disk first.
        """
        left = await self._database.read(inbox.waiting)
        suspects = [entry for entry in left if entry.attempts]
        for _, together in groupby(suspects, self._album):
            if self._stopping.is_set():
                return
            await self._retry(await self._begin(tuple(together)))
        self.offer(await self._begin([entry for entry in left if not entry.attempts]))

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Finish the updates that are being handled and leave the others stored for the next start."""
        self._stopping.set()
        for lane in self._lanes.values():
            lane.arrived.set()
        await self.idle()

    async def _run(self, key: Key, lane: _Lane) -> None:
        while lane.entries and not self._stopping.is_set():
            try:
                work = await self._next(lane)
                if work is not None:
                    await self._handle(work)
            except Exception as error:
                log.error("an update stays open until the next start: %s", where(error))
        del self._lanes[key]
        if lane.entries:
            await self._leave(lane.entries)

    async def _leave(self, entries: Sequence[Entry]) -> None:
        """At a stop: nothing was begun with these, so no attempt counts."""
        try:
            await self._commit(inbox.put_back, [entry.id for entry in entries])
        except Exception as error:
            log.error("%d updates are left as they are: %s", len(entries), where(error))

    async def _next(self, lane: _Lane) -> _Work | None:
        """Take the next thing to handle out of the lane; None when there is none that can be read."""
        entry = lane.entries.popleft()
        inbound = self._decode(entry)
        if inbound is None:
            await self._bury((entry,), "unreadable")
        elif inbound.album is not None:
            return await self._gather(lane, [(entry, inbound)], inbound.album)
        else:
            return _Work((entry,), inbound)
        return None

    async def _gather(self, lane: _Lane, group: list[tuple[Entry, Inbound]], album: str) -> _Work | None:
        """Wait for the other photos of an album: until it pauses, something else follows or it takes long."""
        end = self._clock.monotonic() + self._patience.album
        while not self._stopping.is_set():
            while lane.entries and (inbound := self._decode(lane.entries[0])) and inbound.album == album:
                group.append((lane.entries.popleft(), inbound))
            left = min(self._patience.gap, end - self._clock.monotonic())
            if lane.entries or left <= 0 or not await self._arrives(lane, left):
                return _joined(group)
        lane.entries.extendleft(entry for entry, _ in reversed(group))
        return None

    async def _arrives(self, lane: _Lane, seconds: float) -> bool:
        lane.arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                return await lane.arrived.wait()
        except TimeoutError:
            return False

    async def _retry(self, entries: Sequence[Entry]) -> None:
        """Handle entries that an earlier process had begun."""
        if max(entry.attempts for entry in entries) > self._patience.attempts:
            return await self._bury(entries, "crash", apologise=True)
        read = [(entry, inbound) for entry in entries if (inbound := self._decode(entry))]
        if not read:
            return await self._bury(entries, "unreadable")
        return await self._handle(_joined(read))

    async def _handle(self, work: _Work) -> None:
        inbound = work.inbound
        verdict = self._allowance.judge((inbound.channel, inbound.author or inbound.chat), inbound.at)
        if verdict is Verdict.HANDLE:
            await self._step(work)
        elif verdict is Verdict.WARN:
            self._send(await self._commit(warned, self._core, work.ids, inbound, self._clock.now()))
        else:
            await self._commit(inbox.done, work.ids)
        self.counted[verdict.value] += 1

    async def _step(self, work: _Work) -> None:
        core, entries = self._core, work.entries
        while True:
            now = self._clock.now()
            try:
                self._send(await self._commit(core.step, core.world, work.ids, work.inbound, now))
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("update %d failed: %s", work.ids[0], where(error))
                if max(entry.attempts for entry in entries) >= self._patience.attempts:
                    return await self._bury(entries, f"step:{type(error).__name__}", apologise=True)
                entries = await self._begin(entries)
                self.counted["retried"] += 1
            else:
                return None

    async def _begin(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        counts = await self._commit(begin_all, [entry.id for entry in entries])
        return tuple(replace(entry, attempts=count) for entry, count in zip(entries, counts, strict=True))

    async def _bury(self, entries: Sequence[Entry], code: str, *, apologise: bool = False) -> None:
        """Park entries; when even the apology fails, park them without one."""
        self.counted["dead"] += 1
        ids = [entry.id for entry in entries]
        if apologise:
            try:
                rows = await self._commit(buried, self._core, entries, code, self._clock.now())
            except Exception as error:
                log.error("no apology for update %d: %s", ids[0], where(error))
            else:
                return self._send(rows)
        return await self._commit(inbox.bury, ids, code)

    async def _commit(
        self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a unit; while the disk is full or locked, wait and try again."""
        while True:
            try:
                return await self._database.transaction(unit, *args, **kwargs)
            except Exception as error:
                if not is_outage(error) or self._stopping.is_set():
                    raise
                log.warning("the database cannot be written (%s), waiting", type(error).__name__)
                await asyncio.sleep(self._patience.outage)

    def _decode(self, entry: Entry) -> Inbound | None:
        try:
            if entry.chat is not None:
                return self._channels[entry.channel].inbound(loads(entry.payload), entry.received_at)
        except Exception as error:
            log.error("update %d cannot be read: %s", entry.id, where(error))
        return None

    def _album(self, entry: Entry) -> tuple[str, str | None, str | int]:
        inbound = self._decode(entry)
        return entry.channel, entry.chat, (inbound and inbound.album) or entry.id

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _joined(group: Sequence[tuple[Entry, Inbound]]) -> _Work:
    inbounds = [inbound for _, inbound in group]
    whole = replace(
        inbounds[0],
        text=next((inbound.text for inbound in inbounds if inbound.text), ""),
        media=tuple(chain.from_iterable(inbound.media for inbound in inbounds)),
    )
    return _Work(tuple(entry for entry, _ in group), whole)
