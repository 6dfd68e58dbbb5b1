"""A day or a range of days in people's words. A doubt is asked, never guessed.

One day alone is read in `days.py`; whether a day may be used, the form judges.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understand import date_words as words
from handlers.understand.days import RECENT, Part, candidates, made_date, parse_part, read_day
from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_day_words
from handlers.understand.result import Doubt, Reading, Understood

LONGEST_TEXT = 120
LONGEST_ACROSS_NEW_YEAR = timedelta(days=183)
"""A range without years that would last longer is taken for one written backwards, and asked."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; one day has them equal."""

    first: date
    last: date


_MONTH = words.any_of(words.MONTHS)
_MONTH_ALONE = re.compile(
    rf"(?:luna |in |в |за |весь )*(?:{_MONTH})\.?(?: \d{{4}})?|\d{{1,2}}[./]\d{{4}}|(?:19|20)\d\d"
)
_VAGUE = re.compile(words.VAGUE)
_HYPHENATED = re.compile(r"\d{1,2} ?- ?\d{1,2}")
_BARE_RANGE_OR_DATE = re.compile(r"(\d{1,2}) ?- ?(\d{1,2})")
_TRAILING_TIME = re.compile(
    r"(?<=\w)[,. ]+(?:(?:de|la|ora|orele|в|с|at|from) )*"
    r"(?:\d{1,2}:\d\d(?: ?(?:-|pana la|до) ?\d{1,2}:\d\d)?|(?:(?<=ora )|(?<=orele ))\d{1,2})$"
)
_TRAILING_PART_OF_DAY = re.compile(rf"(?<=\w),? (?:{words.PART_OF_DAY})$")
_TRAILING_YEAR_WORD = re.compile(r"(?<=\d)[ .]*(?:г|год|года|году)$")
_THIS_YEAR = re.compile(r"(?:in )?anul (?:acesta|asta|curent)|(?:в )?это(?:го|м) год[ау]|this year")
_LAST_YEAR = re.compile(r"(?:in )?anul trecut|(?:в )?прошло(?:го|м) год[ау]|last year")
_FROM = re.compile(r"(?:(?P<between>intre|между|between)|din|de la|de|с|со|от|from|perioada) ")
_JOINT = re.compile(
    r"(?P<to>,? (?:pana|pina)(?: (?:in|la|pe))?(?: data de)? | (?:по|до|to|until|till|through|la) | ?- ?)"
    r"|(?P<both>,? (?:si|и|and|&) |, ?)|(?P<either>,? (?:sau|ori|или|or) )"
)


def read_period(text: str, today: date) -> Reading[Period]:
    """The days that the words name, seen from `today`; future days are understood, impossible ones are not.

    A day without a year is the latest one not after today; one more than eleven months back is asked.
    """
    if len(text) > LONGEST_TEXT:
        return None
    try:
        reading = _read(_cleaned(text, today), today)
    except OverflowError:  # beyond the first or the last day that a calendar can hold
        return None
    return Doubt((reading.value,)) if isinstance(reading, Understood) and "?" in text else reading


def _read(written: str, today: date) -> Reading[Period]:
    match read_day(written, today):
        case Understood(day):
            return _unless_days_of_a_month(written, (day,), today) or Understood(Period(day, day))
        case Doubt(days):
            return _unless_days_of_a_month(written, days, today) or Doubt(_single_days(days))
    ranged = _range(written, today)
    if ranged is None and (_MONTH_ALONE.fullmatch(written) or _VAGUE.search(written)):
        return Doubt(())
    return ranged


def _cleaned(text: str, today: date) -> str:
    written = digits_for_day_words(plain(text).replace("\n", " ")).strip(" .,;!?()\"'„”“«»")
    written = _THIS_YEAR.sub(str(today.year), _LAST_YEAR.sub(str(today.year - 1), written))
    written = _TRAILING_YEAR_WORD.sub("", written)
    return _TRAILING_PART_OF_DAY.sub("", _TRAILING_TIME.sub("", written)).rstrip(" .,")


def _single_days(days: tuple[date, ...]) -> tuple[Period, ...]:
    return tuple(Period(day, day) for day in days)


def _unless_days_of_a_month(written: str, days: tuple[date, ...], today: date) -> Doubt[Period] | None:
    """ "10-12" is the tenth of December or three days of a month: both are offered."""
    match = _BARE_RANGE_OR_DATE.fullmatch(written)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return Doubt(_single_days(days) + _days_of_recent_months(int(match[1]), int(match[2]), today)[-1:])


def _range(written: str, today: date) -> Reading[Period]:
    opening = _FROM.match(written)
    body = written[opening.end() :] if opening else written
    for joint in _JOINT.finditer(body):
        reading = _between(body[: joint.start()], body[joint.end() :], today)
        if reading is None:
            continue
        if joint["either"] and isinstance(reading, Understood):
            return Doubt(_single_days((reading.value.first, reading.value.last)))
        if joint["both"] and not (opening and opening["between"]):
            return _only_neighbours(reading)
        return reading
    return None


def _only_neighbours(reading: Understood[Period] | Doubt[Period]) -> Reading[Period]:
    """ "12 și 13" are two days in a row; "12 și 16" may be two separate days."""
    if isinstance(reading, Doubt) or reading.value.last - reading.value.first <= timedelta(days=1):
        return reading
    return Doubt((reading.value, *_single_days((reading.value.first, reading.value.last))))


def _between(left: str, right: str, today: date) -> Reading[Period]:
    start, end = parse_part(left), parse_part(right)
    if _HYPHENATED.fullmatch(left) or _HYPHENATED.fullmatch(right):
        return None  # "1-2-3" may be cut in two ways
    if start and end:
        return _filled(start, end, today)
    first, last = read_day(left, today), read_day(right, today)
    if first is None or last is None:
        return None
    if isinstance(first, Doubt) or isinstance(last, Doubt):
        return Doubt(())
    if first.value <= last.value:
        return Understood(Period(first.value, last.value))
    week = timedelta(days=7)
    around = (Period(first.value - week, last.value), Period(first.value, last.value + week))
    return Doubt(tuple(period for period in around if period.first <= period.last))


def _filled(start: Part, end: Part, today: date) -> Reading[Period]:
    if start.month is None and end.month is None:
        months = _days_of_recent_months(start.day, end.day, today)
        return Doubt(months) if months else None
    start = start._replace(month=start.month or end.month)
    end = end._replace(month=end.month or start.month)
    periods = _periods(start, end, today)
    if not periods:
        return None
    if any(_backwards(period, start, end) for period in periods):
        swapped = _periods(end._replace(year=end.year or start.year), start._replace(year=start.year), today)
        return Doubt(tuple(period for period in swapped if period.first <= period.last)[:1])
    clear = len(periods) == 1 or today - RECENT <= periods[0].first <= today
    if start.unusual or end.unusual or not clear:
        return Doubt(periods[:1] if clear else periods)
    return Understood(periods[0])


def _periods(start: Part, end: Part, today: date) -> tuple[Period, ...]:
    """The ranges in calendar order; a missing year brings the two ends as near to each other as it can."""
    pairs: list[tuple[date | None, date | None]]
    if end.year and not start.year:
        pairs = [(_beside(start, last, -1), last) for last in candidates(end, today)]
    else:
        pairs = [(first, _beside(end, first, 1)) for first in candidates(start, today)]
    return tuple(Period(first, last) for first, last in pairs if first and last)


def _beside(part: Part, other: date, step: int) -> date | None:
    """The part's day in the other end's year, or one year beyond when it would lie on the wrong side."""
    month = part.month or other.month
    if part.year:
        return made_date(part.year, month, part.day)
    made = made_date(other.year, month, part.day)
    wrong_side = made is not None and ((made < other) if step > 0 else (made > other))
    return made_date(other.year + step, month, part.day) if wrong_side else made


def _backwards(period: Period, start: Part, end: Part) -> bool:
    if period.last < period.first:
        return True
    years_given = start.year is not None and end.year is not None
    crosses = period.first.year < period.last.year
    return crosses and not years_given and period.last - period.first > LONGEST_ACROSS_NEW_YEAR


def _days_of_recent_months(first: int, last: int, today: date) -> tuple[Period, ...]:
    if first >= last:
        return ()
    starts = candidates(Part(first), today)
    return tuple(Period(day, end) for day in starts if (end := made_date(day.year, day.month, last)))
