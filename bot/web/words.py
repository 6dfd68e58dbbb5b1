"""The texts of the web page itself, in every language at once: a phone changes language while it is open.

Also which of our languages a browser asks for.
"""

from collections.abc import Mapping
from functools import cache

from babel.messages.pofile import read_po

from bot.texts import LANGUAGES, LOCALES

Words = Mapping[str, Mapping[str, str]]


@cache
def page_words() -> Words:
    """Language → key without ``web.`` → text, from the catalogue files ``web.po``."""
    return {language: _read(language) for language in LANGUAGES}


def preferred(headers: Mapping[str, str]) -> str:
    """The first of our languages that the browser asks for."""
    for part in headers.get("accept-language", "").split(","):
        language = part.strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _read(language: str) -> dict[str, str]:
    with (LOCALES / language / "web.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(entry.id).removeprefix("web."): str(entry.string) for entry in catalogue if entry.id}
