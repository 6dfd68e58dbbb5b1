"""A raw update of the Bot API as an ``Inbound``. Pure and total: no update, however odd, raises.

The raw JSON is read directly; the client's classes cost ten times more and refuse what they do not know.
What is done about an inbound is decided in ``handlers``; fetching and storing updates stand beside.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from bot.channels.telegram_html import well_formed
from handlers.messages import In, Inbound, Incoming
from storage.inbox import Received

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that we ask for."""

_DATA = re.compile(r"([A-Za-z0-9_-]{1,48}):(0|[1-9][0-9]{0,3})")
_FILES: Mapping[str, Literal["document", "video", "voice"]] = {
    "video": "video",
    "animation": "video",
    "video_note": "video",
    "voice": "voice",
    "audio": "document",
    "document": "document",
}
_SILENT = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
    "users_shared",
    "chat_shared",
)
_LONGEST_NAME = 64
_LONGEST_TITLE = 128
_TALKS = ("group", "supergroup")
_IN_GROUP = {
    "member": In.GROUP_ADDED,
    "administrator": In.GROUP_ADDED,
    "restricted": In.GROUP_ADDED,
    "left": In.GROUP_LEFT,
    "kicked": In.GROUP_LEFT,
}
"""What our own status in a group means."""

Json = Mapping[str, Any]


def read(update: Json, at: datetime) -> Inbound:
    """What the person did. ``at`` is when we received it; the message's own time wins when it is earlier."""
    if tap := _object(update, "callback_query"):
        return _tap(tap, at)
    if change := _object(update, "my_chat_member"):
        return _membership(change, at)
    if edited := _object(update, "edited_message"):
        return _message(edited, at, edited=True)
    if message := _object(update, "message") or _object(update, "channel_post"):
        return _message(message, at, edited=False)
    return Inbound("telegram", "", In.NOTHING, at)


def chat_of(update: Json) -> str | None:
    """The chat whose order an update belongs to; None when it names none."""
    return read(update, datetime.min.replace(tzinfo=UTC)).chat or None


def key(update: Json) -> Received:
    """The inbox row of an update: the same whether it was polled or brought; needs an ``update_id``."""
    payload = json.dumps(update, separators=(",", ":"))
    return Received("telegram", str(number_of(update)), chat_of(update), payload)


def query_of(update: Json) -> str | None:
    """The id of the tap that waits for an answer that says nothing; one in a group is told what it did."""
    tap = _object(update, "callback_query")
    return None if _is_group(_object(tap, "message")) else _text(tap, "id") or None


def number_of(update: Json) -> int | None:
    """The ``update_id``."""
    return _integer(update, "update_id")


def _tap(tap: Json, at: datetime) -> Inbound:
    message = _object(tap, "message")
    found = _DATA.fullmatch(_text(tap, "data"))
    person = _object(tap, "from")
    return Inbound(
        "telegram",
        _id(_object(message, "chat")) or _id(person),
        In.GROUP_TAP if message and _is_group(message) else In.TAP,
        at,
        message=_id(message, "message_id") or None,
        handle=found[1] if found else "",
        index=int(found[2]) if found else -1,
        name=_name(person),
        hint=_text(person, "language_code"),
        query=_text(tap, "id") or None,
        author=_author(message, person),
    )


def _membership(change: Json, at: datetime) -> Inbound:
    status = _text(_object(change, "new_chat_member"), "status")
    chat = _object(change, "chat")
    kind = {"kicked": In.BLOCKED, "left": In.BLOCKED, "member": In.RETURNED}.get(status, In.NOTHING)
    if _is_group(change):
        is_talk = _text(chat, "type") in _TALKS
        kind = _IN_GROUP.get(status, In.NOTHING) if is_talk else In.NOTHING
    person = _object(change, "from")
    return Inbound(
        "telegram",
        _id(chat),
        kind,
        at,
        text=_text(chat, "title")[:_LONGEST_TITLE],
        name=_name(person),
        hint=_text(person, "language_code"),
    )


def _message(message: Json, at: datetime, *, edited: bool) -> Inbound:
    kind, text, media = _content(message)
    if edited and kind is not In.NOTHING:
        kind = In.EDIT
    if _is_group(message):
        kind = In.GROUP
    if moved := _id(message, "migrate_to_chat_id"):
        kind, text = In.GROUP_MOVED, moved
    person = _object(message, "from")
    return Inbound(
        "telegram",
        _id(_object(message, "chat")) or _id(person),
        kind,
        _earlier(message, at),
        text=text,
        message=_id(message, "message_id") or None,
        media=media,
        album=_text(message, "media_group_id") or None,
        name=_name(person),
        hint=_text(person, "language_code"),
        author=_author(message, person),
    )


def _content(message: Json) -> tuple[In, str, tuple[Incoming, ...]]:
    if text := _text(message, "text"):
        return In.TEXT, text, ()
    if file := _file(message):
        return In.MEDIA, _text(message, "caption"), (file,)
    if place := _place(message):
        return In.PLACE, place, ()
    kind = In.NOTHING if any(name in message for name in _SILENT) else In.UNSUPPORTED
    return kind, _text(message, "caption"), ()


def _file(message: Json) -> Incoming | None:
    if photo := _largest(message.get("photo")):
        return _incoming("photo", photo)
    for name, kind in _FILES.items():
        if _text(file := _object(message, name), "file_id"):
            return _incoming(kind, file)
    return None


def _incoming(kind: Literal["photo", "document", "video", "voice"], file: Json) -> Incoming:
    mime = "image/jpeg" if kind == "photo" else _text(file, "mime_type")
    return Incoming(
        kind,
        _text(file, "file_id"),
        _text(file, "file_unique_id"),
        mime or None,
        _integer(file, "file_size"),
        _text(file, "file_name") or None,
    )


def _largest(sizes: object) -> Json | None:
    if not isinstance(sizes, list):
        return None
    known = [size for size in sizes if isinstance(size, dict) and _text(size, "file_id")]
    return max(known, key=_area, default=None)


def _area(size: Json) -> int:
    return (_integer(size, "width") or 0) * (_integer(size, "height") or 0)


def _place(message: Json) -> str:
    """A venue by its name and address, a location as "47.76144, 27.92936"."""
    venue = _object(message, "venue")
    words = ", ".join(part for part in (_text(venue, "title"), _text(venue, "address")) if part)
    if words:
        return words
    spot = _object(message, "location") or _object(venue, "location")
    latitude, longitude = spot.get("latitude"), spot.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return ""
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return f"{latitude:.5f}, {longitude:.5f}" if on_earth else ""


def _earlier(message: Json, at: datetime) -> datetime:
    """When it was written: a message that waited while we were away is old although it has just come in."""
    seconds = _integer(message, "edit_date") or _integer(message, "date")
    if seconds is None or not 0 < seconds < at.timestamp():
        return at
    return datetime.fromtimestamp(seconds, UTC)


def _is_group(holder: Json) -> bool:
    """Groups, channels and whatever kind of chat is invented next: all that is not private."""
    return _text(_object(holder, "chat"), "type") not in {"private", ""}


def _author(message: Json, person: Json) -> str | None:
    """Who acted, where that is not said by the chat."""
    return (_id(person) or None) if _is_group(message) else None


def _name(person: Json) -> str:
    return _text(person, "first_name")[:_LONGEST_NAME]


def _object(holder: Json, name: str) -> Json:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _text(holder: Json, name: str) -> str:
    """A string without what no table or encoding can keep (lone surrogates, the zero character)."""
    value = holder.get(name)
    return well_formed(value).replace("\x00", "") if isinstance(value, str) else ""


def _integer(holder: Json, name: str) -> int | None:
    value = holder.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _id(holder: Json, name: str = "id") -> str:
    """An identifier as text; empty when it is missing or beyond 64 bits."""
    value = _integer(holder, name)
    return str(value) if value is not None and abs(value) < 2**63 else ""
