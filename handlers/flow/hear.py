"""Typed words → the value of the open question, a problem to show, or nothing understood. Pure.

Taps carry values already; everything that can be tapped can also be typed and comes through here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Option, Problem, Question
from handlers.flow.shown import groups_of, money_of, span_of
from handlers.messages import Choice, Day, Listed, Said, say
from handlers.understand.breakdown import Breakdown, read_breakdown
from handlers.understand.choices import Option as Named
from handlers.understand.choices import read_choice, read_choices, read_yes_no
from handlers.understand.dates import Period, read_period
from handlers.understand.fold import fold, is_blank, tidy
from handlers.understand.lines import read_lines
from handlers.understand.money import Money, read_money
from handlers.understand.names import TOWN_HALL, Name, read_names
from handlers.understand.numbers import Count, read_count
from handlers.understand.result import Doubt, Reading, Understood
from handlers.understand.spans import Span, read_span
from handlers.understand.times import read_moment

Every = Callable[[Said], tuple[str, ...]]
"""A text in all languages: what somebody may type for it."""


@dataclass(frozen=True)
class Value:
    """The words were understood as this value, still to be judged by the question's constraint."""

    value: Any


def hear(
    question: Question, text: str, answers: Answers, facts: Facts, every: Every
) -> Value | Problem | None:
    """Understand ``text`` as an answer to ``question``; None when it makes no sense there."""
    words = tidy(text)
    if is_blank(words):
        return None
    return HEARD[question.ask](question, words, answers, facts, every)


def answer(question: Question, value: Any, label: Said) -> Choice:
    """A button that answers ``question`` with ``value``."""
    return Choice("answer", label, (question.name, value))


def named(options: Sequence[Option], every: Every) -> list[Named]:
    """Options with all that may be typed for them, in all languages."""
    return [Named(one.id, (*every(one.label), *_full(one, every), *one.aliases)) for one in options]


def _full(option: Option, every: Every) -> tuple[str, ...]:
    return every(option.full) if option.full is not None else ()


def _reading(
    question: Question, reading: Reading[Any], value: Callable[[Any], Any], label: Callable[[Any], Said]
) -> Value | Problem | None:
    if reading is None:
        return None
    if isinstance(reading, Doubt):
        labels = [label(one) for one in reading.candidates[:5]]
        ways = tuple(
            answer(question, value(one), named)
            for one, named in zip(reading.candidates, labels, strict=False)
        )
        if len(ways) == 1:
            return Problem(say("ask.is_it", value=labels[0]), ways)
        return Problem(say("ask.doubt"), ways) if ways else None
    return Value(value(reading.value))


def _period(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _period_label(period: Period) -> Said:
    return Day(period.first, "short", period.last)


def _count(count: Count) -> dict[str, Any]:
    return {"total": count.total, "estimated": count.estimated}


def _count_label(count: Count) -> Said:
    return count.total


def _money(money: Money) -> dict[str, str]:
    return {"amount": format(money.amount.normalize(), "f"), "currency": money.currency}


def _money_label(money: Money) -> Said:
    return money_of(_money(money))


def _span(read: Span) -> dict[str, str | None]:
    return span(read.first, read.last)


def _span_label(read: Span) -> Said:
    return span_of(_span(read))


def moment(day: date, hour: str | None = None) -> dict[str, str | None]:
    """A moment answer from a day and an hour ("15:00")."""
    return {"day": day.isoformat(), "hour": hour}


def _moment(question: Question, words: str, facts: Facts) -> Value | None:
    read = read_moment(words, facts.today)
    if read is None:
        return None
    return Value(moment(read.day, None if read.hour is None else f"{read.hour:%H:%M}"))


def _items(question: Question, words: str) -> Value | Problem | None:
    lines = read_lines(words)
    if lines is None:
        return None
    if len(lines) > question.maximum:
        return Problem(say("ask.too_many", len(lines), maximum=question.maximum))
    return _long(question, words, {"items": list(lines)})


def _groups(question: Question, words: str, answers: Answers) -> Value | Problem | None:
    total = (answers.get("participants") or {}).get("total")
    return _reading(question, read_breakdown(words, total), _breakdown, _breakdown_label)


def _breakdown(groups: Breakdown) -> dict[str, int | None]:
    return {
        "women": groups.women,
        "men": groups.men,
        "young": groups.young,
        "vulnerable": groups.vulnerable,
    }


def _breakdown_label(groups: Breakdown) -> Said:
    return groups_of(_breakdown(groups))


def _one(
    question: Question, words: str, answers: Answers, facts: Facts, every: Every
) -> Value | Problem | None:
    options = facts.options(question.source, answers)
    labels: dict[str, Said] = {option.id: option.label for option in options}
    hidden = words.isdecimal() and bool(facts.suggest(question.name, answers))
    reading = _by_code(words, options) if hidden else read_choice(words, named(options, every))
    if reading is None and labels.keys() == {"yes", "no"}:
        reading = _yes_or_no(words)
    return _reading(question, reading, str, lambda one: labels[one])


def _yes_or_no(words: str) -> Reading[str]:
    """Any way of saying yes or no, where those are the two answers: "ага", "desigur", 👍."""
    said = read_yes_no(words)
    ids = {True: "yes", False: "no"}
    match said:
        case Understood():
            return Understood(ids[said.value])
        case Doubt():
            return Doubt(tuple(ids[one] for one in said.candidates))
    return None


def _by_code(number: str, options: Sequence[Option]) -> Doubt[str]:
    """The options are not on the screen, so a number is no place among them: "8" may mean "8.1" or "8.2"."""
    return Doubt(tuple(option.id for option in options if option.id.startswith(f"{number}.")))


def _several(
    question: Question, words: str, options: Sequence[Option], every: Every
) -> Value | Problem | None:
    labels: dict[str, Said] = {option.id: option.label for option in options}
    reading = read_choices(words, named(options, every))
    return _reading(question, reading, list, lambda ids: Listed(tuple(labels[one] for one in ids)))


def _parties(question: Question, words: str, facts: Facts, every: Every) -> Value | Problem | None:
    if len(words) > question.max_length:
        return _long(question, words, words)
    if not fold(words):
        return None
    if fold(words) in map(fold, every(say("ask.parties.nobody"))):
        return Value(parties(()))
    members = facts.members()
    town_hall = Named(LPA, (*every(say("ask.parties.lpa")), *TOWN_HALL))
    names = read_names(words, [*named(members, every), town_hall])
    unclear = next((name for name in names if name.close), None)
    if unclear is None:
        return Value(parties(names))
    labels: dict[str, Said] = {LPA: say("ask.parties.lpa")} | {one.id: one.label for one in members}
    meant = [Name(unclear.text, known=one) for one in unclear.close[:4]]
    return Problem(
        say("ask.doubt"),
        tuple(
            answer(question, parties([one if name is unclear else name for name in names]), label)
            for one, label in [*((one, labels[str(one.known)]) for one in meant), (unclear, unclear.text)]
        ),
    )


def parties(names: Sequence[Name]) -> dict[str, Any]:
    """A parties answer from names; one that is known by nobody stays as it was written."""
    known = [name.known for name in names if name.known is not None]
    return {
        "members": list(dict.fromkeys(int(one) for one in known if one != LPA)),
        "names": [name.text for name in names if name.known is None],
        "lpa": LPA in known,
    }


LPA = "lpa"


def _long(question: Question, words: str, value: Any) -> Value | Problem:
    if len(words) > question.max_length:
        return Problem(say("ask.too_long", len(words), maximum=question.max_length))
    return Value(value)


def period(first: date, last: date | None = None) -> dict[str, str]:
    """A period answer from dates."""
    return {"first": first.isoformat(), "last": (last or first).isoformat()}


def span(first: date, last: date | None) -> dict[str, str | None]:
    """A span answer from dates; ``last`` None is an open end."""
    return {"first": first.isoformat(), "last": last.isoformat() if last else None}


Heard = Value | Problem | None

HEARD: dict[Ask, Callable[[Question, str, Answers, Facts, Every], Heard]] = {
    Ask.SELECT_ONE: _one,
    Ask.SELECT_MULTIPLE: lambda q, words, a, facts, every: _several(
        q, words, facts.options(q.source, a), every
    ),
    Ask.PERIOD: lambda q, words, a, facts, every: _reading(
        q, read_period(words, facts.today), _period, _period_label
    ),
    Ask.COUNT: lambda q, words, a, facts, every: _reading(q, read_count(words), _count, _count_label),
    Ask.BREAKDOWN: lambda q, words, a, facts, every: _groups(q, words, a),
    Ask.PARTIES: lambda q, words, a, facts, every: _parties(q, words, facts, every),
    Ask.MEDIA: lambda q, words, a, facts, every: _long(q, words, {"files": [], "text": words}),
    Ask.MONEY: lambda q, words, a, facts, every: _reading(
        q, read_money(words, q.currency), _money, _money_label
    ),
    Ask.SPAN: lambda q, words, a, facts, every: _reading(
        q, read_span(words, facts.today), _span, _span_label
    ),
    Ask.MOMENT: lambda q, words, a, facts, every: _moment(q, words, facts),
    Ask.LIST: lambda q, words, a, facts, every: _items(q, words),
    Ask.TEXT: lambda q, words, a, facts, every: _long(q, words, words),
    Ask.PLACE: lambda q, words, a, facts, every: _long(q, words, words),
}
"""How each kind of question is heard."""
