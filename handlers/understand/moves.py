"""Changes of the clockwork in words: a moved day with its decision, another day or hour of a step. Pure.

Whether they may be used, the caller judges.
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.understand.ahead import read_ahead
from handlers.understand.fold import plain, tidy
from handlers.understand.result import Understood

LONGEST_REASON = 200
_FREE = r"(?:zi )?(?:nelucrato\w*|liber[ae]?|выходн\w*|нерабоч\w*|свободн\w*|free|off)"
_WORKING = r"(?:zi )?(?:lucrato\w*|de lucru|рабоч\w*|working)"
_MOVED = re.compile(
    rf"(?P<day>.+?),? (?:este |is )?(?:(?P<free>{_FREE})|(?P<working>{_WORKING}))"
    r"(?: (?:zi|день|day))?\b[ ,.:;-]*"
)
_HOUR = re.compile(r"(?:(?:la|ora|в|at) )*(\d{1,2})[:.](\d\d)")
_DAYS = re.compile(
    r"(?:(?:cu|la|за|через|in) )?(?P<sign>[+-]?) ?(?P<days>\d{1,3})"
    r"(?: (?:de )?(?:zile|zi|дне[ий]|дня|день|days|day))?(?: (?P<side>.+))?"
)
_BEFORE = re.compile(r"^(?:inainte|до|before|перед|ранее|earlier)\b")
_AFTER = re.compile(r"^(?:dupa|после|after|спустя|later)\b")


@dataclass(frozen=True)
class MovedDay:
    """A day, what it becomes, and the decision as it was written ("" when none was)."""

    day: date
    working: bool
    reason: str


def read_moved_day(text: str, today: date) -> MovedDay | None:
    """ "24.12 liberă, hotărârea nr. 900"; None when no day or no kind of day is said."""
    written = tidy(text)
    found = _MOVED.match(plain(written))
    day = read_ahead(found["day"], today) if found is not None else None
    if found is None or not isinstance(day, Understood):
        return None
    reason = written[found.end() :].strip(" ,.:;-–—")[:LONGEST_REASON]
    return MovedDay(day.value, found["working"] is not None, reason)


def read_hour(text: str) -> str | None:
    """ "ora 9.30" → "09:30"."""
    found = _HOUR.fullmatch(plain(text).strip(" .,!"))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return f"{int(found[1]):02}:{found[2]}"


def read_days_apart(text: str, usual: int) -> int | None:
    """ "10 zile înainte" → -10, "+3" → 3; a bare number lies on the side where ``usual`` lies."""
    found = _DAYS.fullmatch(plain(text).strip(" .,!"))
    if found is None:
        return None
    number, side = int(found["days"]), found["side"] or ""
    if found["sign"]:
        return -number if found["sign"] == "-" else number
    if side:
        return -number if _BEFORE.match(side) else number if _AFTER.match(side) else None
    return -number if usual < 0 else number
