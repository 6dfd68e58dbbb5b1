"""The catalogues of the chat as tests read them; the printed report and the demo page have their own."""

from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.texts import LOCALES

OTHERS = ("report.po", "report_member.po", "web.po")


@cache
def chat(language: str) -> dict[str, Message]:
    """The entries of the chat in one language by key."""
    found: dict[str, Message] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        if path.name not in OTHERS:
            with path.open("rb") as file:
                found |= {
                    key_of(message): message for message in read_po(file, locale=language) if message.id
                }
    return found


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def sentences(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def spoken(language: str) -> Iterator[tuple[str, str]]:
    """Every text of the chat with its key, plural forms one by one."""
    for key, message in chat(language).items():
        for text in sentences(message):
            yield key, text
