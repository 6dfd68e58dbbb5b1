"""Many at the same moment, through the engine: one record, one winner, one decision."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.engine import Engine, Options
from handlers.messages import Capabilities, In, Inbound, Rendered
from storage.database import Database
from storage.inbox import Received
from tests.support.chat import Chat, Town, town_in


@dataclass
class Line:
    """A channel that keeps what was sent; its updates are taps as JSON."""

    name: str = "test"
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(edit=True, columns=3))
    sent: list[tuple[str, Rendered]] = field(default_factory=list)

    async def send(self, chat: str, message: Rendered, edits: str | None) -> str:
        self.sent.append((chat, message))
        return edits or str(100_000 + len(self.sent))

    async def collapse(self, chat: str, message: str, line: str) -> None:
        """Nothing is shortened here."""

    async def answer_query(self, query_id: str, toast: str | None = None, *, alert: bool = False) -> None:
        """There are no groups."""

    async def menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """There is no menu here."""

    async def fetch(self, file: str, limit: int) -> bytes:
        return b""

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        return Inbound(
            "test", payload["chat"], In.TAP, at, **{k: v for k, v in payload.items() if k != "chat"}
        )

    def is_group(self, chat: str) -> bool:
        return False

    def keys(self, *chats: str) -> list[str]:
        """What these chats were shown."""
        return [message.key for chat, message in self.sent if not chats or chat in chats]


class TownClock(Clock):
    """The time of the town, going on from where it stands."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._began = self.monotonic()

    def now(self) -> datetime:
        return self._town.now + timedelta(seconds=1 + self.monotonic() - self._began)


@asynccontextmanager
async def engine_of(town: Town) -> AsyncIterator[tuple[Engine, Line]]:
    """The engine on the town's database."""
    line = Line()
    fast = Options(b"test", pace_overall=1e4, pace_chat=1e4, rate_burst=1000, rate_hour=1000)
    engine = Engine(await Database.open(town.url), TownClock(town), fast)
    engine.channels[line.name] = line
    await engine.start()
    yield engine, line
    await engine.stop()


def tap(chat: Chat, action: Callable[[str], bool], number: int) -> Received:
    """A tap on the button of the newest screen whose label is the wanted one."""
    shown = chat.screen
    data = next(b.data for row in shown.message.rows for b in row if b.data and action(b.label))
    handle, _, index = data.rpartition(":")
    body = {"chat": chat.name, "message": shown.id, "handle": handle, "index": int(index)}
    return Received("test", f"tap {chat.name} {number}", chat.name, json.dumps(body))


async def all_at_once(town: Town, taps: list[Received]) -> Line:
    """Receive every tap by itself, all at the same moment, and wait until all is handled and sent."""
    async with engine_of(town) as (engine, line):
        await asyncio.gather(*(engine.receive([one]) for one in taps))
        await engine.lanes.idle()
        async with asyncio.timeout(20):
            while engine.sender.depth():  # noqa: ASYNC110 - a sender is not asked to signal its silence
                await asyncio.sleep(0.01)
    return line


def rows(town: Town, statement: str) -> list[Any]:
    """Rows of the town's database."""
    with town.work() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def reports(town: Town, chat: Chat) -> None:
    """Fill the form up to its review."""
    for words in ("/raport", "1.1", "ieri", "Biblioteca", "25"):
        chat.says(words)
    for _ in range(4):
        if chat.last.message.key != "event.review":
            press(town, chat, "skip")
    assert chat.last.message.key == "event.review"


def labels(town: Town, action: str, chat: Chat) -> set[str]:
    """The labels under which the newest screen offers an action."""
    handle = next(b.data for row in chat.screen.message.rows for b in row if b.data).rpartition(":")[0]
    (found,) = rows(town, f"SELECT choices FROM screen WHERE handle = '{handle}'")
    flat = [b.label for row in chat.screen.message.rows for b in row if b.data]
    return {label for label, choice in zip(flat, json.loads(found[0]), strict=True) if choice[0] == action}


def press(town: Town, chat: Chat, action: str) -> None:
    """Tap the first button that runs an action."""
    chat.taps(min(labels(town, action, chat)))


async def test_fifty_taps_on_save_make_one_report_with_one_number(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    chat = town.member("Ana", "Exemplu Lumina")
    reports(town, chat)
    wanted = labels(town, "save", chat)
    line = await all_at_once(town, [tap(chat, wanted.__contains__, number) for number in range(50)])
    assert rows(town, "SELECT number, status FROM record") == [("BLT-2026-0001", "submitted")]
    shown = [message for _, message in line.sent if message.key == "event.receipt"]
    assert shown
    assert all("BLT-2026-0001" in "".join(message.lines) for message in shown)
    assert set(line.keys()) == {"event.receipt"}


async def test_of_fifty_people_with_one_invitation_one_comes_in(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    fresh = town.invitation("Exemplu Lumina")
    people = [town.chat(f"Om {number}", "ro") for number in range(50)]
    for chat in people:
        chat.says(f"/start {fresh.token}").taps("Română")
        press(town, chat, "answer")
        assert chat.last.message.key == "join.privacy"
    taps = [tap(chat, {chat.screen.buttons[0]}.__contains__, 0) for chat in people]
    line = await all_at_once(town, taps)
    assert len(rows(town, "SELECT 1 FROM membership WHERE until IS NULL")) == 1
    assert rows(town, "SELECT count(*) FROM invitation WHERE used_at IS NOT NULL") == [(1,)]
    assert line.keys().count("home") == 1
    assert line.keys().count("join.code") == 49


async def test_of_two_secretaries_who_decide_at_once_one_has_decided(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    chat = town.member("Ana", "Exemplu Lumina")
    desk = [town.secretary("Maria"), town.secretary("Elena")]
    reports(town, chat)
    press(town, chat, "save")
    for one in desk:
        press(town, one, "review.card")
    line = await all_at_once(
        town, [tap(one, labels(town, "review.accept", one).__contains__, 0) for one in desk]
    )
    assert sorted(line.keys("Maria", "Elena")) == ["review.decided", "review.done"]
    assert line.keys("Ana") == ["review.accepted"]
    assert rows(town, "SELECT count(*) FROM audit WHERE action = 'record.approve'") == [(1,)]
    assert rows(town, "SELECT status, approved_version FROM record") == [("approved", 1)]
