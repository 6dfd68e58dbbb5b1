"""Fetched files on their way to being evidence: looked into, copied for the public, or refused and told.

A child process looks into one file at a time (``reports.files``); its exit code is the verdict. Every step
is a row, so a crash repeats at most one look. Not here: what is looked for, and the sentences.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from math import inf
from pathlib import Path

from handlers.member.refusals import tell_refused
from reports.files import OPENED, PICTURES, VERDICTS
from scheduler.background import Background
from scheduler.children import Ended
from scheduler.folders import PUBLIC, sweep
from scheduler.timing import Time
from storage import media, records
from storage.database import Database
from storage.media import Media
from storage.outbox import Row

log = logging.getLogger(__name__)

AT_ONCE = 10
MOST_TRIES = 3
"""A child that ends without a verdict this often has met a file that nobody should open."""

LOOK_EVERY = 300.0
"""Seconds after which public copies are compared with consent even when nobody decided anything."""

_VERDICT_OF = {f"exit:{code}": why for why, code in VERDICTS.items()}

RunChild = Callable[[Sequence[str]], Awaitable[Ended]]


class Checking:
    """Looks into what was fetched, the oldest first. ``offer`` takes messages to send at once."""

    def __init__(
        self,
        database: Database,
        time: Time,
        data: Path,
        run_child: RunChild,
        offer: Callable[[Sequence[Row]], None],
    ) -> None:
        self._database = database
        self._time = time
        self._data = data
        self._run_child = run_child
        self._offer = offer
        self._decided: object = None
        self._look_at = 0.0
        self._background = Background("checking", self.work)
        self.tick = self._background.tick
        self.stop = self._background.stop
        self.settled = self._background.settled

    async def work(self) -> None:
        """Look into what was fetched, make and withdraw public copies, tell whose files were refused."""
        due = await self._database.read(media.to_check, self._time.now(), AT_ONCE)
        for one in due:
            await self._check(one)
        if await self._may_change(checked=bool(due)):
            await self._publish()
        if await self._database.read(media.untold):
            self._offer(await self._database.transaction(tell_refused, self._time.now()))

    async def _check(self, one: Media) -> None:
        path = one.path or ""
        ended = Ended("ok")
        if path.rpartition(".")[2] in OPENED:
            ended = await self._run_child(["check", str(self._data / path)])
        if ended.ok:
            await self._database.transaction(media.checked, one.id)
            return
        why = _VERDICT_OF.get(ended.code)
        log.warning("file %d was not accepted: %s %s", one.id, why or ended.code, ended.error)
        await self._database.transaction(
            media.failed, self._time.now(), one, why or "broken", final=why is not None, most=MOST_TRIES
        )

    async def _may_change(self, *, checked: bool) -> bool:
        """Whether what is public may have to change: to know it for sure reads too much for each tick."""
        stamp = await self._database.read(records.last_decision)
        now = self._time.monotonic()
        if not checked and stamp == self._decided and now < self._look_at:
            return False
        self._decided, self._look_at = stamp, now + LOOK_EVERY
        return True

    async def _publish(self) -> None:
        """Copies first, the row afterwards: a crash between leaves a file that is made again as it is."""
        now = self._time.now()
        due = await self._database.read(media.to_publish, now, AT_ONCE, PICTURES)
        made = {one.id: target for one in due if (target := await self._copy(one))}
        lost = await self._database.read(media.to_withdraw)
        if due or lost:
            failures = [one for one in due if one.id not in made]
            await self._database.transaction(media.publish, now, made, failures)
            _, public = await self._database.read(media.named)
            await asyncio.to_thread(sweep, self._data / PUBLIC, public, inf)

    async def _copy(self, one: Media) -> str:
        """The public copy, "" when it could not be made; named after the original, so it is made once."""
        path = one.path or ""
        target = f"{PUBLIC}/{Path(path).stem}.jpg"
        ended = await self._run_child(["copy", str(self._data / path), str(self._data / target)])
        if not ended.ok:
            log.error("file %d has no public copy: %s %s", one.id, ended.code, ended.error)
        return target if ended.ok else ""
