"""Updates that wait for the bot: numbering, confirmation by offset, expiry, injected redelivery.

The order and the rules are the real server's; how a batch reaches the bot (long poll, webhook) is elsewhere.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
KEPT_SECONDS = 24 * 3600
_FAR = 10
_LEFT_OUT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query",
    "my_chat_member", "chat_member", "chat_join_request", "message_reaction", "message_reaction_count",
    "poll", "poll_answer", "chosen_inline_result", "shipping_query", "pre_checkout_query",
}  # fmt: skip


@dataclass
class Redelivery:
    """How often each update is given to the bot, drawn for each one from ``least`` to ``most``."""

    least: int
    most: int
    shuffle_between_chats: bool
    draw: random.Random


@dataclass
class _Waiting:
    update: JSON
    chat_id: int | None
    at: float
    copies_left: int = 0
    given: int = field(default=0)


class UpdateQueue:
    """Unconfirmed updates, oldest first; ``changed`` is called whenever one arrives."""

    def __init__(self, clock: Callable[[], float], first_id: int) -> None:
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._ghosts: list[_Waiting] = []
        self._redelivery: Redelivery | None = None
        self._arrived = asyncio.Event()
        self.next_id = first_id
        self.allowed: set[str] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether anything is left to give to the bot, injected copies included."""
        return bool(self._waiting or self._ghosts)

    def allow(self, names: list[str]) -> None:
        """Remember ``allowed_updates``; an empty list restores the default, unknown names are ignored."""
        known = {name.lower() for name in names} & KINDS
        self.allowed = known if names and known else None

    def add(self, kind: str, body: JSON, chat_id: int | None) -> int | None:
        """Queue an update; gives its id, or None when the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in _LEFT_OUT_BY_DEFAULT
        if not wanted:
            return None
        return self.add_raw({kind: body}, chat_id)

    def add_raw(self, update: JSON, chat_id: int | None = None) -> int:
        """Queue any object; its own ``update_id`` is kept and numbering goes on after it."""
        number = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, number + 1)
        update_with_id = {"update_id": number, **{k: v for k, v in update.items() if k != "update_id"}}
        rule = self._redelivery
        copies = rule.draw.randint(rule.least, rule.most) - 1 if rule else 0
        self._waiting.append(_Waiting(update_with_id, chat_id, self._clock(), copies))
        self._waiting.sort(key=lambda item: item.update["update_id"])
        self._arrived.set()
        return number

    def jump(self, next_id: int) -> None:
        """Numbering restarts anywhere, also lower, as after a quiet week."""
        self.next_id = next_id

    def redeliver(self, rule: Redelivery | None) -> None:
        """Switch injected redelivery on (for updates from now on) or off."""
        self._redelivery = rule

    def confirm(self, offset: int) -> None:
        """Forget everything below the offset; negative keeps the last ones; too far is ignored."""
        self._expire()
        if offset < 0:
            keep = self._waiting[offset:]
        elif offset == 0 or offset > self.next_id + _FAR:
            return
        else:
            keep = [item for item in self._waiting if item.update["update_id"] >= offset]
        kept = {id(item) for item in keep}
        for item in self._waiting:
            if id(item) not in kept and item.given:
                self._ghosts += [item] * item.copies_left
        self._waiting = keep
        if self.busy:
            self._arrived.set()

    def batch(self, limit: int) -> list[JSON]:
        """Up to ``limit`` unconfirmed updates; nothing is forgotten by giving them."""
        self._expire()
        items = self._waiting[:limit]
        rule = self._redelivery
        if rule and rule.shuffle_between_chats:
            items = _shuffled_between_chats(items, rule.draw)
        for item in items:
            item.given += 1
            if item.given > 1 and item.copies_left:
                item.copies_left -= 1
        return [item.update for item in self._with_ghosts(items, limit)]

    def _with_ghosts(self, items: list[_Waiting], limit: int) -> list[_Waiting]:
        mixed = list(items)
        draw = self._redelivery.draw if self._redelivery else random.Random(0)
        while self._ghosts and len(mixed) < limit:
            ghost = self._ghosts.pop(draw.randrange(len(self._ghosts)))
            mixed.insert(draw.randint(0, len(mixed)), ghost)
        return mixed

    def drop_all(self) -> None:
        """``drop_pending_updates``."""
        self._waiting.clear()
        self._ghosts.clear()

    async def arrival(self, seconds: float) -> None:
        """Wait until something is there to give, at most that long."""
        if self.busy:
            return
        self._arrived.clear()
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return

    def take_next(self, busy_chats: set[int | None]) -> tuple[JSON, int | None] | None:
        """For webhooks: the oldest update (or injected copy) of a chat that has none in flight."""
        self._expire()
        for item in self._waiting + self._ghosts:
            if item.chat_id not in busy_chats:
                return item.update, item.chat_id
        return None

    def delivered(self, update: JSON) -> None:
        """For webhooks: the bot accepted this update."""
        for source in (self._waiting, self._ghosts):
            for item in source:
                if item.update is update:
                    source.remove(item)
                    if source is self._waiting:
                        self._ghosts += [item] * item.copies_left
                    return

    def _expire(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        if self._waiting and self._waiting[0].at < oldest:
            self._waiting = [item for item in self._waiting if item.at >= oldest]


def _shuffled_between_chats(items: list[_Waiting], draw: random.Random) -> list[_Waiting]:
    """The same items: order kept inside each chat, chats interleaved at random."""
    slots = [item.chat_id for item in items]
    draw.shuffle(slots)
    by_chat: dict[int | None, list[_Waiting]] = {}
    for item in items:
        by_chat.setdefault(item.chat_id, []).append(item)
    return [by_chat[chat_id].pop(0) for chat_id in slots]
