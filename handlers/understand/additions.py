"""How many more people came, as people write it: "+7", "încă 7", "7 4 2" (in all, women, young)."""

import re
from dataclasses import dataclass

from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words
from handlers.understand.numbers import LONGEST_TEXT, read_integers

PARTS = ("women", "young", "vulnerable")
_MORE = re.compile(r"\b(?:inca|plus|mai|cu|ещё|еще|плюс|more|another)\b")
_PEOPLE = re.compile(
    r"\b(?:de )?(?:persoane|persoana|oameni|om|participanti|participant|человек\w*|чел|люде\w*|участник\w*|"
    r"people|persons?|participants?)\b"
)


@dataclass(frozen=True)
class Addition:
    """So many more, of them women, young and vulnerable where that was said.

    ``plain``: a bare number, which may also have been meant as the new total.
    """

    total: int
    parts: dict[str, int]
    plain: bool


def read_addition(text: str) -> Addition | None:
    """The people to add; None when the words are no such number."""
    if len(text) > LONGEST_TEXT:
        return None
    written = _MORE.sub("+", plain(text))
    bare = _PEOPLE.sub(" ", written.replace("+", " ")).strip(" .!")
    numbers = read_integers(digits_for_words(bare))
    if not numbers or len(numbers) > 1 + len(PARTS):
        return None
    parts = dict(zip(PARTS, numbers[1:], strict=False))
    return Addition(numbers[0], parts, plain="+" not in written)
