"""One day in people's words. Ranges of days are in `dates.py`; the calendar's words in `date_words.py`."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from handlers.understand import date_words as words
from handlers.understand.result import Doubt, Reading, Understood

FIRST_YEAR, LAST_YEAR = 1990, 2100
RECENT = timedelta(days=335)
"""A day without a year that lies further back may as well be the coming one: the person is asked."""


class Part(NamedTuple):
    """What was written of a date; the month or the year may be missing."""

    day: int
    month: int | None = None
    year: int | None = None
    unusual: bool = False
    """Written in a way that is worth confirming ("12,10", "12 10", "12-10-26")."""


_MONTH = words.any_of(words.MONTHS)
_WEEKDAY = words.any_of(words.WEEKDAYS)
_ENDING = r"(?:-?(?:го|ого|ое|е|lea|st|nd|rd|th))?"
_YEAR = r"(?:[ ,./-]{1,3}(?:anul |al anului )?(?P<year>\d{4})|[ ./](?P<year2>\d{2}))?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>\d{4})(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2}) ?(?P<sign>[./,-]) ?(?P<month>\d{1,2})"
        r"(?: ?(?P=sign) ?(?P<year>\d{4}|\d{2})| (?P<year2>\d{4}))?",
        rf"(?:the )?(?P<day>\d{{1,2}}){_ENDING}[-./ ]{{0,2}}(?:of |de |a lunii )?(?P<name>{_MONTH})\b{_YEAR}",
        rf"(?P<day>\d{{1,2}})-(?P<name>{_MONTH})-(?P<year>\d{{2}})",
        rf"(?!mar\b)(?P<name>{_MONTH})\.? (?:the )?(?P<day>\d{{1,2}}){_ENDING}(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})(?P<sign> )(?P<month>\d{1,2})(?: (?P<year>\d{4}))?",
        rf"(?:the )?(?P<day>\d{{1,2}}){_ENDING}(?: числа)?",
    )
)
_QUALIFIER = "(?P<last{0}>" + words.LAST + ")|(?P<this{0}>" + words.THIS + ")|(?P<next{0}>" + words.NEXT + ")"
_NAMED_WEEKDAY = re.compile(
    rf"(?:(?:{_QUALIFIER.format('')}) )?(?P<day>{_WEEKDAY})\.?(?: (?:{_QUALIFIER.format('_after')}))?"
)
_LEAD = re.compile(rf"(?P<lead>{words.any_of(words.RELATIVE)}|{_WEEKDAY})\b[., (]+(?P<rest>.+)")
_SPAN = (
    rf"(?:(?P<n>\d{{1,3}}|{words.A_SINGLE}) )?(?:de )?(?:(?P<day>{words.ONE_DAY})|(?P<week>{words.ONE_WEEK}))"
)
_AGO = re.compile(rf"(?:acum|in urma cu) {_SPAN}(?: in urma)?")
_AGO_AFTER = re.compile(rf"{_SPAN} (?:in urma|назад|ago)")
_AHEAD = re.compile(rf"(?:peste|через|in) {_SPAN}")
_BEFORE_A_DAY = re.compile(
    r"(?:(?:pe|la|in|on|at|в|во)(?: data)?(?: de)? |(?:din )?data de |(?:data|дата|date):? )+"
)


def read_day(written: str, today: date) -> Reading[date]:
    """One day in cleaned plain words: a number form, a weekday, "ieri", "3 дня назад" or two that agree."""
    counted = _counted(written, today)
    if counted is not None:
        return Understood(counted)
    bare = _BEFORE_A_DAY.sub("", written, count=1) if _BEFORE_A_DAY.match(written) else written
    if bare in words.RELATIVE:
        return Understood(today + timedelta(days=words.RELATIVE[bare]))
    return _weekday(bare, today) or _written_out(bare, today) or _two_that_agree(bare, today)


def parse_part(written: str) -> Part | None:
    """What the digits and the month's name say; None for another shape or a month that does not exist."""
    bare = _BEFORE_A_DAY.sub("", written, count=1) if _BEFORE_A_DAY.match(written) else written
    for shape in _SHAPES:
        match = shape.fullmatch(bare)
        if match:
            return _part(match.groupdict())
    return None


def candidates(part: Part, today: date) -> tuple[date, ...]:
    """The days that the part may mean, in calendar order: the latest not after today and the next one."""
    if part.month is None:
        months = (_month_back(today, back) for back in range(12))
        days = [
            made for year, month in months if (made := made_date(year, month, part.day)) and made <= today
        ]
        return tuple(sorted(days[:2]))
    if part.year is not None:
        exact = made_date(part.year, part.month, part.day)
        return (exact,) if exact else ()
    around = [made_date(year, part.month, part.day) for year in range(today.year - 8, today.year + 9)]
    past = [made for made in around if made and made <= today]
    coming = [made for made in around if made and made > today]
    return (*past[-1:], *coming[:1])


def made_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _part(found: dict[str, str | None]) -> Part | None:
    day, month, sign = int(found["day"] or 0), found.get("month"), found.get("sign")
    year_text = found.get("year") or found.get("year2")
    year = int(year_text) + (2000 if len(year_text) == 2 else 0) if year_text else None
    name = found.get("name")
    month_number = words.MONTHS[name] if name else int(month) if month else None
    if month_number and month_number > 12 and sign == "/" and year_text and len(year_text) == 4:
        day, month_number = month_number, day  # 10/13/2026 has one reading only
    possible = 1 <= day <= 31 and (month_number is None or 1 <= month_number <= 12)
    if not possible or (year is not None and not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    short_hyphenated = sign == "-" and year_text is not None and len(year_text) == 2
    spaced = sign == " " and year is None
    return Part(day, month_number, year, unusual=sign == "," or spaced or short_hyphenated)


def _month_back(today: date, back: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 - back
    return months // 12, months % 12 + 1


def _written_out(bare: str, today: date) -> Reading[date]:
    part = parse_part(bare)
    days = candidates(part, today) if part else ()
    if part is None or not days:
        return None
    if part.month is None:
        return Doubt(days)
    if part.year is None and (days[0] > today or today - days[0] > RECENT):
        return Doubt(days)
    return Doubt(days[:1]) if part.unusual else Understood(days[0])


def _weekday(bare: str, today: date) -> Reading[date]:
    match = _NAMED_WEEKDAY.fullmatch(bare)
    if match is None:
        return None
    ahead = words.WEEKDAYS[match["day"]] - today.weekday()
    this_week = today + timedelta(days=ahead)
    latest = this_week if ahead <= 0 else this_week - timedelta(days=7)
    if match["last"] or match["last_after"]:
        before_today = latest if ahead else latest - timedelta(days=7)
        return _one_or_both(this_week - timedelta(days=7), before_today)
    if match["next"] or match["next_after"]:
        after_today = this_week if ahead > 0 else this_week + timedelta(days=7)
        return _one_or_both(after_today, this_week + timedelta(days=7))
    return Understood(this_week if match["this"] or match["this_after"] else latest)


def _one_or_both(one: date, other: date) -> Reading[date]:
    return Understood(one) if one == other else Doubt((one, other))


def _counted(written: str, today: date) -> date | None:
    for shape, sign in ((_AGO, -1), (_AGO_AFTER, -1), (_AHEAD, 1)):
        match = shape.fullmatch(written)
        if match:
            number = int(match["n"]) if (match["n"] or "").isdigit() else 1
            return today + timedelta(days=sign * number * (7 if match["week"] else 1))
    return None


def _two_that_agree(bare: str, today: date) -> Reading[date]:
    """ "Azi, mi 14", "vineri, 16 octombrie": the words before the date choose or confirm it."""
    match = _LEAD.fullmatch(bare)
    if match is None:
        return None
    lead, rest = match["lead"], match["rest"].rstrip(")")
    named = _named_by(rest, today, weekday_alone=lead in words.RELATIVE)
    if not named:
        return None
    if lead in words.RELATIVE:
        day = today + timedelta(days=words.RELATIVE[lead])
        return Understood(day) if day in named else Doubt(tuple(sorted({day, *_likely(named, today)})))
    fitting = [day for day in named if day.weekday() == words.WEEKDAYS[lead]]
    if len(fitting) == 1:
        return Understood(fitting[0])
    return Doubt(tuple(fitting) or _likely(named, today))


def _likely(days: tuple[date, ...], today: date) -> tuple[date, ...]:
    recent = tuple(day for day in days if timedelta() <= today - day <= RECENT)
    return recent or days


def _named_by(rest: str, today: date, *, weekday_alone: bool) -> tuple[date, ...]:
    part = parse_part(rest)
    if part is not None:
        return candidates(part, today)
    reading = (_weekday(rest, today) if weekday_alone else None) or _two_that_agree(rest, today)
    if reading is None:
        return ()
    return (reading.value,) if isinstance(reading, Understood) else reading.candidates
