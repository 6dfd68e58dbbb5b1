"""Buttons as the Bot API's keyboards. Plain JSON objects: they are built for every message that is sent.

Packing into rows is ``bot.packing``; sending is ``bot.channels.telegram``.
"""

from collections.abc import Sequence
from typing import Any

from bot.channels.telegram_html import well_formed
from handlers.messages import Button, Role

Markup = dict[str, Any]

_STYLES = {Role.PRIMARY: "success", Role.DANGER: "danger"}


def inline(rows: Sequence[Sequence[Button]]) -> Markup | None:
    """An ``InlineKeyboardMarkup`` under a message; None without buttons. Older apps ignore the colour."""
    keyboard = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": keyboard} if keyboard else None


def home(rows: Sequence[Sequence[str]]) -> Markup:
    """The fixed ``ReplyKeyboardMarkup``: persistent, as low as its rows; without rows it is taken away."""
    if not rows:
        return {"remove_keyboard": True}
    keyboard = [[{"text": well_formed(label)} for label in row] for row in rows]
    return {"keyboard": keyboard, "is_persistent": True, "resize_keyboard": True}


def _button(button: Button) -> Markup:
    made: Markup = {"text": well_formed(button.label)}
    if button.url is not None:
        made["url"] = button.url
    else:
        made["callback_data"] = button.data
    if style := _STYLES.get(button.role):
        made["style"] = style
    return made
