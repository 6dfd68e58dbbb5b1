"""The columns of a table of records: one a question of the form, called as people see it in the chat.

So a new question is a new column without a line here. Not here: what a cell means (``rows``, ``cells``).
"""

from dataclasses import dataclass

from handlers.flow.form import Ask, Form, Question
from handlers.flow.hear import Every
from handlers.flow.shown import PARTS
from handlers.messages import Said, say
from handlers.understand.fold import fold

ORGANISATION, NUMBER = "organisation", "number"
"""Columns that are no question: whose record it is, and its number."""

BREAKDOWN = {part: f"groups.{part}" for part in PARTS}
_NOT_IN_TABLES = ("type", "groups_women", "groups_young", "groups_vulnerable")


@dataclass(frozen=True)
class Column:
    """A column: its name in the product and its heading."""

    name: str
    heading: Said


def columns(form: Form) -> tuple[Column, ...]:
    """The columns of one record type, in the order in which the chat asks."""
    asked = [one for question in form.questions for one in _of(form, question)]
    return (
        Column(ORGANISATION, say("exchange.organisation")),
        *asked,
        Column(NUMBER, say("exchange.number")),
    )


def asked(form: Form) -> tuple[Question, ...]:
    """The questions that a row answers."""
    return tuple(one for one in form.questions if one.name not in _NOT_IN_TABLES)


def named(form: Form, heading: str, every: Every) -> Column | None:
    """The column that a heading means, in any language and spelling."""
    meant = fold(heading)
    return next((one for one in columns(form) if meant in map(fold, every(one.heading))), None)


def _of(form: Form, question: Question) -> tuple[Column, ...]:
    if question.name in _NOT_IN_TABLES:
        return ()
    if question.ask is Ask.BREAKDOWN:
        return tuple(Column(BREAKDOWN[part], say(f"exchange.{part}")) for part in PARTS)
    if question.ask is Ask.MEDIA:
        return (Column(question.name, say("exchange.text")),)
    return (Column(question.name, say(f"{form.key(question.name)}.title", total=0)),)
