"""A message as the quick report reads it: its words kept, the same letters made plain, holes for the rest.

What the words mean stands in the readers beside: ``quick_days``, ``quick_people``, ``quick_place``,
``quick_subject``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handlers.understand.fold import plain, tidy

HOLE = "|"
"""Stands for each letter of what was read already or is left out; no word goes across it."""

LINK = re.compile(r"https?://\S+|www\.\S+|\bt\.me/\S+")
_PHONE = re.compile(
    r"(?<!\d)(?:\+ ?\d(?:[ ().-]{0,2}\d){7,14}|00 ?373(?:[ ().-]{0,2}\d){8}|373(?:[ ().-]{0,2}\d){8}"
    r"|\(?0 ?[2-79](?:[ ().-]{0,2}\d){7}|[67]\d{7})(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_QUESTION = re.compile(r"\?")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n")
_TIME = re.compile(
    r"(?:\b(?:de la|la ora|ora|orele|la|в|с|до|от|from)[ ])*(?<![\d.])\d{1,2}:\d\d(?!\d)"
    r"(?: ?- ?\d{1,2}:\d\d)?"
    r"|\b(?:ora|orele|в) \d{1,2}\.\d\d(?![.\d])|\b(?:ora|orele) \d{1,2}\b|\bв \d{1,2} час\w*"
    r"|(?<![\d.])(?:0?\d|1\d|2[0-3])\.(?:00|15|30|45)(?![.\d])"
)


@dataclass(frozen=True)
class Writing:
    """``kept`` is what was written, ``plain`` the same letters for reading, one for one."""

    kept: str
    plain: str

    def without(self, spans: Iterable[tuple[int, int]]) -> "Writing":
        """The same with holes in the plain letters."""
        letters = list(self.plain)
        for start, end in spans:
            letters[start:end] = HOLE * (end - start)
        return Writing(self.kept, "".join(letters))

    def lacking(self, *shapes: re.Pattern[str]) -> "Writing":
        """The same with a hole for everything of these shapes."""
        writing = self
        for shape in shapes:
            writing = writing.without([match.span() for match in shape.finditer(writing.plain)])
        return writing


def written(text: str) -> Writing:
    """A message without links, addresses, telephone numbers, times of day and questions."""
    kept = tidy(text)
    whole = Writing(kept, "".join(map(_letter, kept))).lacking(LINK, _EMAIL, _PHONE, _TIME)
    return whole.without(_questions(whole.plain))


def sentences(letters: str) -> list[tuple[int, int]]:
    """Where each sentence stands."""
    ends = [match.end() for match in _SENTENCE_END.finditer(letters)]
    bounds = sorted({0, *ends, len(letters)})
    return list(pairwise(bounds))


def link_in(text: str) -> str | None:
    """The first link of a message."""
    match = LINK.search(tidy(text))
    return match.group().rstrip(".,;:!?)»”") if match else None


def _questions(letters: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in sentences(letters) if _QUESTION.search(letters[start:end])]


@lru_cache(maxsize=2048)
def _letter(letter: str) -> str:
    """One plain letter for one letter; what has none is a space or a hole."""
    if letter.isspace():
        return "\n" if letter == "\n" else " "
    bare = plain(letter)
    return bare if len(bare) == 1 else HOLE
