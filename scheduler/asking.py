"""When people are told something without having written: the tick of all that is said unasked.

What is owed is made ahead every hour; what is due is asked from rows each time. Who is told what is decided
in ``handlers.proactive``, working days and hours in ``storage.calendar``.
"""

from datetime import datetime, timedelta

from handlers.proactive.sources import prepare
from handlers.proactive.speak import is_due, speak
from scheduler.sending import Sender
from scheduler.timing import Time
from storage.database import Database

PREPARE_EVERY = timedelta(hours=1)


class Asking:
    """Says what is due: reminders, questions after events and about drafts."""

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
            await self._database.transaction(speak, now)
            await self._sender.tick()
