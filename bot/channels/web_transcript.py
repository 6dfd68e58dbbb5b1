"""The visible conversation of one web chat, as the page draws it. Kept in memory; tables know the truth."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from handlers.messages import Rendered

KEPT = 200
"""How many messages of a chat a reload shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file on the page: its address and what to call it; ``picture`` is drawn, others are downloaded."""

    url: str
    name: str
    alt: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One bubble. ``line`` replaces everything else once an answered question was shortened to it."""

    id: str
    who: Literal["bot", "me"]
    at: str
    language: str
    key: str = ""
    lines: tuple[str, ...] = ()
    head: str | None = None
    error: str | None = None
    rows: tuple[tuple[dict[str, str | None], ...], ...] = ()
    media: tuple[Shown, ...] = ()
    input: str = "none"
    parts: tuple[str, ...] = ()
    quiet: bool = False
    line: str | None = None
    external: str | None = None

    @property
    def addresses(self) -> set[str]:
        """The addresses of the files that it shows."""
        return {shown.url for shown in self.media}

    def shortened(self, line: str) -> "Entry":
        """The one line that stays of an answered question."""
        return replace(self, line=line, rows=(), input="none", parts=())


def bot_entry(number: str, message: Rendered, media: tuple[Shown, ...], at: datetime) -> Entry:
    """What the bot shows; ``number`` is the message's id."""
    return Entry(
        id=number,
        who="bot",
        at=at.isoformat(),
        language=message.language,
        key=message.key,
        lines=message.lines,
        head=message.head,
        error=message.error,
        rows=tuple(
            tuple({"label": b.label, "data": b.data, "url": b.url, "role": b.role.value} for b in row)
            for row in message.rows
        ),
        media=media,
        input=message.input.kind,
        parts=message.parts,
        quiet=message.quiet,
    )


@dataclass(slots=True)
class Transcript:
    """The last messages of a chat in order, its fixed keyboard and menu, and the pages that watch it.

    ``gone`` is told the addresses of files that no message shows any more.
    """

    name: str
    gone: Callable[[set[str]], None]
    language: str = "ro"
    home: tuple[tuple[str, ...], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    entries: "OrderedDict[str, Entry]" = field(default_factory=OrderedDict)
    watchers: list[Callable[[dict[str, Any]], None]] = field(default_factory=list)

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one with its id, and show it to every page that watches."""
        if entry.id in self.entries:
            self.gone(self.entries[entry.id].addresses - entry.addresses)
        self.entries[entry.id] = entry
        while len(self.entries) > KEPT:
            self.gone(self.entries.popitem(last=False)[1].addresses)
        self.tell({"type": "message", "message": asdict(entry), "home": self.home})

    def whole(self) -> dict[str, Any]:
        """Everything that a page needs when it is opened."""
        return {
            "type": "whole",
            "language": self.language,
            "home": self.home,
            "commands": self.commands,
            "messages": [asdict(entry) for entry in self.entries.values()],
        }

    def tell(self, event: dict[str, Any]) -> None:
        """Give an event to every page that watches this chat."""
        for watcher in tuple(self.watchers):
            watcher(event)
