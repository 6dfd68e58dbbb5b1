"""Checks and normal form of ``reply_markup``; words as the real server says them."""

from typing import Any
from urllib.parse import urlparse

from .errors import ApiError, bad_request

Markup = dict[str, Any]
_ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay",
)  # fmt: skip
_MOST_BUTTONS = 100
_MOST_DATA_BYTES = 64


def checked(markup: object) -> Markup | None:
    """The keyboard as the message will carry it; None when there is none; raises the refusal."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])} if markup["inline_keyboard"] else None
    if "keyboard" in markup:
        return markup | {"keyboard": _reply(markup["keyboard"])}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return dict(markup)
    raise bad_request("can't parse reply keyboard markup JSON object")


def is_inline(markup: Markup | None) -> bool:
    """Whether a message with this markup may still be edited."""
    return markup is None or "inline_keyboard" in markup


def _rows(rows: object) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup JSON object")
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept


def _inline(rows: object) -> list[list[Markup]]:
    return [[_inline_button(button) for button in row] for row in _rows(rows)]


def _inline_button(button: object) -> Markup:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not str(button["text"]).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    return button


def _check_data(data: object) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not data:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(data.encode()) > _MOST_DATA_BYTES:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    parts = urlparse(str(url))
    if parts.scheme not in {"http", "https", "tg", "mailto", "tel"} or not (parts.netloc or parts.path):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(rows: object) -> list[list[Markup]]:
    return [[_reply_button(button) for button in row] for row in _rows(rows)]


def _reply_button(button: object) -> Markup:
    full = {"text": button} if isinstance(button, str) else button
    if not isinstance(full, dict) or "text" not in full:
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not str(full["text"]).strip():
        raise bad_request("keyboard button text must be non-empty")
    return full
