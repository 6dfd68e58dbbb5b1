"""The start of something to come in people's words: "18:00", "mâine 10", "20.10 ora 14:30".

Whether that moment may be used, the form judges. "10.12" alone may be a day or an hour: it is no answer.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.understand.dates import read_period
from handlers.understand.fold import plain
from handlers.understand.result import Understood

LONGEST_TEXT = 60
_TIME = re.compile(
    r"(?:^|(?<=[\s,]))(?:(?:de la|la|ora|orele|в|с|at|from)\s+)*"
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d\d))?(?:\s?(?:h|ч|час|часа|часов)\.?)?$"
)

_DIGIT = re.compile(r"\d")
AHEAD = timedelta(days=300)
"""A date without a year lies at most so far ahead; what is nearer behind us is a day that is over."""


@dataclass(frozen=True)
class Moment:
    """A local day, and an hour when the words named one."""

    day: date
    hour: time | None


def read_moment(text: str, today: date) -> Moment | None:
    """The day to come that the words name, with its hour when they say it; None when they name no day.

    An hour alone is of today; a number alone may be a day or an hour: it is no answer.
    """
    start = None if text.strip(" .").isdecimal() else read_start(text, today)
    if start is not None:
        return Moment(start.date(), start.time())
    day = None if text.strip(" .").isdecimal() else read_coming_day(text, today)
    return None if day is None else Moment(day, None)


def read_start(text: str, today: date) -> datetime | None:
    """The local moment that the words name, without a zone; None when they name none or several.

    A weekday is the next one from ``today`` on, no day means today; one that is over is understood too.
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


def read_coming_day(text: str, today: date) -> date | None:
    """One day without an hour, as ``read_start`` reads days; None when the words name none or several."""
    words = plain(text).strip(" ,.!?")
    return _day(words, today) if 0 < len(words) <= LONGEST_TEXT else None


def read_hour(text: str) -> str | None:
    """An hour alone as "15:00": "15", "la 15.30", "в 15 часов"."""
    words = plain(text).strip(" .!?")
    found = _TIME.match(words) if len(words) <= LONGEST_TEXT else None
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else None


def _day(words: str, today: date) -> date | None:
    """One day. The reader of days looks back, so a date is read from a point far ahead."""
    if _DIGIT.search(words):
        return _read(words, today + AHEAD)
    day = _read(words, today)
    return day if day is None or day >= today else day + timedelta(days=7)


def _read(words: str, seen_from: date) -> date | None:
    read = read_period(words, seen_from)
    if not isinstance(read, Understood) or read.value.first != read.value.last:
        return None
    return read.value.first
