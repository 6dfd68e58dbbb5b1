"""A running fake and the real client talking to it over HTTP."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.telegram_request import AiohttpRequest, Timeouts
from tests.support.botapi import FakeBotApi

QUICK = Timeouts(connect=0.5, pool=0.3, read=0.3, upload=0.5)


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """The fake, listening; person 7 has started the bot and updates are drained."""
    async with FakeBotApi() as running:
        running.start(7)
        running.queue.drop_all()
        yield running


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    """python-telegram-bot's client over our transport, with short timeouts."""
    async with Bot(
        api.token,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=AiohttpRequest(timeouts=QUICK),
        get_updates_request=AiohttpRequest(2, timeouts=QUICK),
    ) as running:
        api.reset_log()
        yield running
