"""What a test looks at: the delivery log and a chat as it is now. Plain data that also travels as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One request of the bot, the true record of what happened on the server.

    ``at`` and ``done`` are ``time.monotonic()`` seconds of the fake's process. ``delivered`` says that
    the call had its effect, whatever the client was told; ``code`` is the HTTP status that the method
    itself gave (200 when it worked) and ``fault`` the injected fault, if any.
    """

    method: str
    params: dict[str, Any]
    at: float
    done: float = 0.0
    code: int = 0
    result: Any = None
    error: str = ""
    delivered: bool = False
    fault: str = ""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def chat_id(self) -> int | None:
        """The chat that the call speaks to."""
        value = self.params.get("chat_id")
        return value if isinstance(value, int) else None

    @property
    def text(self) -> str:
        """Text or caption as the bot sent it, markup included."""
        return str(self.params.get("text") or self.params.get("caption") or "")


@dataclass
class Shown:
    """A message as it is in the chat now."""

    id: int
    mine: bool
    text: str = ""
    caption: str = ""
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    keyboard: list[list[str]] | None = None
    media: dict[str, Any] | None = None
    edited: int = 0
    deleted: bool = False
    reply_to: int | None = None
    group: str | None = None
    entities: list[dict[str, Any]] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Text, or the caption of a photo or document."""
        return self.text or self.caption

    @property
    def labels(self) -> list[str]:
        """Labels of the inline buttons, in reading order."""
        return [label for row in self.buttons for label, _ in row]

    def data_of(self, label: str) -> str:
        """Callback data of the button with exactly this label, else of the only one that contains it."""
        pairs = [pair for row in self.buttons for pair in row]
        exact = [data for text, data in pairs if text == label]
        close = exact or [data for text, data in pairs if label in text]
        if not close or (len(close) > 1 and not exact):
            raise LookupError(f"no single button {label!r} among {self.labels}")
        return close[0]


@dataclass
class ChatView:
    """A chat as its people see it; ``mine`` in messages means: written by the bot."""

    id: int
    messages: list[Shown] = field(default_factory=list)
    keyboard: list[list[str]] | None = None
    blocked: bool = False

    @property
    def visible(self) -> list[Shown]:
        """Messages that are not deleted."""
        return [message for message in self.messages if not message.deleted]

    @property
    def from_bot(self) -> list[Shown]:
        """Visible messages of the bot, oldest first."""
        return [message for message in self.visible if message.mine]

    @property
    def last(self) -> Shown:
        """The newest visible message of the bot."""
        if not self.from_bot:
            raise LookupError(f"the bot has written nothing visible in chat {self.id}")
        return self.from_bot[-1]

    def message(self, message_id: int) -> Shown:
        """One message, deleted ones too."""
        return next(message for message in self.messages if message.id == message_id)

    def with_button(self, label: str) -> Shown:
        """The newest visible message that has this button."""
        for message in reversed(self.from_bot):
            if label in message.labels:
                return message
        for message in reversed(self.from_bot):
            if any(label in text for text in message.labels):
                return message
        raise LookupError(f"no button {label!r} in chat {self.id}; last labels {self.last.labels}")


def call_from(data: dict[str, Any]) -> Call:
    """A call back from JSON."""
    return Call(**data)


def chat_from(data: dict[str, Any]) -> ChatView:
    """A chat back from JSON."""
    messages = [
        Shown(**item | {"buttons": [[(label, value) for label, value in row] for row in item["buttons"]]})
        for item in data["messages"]
    ]
    return ChatView(**data | {"messages": messages})


def busiest(calls: Iterable[Call], window: float = 1.0) -> int:
    """The most calls that began within any sliding window of that many seconds."""
    times = sorted(call.at for call in calls)
    most = start = 0
    for end, moment in enumerate(times):
        while moment - times[start] >= window:
            start += 1
        most = max(most, end - start + 1)
    return most
