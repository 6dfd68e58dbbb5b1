"""What calls of the Bot API a rendered screen becomes: texts, one file with a caption, albums. No network.

Files are read from disk here; the order of the calls is the order in which people shall see them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from telegram import InputFile, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.channels import telegram_html, telegram_keyboard
from handlers.errors import SendError
from handlers.messages import MediaRef, Rendered

TEXT, CAPTION, ALBUM = 4096, 1024, 10

_METHODS = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "video": "sendVideo",
    "voice": "sendVoice",
}
_ITEMS = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument}


@dataclass(frozen=True, slots=True)
class Call:
    """One call; ``words`` is the name of the argument that carries HTML, if there is one."""

    method: str
    arguments: dict[str, Any] = field(default_factory=dict)
    words: str | None = None


async def calls(message: Rendered) -> list[Call]:
    """The calls for a new message, in order; the last one carries the keyboard.

    Raises ``SendError`` ("refused") when a file is neither on this channel nor on our disk.
    """
    texts = telegram_html.texts(message, TEXT)
    if len(message.media) == 1 and _is_caption(texts):
        made = [_captioned(message.media[0], await _source(message.media[0]), texts or _alts(message))]
    else:
        made = [await _group(group) for group in _groups(message.media)]
        made += [_said(text) for text in texts]
    keyboard = keyboard_of(message)
    if not made or (keyboard and made[-1].method == "sendMediaGroup"):
        made.append(_said(telegram_html.NOTHING))
    if keyboard:
        made[-1].arguments["reply_markup"] = keyboard
    return made


def keyboard_of(message: Rendered) -> telegram_keyboard.Markup | None:
    """The keyboard of a message: it can have one only, so a screen with ``home`` must have no buttons."""
    buttons = telegram_keyboard.inline(message.rows)
    if message.home is None:
        return buttons
    if buttons is not None:
        raise ValueError(f"screen {message.key} has both a home keyboard and buttons")
    return telegram_keyboard.home(message.home)


def _said(text: str) -> Call:
    return Call("sendMessage", {"text": text, "link_preview_options": {"is_disabled": True}}, "text")


def _is_caption(texts: Sequence[str]) -> bool:
    return not texts or (len(texts) == 1 and telegram_html.visible_length(texts[0]) <= CAPTION)


def _alts(message: Rendered) -> list[str]:
    """A picture without any words is still said in words."""
    words = telegram_html.escape("\n".join(alt for alt in message.alts if alt))
    return [words] if words.strip() and telegram_html.visible_length(words) <= CAPTION else []


def _captioned(ref: MediaRef, source: str | InputFile, texts: Sequence[str]) -> Call:
    arguments: dict[str, Any] = {ref.kind: source}
    if not texts:
        return Call(_METHODS[ref.kind], arguments)
    return Call(_METHODS[ref.kind], arguments | {"caption": texts[0]}, "caption")


def _groups(media: Sequence[MediaRef]) -> list[list[MediaRef]]:
    """Neighbours that may share an album: photos and videos, or documents; at most ten."""
    groups: list[list[MediaRef]] = []
    for kind, run in groupby(media, lambda ref: "photo" if ref.kind == "video" else ref.kind):
        refs = list(run)
        size = 1 if kind == "voice" else ALBUM
        groups += [refs[start : start + size] for start in range(0, len(refs), size)]
    return groups


async def _group(refs: Sequence[MediaRef]) -> Call:
    sources = [await _source(ref) for ref in refs]
    if len(refs) == 1:
        return _captioned(refs[0], sources[0], ())
    items = [_ITEMS[ref.kind](source) for ref, source in zip(refs, sources, strict=True)]
    return Call("sendMediaGroup", {"media": items})


async def _source(ref: MediaRef) -> str | InputFile:
    """The file's id when it came from this channel, else its bytes."""
    if ref.channel == "telegram" and ref.file:
        return ref.file
    if ref.path is None:
        raise SendError("refused", "file_missing")
    path = Path(ref.path)
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise SendError("refused", "file_missing") from error
    return InputFile(content, filename=ref.name or path.name, attach=True)
