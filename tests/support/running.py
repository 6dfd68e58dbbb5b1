"""The whole bot in this process against a Bot API server, at the pace of real life, with a clock to move."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.channels.telegram_client import connect
from bot.channels.telegram_request import AiohttpRequest, Timeouts
from bot.clock import MovableClock
from bot.engine import Engine, Options
from bot.lanes import Patience
from bot.settings import read
from storage import plan
from storage.database import Database, tool_connection
from storage.schema import Base
from tests.support.botapi import FakeBotApi

PLAN = Path("storage/data/plan-2026-2030.yaml")


@dataclass
class Running:
    """A bot and where its data are."""

    app: App
    engine: Engine
    clock: MovableClock
    url: str


@asynccontextmanager
async def running(folder: Path, api: FakeBotApi, timeouts: Timeouts | None = None) -> AsyncIterator[Running]:
    """Run the bot until the end of the block."""
    clock, url = MovableClock(folder), f"sqlite:///{folder / 'retea.sqlite'}"
    with tool_connection(url) as connection:
        Base.metadata.create_all(connection)
        plan.load(connection, plan.read_file(PLAN), now=clock.now())
    given = {"TOKEN": api.token, "BASE_URL": api.base_url}
    settings = {f"RETEA_TELEGRAM_{name}": value for name, value in given.items()}
    settings |= {"RETEA_DATA_DIR": str(folder), "RETEA_HTTP_PORT": "0"}
    options = Options(secret=b"test", files=folder, rate_burst=100, patience=Patience(gap=0.3, album=1.0))
    engine = Engine(await Database.open(url), clock, options)
    client = connect(
        api.token, api.base_url, AiohttpRequest(timeouts=timeouts), AiohttpRequest(connections=2)
    )
    app = App(read(settings), engine, client)
    await app.start()
    yield Running(app, engine, clock, url)
    await app.stop()
