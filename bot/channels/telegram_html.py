"""A rendered screen as texts in the Bot API's HTML. Pure; the one place that escapes people's words.

Lengths are UTF-16 units of the visible text: never less than what the server counts.
"""

import html
import re
from collections.abc import Iterator

from handlers.messages import Rendered

NOTHING = "…"
"""Stands for a text in which nothing can be seen: the server refuses such a message."""

_TAG = re.compile(r"</?b>")


def escape(words: str) -> str:
    """Any words as text of an HTML message; half a surrogate pair becomes a replacement character."""
    return html.escape(well_formed(words), quote=False)


def well_formed(words: str) -> str:
    """The words without lone surrogates, which no encoding can carry."""
    if words.isascii():
        return words
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """Back to plain words, should the server refuse our markup."""
    return html.unescape(_TAG.sub("", text))


def texts(message: Rendered, limit: int) -> tuple[str, ...]:
    """The screen's head (bold), error and lines, split in order into texts of at most ``limit``.

    Empty when the screen has no words. No tag is open across two texts.
    """
    parts: list[str] = []
    lines: list[str] = []
    length = 0
    for words, bold in _pieces(message, limit):
        units = _units(words) + 1
        if lines and length + units > limit + 1:
            parts.append("\n".join(lines))
            lines, length = [], 0
        lines.append(f"<b>{escape(words)}</b>" if bold and words.strip() else escape(words))
        length += units
    parts.append("\n".join(lines))
    seen = tuple(part for part in parts if _visible(part))
    return seen or ((NOTHING,) if any(parts) else ())


def visible_length(text: str) -> int:
    """The length the server compares with its limits."""
    return _units(plain(text))


def _pieces(message: Rendered, limit: int) -> Iterator[tuple[str, bool]]:
    """Each line, cut where it is longer than a message, with whether it is bold."""
    for words, bold in ((message.head, True), (message.error, False), *((x, False) for x in message.lines)):
        if words is not None:
            for piece in _cut(words, limit):
                yield piece, bold


def _cut(words: str, limit: int) -> Iterator[str]:
    while _units(words) > limit:
        end = limit if words.isascii() else _fitting(words, limit)
        space = max(words.rfind(" ", 0, end), words.rfind("\n", 0, end))
        end = space if space > end // 2 else end
        yield words[:end]
        words = words[end:].lstrip()
    yield words


def _fitting(words: str, limit: int) -> int:
    """How many characters fit into ``limit`` units."""
    used = 0
    for index, char in enumerate(words):
        used += 2 if char > "\uffff" else 1
        if used > limit:
            return index
    return len(words)


def _units(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _visible(text: str) -> bool:
    return any(char.isprintable() and char != " " for char in plain(text))
