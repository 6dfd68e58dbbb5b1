"""What a test sets and reads on the fake: faults, pace, time, redelivery, log, chats, waiting for answers."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .faults import Fault, Faults, FloodControl
from .people import People
from .updates import JSON, Redelivery
from .views import Call, ChatView, Shown
from .world import Chat

T = TypeVar("T")


class Controls(People):
    """The test's hand on the server; no HTTP here."""

    def __init__(self) -> None:
        self.log: list[Call] = []
        self.delay = 0.0
        self._faults = Faults()
        self._flood: FloodControl | None = None
        self._written: dict[int, int] = defaultdict(int)
        self._newest: dict[int, int] = {}
        self._acted_at: dict[int, int] = {}
        self._watchers: set[asyncio.Future[None]] = set()
        self._chat_watchers: dict[int, set[asyncio.Future[None]]] = defaultdict(set)

    def fault(self, kind: str, **rule: Any) -> Fault:
        """Add a fault; see ``faults.KINDS`` for kinds and ``faults.Fault`` for the fields of a rule."""
        added = Fault(kind, **rule)
        self._faults.rules.append(added)
        return added

    def random_faults(self, share: float, kinds: list[str], seed: int = 7, **rule: Any) -> None:
        """Hit that share (0-1) of all matching calls, spread evenly over the kinds."""
        self._faults.draw = random.Random(seed)
        for number, kind in enumerate(kinds):
            part = share / len(kinds) / (1 - share * number / len(kinds))
            self.fault(kind, times=None, share=part, **rule)

    def clear_faults(self) -> list[tuple[str, int]]:
        """Remove all rules; gives each one's kind and hits."""
        hits = [(rule.kind, rule.hits) for rule in self._faults.rules]
        self._faults.rules.clear()
        return hits

    def flood(self, on: bool = True, **limits: int) -> None:
        """Flood control as the real server's: ``per_chat``, ``overall`` a second, ``per_group`` a minute."""
        self._flood = FloodControl(**limits) if on else None

    def set_delay(self, seconds: float) -> None:
        """Every call is answered that much later."""
        self.delay = seconds

    def set_time(self, epoch: float | None) -> None:
        """Freeze the server's wall clock (dates of messages, expiry); None lets it run."""
        self.world.clock = time.time if epoch is None else lambda: epoch

    def expire_queries(self) -> None:
        """All pressed buttons are too old to be answered now."""
        for query in self.world.queries.values():
            query.until = 0.0

    def answers(self, user_id: int | None = None) -> list[JSON | None]:
        """What each pressed button was answered, in order; None while its spinner still runs."""
        found = self.world.queries.values()
        return [query.answer for query in found if user_id in (None, query.user_id)]

    def redeliver(
        self, times: int | Sequence[int] = (1, 5), shuffle_between_chats: bool = True, seed: int = 7
    ) -> None:
        """Give each update from now on that many times (drawn per update); 1 switches it off."""
        least, most = (times, times) if isinstance(times, int) else times
        rule = Redelivery(least, most, shuffle_between_chats, random.Random(seed))
        self.queue.redeliver(None if most == 1 and not shuffle_between_chats else rule)

    def jump_update_id(self, next_id: int) -> None:
        """Numbering of updates goes on from here, as after a quiet week."""
        self.queue.jump(next_id)

    def pending(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self.queue)

    def chat(self, chat_id: int) -> ChatView:
        """The chat as it is now."""
        return self.world.view(chat_id)

    def calls(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """Calls of the bot, refused ones too, oldest first; without a method all but getUpdates."""
        return [
            call
            for call in self.log
            if (call.method == method if method else call.method != "getUpdates")
            and chat_id in (None, call.chat_id)
        ]

    def deliveries(self, chat_id: int | None = None) -> list[Call]:
        """Sends that reached a chat, whatever the bot was told: the judge of copies and losses."""
        return [call for call in self.calls(chat_id=chat_id) if call.delivered and call.method[:4] == "send"
                and call.method != "sendChatAction"]  # fmt: skip

    def commands(self, scope: str = "default", language: str = "") -> list[JSON]:
        """Commands set for a scope and language."""
        return self.world.commands.get((scope, language), [])

    def file_facts(self, file_id: str) -> JSON:
        """Name, MIME type, size and sha256 of a stored file."""
        stored = self.world.files[file_id]
        return {"name": stored.name, "mime": stored.mime, "size": stored.size, "sha256": stored.sha256}

    def reset_log(self) -> None:
        """Forget the calls so far; chats stay."""
        self.log.clear()

    async def until(self, condition: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until the condition holds, looking after every call of the bot; gives its value."""
        end = time.monotonic() + timeout
        while not (value := condition()):
            await self._next(self._watchers, end - time.monotonic())
        return value

    async def reply_to(self, chat_id: int, timeout: float = 5.0) -> Shown:
        """The bot's newest message or edit after the last action in the chat; waits for it."""
        end = time.monotonic() + timeout
        while not (newest := self.newest_reply(chat_id)):
            await self._next(self._chat_watchers[chat_id], end - time.monotonic())
        return self.chat(chat_id).message(newest)

    def newest_reply(self, chat_id: int) -> int | None:
        """Id of the bot's newest message or edit after the last action in the chat, if there is one."""
        answered = self._written[chat_id] > self._acted_at.get(chat_id, 0)
        return self._newest[chat_id] if answered else None

    async def _next(self, watchers: set[asyncio.Future[None]], seconds: float) -> None:
        if seconds <= 0:
            tail = [(c.method, c.chat_id, c.code, c.error or c.text[:60]) for c in self.calls()[-8:]]
            raise AssertionError(f"the bot did not answer in time; its last calls: {tail}")
        seen: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        watchers.add(seen)
        try:
            await asyncio.wait_for(seen, seconds)
        except TimeoutError:
            return
        finally:
            watchers.discard(seen)

    def _acted(self, chat: Chat) -> None:
        self._acted_at[chat.json["id"]] = self._written[chat.json["id"]]

    def _note(self, call: Call) -> None:
        """A call took place: keep who was written to and wake who waits."""
        chat_id = call.chat_id
        self._wake(self._watchers)
        if call.delivered and chat_id is not None and call.method.startswith(("send", "edit")):
            written = call.result[-1] if isinstance(call.result, list) else call.result
            if isinstance(written, dict):
                self._written[chat_id] += 1
                self._newest[chat_id] = written["message_id"]
                self._wake(self._chat_watchers[chat_id])

    @staticmethod
    def _wake(watchers: set[asyncio.Future[None]]) -> None:
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)
