"""The whole bot in this process, on a Bot API server over HTTP, with people who have joined."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest_asyncio

from bot.app import App
from bot.channels.telegram_client import connect
from bot.channels.telegram_request import AiohttpRequest
from bot.clock import Clock
from bot.engine import Engine, Options
from bot.lanes import Patience
from bot.settings import read
from handlers.understand.fold import fold
from storage import invitations, organisations, plan
from storage.database import Database, tool_connection
from storage.schema import Base
from tests.support.botapi import FakeBotApi

PLAN = Path("storage/data/plan-2026-2030.yaml")
ANA, MARIA = 7, 8


@dataclass
class Line:
    """The server, the bot behind it, and where its data are."""

    api: FakeBotApi
    app: App
    url: str

    def invite(self, role: str, organisation: str = "") -> str:
        """A fresh invitation token."""
        clock = Clock()
        with tool_connection(self.url) as connection:
            made = None
            if organisation:
                first = date(2026, 1, 1)
                made = organisations.add(connection, clock.now(), first, organisation, fold(organisation)).id
            return invitations.create(connection, clock.now(), b"test", role, made, None).token

    async def joined(self, user: int, role: str, organisation: str = "", language: str = "Română") -> None:
        """Somebody opens the invitation's link and goes through the welcome."""
        self.api.start(user, self.invite(role, organisation))
        for label in (language, None, None):
            screen = await self.api.reply_to(user)
            self.api.press(user, label or screen.labels[0])
        await self.api.until(lambda: self.api.chat(user).keyboard is not None)
        await self.quiet()

    async def quiet(self) -> None:
        """Until everything received is answered and everything written is sent."""
        await self.app.engine.lanes.idle()
        for _ in range(1000):
            if not self.api.pending() and not self.app.engine.sender.depth():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("the bot is still busy")

    async def asked(self, user: int, words: str) -> None:
        """Until the newest message of the bot contains the words."""

        def newest() -> bool:
            said = self.api.chat(user).from_bot
            return bool(said) and words in (said[-1].words or "")

        await self.api.until(newest)


@pytest_asyncio.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    url = f"sqlite:///{tmp_path / 'retea.sqlite'}"
    with tool_connection(url) as connection:
        Base.metadata.create_all(connection)
        plan.load(connection, plan.read_file(PLAN), now=Clock().now())
    async with FakeBotApi() as api:
        settings = read(
            {
                "RETEA_TELEGRAM_TOKEN": api.token,
                "RETEA_TELEGRAM_BASE_URL": api.base_url,
                "RETEA_DATA_DIR": str(tmp_path),
                "RETEA_HTTP_PORT": "0",
            }
        )
        options = Options(
            secret=b"test",
            files=tmp_path,
            pace_overall=1000,
            pace_chat=1000,
            rate_burst=100,
            patience=Patience(gap=0.3, album=1.0),
        )
        engine = Engine(await Database.open(url), Clock(), options)
        client = connect(api.token, api.base_url, AiohttpRequest(), AiohttpRequest(connections=2))
        app = App(settings, engine, client)
        await app.start()
        yield Line(api, app, url)
        await app.stop()
