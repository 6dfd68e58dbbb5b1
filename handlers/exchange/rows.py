"""One row of a table → the answers of a whole report, or every reason why it is none. Pure.

A cell is heard exactly as the same words in the chat; what the chat would ask about is a problem here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.exchange.columns import BREAKDOWN, asked
from handlers.flow.form import Ask, Facts, Form, Question
from handlers.flow.form import Problem as Doubt
from handlers.flow.hear import Every, Value, hear
from handlers.flow.walk import problem_of
from handlers.messages import Listed, Said, say
from handlers.understand.numbers import read_count
from handlers.understand.result import Understood


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, and how it could be written."""

    question: str
    says: Said


@dataclass(frozen=True)
class Read:
    """The answers of a row; only when there is no problem are they a whole report."""

    answers: dict[str, Any]
    problems: tuple[Problem, ...]


def read_row(form: Form, facts: Facts, every: Every, cells: Mapping[str, str]) -> Read:
    """Read the cells of one row by column name; empty cells are left out."""
    answers: dict[str, Any] = {"type": form.name}
    problems: list[Problem] = []
    for question in asked(form):
        value, problem = _cell(form, question, answers, facts, every, cells)
        if problem is not None:
            problems.append(Problem(question.name, problem))
        elif value is not _NOTHING:
            answers[question.name] = value
    return Read(answers, tuple(problems))


_NOTHING = object()


def _cell(
    form: Form,
    question: Question,
    answers: dict[str, Any],
    facts: Facts,
    every: Every,
    cells: Mapping[str, str],
) -> tuple[Any, Said | None]:
    written = _written(question, cells)
    try:
        relevant = question.relevant(answers, facts)
        if not relevant:
            return _NOTHING, say("exchange.not_asked") if written else None
        if not written:
            return _empty(question, answers, facts)
        if question.ask is Ask.BREAKDOWN:
            return _groups(question, answers, facts, cells)
        return _heard(form, question, answers, facts, every, written)
    except KeyError:
        # What this question depends on is a problem already.
        return _NOTHING, None


def _written(question: Question, cells: Mapping[str, str]) -> str:
    if question.ask is Ask.BREAKDOWN:
        return " ".join(cells.get(name, "") for name in BREAKDOWN.values()).strip()
    return cells.get(question.name, "").strip()


def _empty(question: Question, answers: dict[str, Any], facts: Facts) -> tuple[Any, Said | None]:
    on_request = question.on_request is not None and question.on_request(answers, facts)
    if on_request:
        return _NOTHING, None
    if not question.required:
        return None, None
    return _NOTHING, say("exchange.missing")


def _heard(
    form: Form, question: Question, answers: dict[str, Any], facts: Facts, every: Every, written: str
) -> tuple[Any, Said | None]:
    heard = hear(question, written, answers, facts, every)
    if heard is None:
        return _NOTHING, say(f"{form.key(question.name)}.constraint", text=written[:60])
    if isinstance(heard, Doubt):
        return _NOTHING, _asked(heard)
    return _standing(question, heard, answers, facts)


def _standing(
    question: Question, heard: Value, answers: dict[str, Any], facts: Facts
) -> tuple[Any, Said | None]:
    """A number in a table was typed on purpose: an unusual one stands, an impossible one does not."""
    value = {**heard.value, "sure": True} if question.ask is Ask.COUNT else heard.value
    problem = problem_of(question, value, answers, facts)
    if problem is None:
        return value, None
    return _NOTHING, _asked(problem) if problem.message else say("exchange.not_offered")


def _asked(doubt: Doubt) -> Said:
    if not doubt.ways:
        return doubt.message
    ways = Listed(tuple(way.label for way in doubt.ways), " / ")
    return say("exchange.which", says=doubt.message, ways=ways)


def _groups(
    question: Question, answers: dict[str, Any], facts: Facts, cells: Mapping[str, str]
) -> tuple[Any, Said | None]:
    value: dict[str, int | None] = {}
    for part, column in BREAKDOWN.items():
        written = cells.get(column, "").strip()
        reading = read_count(written) if written else None
        if written and not isinstance(reading, Understood):
            return _NOTHING, say("exchange.number_here", text=written[:60])
        value[part] = reading.value.total if isinstance(reading, Understood) else None
    problem = problem_of(question, value, answers, facts)
    return (value, None) if problem is None else (_NOTHING, problem.message)
