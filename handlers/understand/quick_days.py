"""The day or days that a message names among other words. Two readings, or two days, are asked.

One day or range by itself is read in ``dates``; here its words are found among the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understand import date_words as words
from handlers.understand.dates import Period, read_period
from handlers.understand.days import made_date
from handlers.understand.quick_text import Writing
from handlers.understand.result import Doubt, Reading, Understood

_LONG_WEEKDAYS = {name: day for name, day in words.WEEKDAYS.items() if len(name) > 3 or not name.isascii()}
_WEEKDAY = words.any_of(_LONG_WEEKDAYS)
_MONTH = words.any_of(words.MONTHS)
_TURN = rf"(?:{words.LAST}|{words.THIS}|{words.NEXT})"
_NAMED = (
    rf"(?<![\d.,/№])\d{{1,2}}(?:-?(?:го|ого|ое|lea))?[-./ ]{{0,2}}(?:de |a lunii )?\b(?:{_MONTH})\b\.?"
    r"(?:,? (?:anul )?(?:19|20)\d\d\b)?(?: ?г(?:ода\b|\.))?"
)
_NUMERIC = (
    r"(?<![\d.,/№-])(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:20\d\d|\d\d)|\d{1,2}/\d{1,2}/(?:20\d\d|\d\d)"
    r"|\d{1,2}-\d{1,2}-20\d\d|\d{1,2}\.(?:0[1-9]|1[0-2]))(?![\d/]|[.,]\d)"
    r"(?! ?(?:km|км|m|м|kg|кг|ore|час|lei|леи|mii)\b| ?%)"
)
_RELATIVE = words.any_of(words.RELATIVE)
_AGO = r"(?:acum|in urma cu) \d{1,2} (?:de )?(?:zile|saptamani)|\d{1,2} (?:дня|днеи|недели|недель) назад"
_ATOM = re.compile(
    rf"(?P<dated>{_NUMERIC}|{_NAMED})|(?P<ago>{_AGO})"
    rf"|\b(?P<relative>{_RELATIVE}|вчерашн\w+|сегодняшн\w+|завтрашн\w+)\b"
    rf"|\b(?P<weekday>(?:{_TURN} )?(?:{_WEEKDAY})\b(?: {_TURN}\b)?)"
)
_ATOM_OF_WEEKDAY = re.compile(rf"(?:{_WEEKDAY})")
_VAGUE = re.compile(
    r"\b(?:saptamana|luna|weekendul|vara|anul) (?:asta|aceasta|trecut[a]?)\b"
    r"|\bзимои\b|\bлетом\b|\bна днях\b|\brecent\b"
    r"|\b(?:прошло[ий]|это[ий]|прошлом|этом) (?:недел\w+|месяц\w*|выходн\w+)|\bвыходные\b"
    rf"|\b(?:in|din|в|за) (?:{_MONTH})\b"
)
_BARE_DAY = re.compile(
    r"\b(?:pe|in|la) data de \d{1,2}\b|\b\d{1,2}(?:-?го)? числа\b|\bpe \d{1,2}(?! ?(?:\d|de|copii|pers))\b"
)
_LEADING_DAY = re.compile(
    r"(?<![\d.,/])(?:(?:de la|intre|din|с|со|от|между|perioada) )?(?:\d{1,2}(?:-?го)?(?:, ?\d{1,2})*)"
    r" ?(?:-|\b(?:si|и|по|до|pana la|pana pe|la)\b) ?$"
)
_OPENING = re.compile(r"(?:de la|intre|din|с|со|от|между|perioada) (?:data de )?$")
_JOINT = re.compile(
    r" ?(?:-|\+|,|\b(?:si|и|по|до|pana la|pana pe|pana in|la|sau|ori|или)\b|) ?(?:de )?\(?"
    r"(?:pe |la |data de )?"
)
_UNTIL = re.compile(r"(?:\bпо|\bдо|\bpana la|\bpana pe|\bpana in|\bpana) (?:data de )?$")
_YEAR = re.compile(r"(?:19|20)\d\d|[./-]\d{1,2}[./-]\d\d")
_FAR = 183
"""Days without a year further back are asked: a message is typed soon after, or long before."""

_NEAR = 40
"""Letters before a date in which words that belong to it are looked for."""

_ADJECTIVES = {"вчерашн": "вчера", "сегодняшн": "сегодня", "завтрашн": "завтра"}


@dataclass(frozen=True)
class Named:
    """Where a day is named and how it reads."""

    start: int
    end: int
    reading: Reading[Period]
    by_weekday: bool = False
    """Whether only the name of a weekday says it: of one to come, the next is meant."""


def name_days(writing: Writing, today: date) -> tuple[Named, ...]:
    """All days that the message names, in order; vague ones are doubts without candidates."""
    atoms = [match.span() for match in _ATOM.finditer(writing.plain)]
    named = list(_joined(writing.plain, atoms, today))
    free = writing.without([(one.start, one.end) for one in named])
    for shape in (_VAGUE, _BARE_DAY):
        for match in shape.finditer(free.plain):
            named.append(Named(*match.span(), read_period(match.group(), today) or Doubt(())))
    return tuple(sorted(named, key=lambda one: one.start))


def read_days(named: tuple[Named, ...], today: date) -> Reading[Period]:
    """The one period meant. Coming days count only where no past one is named; two are asked."""
    sure = {one.reading.value for one in named if isinstance(one.reading, Understood)}
    past = {period for period in sure if period.last <= today}
    doubts = [one.reading.candidates for one in named if isinstance(one.reading, Doubt)]
    offered = tuple(dict.fromkeys(period for candidates in doubts for period in candidates))
    meant = past or (sure if not offered else set())
    if len(meant) == 1 and (not offered or meant <= set(offered)):
        return Understood(meant.pop())
    together = tuple(sorted({*meant, *offered}, key=lambda period: period.first))
    return Doubt(together[:5]) if together or doubts else None


def coming_days(named: tuple[Named, ...], today: date) -> Reading[Period]:
    """The one period after today that is meant where something is announced; None without one."""
    ahead = {period for one in named for period in _ahead(one, today) if period.last > today}
    return Understood(ahead.pop()) if len(ahead) == 1 else None


def _ahead(one: Named, today: date) -> tuple[Period, ...]:
    week = timedelta(days=7)
    meant: tuple[Period, ...] = (one.reading.value,) if isinstance(one.reading, Understood) else ()
    meant = one.reading.candidates if isinstance(one.reading, Doubt) else meant
    if one.by_weekday:
        meant = tuple(Period(period.first + week, period.last + week) for period in meant[-1:])
    return meant


def _joined(letters: str, atoms: list[tuple[int, int]], today: date) -> Iterator[Named]:
    """Neighbours that read as one ("sâmbătă, 10 octombrie", "с 15 по 20 мая") are one."""
    at = 0
    while at < len(atoms):
        start, end = _with_opening(letters, atoms[at])
        reach = at
        while reach + 1 < len(atoms) and reach < at + 2:
            if not _JOINT.fullmatch(letters[atoms[reach][1] : atoms[reach + 1][0]]):
                break
            reach += 1
        while reach > at and _read(letters[start : atoms[reach][1]], today) is None:
            reach -= 1
        end = atoms[reach][1]
        reading = _read(letters[start:end], today)
        if reading is None:
            start = atoms[at][0]
            reading = _read(letters[start:end], today)
        if reading is not None and not (
            reach == at and _UNTIL.search(letters[max(0, start - _NEAR) : start])
        ):
            yield Named(start, end, reading, _ATOM_OF_WEEKDAY.fullmatch(letters[start:end]) is not None)
        at = reach + 1


def _with_opening(letters: str, atom: tuple[int, int]) -> tuple[int, int]:
    """The words before a date that make it a range: "10-11 octombrie", "с 1 по 5 октября"."""
    near = max(0, atom[0] - _NEAR)
    before = letters[near : atom[0]]
    opening = _LEADING_DAY.search(before) if letters[atom[0]].isdigit() else None
    opening = opening or _OPENING.search(before)
    return (near + opening.start() if opening else atom[0], atom[1])


def _read(written: str, today: date) -> Reading[Period]:
    words_of = written.replace("+", " si ").replace("\n", " ")
    for adjective, word in _ADJECTIVES.items():
        words_of = re.sub(rf"\b{adjective}\w+", word, words_of)
    reading = read_period(words_of, today)
    if not isinstance(reading, Understood):
        return reading
    if reading.value == Period(today, today):
        return _today_or_a_week_ago(words_of, reading, today)
    return _this_year_or_the_last(words_of, reading, today)


def _today_or_a_week_ago(written: str, reading: Understood[Period], today: date) -> Reading[Period]:
    """The name of today's weekday alone may be the one of last week."""
    if written.strip() not in words.WEEKDAYS:
        return reading
    before = today - timedelta(days=7)
    return Doubt((Period(before, before), reading.value))


def _this_year_or_the_last(written: str, reading: Understood[Period], today: date) -> Reading[Period]:
    """A day without a year that lies more than half a year back may be the coming one."""
    first, last = reading.value.first, reading.value.last
    if _YEAR.search(written) or not timedelta(days=_FAR) < today - first < timedelta(days=366):
        return reading
    ahead = made_date(first.year + 1, first.month, first.day)
    return Doubt((reading.value, *((Period(ahead, ahead + (last - first)),) if ahead else ())))
