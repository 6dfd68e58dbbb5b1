"""What tests of the Telegram channel share."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.channels.telegram_line import Line, line


@pytest.fixture
async def tg() -> AsyncIterator[Line]:
    """A channel connected to a Bot API server; Ana has pressed Start."""
    async with line() as connected:
        yield connected
