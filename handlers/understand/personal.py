"""Words that look like one person's data: a personal code, a telephone number, an e-mail address.

A suspicion, never a verdict: who wrote the words decides. Dates, sums, record numbers, bank accounts and
addresses of pages are not suspected. What follows from a suspicion is decided in ``handlers.flow``.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from handlers.understand.fold import tidy

Kind = Literal["idnp", "phone", "email"]


@dataclass(frozen=True)
class Personal:
    """What the words look like, and the words themselves."""

    kind: Kind
    text: str


_EMAIL = re.compile(r"[\w.+-]*\w@\w[\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_NO_NUMBER_OF_A_PERSON = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b"
    r"|\b[A-Z]{2,5}-\d{4}-\d+"
    r"|\bidno\W{0,3}\d{13}\b"
    r"|(?<![\d-])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?!\d|-\d\d-)"
    r"|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_RUN = re.compile(r"(?<![\w/])(\+ ?)?\(?\d(?:[ ().-]{0,3}\d)*(?![\w/])")
_CALLED = re.compile(
    r"(?:\btel|telefon\w*|\bmob|mobil|\bтел|телефон\w*|\bмоб|phone|viber|whatsapp)[\s.:№]{0,3}(?:nr\.? ?)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" ?(?:de )?(?:lei|mdl|eur|euro|usd|dolari|leu|ron|mii|mln|bani|леев|лея|лей|евро|долл|руб|тыс|млн|%"
    r"|persoan|oameni|participan|человек|участник|people|copii)",
    re.IGNORECASE,
)
SHORTEST_LOCAL = 5
"""Digits of a town's own telephone number; fewer are not suspected, even after the word "telefon"."""


def find_personal(text: str) -> Personal | None:
    """The first thing in ``text`` that looks personal: an e-mail address, then a code or a telephone."""
    words = tidy(text)
    address = _EMAIL.search(words)
    if address is not None:
        return Personal("email", address.group())
    words = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), words)
    words = _NO_NUMBER_OF_A_PERSON.sub(" ; ", words.replace("\N{EN DASH}", "-"))
    for run in _RUN.finditer(words):
        kind = _kind(run, words)
        if kind is not None:
            return Personal(kind, run.group().strip())
    return None


def _kind(run: re.Match[str], words: str) -> Kind | None:
    """What a run of digits is, by its length, its beginning and the words around it."""
    groups = re.findall(r"\d+", run.group())
    digits = "".join(groups)
    if _CALLED.search(words[: run.start()]) and len(digits) >= SHORTEST_LOCAL:
        return "phone"
    if run.group(1):
        return "phone" if 8 <= len(digits) <= 15 else None
    if _zero_first(groups, digits):
        return "phone"
    if _COUNTED.match(words[run.end() :]):
        return None
    if _is_code(groups, digits):
        return "idnp"
    return "phone" if _is_mobile(groups, digits) else None


def _zero_first(groups: list[str], digits: str) -> bool:
    """Within the country (069 123 456, 0231 5 46 19), or 00 and the code of another one."""
    if digits.startswith("00"):
        return len(groups[0]) != 1 and 11 <= len(digits) <= 15
    if digits[0] != "0" or not 9 <= len(digits) <= 10:
        return False
    return len(groups[0]) >= 3 or (groups[0] == "0" and len(groups[1]) >= 2)


def _is_code(groups: list[str], digits: str) -> bool:
    """Thirteen digits; several years in a row, or thousands of something, are not one code.

    In threes (2 001 002 003 004) only a code begins with 2 or 0: nobody here counts in such sums.
    """
    if len(digits) != 13:
        return False
    if len(groups) > 4 and not (digits[0] in "02" and all(len(group) == 3 for group in groups[1:])):
        return False
    return not any(len(group) == 4 and group[:2] in ("19", "20") for group in groups[1:])


def _is_mobile(groups: list[str], digits: str) -> bool:
    """Without a zero or a plus: 69 123 456, 373 69 123456, 8 916 123-45-67; never a round sum."""
    if digits.startswith("373") and len(digits) == 11:
        return True
    if len(digits) == 11:
        return digits[0] in "78" and digits[1] == "9"
    whole = [len(group) for group in groups] in ([8], [2, 6], [2, 3, 3], [2, 2, 2, 2], [3, 5], [3, 2, 3])
    return len(digits) == 8 and digits[0] in "67" and whole and not digits.endswith("000")
