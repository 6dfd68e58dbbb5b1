"""Names of organisations that may be one spelled twice. A suspicion, never a verdict: a person decides. Pure.

What every name has in common ("Asociația Obștească …, mun. Bălți") tells nothing and is left out; different
numbers tell two schools apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from rapidfuzz.process import extract

from handlers.understand.fold import fold

T = TypeVar("T")

CLOSE = 86
"""Likeness (0-100) of what is left of two names."""

COMMON = frozenset(
    fold(
        "ao aso asociația asociație asociației obștească obștești organizația organizație "
        "organizației ong fundația fundație uniunea filiala centrul mun municipiul or orașul bălți "
        "beltsy din de a al ale pentru și r moldova republica оо ассоциация ассоциации общественная "
        "общественное объединение организация организации нпо фонд союз филиал центр мун муниципий "
        "г город бэлць бельцы молдова республика в и по для the of for and ngo association "
        "organisation organization foundation union public center centre "
    ).split()
)


def core(name: str) -> str:
    """The words that tell a name from others; all of it when nothing else is left."""
    words = fold(name).split()
    telling = [word for word in words if word not in COMMON]
    return " ".join(telling or words)


def alike(one: str, other: str) -> bool:
    """Whether two cores may be one name: the same words, nearly the same, or one within the other."""
    first, second = frozenset(one.split()), frozenset(other.split())
    if _numbers(first) != _numbers(second):
        return False
    return first <= second or second <= first or token_sort_ratio(one, other) >= CLOSE


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(letter.isdigit() for letter in word))


def near(name: str, cores: Mapping[str, T]) -> Iterator[T]:
    """What may be called ``name`` among cores, the likest first."""
    wanted = core(name)
    for found, _, _ in extract(wanted, list(cores), scorer=token_set_ratio, score_cutoff=CLOSE, limit=None):
        if alike(wanted, found):
            yield cores[found]
