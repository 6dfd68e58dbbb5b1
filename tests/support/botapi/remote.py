"""A fake in another process with the same methods as the one in this process.

Calls block for well under a millisecond (loopback), so they may be made from tests on an event loop.
"""

import asyncio
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlparse

from .control import encoded
from .views import Call, ChatView, Shown, call_from, chat_from

T = TypeVar("T")
_LOOK_SECONDS = 0.01

if TYPE_CHECKING:
    from .server import FakeBotApi as _Shared
else:
    _Shared = object


class RemoteBotApi(_Shared):
    """Any method of ``FakeBotApi`` by its name, through the control port."""

    def __init__(self, api_url: str, control_url: str, token: str) -> None:
        self.token = token
        self.port = int(urlparse(api_url).port or 0)
        self._connection = http.client.HTTPConnection(urlparse(control_url).netloc, timeout=30)

    @classmethod
    @contextmanager
    def launch(cls) -> Iterator["RemoteBotApi"]:
        """Start a fake as a process of its own and stop it at the end of the block."""
        command = [sys.executable, "-m", "tests.support.botapi", "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        api = cls(**json.loads(process.stdout.readline()))
        try:
            yield api
        finally:
            api._connection.close()
            process.terminate()
            process.wait(10)
            process.stdout.close()

    @property
    def host_url(self) -> str:
        """Scheme, host and port of the Bot API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For the client's ``base_url``."""
        return f"{self.host_url}/bot"

    @property
    def base_file_url(self) -> str:
        """For the client's ``base_file_url``."""
        return f"{self.host_url}/file/bot"

    @property
    def log(self) -> list[Call]:  # type: ignore[override]
        """All calls, polls too."""
        return [call_from(item) for item in self._ask("log")]

    def chat(self, chat_id: int) -> ChatView:
        """The chat as it is now."""
        return chat_from(self._ask("chat", chat_id))

    def calls(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """Calls of the bot, without polls unless named."""
        return [call_from(item) for item in self._ask("calls", method, chat_id)]

    def deliveries(self, chat_id: int | None = None) -> list[Call]:
        """Sends that reached a chat."""
        return [call_from(item) for item in self._ask("deliveries", chat_id)]

    async def until(self, condition: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until the condition holds, looking a hundred times a second."""
        end = time.monotonic() + timeout
        while not (value := condition()):
            if time.monotonic() > end:
                tail = [(c.method, c.chat_id, c.code, c.error or c.text[:60]) for c in self.calls()[-8:]]
                raise AssertionError(f"the bot did not answer in time; its last calls: {tail}")
            await asyncio.sleep(_LOOK_SECONDS)
        return value

    async def reply_to(self, chat_id: int, timeout: float = 5.0) -> Shown:
        """The bot's newest message or edit after the last action in the chat."""
        found = await self.until(lambda: self._ask("newest_reply", chat_id), timeout)
        return self.chat(chat_id).message(int(found))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return partial(self._ask, name)

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", f"/control/{name}", encoded(args, kwargs), headers)
        answer = json.loads(self._connection.getresponse().read())
        if "error" in answer:
            raise RuntimeError(f"the fake refused {name}: {answer['error']}")
        return answer["result"]
