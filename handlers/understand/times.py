"""The start of something to come in people's words: "18:00", "mâine 10", "20.10 ora 14:30".

Whether that moment may be used, the form judges. "10.12" alone may be a day or an hour: it is no answer.
"""

import re
from datetime import date, datetime, time, timedelta

from handlers.understand.dates import read_period
from handlers.understand.fold import plain
from handlers.understand.result import Understood

LONGEST_TEXT = 60
_TIME = re.compile(
    r"(?:^|(?<=[\s,]))(?:(?:de la|la|ora|orele|в|с|at|from)\s+)*"
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d\d))?(?:\s?(?:h|ч|час|часа|часов)\.?)?$"
)

_NUMBER, _YEAR = re.compile(r"\d+"), re.compile(r"\d{4}")


def read_start(text: str, today: date) -> datetime | None:
    """The local moment that the words name, without a zone; None when they name none or several.

    A day without a year is the next one from ``today`` on; no day means today.
    """
    words = plain(text)
    found = _TIME.search(words) if len(words) <= LONGEST_TEXT else None
    if found is None:
        return None
    before = words[: found.start()].strip(" ,")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59 or (not before and found["mark"] == "." and 1 <= minute <= 12):
        return None
    day = _day(before, today) if before else today
    return None if day is None else datetime.combine(day, time(hour, minute))


def _day(words: str, today: date) -> date | None:
    """One day; the reader of days looks back, an event to come lies ahead."""
    read = read_period(words, today)
    if not isinstance(read, Understood) or read.value.first != read.value.last:
        return None
    day = read.value.first
    if day >= today or len(_NUMBER.findall(words)) > 2 or _YEAR.search(words):
        return day
    if not any(letter.isdigit() for letter in words):
        return day + timedelta(days=7)
    return _next_year(day)


def _next_year(day: date) -> date | None:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return None
