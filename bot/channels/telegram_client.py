"""The Bot API client: the library's ``Bot`` for transport, files and errors, with answers as plain JSON.

Building and reading the library's message objects costs eight times the call itself, so the methods we
use go through ``call``. Errors are the library's own here; ``telegram_errors`` says what they mean.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram_errors import classify

log = logging.getLogger(__name__)

T = TypeVar("T")
Pause = Callable[[float], Awaitable[None]]

# The library asks for this switch to the new form of its pauses, and warns at each pause without it.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class Client(Bot):
    """A ``Bot`` whose ``call`` takes a method's arguments as JSON values or files."""

    def __repr__(self) -> str:
        """The library's own names the token, which must reach no log."""
        return "Client"

    async def call(self, method: str, /, *, read_timeout: float | None = None, **arguments: Any) -> Any:
        """The ``result`` of one Bot API method; None arguments are left out; raises ``TelegramError``.

        ``read_timeout`` is in seconds; without it the request's own holds.
        """
        if read_timeout is None:
            return await self._post(method, arguments)
        return await self._post(method, arguments, read_timeout=read_timeout)

    async def download(self, path: str) -> bytes:
        """The bytes under a ``file_path`` that ``getFile`` gave; raises ``TelegramError``."""
        return bytes(await self.request.retrieve(f"{self.base_file_url}/{path}"))


class Refused(Exception):
    """Telegram will never take this call; ``kind`` and ``code`` as in ``telegram_errors``."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code


PASSING = ("retry", "wait", "ambiguous")
"""Failures that end by themselves: the network, a flood, a fault of the server."""


async def insist(call: Callable[[], Awaitable[T]], pause: Pause = asyncio.sleep) -> T:
    """Make a call that the start needs, again until Telegram can be reached. Raises ``Refused``."""
    wait = 1.0
    while True:
        try:
            return await call()
        except TelegramError as error:
            failure = classify(error)
            if failure.kind not in PASSING:
                raise Refused(failure.kind, failure.code) from None
            seconds = max(wait, failure.after or 0)
            log.warning("Telegram cannot be reached (%s), trying again in %d s", failure.code, seconds)
            await pause(seconds)
            wait = min(2 * wait, 60.0)


async def meet(client: Client, pause: Pause = asyncio.sleep) -> str:
    """Learn the bot's own name; waits for a network that is down. Raises ``Refused``."""
    await insist(client.initialize, pause)
    return str(client.username)


def connect(token: str, base_url: str, send: BaseRequest, poll: BaseRequest) -> Client:
    """A client; ``base_url`` ends in ``/bot``, files are beside it. The long poll has its own connections."""
    files = base_url.removesuffix("/bot") + "/file/bot"
    return Client(token, base_url=base_url, base_file_url=files, request=send, get_updates_request=poll)
