"""The boards of broadcasts follow what is so, at their own pace.

What they say and how often one may change is decided in ``handlers.broadcast.board``.
"""

from handlers.broadcast.board import due, show_boards
from scheduler.sending import Sender
from scheduler.timing import Time
from storage.database import Database


class Followed:
    """Edits the boards that are due."""

    def __init__(self, database: Database, sender: Sender, clock: Time) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Look first: most of the time no figure has changed and nothing is written."""
        now = self._clock.now()
        if await self._database.read(due, now):
            self._sender.offer(await self._database.transaction(show_boards, now))
