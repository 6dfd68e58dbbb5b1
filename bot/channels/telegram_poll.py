"""Long polling: every update is stored before Telegram is told that we have it.

Three rules of offsets: start without one; confirm the last id of a batch only after its commit; forget
the offset after an empty answer, because numbering may start anew, also lower, after a quiet week.
What an update means is ``telegram_inbound``; the other way to receive is ``telegram_webhook``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal

from bot.channels import telegram_inbound
from bot.channels.telegram_client import Client
from bot.channels.telegram_errors import classify
from bot.channels.telegram_queries import Queries
from storage import crash
from storage.inbox import Received

log = logging.getLogger(__name__)

Receive = Callable[[Sequence[Received]], Awaitable[object]]
State = Literal["starting", "polling", "network", "conflict", "token", "stopped"]
Tell = Callable[[State], Awaitable[None]]

_LONG, _GRACE, _BATCH = 50, 10.0, 100
_SLOW = 60.0
_LONGEST_BACKOFF = 60.0


class Poller:
    """The supervised loop. ``receive`` stores a batch and returns after the commit.

    ``tell`` is called once when the loop enters "conflict" (another process polls, or a webhook is set)
    or "token" (the token is refused); until that ends it tries once a minute. ``state`` is for health.
    """

    def __init__(
        self,
        client: Client,
        receive: Receive,
        queries: Queries,
        tell: Tell,
        *,
        long_poll: int = _LONG,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.state: State = "starting"
        self._client = client
        self._receive = receive
        self._queries = queries
        self._tell = tell
        self._long_poll = long_poll
        self._pause = pause
        self._offset: int | None = None
        self._backoff = 0.0
        self._prepared = False
        self._stopping = False
        self._waiting: asyncio.Future[Any] | None = None

    async def run(self) -> None:
        """Poll until ``stop``; no exception of the network, the server or the database ends it."""
        while not self._stopping:
            try:
                await self._round()
            except asyncio.CancelledError:
                if not self._stopping:
                    raise
            except Exception as error:
                await self._trouble(error)
        self.state = "stopped"
        await self._queries.close()

    def stop(self) -> None:
        """Make ``run`` end: a batch being stored is stored to its end, nothing more is confirmed."""
        self._stopping = True
        if self._waiting is not None:
            self._waiting.cancel()

    async def _round(self) -> None:
        if not self._prepared:
            await self._wait(self._client.call("deleteWebhook", drop_pending_updates=False))
            self._prepared = True
        batch = await self._wait(self._ask())
        crash.point("poll.received")
        if batch:
            await self._receive([telegram_inbound.key(update) for update in batch])
            crash.point("poll.stored")
            self._queries.answer(batch)
        self._offset = batch[-1]["update_id"] + 1 if batch else None
        self._backoff = 0.0
        self.state = "polling"

    async def _ask(self) -> list[dict[str, Any]]:
        answer = await self._client.call(
            "getUpdates",
            read_timeout=self._long_poll + _GRACE,
            offset=self._offset,
            timeout=self._long_poll,
            limit=_BATCH,
            allowed_updates=telegram_inbound.ALLOWED,
        )
        return [update for update in answer if telegram_inbound.number_of(update) is not None]

    async def _wait(self, work: Awaitable[Any]) -> Any:
        """Await what ``stop`` may cut short."""
        self._waiting = asyncio.ensure_future(work)
        try:
            return await self._waiting
        finally:
            self._waiting = None

    async def _trouble(self, error: Exception) -> None:
        seconds = await self._judge(error)
        log.warning("polling paused", extra={"error": type(error).__name__, "seconds": seconds})
        if self._stopping:
            return
        try:
            await self._wait(self._pause(seconds))
        except asyncio.CancelledError:
            if not self._stopping:
                raise

    async def _judge(self, error: Exception) -> float:
        """Seconds to pause; the operator hears once of what only he can end."""
        failure = classify(error)
        match failure.kind:
            case "conflict" | "token":
                await self._enter(failure.kind)
                return _SLOW
            case "wait":
                return min(failure.after or 1.0, _SLOW)
        self.state = "network"
        self._backoff = min(max(1.0, 2 * self._backoff), _LONGEST_BACKOFF)
        return self._backoff

    async def _enter(self, state: State) -> None:
        if self.state == state:
            return
        self.state = state
        try:
            await self._tell(state)
        except Exception:
            log.exception("the operator could not be told", extra={"state": state})
