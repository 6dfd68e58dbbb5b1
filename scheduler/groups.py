"""Groups follow what is so: posted once, edited at their own pace.

What is posted and how often one may change is decided in ``handlers.groups.board``.
"""

from handlers.groups.board import is_due, post_in_groups
from scheduler.sending import Sender
from scheduler.timing import Time
from storage.database import Database


class Groups:
    """Posts and edits what is due."""

    def __init__(self, database: Database, sender: Sender, clock: Time) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Look first: most of the time nothing changed and nothing is written."""
        now = self._clock.now()
        if await self._database.read(is_due, now):
            self._sender.offer(await self._database.transaction(post_in_groups, now))
