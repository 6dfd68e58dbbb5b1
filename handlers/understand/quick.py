"""One message as a whole report: what it says of the questions of a report, and whether it is one.

Rules and words, no network. A field is understood when there is one reading, a doubt when there are several,
None when nothing is said. Whether anything is saved is never decided here. Measured: docs/quick-report.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.understand import quick_words as lexicon
from handlers.understand.breakdown import Breakdown
from handlers.understand.dates import Period
from handlers.understand.numbers import Count
from handlers.understand.quick_days import coming_days, name_days, read_days
from handlers.understand.quick_people import People, read_people
from handlers.understand.quick_place import read_place
from handlers.understand.quick_subject import Activity, Subject, read_subject
from handlers.understand.quick_text import Writing, link_in, sentences, written
from handlers.understand.result import Reading, Understood

LONGEST_READ = 1500
"""Letters that are read of a message; what a report of an event says stands at its beginning."""

SHORT = 160
"""Letters up to which a message of one line is a note to us; a longer one is a text to keep."""


class Sort(StrEnum):
    """What a message is to us."""

    REPORT = "report"
    AHEAD = "ahead"
    OTHER = "other"


NO_GROUPS = Breakdown()


@dataclass(frozen=True)
class Told:
    """What a message says; a ``post`` reads as a text written for others and is kept as the description."""

    sort: Sort
    activity: Reading[str] = None
    kind: Reading[str] = None
    held: Reading[Period] = None
    place: Reading[str] = None
    total: Reading[Count] = None
    groups: Breakdown = NO_GROUPS
    discipline: str | None = None
    link: str | None = None
    post: bool = False


def read_report(text: str, today: date, activities: Sequence[Activity], places: Sequence[str]) -> Told:
    """Read a message; ``places`` are those that the organisation used last."""
    whole = written(text[:LONGEST_READ])
    named = name_days(whole, today)
    writing = whole.without([(one.start, one.end) for one in named])
    subject, people = read_subject(writing, activities), read_people(writing)
    held, place = read_days(named, today), read_place(writing, places)
    sort = _sort(whole, subject, people, held, place, today)
    return Told(
        sort,
        subject.activity,
        subject.kind,
        coming_days(named, today) if sort is Sort.AHEAD else held,
        place,
        people.total,
        people.groups,
        subject.discipline,
        link_in(text),
        _is_post(text),
    )


def _sort(
    whole: Writing, subject: Subject, people: People, held: Reading[Period], place: Reading[str], today: date
) -> Sort:
    """A report tells of an event or of people, and at least one thing more; what is still to come is none."""
    letters = whole.plain
    past = lexicon.PAST.search(letters) is not None
    if (
        not (subject.told or people.told)
        or lexicon.NOT_HELD.search(letters)
        or lexicon.ABOUT_REPORTS.search(letters)
    ):
        return Sort.OTHER
    if _is_ahead(held, today) or (lexicon.AHEAD.search(letters) and not _is_over(held, past, people)):
        return Sort.AHEAD
    told = [subject.told, people.told, held is not None, place is not None and past]
    return (
        Sort.REPORT if sum(told) >= 2 or (subject.told and past and people.total is not None) else Sort.OTHER
    )


def _is_ahead(held: Reading[Period], today: date) -> bool:
    return isinstance(held, Understood) and held.value.last > today


def _is_over(held: Reading[Period], past: bool, people: People) -> bool:
    """Words about what comes ("vă așteptăm", "приглашаем") end many a report of what is over."""
    return past and (isinstance(held, Understood) or people.told)


def _is_post(text: str) -> bool:
    return (
        len(text) > SHORT
        or "\n" in text.strip()
        or len(sentences(text.strip())) > 2
        or link_in(text) is not None
    )
