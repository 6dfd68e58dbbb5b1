"""How updates reach the bot: long polls with their conflicts, and webhook deliveries with their retries."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlparse

import aiohttp

from .errors import (
    TERMINATED_BY_WEBHOOK,
    TWO_POLLERS,
    WEBHOOK_ACTIVE,
    ApiError,
    bad_request,
    flood,
)
from .params import Params
from .updates import JSON, UpdateQueue

_HELD_SECONDS = 3.0
_SHORT_SECONDS = 0.5
_CONFLICT_SECONDS = 3.0


class Polling:
    """getUpdates: one poll at a time; the older of two is ended with 409."""

    def __init__(self, queue: UpdateQueue) -> None:
        self._queue = queue
        self._waiting: asyncio.Future[None] | None = None
        self._next_conflict_at = 0.0
        self._last: tuple[float, int | None] = (0.0, None)

    async def get_updates(self, params: Params) -> list[JSON]:
        """Confirm by offset, then give what there is, waiting up to ``timeout`` seconds (at most 50)."""
        self.end(TWO_POLLERS)
        if "allowed_updates" in params.values:
            self._queue.allow(params.list("allowed_updates", "allowed updates"))
        offset = params.number("offset")
        limit = params.number("limit", 100)
        limit = limit if 1 <= limit <= 100 else 100
        timeout = float(min(max(params.number("timeout"), 0), 50))
        limit, timeout = self._not_hammered(offset, limit, timeout)
        self._queue.confirm(offset)
        if not self._queue.busy and timeout > 0:
            await self._wait(timeout)
        return self._queue.batch(limit)

    def end(self, reason: str) -> None:
        """End the waiting poll, if any, with 409."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ApiError(409, reason))
        self._waiting = None

    async def _wait(self, seconds: float) -> None:
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = ended
        arrival = asyncio.ensure_future(self._queue.arrival(seconds))
        try:
            await asyncio.wait({arrival, ended}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done() and ended.exception() is not None:
                await self._delay_conflict()
                raise ended.exception() or RuntimeError
        finally:
            arrival.cancel()
            if self._waiting is ended:
                self._waiting = None

    async def _delay_conflict(self) -> None:
        now = time.monotonic()
        if now < self._next_conflict_at:
            await asyncio.sleep(_CONFLICT_SECONDS)
        else:
            self._next_conflict_at = now + _CONFLICT_SECONDS

    def _not_hammered(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        """The same offset again and again is held, then served one by one."""
        now = time.monotonic()
        at, last_offset = self._last
        self._last = (now, offset)
        if offset != last_offset:
            return limit, timeout
        if timeout < _HELD_SECONDS and now < at + _HELD_SECONDS:
            timeout = _HELD_SECONDS
        return (1 if now < at + _SHORT_SECONDS else limit), timeout


class Webhook:
    """setWebhook and the deliveries: chats in parallel up to ``max_connections``, one chat in order."""

    def __init__(self, queue: UpdateQueue, run: Callable[[str, JSON], Awaitable[Any]]) -> None:
        self._queue = queue
        self._run = run
        self._task: asyncio.Task[None] | None = None
        self._set_at = 0.0
        self.url = ""
        self.secret = ""
        self.most = 40
        self.retry_seconds = 0.2
        self.read_seconds = 60.0
        self.last_error: tuple[int, str] | None = None
        self.attempts: list[tuple[int, int]] = []

    def refuse_polling(self) -> None:
        """Polling is refused while a webhook is set."""
        if self.url:
            raise ApiError(409, WEBHOOK_ACTIVE)

    def install(self, params: Params, polling: Polling) -> bool:
        """setWebhook; an empty url removes it; twice within a second is too often."""
        url = params.text("url")
        if not url:
            return self.remove(params)
        if time.monotonic() < self._set_at + 1:
            raise flood(1)
        if urlparse(url).scheme not in {"http", "https"} or not urlparse(url).netloc:
            raise bad_request("bad webhook: Failed to parse URL")
        if "allowed_updates" in params.values:
            self._queue.allow(params.list("allowed_updates", "allowed updates"))
        if params.flag("drop_pending_updates"):
            self._queue.drop_all()
        polling.end(TERMINATED_BY_WEBHOOK)
        self._set_at = time.monotonic()
        self.url, self.secret = url, params.text("secret_token")
        self.most = params.number("max_connections", 40) or 40
        self._restart()
        return True

    def remove(self, params: Params) -> bool:
        """deleteWebhook"""
        if params.flag("drop_pending_updates"):
            self._queue.drop_all()
        self.url = self.secret = ""
        self.stop()
        return True

    def info(self) -> JSON:
        """getWebhookInfo"""
        info: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
            "max_connections": self.most,
        }
        if self.last_error:
            info |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return info

    def stop(self) -> None:
        """End deliveries."""
        if self._task:
            self._task.cancel()
        self._task = None

    def _restart(self) -> None:
        self.stop()
        self._task = asyncio.create_task(self._deliver_all())

    async def _deliver_all(self) -> None:
        busy: set[int | None] = set()
        tasks: set[asyncio.Task[None]] = set()
        timeout = aiohttp.ClientTimeout(total=self.read_seconds)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    given = self._queue.take_next(busy) if len(tasks) < self.most else None
                    if given is None:
                        await self._until_something(tasks)
                        continue
                    update, chat_id = given
                    busy.add(chat_id)
                    task = asyncio.create_task(self._deliver(session, update, chat_id, busy))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            finally:
                for task in tasks:
                    task.cancel()

    async def _until_something(self, tasks: set[asyncio.Task[None]]) -> None:
        if tasks:
            await asyncio.wait(tasks, timeout=0.05, return_when=asyncio.FIRST_COMPLETED)
        else:
            await self._queue.arrival(60)

    async def _deliver(
        self, session: aiohttp.ClientSession, update: JSON, chat_id: int | None, busy: set[int | None]
    ) -> None:
        wait = self.retry_seconds
        while not await self._attempt(session, update):
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60)
        self._queue.delivered(update)
        busy.discard(chat_id)

    async def _attempt(self, session: aiohttp.ClientSession, update: JSON) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                body = await answer.read()
                self.attempts.append((update["update_id"], answer.status))
                if 200 <= answer.status < 300:
                    await self._call_in_answer(body, answer.content_type)
                    return True
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self.attempts.append((update["update_id"], 0))
            self._failed(f"Connection failed: {type(error).__name__}")
        return False

    async def _call_in_answer(self, body: bytes, content_type: str) -> None:
        if content_type == "application/json" and body.startswith(b"{"):
            params = json.loads(body)
            if "method" in params:
                await self._run(params.pop("method"), params)

    def _failed(self, reason: str) -> None:
        self.last_error = (int(time.time()), reason)
