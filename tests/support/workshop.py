"""The slow work of a town, done at once: files that were sent arrive, queued jobs are done, their words read.

The child's work runs in this process, on the town's clock; the real child has a test of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from bot.doors.bench import Bench
from bot.doors.table import do
from bot.spreadsheets import read_tables, write_tables
from handlers.exchange.table import Table
from handlers.wire import read_screen
from scheduler.children import Ended
from scheduler.jobs import Jobs, send_files, tell_failure
from storage import media, outbox, people
from storage.database import Connection, Database
from tests.support.chat import Chat, Town


@dataclass
class Workshop:
    """``ends``: how the next children end, before they do anything ("ok" does the work)."""

    town: Town
    folder: Path
    ends: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return self.town.now

    def local_date(self) -> date:
        return self.town.today

    def monotonic(self) -> float:
        return 0.0

    def arrives(self, *tables: Table) -> None:
        """What was sent last was fetched, and found to be the workbook it says it is."""
        path = self.folder / "media" / "sent.xlsx"
        path.parent.mkdir(exist_ok=True)
        write_tables(path, tables)
        with self.town.work() as connection:
            for one in media.to_fetch(connection, self.town.now, 9):
                media.stored(connection, one.id, "media/sent.xlsx", "sum", 1)
                media.checked(connection, one.id)

    def works(self) -> None:
        """Do all queued jobs and show what they say."""
        asyncio.run(self._with_store(self._work))
        with self.town.work() as connection:
            rows = [
                self._in_their_language(connection, row)
                for row in outbox.claim_due(connection, self.town.now, 99, (), others=True)
            ]
        self.town.deliver(tuple(rows))

    def _in_their_language(self, connection: Connection, row: outbox.Row) -> outbox.Row:
        """As it is sent: in the language of the chat, where the row itself names none."""
        language = people.language_at(connection, row.channel, row.chat) or "ro"
        return replace(row, content={"language": language, **row.content})

    def does(self, job: int) -> None:
        """A child works on a job, whoever else did before."""
        asyncio.run(self._with_store(lambda store: do(self._bench(store, self.folder), job)))

    async def _with_store(self, work: Callable[[Database], Awaitable[None]]) -> None:
        store = await Database.open(self.town.url)
        try:
            await work(store)
        finally:
            await store.close()

    async def _work(self, store: Database) -> None:
        async def child(arguments: Sequence[str]) -> Ended:
            given = dict(one.removeprefix("--").split("=") for one in arguments[1:])
            code = self.ends.pop(0) if self.ends else "ok"
            if code != "ok":
                return Ended(code)
            try:
                await do(self._bench(store, Path(given["out"])), int(given["job"]))
            except Exception as error:
                return Ended("exit:1", type(error).__name__)
            return Ended("ok")

        jobs = Jobs(store, self, self.folder / "made", child, send_files, tell_failure(None))
        await jobs.start()
        await jobs.work()

    def _bench(self, store: Database, out: Path) -> Bench:
        return Bench(store, self.town.world, self.town.now, out, self.folder, read_tables)

    def got(self, chat: Chat) -> tuple[Table, ...]:
        """The tables of the last file that was sent to a chat."""
        row = next(
            one
            for one in reversed(self.town.sent)
            if one.chat == chat.name and read_screen(one.content["screen"]).media
        )
        return read_tables(Path(str(read_screen(row.content["screen"]).media[0].path)))
