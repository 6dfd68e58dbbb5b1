"""The way out: a row of the outbox → one person's language → their channel. The only caller of channels.

Which row is sent when, and what follows from an error, is decided in ``scheduler``.
"""

import asyncio
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import ics, qr
from bot.packing import WIDTHS, pack
from bot.texts import Texts
from handlers.channel import Channel
from handlers.errors import SendError
from handlers.messages import Button, Choice, Kind, MediaRef, Rendered, Screen
from handlers.wire import read_said, read_screen
from storage import people
from storage.database import Database
from storage.outbox import Row

FULL_NAMES = 5
"""Whole names are printed above the buttons only for so many choices: a longer list is not read."""

SCREEN, LONGEST_NAME, SHORTEST_NAME = 440, 100, 40
"""Letters: of a question that stays one screen of a phone, and of each whole name printed in it."""

MADE = "made"
"""Folder of what is made only to be sent, inside the data folder; it goes after two days."""

TICKED, UNTICKED = "☑ ", "☐ "


class Delivery:
    """Renders and sends rows on the channels it is given; ``files`` is what relative paths start from."""

    def __init__(
        self, database: Database, texts: Texts, channels: Mapping[str, Channel], files: Path
    ) -> None:
        self._database = database
        self._texts = texts
        self._channels = channels
        self._files = files

    async def deliver(self, row: Row) -> str:
        """Send a row; returns the channel's message id ("" when there is none) or raises ``SendError``."""
        channel = self._channel(row)
        language = await self._language(row)
        menu = row.content.get("menu")
        if menu is not None:
            entries = [(name, self._texts.render(language, read_said(says))) for name, says in menu]
            await channel.menu(row.chat, entries)
            return ""
        toast = row.content.get("toast")
        if toast is not None:
            words = self._texts.render(language, read_said(toast["says"]))
            await channel.answer_query(toast["query"], words, alert=bool(toast.get("alert")))
            return ""
        screen = row.source if isinstance(row.source, Screen) else read_screen(row.content["screen"])
        media = tuple([await self._on_disk(ref) for ref in screen.media])
        screen = replace(screen, media=media) if media else screen
        message = render(self._texts, language, screen, row.screen, channel.capabilities.columns)
        return await channel.send(row.chat, message, row.edits)

    async def _on_disk(self, ref: MediaRef) -> MediaRef:
        """A file with its whole path; a code is drawn and a calendar file written first."""
        if ref.qr is not None:
            drawn = await asyncio.to_thread(qr.drawn, ref.qr, self._files / MADE)
            return replace(ref, path=str(drawn))
        if ref.event is not None:
            made = await asyncio.to_thread(ics.written, ref.event, self._files / MADE, ref.name or ics.NAME)
            return replace(ref, path=str(made))
        return replace(ref, path=str(self._files / ref.path)) if ref.path else ref

    async def collapse(self, row: Row) -> None:
        """Shorten the screen that the row's answer left behind to one line."""
        message, line = row.content["collapse"]
        language = await self._language(row)
        said = self._texts.render(language, read_said(line)) if line is not None else ""
        await self._channel(row).collapse(row.chat, message, said)

    def _channel(self, row: Row) -> Channel:
        channel = self._channels.get(row.channel)
        if channel is None:
            raise SendError("refused", "no_such_channel")
        return channel

    async def _language(self, row: Row) -> str:
        """Answers carry the language they were written for; what waited longer asks again."""
        known = row.content.get("language")
        if known is not None and row.kind in (Kind.REPLY, Kind.RECEIPT):
            return str(known)
        found = await self._database.read(people.language_at, row.channel, row.chat)
        return found or str(known or "ro")


def render(texts: Texts, language: str, screen: Screen, handle: str | None, columns: int) -> Rendered:
    """A screen in one language, its buttons addressed by ``handle:index`` and packed into rows."""

    def say(said: Any) -> str:
        return texts.render(language, said)

    labels = [say(choice.label) for choice in screen.choices]
    buttons = _buttons(screen, handle, labels)
    rows = _grid(buttons, screen.grid) if screen.grid else pack(buttons, columns)
    said = [say(line) for line in screen.body]
    return Rendered(
        key=screen.key,
        head=None if screen.head is None else say(screen.head),
        error=None if screen.error is None else say(screen.error),
        lines=(*said, *_full_names(screen, labels, say, SCREEN - len("\n".join(said)))),
        rows=rows,
        home=None if screen.home is None else tuple(tuple(say(key) for key in row) for row in screen.home),
        media=screen.media,
        alts=tuple(say(ref.alt) for ref in screen.media),
        input=screen.input,
        parts=tuple(say(part) for part in screen.input.parts),
        language=language,
    )


def _buttons(screen: Screen, handle: str | None, labels: Sequence[str]) -> list[Button]:
    buttons = []
    index = 0
    for choice, label in zip(screen.choices, labels, strict=True):
        if choice.url is not None:
            buttons.append(Button(label, url=choice.url, role=choice.role))
            continue
        buttons.append(Button(_label(choice, label), f"{handle}:{index}", role=choice.role))
        index += 1
    return buttons


def _label(choice: Choice, said: str) -> str:
    """A label that fits a phone in one line; people's own names may be longer and are cut."""
    mark = "" if choice.checked is None else TICKED if choice.checked else UNTICKED
    label = f"{mark}{said}"
    return label if len(label) <= WIDTHS[1] else f"{label[: WIDTHS[1] - 1].rstrip()}…"


def _full_names(screen: Screen, labels: Sequence[str], say: Any, room: int) -> tuple[str, ...]:
    """What the buttons stand for: the whole name of a short one, the whole of one that was cut.

    ``room``: the letters they may take together; the longest are shortened first.
    """
    both = tuple(zip(screen.choices, labels, strict=True))
    named = [(f"{label}: ", say(choice.full)) for choice, label in both if choice.full is not None]
    cut = [label for choice, label in both if choice.full is None and _label(choice, label)[-1:] == "…"]
    lines = [*named, *(("• ", label) for label in cut)]
    if len(lines) > FULL_NAMES:
        return ()
    most = _fair([len(name) for _, name in lines], room - sum(len(label) + 1 for label, _ in lines))
    return tuple(f"{label}{_shortened(name, most)}" for label, name in lines)


def _shortened(name: str, most: int) -> str:
    return name if len(name) <= most else f"{textwrap.wrap(name, most - 2)[0]} …"


def _fair(lengths: Sequence[int], room: int) -> int:
    """The longest that each may be so that all together fit into ``room``."""
    fitting = (
        most
        for most in range(LONGEST_NAME, SHORTEST_NAME, -1)
        if sum(min(one, most) for one in lengths) <= room
    )
    return next(fitting, SHORTEST_NAME)


def _grid(buttons: list[Button], columns: int) -> tuple[tuple[Button, ...], ...]:
    """Short labels in fixed columns (a calendar); longer ones below, packed as usual."""
    cells = [button for button in buttons if len(button.label) <= 2]
    rest = [button for button in buttons if len(button.label) > 2]
    rows = tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))
    return rows + pack(rest, 3)
