"""A Telegram channel connected to the Bot API fake, for tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.telegram import Telegram
from bot.channels.telegram_client import Client, connect
from bot.channels.telegram_request import AiohttpRequest
from tests.support.botapi import FakeBotApi

ANA = 77
CHAT = str(ANA)


@dataclass
class Line:
    """The fake server, our client and channel; ``paused`` lists the pauses that the channel made."""

    api: FakeBotApi
    client: Client
    channel: Telegram
    paused: list[float] = field(default_factory=list)


@asynccontextmanager
async def line() -> AsyncIterator[Line]:
    """A connected channel whose pauses take no time; Ana has pressed Start."""
    paused: list[float] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    async with FakeBotApi() as api:
        api.start(ANA)
        client = connect(api.token, api.base_url, AiohttpRequest(), AiohttpRequest(connections=2))
        await client.initialize()
        try:
            yield Line(api, client, Telegram(client, pause), paused)
        finally:
            await client.shutdown()
