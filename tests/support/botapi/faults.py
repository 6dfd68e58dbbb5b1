"""Injected trouble: which call is hit and how; and the real server's flood control. No sockets here."""

import math
import random
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .errors import ApiError, bad_request, flood, forbidden, migrated

KINDS = {
    "refuse": "the port closes for `seconds`, this call and open connections are reset",
    "reset": "connection reset before delivery",
    "lost": "delivered, then connection reset: the answer is lost",
    "drop": "delivered, then closed without an answer",
    "hang": "never answered, not delivered (for `seconds`, default one hour)",
    "hang_after": "delivered, never answered",
    "slow": "delivered, answered after `seconds`",
    "500": "not delivered, 500 with JSON",
    "500_after": "delivered, answered 500",
    "502": "not delivered, 502 with an HTML body",
    "502_after": "delivered, answered 502 with an HTML body",
    "broken": "delivered, answered 200 with broken JSON",
    "cut": "delivered, the body ends before its declared length",
    "429": "refused, retry after `retry_after`",
    "403": "refused as blocked by the user (or `description`)",
    "400": "refused with `description`",
    "401": "refused: Unauthorized",
    "404": "refused: Not Found",
    "409": "refused: Conflict",
    "migrate": "refused, the group is `to_chat` now",
}
BEFORE = {"refuse", "reset", "hang", "500", "502", "429", "403", "400", "401", "404", "409", "migrate"}


@dataclass
class Fault:
    """Hits calls number ``nth`` to ``nth + times - 1`` among those that match (times None: all)."""

    kind: str
    method: str | None = None
    chat: int | None = None
    text: str | None = None
    nth: int = 1
    times: int | None = 1
    share: float = 1.0
    seconds: float = 0.0
    retry_after: int = 1
    description: str = ""
    to_chat: int = 0
    seen: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {sorted(KINDS)}")

    def matches(self, method: str, chat: object, text: str) -> bool:
        """Whether the rule speaks of this call at all."""
        return (
            (self.method is None or self.method.lower() == method.lower())
            and (self.chat is None or self.chat == chat)
            and (self.text is None or self.text in text)
        )

    def refusal(self) -> ApiError:
        """The answer of a fault that refuses the call."""
        answers = {
            "429": flood(self.retry_after),
            "403": forbidden(self.description or "bot was blocked by the user"),
            "400": bad_request(self.description or "something is wrong"),
            "401": ApiError(401, "Unauthorized"),
            "404": ApiError(404, "Not Found"),
            "409": ApiError(409, f"Conflict: {self.description or 'terminated by other getUpdates request'}"),
            "migrate": migrated(self.to_chat),
        }
        return answers.get(self.kind, ApiError(500, "Internal Server Error"))


@dataclass
class Faults:
    """The rules in force; the first that hits a call wins."""

    rules: list[Fault] = field(default_factory=list)
    draw: random.Random = field(default_factory=lambda: random.Random(7))

    def pick(self, method: str, chat: object, text: str) -> Fault | None:
        """The fault for this call; every matching rule counts it as seen."""
        chosen: Fault | None = None
        for rule in self.rules:
            if not rule.matches(method, chat, text):
                continue
            rule.seen += 1
            last = math.inf if rule.times is None else rule.nth + rule.times
            in_turn = rule.nth <= rule.seen < last
            if chosen is None and in_turn and (rule.share >= 1 or self.draw.random() < rule.share):
                rule.hits += 1
                chosen = rule
        return chosen


@dataclass
class FloodControl:
    """Sliding windows over accepted messages: per chat and overall a second, per group a minute."""

    per_chat: int = 1
    overall: int = 30
    per_group: int = 20
    _sent: dict[int | None, deque[float]] = field(default_factory=lambda: defaultdict(deque), init=False)

    def admit(self, chat_id: int, now: float, messages: int = 1) -> None:
        """Count a message or raise 429 with the whole seconds to wait."""
        windows: list[tuple[int | None, int, float]] = [(None, self.overall, 1.0)]
        windows.append((chat_id, self.per_group, 60.0) if chat_id < 0 else (chat_id, self.per_chat, 1.0))
        for key, most, span in windows:
            sent = self._sent[key]
            while sent and now - sent[0] >= span:
                sent.popleft()
            if len(sent) >= most:
                raise flood(max(1, math.ceil(sent[0] + span - now)))
        for key, _, _ in windows:
            self._sent[key].extend([now] * messages)
