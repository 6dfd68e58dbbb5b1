"""Telephone numbers, e-mail addresses and IDNO of organisations, as people write them. Pure.

The library of telephone plans is large and loaded at first use only: a running bot rarely needs it.
"""

import re

from handlers.understand.fold import tidy

REGION = "MD"
IDNO_DIGITS = 13
MOST_LOST = 2
"""Leading zeros that a spreadsheet may have taken from an IDNO; a shorter number is none."""

MOST_PHONES = 3
_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\W\d_]{2,}")
_ROUNDED = re.compile(r"\d[.,]\d+e\+?\d+|\de\+?\d+", re.IGNORECASE)
_WHOLE = re.compile(r"[.,]0+$")
_BETWEEN = re.compile(r"[\s.'-]")


def read_phones(text: str) -> str | None:
    """One to three numbers as they are dialled from anywhere, "+373 231 54 619"; None when one is none."""
    parts = [part for part in re.split(r"[,;/\n]", tidy(text)) if part.strip()]
    numbers = [_number(part) for part in parts]
    known = [one for one in numbers if one is not None]
    if not known or len(known) < len(numbers) or len(known) > MOST_PHONES:
        return None
    return ", ".join(dict.fromkeys(known))


def _number(text: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def read_email(text: str) -> str | None:
    """An address, its domain in small letters; None when it is none."""
    words = tidy(text).removeprefix("mailto:")
    if not _EMAIL.fullmatch(words):
        return None
    name, _, domain = words.rpartition("@")
    return f"{name}@{domain.lower()}"


def read_idno(text: str) -> str | None:
    """Thirteen digits, with the zeros that a spreadsheet took from the front; None when it is none."""
    digits = _BETWEEN.sub("", _WHOLE.sub("", tidy(text).lstrip("'")))
    if not digits.isascii() or not digits.isdecimal():
        return None
    return digits.zfill(IDNO_DIGITS) if IDNO_DIGITS - MOST_LOST <= len(digits) <= IDNO_DIGITS else None


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet wrote the number as 1,0036E+12: its last digits are lost."""
    return _ROUNDED.fullmatch(tidy(text)) is not None
