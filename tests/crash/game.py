"""People who talk to a bot that may be killed: they act, look at their phone, and never repeat themselves.

The bot is a child process over real HTTP. Whenever it dies it is started again, unarmed. What people see
is judged by screen keys and actions, never by sentences.
"""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete

from handlers.joining import PRIVACY
from handlers.understand.fold import fold
from storage import audit, invitations, organisations, people, plan, starts
from storage.database import Connection, tool_connection
from storage.schema import Base, ProcessStart
from tests.support.bot_child import Life, Nursery
from tests.support.botapi import Call, FakeBotApi, Shown

COORDINATOR, SECRETARY, STRANGER, OPERATOR = 7, 8, 9, 10
PATIENCE = 12.0
"""Seconds after which something that should have come by itself counts as lost."""


class Lost(AssertionError):
    """Something did not come by itself."""


@dataclass(frozen=True)
class Town:
    """A fresh database file and the token of the invitation in it."""

    image: bytes
    token: str


@cache
def town() -> Town:
    """One organisation that waits for its coordinator, one secretary, the whole plan."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "retea.sqlite"
        now = datetime.now(UTC)
        with tool_connection(f"sqlite:///{path}") as connection:
            Base.metadata.create_all(connection)
            plan.load(connection, plan.read_file(Path("storage/data/plan-2026-2030.yaml")), now=now)
            made = organisations.add(connection, now, date(2026, 1, 1), "Exemplu Lumina", fold("Lumina"))
            fresh = invitations.create(connection, now, b"", people.COORDINATOR, made.id, None)
            _employ(connection, now, SECRETARY)
        return Town(path.read_bytes(), fresh.token)


def _employ(connection: Connection, now: datetime, user: int) -> None:
    session = people.meet(connection, now, "telegram", str(user))
    notice = {"privacy_version": PRIVACY, "privacy_at": now}
    people.update_person(connection, session.person_id, name="Maria", language="ro", **notice)
    people.join(connection, now, session.person_id, people.SECRETARIAT, None)


QUIET_NOON = "2026-07-15T12:00+03:00"
"""The noon of a working day on which nobody is told anything by itself."""


@dataclass
class Game:
    """One dialogue in one folder. ``traits`` are fields of every life."""

    folder: Path
    api: FakeBotApi
    nursery: Nursery
    point: str = ""
    passage: int = 1
    patience: float = PATIENCE
    traits: dict[str, Any] = field(default_factory=dict)
    lives: list[Life] = field(default_factory=list)
    in_doubt: set[int] = field(default_factory=set)
    killed: bool = False
    used: set[str] = field(default_factory=set)
    port: int = field(default_factory=lambda: free_port())
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"sqlite:///{self.folder / 'retea.sqlite'}"

    @property
    def ahead(self) -> timedelta:
        """How far the clock of the bot is from ours: the dialogue begins at noon."""
        return datetime.fromisoformat(self.traits.get("noon", QUIET_NOON)) - self.began

    @property
    def now(self) -> datetime:
        """This moment by the clock of the bot."""
        return datetime.now(UTC) + self.ahead

    def prepare(self) -> None:
        """A new database, and phones that the bot may write to."""
        (self.folder / "retea.sqlite").write_bytes(town().image)
        for user in (SECRETARY, OPERATOR):
            self.api.user(user)
            self.api.world.private(user).reachable = True

    def crashed_before(self, times: int) -> None:
        """Let the bot have been started so often just now without an orderly end."""
        with tool_connection(f"sqlite:///{self.folder / 'retea.sqlite'}") as connection:
            for _ in range(times):
                starts.begin(connection, self.now)

    def begin(self) -> None:
        """Start the bot, armed until it was killed."""
        armed: dict[str, Any] = {} if self.killed else {"point": self.point, "passage": self.passage}
        traits = {name: self.port if name in ("hook", "page") else on for name, on in self.traits.items()}
        traits.pop("noon", None)
        traits["ahead"] = self.ahead.total_seconds()
        life = Life(str(self.folder), len(self.lives), self.api.base_url, self.api.token, **armed, **traits)
        self.lives.append(life)
        self.nursery.begin(life)

    def revive(self) -> None:
        """Start the bot again if it was killed; any other end is a failure of its own."""
        ended = self.lives[-1].ended
        if not ended.exists():
            return
        code = int(ended.read_text())
        log = self.folder / "log"
        if code != -signal.SIGKILL or self.killed:
            raise Lost(f"the bot ended with {code}: {log.read_text()[-3000:] if log.exists() else ''}")
        self.killed = True
        self.in_doubt = {row["id"] for row in self.rows("SELECT id FROM outbox WHERE state = 'sending'")}
        self.begin()

    async def dies(self, after: float) -> int:
        """Kill the bot in so many seconds and start it again; how many sends the kill left in doubt."""
        await self.until("a start", lambda: len(self.api.calls("getMe")) >= len(self.lives))
        life = self.lives[-1]
        await asyncio.sleep(after)
        os.kill(int(life.pid.read_text()), signal.SIGKILL)
        await _appears(life.ended, self.patience)
        forget_starts(self.folder)
        self.killed = False
        self.revive()
        return len(self.in_doubt)

    async def until(self, what: str, there: Callable[[], Any]) -> None:
        """Wait until something is so, starting the bot again when it was killed."""
        end = time.monotonic() + self.patience
        while True:
            self.revive()
            if there():
                return
            if time.monotonic() > end:
                raise Lost(f"{what} did not come by itself; {self._trace()}")
            await asyncio.sleep(0.01)

    async def sees(self, user: int, key: str) -> None:
        """Wait until the newest screen with buttons on this phone is an unused one called ``key``."""
        await self.until(f"{key} for {user}", lambda: self._newest_key(user) == key)

    async def sees_home(self, user: int) -> None:
        """Wait for the Home keyboard."""
        await self.until(f"home for {user}", lambda: self.api.chat(user).keyboard is not None)

    async def gets(self, user: int, key: str) -> None:
        """Wait for a message without buttons, known by the key of its screen."""
        ask = "SELECT 1 FROM outbox WHERE chat = ? AND message IS NOT NULL AND json_extract(content, ?) = ?"
        await self.until(f"{key} for {user}", lambda: self.rows(ask, str(user), "$.screen.key", key))

    def says(self, user: int, text: str) -> None:
        """Type a message."""
        self._use(user)
        self.api.text(user, text)

    def sends_photo(self, user: int, caption: str) -> None:
        """Send a photo."""
        self._use(user)
        self.api.photo(user, caption)

    def taps(self, user: int, action: str, *args: Any) -> None:
        """Press the newest button that runs ``action`` with arguments that begin with ``args``."""
        for message, data, choice in self._buttons(user):
            if choice[0] == action and list(choice[1] if len(choice) > 1 else [])[: len(args)] == list(args):
                self._use(user)
                self.api.tap(user, message.id, data)
                return
        raise Lost(f"{user} has no button {action} {args}")

    async def quiet(self) -> None:
        """Wait until nothing is left to receive, to handle or to send."""
        open_rows = (
            "SELECT 1 FROM inbox WHERE status = 'new' "
            "UNION SELECT 1 FROM outbox WHERE state IN ('pending', 'sending') "
            "UNION SELECT 1 FROM media WHERE state IN ('known', 'stored') "
            "UNION SELECT 1 FROM media WHERE state = 'refused' AND told_at IS NULL "
            "UNION SELECT 1 FROM media JOIN evidence ON media_id = media.id AND consent "
            "JOIN record ON record.id = record_id AND approved_version = evidence.version "
            "WHERE media.state = 'checked' AND public_path IS NULL "
            "UNION SELECT 1 FROM job WHERE state IN ('waiting', 'running')"
        )
        await self.until("silence", lambda: not self.api.pending() and not self.rows(open_rows))

    async def ends(self) -> None:
        """Stop the bot in order; when that is the moment of the kill, once more."""
        while True:
            await self.until("a start", lambda: len(self.api.calls("getMe")) >= len(self.lives))
            life = self.lives[-1]
            with suppress(ProcessLookupError):
                os.kill(int(life.pid.read_text()), signal.SIGTERM)
            await _appears(life.ended, self.patience)
            if life.ended.read_text() == "0":
                return
            self.revive()

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """What the database says now, without touching it."""
        address = f"file:{self.folder}/retea.sqlite?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as driver:
            driver.row_factory = sqlite3.Row
            return driver.execute(statement, values).fetchall()

    def _newest_key(self, user: int) -> str:
        """The newest screen that is not a copy of an older one: a copy may come late, below the answer."""
        for message in reversed(self.api.chat(user).from_bot):
            if message.buttons:
                handle = message.buttons[0][0][1].partition(":")[0]
                if handle in self.used:
                    continue
                found = self.rows("SELECT key FROM screen WHERE handle = ?", handle)
                return str(found[0]["key"]) if found else ""
        return ""

    def _buttons(self, user: int) -> Iterator[tuple[Shown, str, list[Any]]]:
        for message in reversed(self.api.chat(user).from_bot):
            for _, data in (pair for row in message.buttons for pair in row):
                handle, _, index = data.partition(":")
                found = self.rows("SELECT choices FROM screen WHERE handle = ?", handle)
                if found and index:
                    yield message, data, json.loads(found[0]["choices"])[int(index)]

    def _use(self, user: int) -> None:
        """From now on the screens on this phone are old."""
        for message in self.api.chat(user).from_bot:
            for row in message.buttons:
                self.used |= {data.partition(":")[0] for _, data in row}

    def _trace(self) -> str:
        calls = [(c.method, c.chat_id, c.code, c.error or c.text[:50]) for c in self.api.calls()[-6:]]
        return f"pending {self.api.pending()}, last calls {calls}"


async def _appears(path: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > end:
            raise Lost("the bot did not end")
        await asyncio.sleep(0.01)


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def copies(game: Game) -> int:
    """How many sends repeated one that had arrived before; an edit made twice is no copy.

    A message with buttons is known by their handle, the others of a chat by their number.
    """
    shown, plain = Counter[str](), Counter[str]()
    for call in game.api.deliveries():
        if handle := _handle(call):
            shown[handle] += 1
        else:
            plain[str(call.chat_id)] += 1
    written = "SELECT chat, count(*) FROM outbox WHERE screen IS NULL AND kind != 'menu' GROUP BY chat"
    rows = Counter(dict(map(tuple, game.rows(written))))
    return sum(number - 1 for number in shown.values()) + sum((plain - rows).values())


def _handle(call: Call) -> str:
    markup = call.params.get("reply_markup") or {}
    known = json.loads(markup) if isinstance(markup, str) else markup
    data = [button.get("callback_data", "") for row in known.get("inline_keyboard", ()) for button in row]
    return next((one.partition(":")[0] for one in data if one), "")


def forget_starts(folder: Path) -> None:
    """The operator has repaired what made the bot crash."""
    with tool_connection(f"sqlite:///{folder / 'retea.sqlite'}") as connection:
        connection.execute(delete(ProcessStart))


def chain_broken_at(folder: Path) -> int | None:
    """The first line of the audit trail that does not fit."""
    with tool_connection(f"sqlite:///{folder / 'retea.sqlite'}") as connection:
        return audit.broken(connection)
