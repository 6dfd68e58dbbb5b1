"""When people are written to without having written: on working days between nine and seven.

Public holidays are not known here yet. What is asked is decided in ``handlers``.
"""

from datetime import datetime, time

from handlers.member.asking import ask_after, warn_holders
from handlers.member.co_organisers import ask_named
from handlers.member.rhythm import ask_weekly
from scheduler.sending import Sender
from scheduler.timing import Time
from storage.database import Database
from storage.plan import TOWN

FIRST, LAST = time(9), time(19)
FRIDAY = 4


def may_write(now: datetime) -> bool:
    """Whether a message that nobody waits for may go out now, by the clock in Bălți."""
    local = now.astimezone(TOWN)
    return local.weekday() <= FRIDAY and FIRST <= local.time() < LAST


class Asking:
    """Asks after events, also weekly ones, and whom a record names as co-organiser; tells about drafts that
    will be emptied.
    """

    def __init__(self, database: Database, sender: Sender, clock: Time) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Ask what is due, in the hours for it."""
        now = self._clock.now()
        if may_write(now):
            local = now.astimezone(TOWN)
            self._sender.offer(await self._database.transaction(ask_after, now, local.date()))
            self._sender.offer(await self._database.transaction(ask_weekly, now, local))
            self._sender.offer(await self._database.transaction(ask_named, now))
            self._sender.offer(await self._database.transaction(warn_holders, now))
