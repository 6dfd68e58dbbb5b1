"""A day that is still to come, in people's words: "20.12", "vineri", "через 2 недели". Pure.

A day of the past is read in ``days``: there a day without a year is the latest one, here the next one.
"""

import re
from datetime import date, timedelta

from handlers.understand import date_words as words
from handlers.understand.days import candidates, made_date, parse_part, read_day
from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_day_words
from handlers.understand.result import Doubt, Reading, Understood

LONGEST_TEXT = 60
_UNTIL = re.compile(r"^(?:pana (?:la|pe|in|de)|pana|до|по|until|till|by|to)(?: data de)? ")
_WEEKDAY = re.compile(rf"({words.any_of(words.WEEKDAYS)})\.?")
_YEAR_WORD = re.compile(r"(?<=\d)[ .]*(?:г|год|года|году)$")


def read_ahead(text: str, today: date) -> Reading[date]:
    """The day that the words name, seen from `today`; a past one is understood when its year was written."""
    if len(text) > LONGEST_TEXT:
        return None
    written = digits_for_day_words(plain(text)).strip(" .,;!?()\"'„”“«»")
    written = _YEAR_WORD.sub("", _UNTIL.sub("", written))
    weekday = _WEEKDAY.fullmatch(written)
    if weekday is not None:
        return Understood(_coming_weekday(words.WEEKDAYS[weekday[1]], today))
    try:
        return _written_out(written, today) or _told(written, today)
    except OverflowError:  # beyond the last day that a calendar can hold
        return None


def _coming_weekday(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _written_out(written: str, today: date) -> Reading[date]:
    part = parse_part(written)
    if part is None:
        return None
    if part.month is None:
        return _of_a_month(part.day, today)
    days = candidates(part, today)
    coming = days if part.year is not None else tuple(day for day in days if day >= today)
    if not coming:
        return None
    return Doubt(coming[:1]) if part.unusual else Understood(coming[0])


def _of_a_month(day: int, today: date) -> Reading[date]:
    """The next such day, of this month or a coming one."""
    months = (today.year * 12 + today.month - 1 + ahead for ahead in range(12))
    days = (made_date(month // 12, month % 12 + 1, day) for month in months)
    found = next((one for one in days if one is not None and one >= today), None)
    return None if found is None else Understood(found)


def _told(written: str, today: date) -> Reading[date]:
    """A day in other words; "2 săptămâni" is that long from today."""
    return read_day(written, today) or read_day(f"peste {written}", today)
