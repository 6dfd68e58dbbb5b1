"""One message that says the same in Romanian and in Russian: which part is which, by its letters. Pure."""

import re
from dataclasses import dataclass
from itertools import groupby

RO, RU = "ro", "ru"
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-zăâîșțşţ]", re.IGNORECASE)
_SLASH = re.compile(r"\s+[/|]\s+")


@dataclass(frozen=True)
class Both:
    """The Romanian and the Russian words; empty where there are none."""

    ro: str = ""
    ru: str = ""

    @property
    def only(self) -> str | None:
        """The language when there is one, None when there are both or none."""
        if bool(self.ro) == bool(self.ru):
            return None
        return RO if self.ro else RU


def language_of(text: str) -> str | None:
    """The language that most letters belong to; None without a letter."""
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    if not latin and not cyrillic:
        return None
    return RU if cyrillic > latin else RO


def split_text(text: str) -> Both:
    """Paragraphs of one language followed by those of the other; a mixture belongs to its main language."""
    blocks = _blocks(text)
    languages = [language for language, _ in blocks]
    if languages in ([RO, RU], [RU, RO]):
        return Both(**dict(blocks))
    return Both(**{language_of(text) or RO: text.strip()})


def split_title(text: str) -> Both:
    """Two titles with a stroke between them, "Reuniunea Rețelei / Встреча Сети", or one."""
    sides = _SLASH.split(text.strip())
    if len(sides) == 2 and {language_of(side) for side in sides} == {RO, RU}:
        return Both(**{language_of(side) or RO: side.strip() for side in sides})
    both = split_text(text)
    return both if both.only is None else Both(**{both.only: " ".join(text.split())})


def _blocks(text: str) -> list[tuple[str, str]]:
    """Lines in a row of one language together; a line without letters stays with those before it."""
    marked: list[tuple[str, str]] = []
    for line in text.splitlines():
        before = marked[-1][0] if marked else RO
        marked.append((language_of(line) or before, line))
    grouped = groupby(marked, key=lambda one: one[0])
    return [(language, "\n".join(line for _, line in lines).strip()) for language, lines in grouped]
