"""From when to when something lasts, by months or years: a project, a programme. A doubt is asked.

Days and short ranges of days are read in ``dates``; whether a span may be used, the form judges.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understand import date_words as words
from handlers.understand.dates import read_period
from handlers.understand.days import FIRST_YEAR, LAST_YEAR, made_date
from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words
from handlers.understand.result import Doubt, Reading, Understood

LONGEST_TEXT = 120


@dataclass(frozen=True)
class Span:
    """The first and the last day; ``last`` None is an open end."""

    first: date
    last: date | None


@dataclass(frozen=True)
class _End:
    """One end as written: a day, a month or a whole year; the year may be missing."""

    year: int | None
    month: int | None = None
    day: int | None = None


_MONTH = words.any_of(words.MONTHS)
_END = re.compile(
    r"(?P<today>\bazi\b|\bastazi\b|\bсегодня\b|\btoday\b)"
    r"|(?P<d>\d{1,2})[./](?P<dm>\d{1,2})[./](?P<dy>\d{4})"
    r"|(?P<iy>\d{4})[-./](?P<im>\d{1,2})(?:[-./](?P<id>\d{1,2}))?(?!\d)"
    r"|(?P<m>\d{1,2})[./](?P<my>\d{4})"
    rf"|(?:(?P<nd>\d{{1,2}}) )?(?P<name>\b(?:{_MONTH}))\b\.?(?:,? (?:de |din |anul )?(?P<ny>\d{{4}}))?"
    r"|(?P<y>\b(?:19|20)\d\d\b)"
)
_LASTING = re.compile(
    r"(?<!\w)(?P<n>\d{1,3}|un|o|один|one|a) ?(?:de )?"
    r"(?:(?P<months>luni|luna|месяц(?:а|ев)?|мес|months?)|(?P<years>ani|an|года?|лет|years?))\b\.?"
)
_OPEN = re.compile(
    r"fara termen|fara sfarsit|nedeterminat\w*|permanent\w*|in continuare|pana in prezent|prezent|"
    r"бессрочн\w+|без срока|постоянно|по настоящее время|open ended|ongoing|no end"
)
_BETWEEN = re.compile(
    r"[\s\-.,;:()]|\b(?:din|de|la|pana|pina|in|pe|luna|anul|perioada|intre|si|с|со|от|по|до|в|г|года|год|и|"
    r"между|from|to|until|till|through|between|and|since|timp|termen|durata|на|for|a|durata)\b"
)


def read_span(text: str, today: date) -> Reading[Span]:
    """The span that the words name; a month alone, or months without a year, are confirmed first."""
    if len(text) > LONGEST_TEXT:
        return None
    written = digits_for_words(plain(text).replace("\n", " "))
    open_end = _OPEN.search(written)
    rest = _OPEN.sub(" ", written)
    ends = [_end(match, today) for match in _END.finditer(rest)]
    rest = _END.sub(" ", rest)
    lasting = _LASTING.search(rest)
    rest = _LASTING.sub(" ", rest, count=1) if lasting else rest
    known = [one for one in ends if one is not None]
    if len(known) != len(ends) or not 1 <= len(known) <= 2 or _BETWEEN.sub("", rest):
        return _days(text, today)
    if len(known) == 2:
        return None if lasting or open_end else _between(known[0], known[1], today)
    return _from(known[0], _months(lasting) if lasting else 0, bool(open_end), today)


def _end(match: re.Match[str], today: date) -> _End | None:
    found = match.groupdict()
    if found["today"]:
        return _End(today.year, today.month, today.day)
    year = next((int(found[one]) for one in ("dy", "iy", "my", "ny", "y") if found[one]), None)
    month = next((int(found[one]) for one in ("dm", "im", "m") if found[one]), None)
    month = words.MONTHS[found["name"]] if found["name"] else month
    day = next((int(found[one]) for one in ("d", "id", "nd") if found[one]), None)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    possible = month is None or (1 <= month <= 12 and made_date(year or 2028, month, day or 1) is not None)
    return _End(year, month, day) if possible else None


def _between(start: _End, end: _End, today: date) -> Reading[Span]:
    guessed = start.year is None and end.year is None
    last_year = end.year or start.year or today.year
    first = _first(_End(start.year or last_year, start.month, start.day))
    last = _last(_End(last_year, end.month, end.day))
    if end.year is None and last < first:
        last = _last(_End(last_year + 1, end.month, end.day))
    span = Span(first, last)
    return Doubt((span,)) if guessed else Understood(span)


def _from(end: _End, months: int, open_end: bool, today: date) -> Reading[Span]:
    dated = _End(end.year or today.year, end.month, end.day)
    first = _first(dated)
    if months:
        found: Span = Span(first, _after(first, months))
    elif open_end:
        found = Span(first, None)
    elif end.month is None:
        return Understood(Span(first, _last(dated)))
    else:
        return Doubt((Span(first, _last(dated)), Span(first, None)))
    return Understood(found) if end.year else Doubt((found,))


def _days(text: str, today: date) -> Reading[Span]:
    """A range of days, as events are told."""
    match read_period(text, today):
        case Understood(period):
            return Understood(Span(period.first, period.last))
        case Doubt(periods):
            return Doubt(tuple(Span(one.first, one.last) for one in periods))
        case None:
            return None


def _months(lasting: re.Match[str]) -> int:
    number = int(lasting["n"]) if (lasting["n"] or "").isdigit() else 1
    return number * 12 if lasting["years"] else number


def _after(first: date, months: int) -> date:
    """The last day of a span of so many months: a year from 1 March ends on the last of February."""
    at = first.year * 12 + first.month - 1 + months
    year, month = divmod(at, 12)
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def _first(end: _End) -> date:
    return date(end.year or 1, end.month or 1, end.day or 1)


def _last(end: _End) -> date:
    month = end.month or 12
    return date(end.year or 1, month, end.day or calendar.monthrange(end.year or 1, month)[1])
