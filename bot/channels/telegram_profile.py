"""How the bot introduces itself on Telegram: name, descriptions and command menus for newcomers.

Texts are given; the menu of one person is ``Telegram.menu``.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram_client import Client

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Texts for people whose app has this language (two letters, empty for all others).

    ``name`` ≤ 64, ``short`` ≤ 120 (profile), ``description`` ≤ 512 characters (empty chat);
    ``commands`` are names with descriptions.
    """

    language: str
    name: str
    short: str
    description: str
    commands: tuple[tuple[str, str], ...]


async def introduce(client: Client, introductions: Sequence[Introduction]) -> int:
    """Bring Telegram up to date, at start; the number of calls that failed (they are logged, none is fatal).

    Only what differs is written: the platform allows few changes of the name a day.
    """
    failed = 0
    for one in introductions:
        commands = [{"command": name, "description": words} for name, words in one.commands]
        for what, argument, value in (
            ("Name", "name", one.name),
            ("ShortDescription", "short_description", one.short),
            ("Description", "description", one.description),
            ("Commands", "commands", commands),
        ):
            failed += not await _bring(client, what, argument, value, one.language or None)
    return failed


async def _bring(client: Client, what: str, argument: str, value: Any, language: str | None) -> bool:
    try:
        if await _current(client, what, argument, language) != value:
            await client.call(f"setMy{what}", **{argument: value, "language_code": language})
    except TelegramError as error:
        log.warning("introduction not set", extra={"what": what, "error": type(error).__name__})
        return False
    return True


async def _current(client: Client, what: str, argument: str, language: str | None) -> Any:
    """What Telegram shows now; None when it does not say."""
    try:
        answer = await client.call(f"getMy{what}", language_code=language)
    except TelegramError:
        return None
    return answer.get(argument) if isinstance(answer, dict) else answer
