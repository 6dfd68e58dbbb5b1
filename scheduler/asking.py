"""When people are told something without having written: the tick of all that is said unasked.

What is owed is made ahead every hour; what is due is asked from rows each time. Who is told what is decided
in ``handlers.proactive``, working days and hours in ``storage.calendar``.
"""

from datetime import datetime, timedelta

from handlers.member.asking import ask_after, warn_holders
from handlers.member.co_organisers import ask_named
from handlers.member.rhythm import ask_weekly
from handlers.proactive.sources import prepare
from handlers.proactive.speak import is_due, speak
from scheduler.sending import Sender
from scheduler.timing import Time
from storage import calendar
from storage.calendar import Calendar
from storage.database import Database
from storage.plan import TOWN

PREPARE_EVERY = timedelta(hours=1)


def may_write(now: datetime, at: Calendar) -> bool:
    """Whether a message that nobody waits for may go out now, by the clock in Bălți."""
    return at.is_open(now)


class Asking:
    """Says what is due: reminders, and questions after events and about drafts."""

    def __init__(self, database: Database, sender: Sender, clock: Time) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock
        self._prepared_at: datetime | None = None

    async def tick(self) -> None:
        """Make ahead what is owed, say what is due, in the hours for it."""
        now = self._clock.now()
        if self._prepared_at is None or now - self._prepared_at >= PREPARE_EVERY:
            await self._database.transaction(prepare, now)
            self._prepared_at = now
        if await self._database.read(is_due, now):
            self._sender.offer(await self._database.transaction(speak, now))
        if may_write(now, await self._database.read(calendar.load)):
            await self._ask(now)

    async def _ask(self, now: datetime) -> None:
        local = now.astimezone(TOWN)
        self._sender.offer(await self._database.transaction(ask_after, now, local.date()))
        self._sender.offer(await self._database.transaction(ask_weekly, now, local))
        self._sender.offer(await self._database.transaction(ask_named, now))
        self._sender.offer(await self._database.transaction(warn_holders, now))
