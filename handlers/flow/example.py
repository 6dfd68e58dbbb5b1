"""A filled example of any form, made from its own questions: data, never a picture. Pure.

The words of the example come from the catalogues (``help.example.<question>``), the rest from the kind
of each question, so that a new form has an example from its first day.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Question
from handlers.flow.hear import moment, period, span
from handlers.flow.walk import State, Walk, skip, walk
from handlers.flow.walk import answer as give

TOLD_BESIDES = ("parties", "good_practice", "heading")
"""Questions asked on request that the example answers too."""

WORDS = ("place", "photos", "discipline", "heading", "good_practice", "problem", "measure", "link", "partner")
"""Questions (and a partner) with words of their own in the catalogues; the others share ``text``."""

PREFERRED = {"activity": "8.1"}
COUNTS = {"participants": 25, "volunteers": 5}
USUAL_COUNT = 10
LATER = 11
"""Days from the last Saturday to the Wednesday of an example to come."""

Spoken = Callable[[str], str]
"""A name of ``WORDS`` (or ``text``) as words in the reader's language."""


def example(form: Form, facts: Facts, spoken: Spoken) -> Walk:
    """The form as somebody may have filled it in; a question that no example fits ends it there."""
    besides = tuple(question.name for question in form.questions if question.name in TOLD_BESIDES)
    state = State(wanted=besides)
    here = walk(form, state, facts)
    while here.open is not None and here.open.name not in state.answers:
        question = here.open
        value = _value(question, here.standing, facts, spoken)
        if value is None and question.required and question.on_request is None:
            break
        state = give(state, question.name, value) if value is not None else skip(state, question)
        here = walk(form, state, facts)
    return here


def _value(question: Question, standing: Answers, facts: Facts, spoken: Spoken) -> Any:
    """None for a kind of question, or a list, that has no example."""
    if question.ask in (Ask.SELECT_ONE, Ask.SELECT_MULTIPLE):
        return _choice(question, standing, facts)
    if question.ask in (Ask.TEXT, Ask.PLACE):
        return _words(question.name, spoken)
    ready: dict[Ask, Any] = {
        Ask.PERIOD: period(_saturday_before(facts.today)),
        Ask.COUNT: {"total": COUNTS.get(question.name, USUAL_COUNT), "estimated": False, "sure": True},
        Ask.BREAKDOWN: {"women": 15, "men": None, "young": 10, "vulnerable": 3},
        Ask.MEDIA: {"files": [0, 0], "text": _words("photos", spoken)},
        Ask.PARTIES: {"members": [], "names": [spoken("partner")], "lpa": False},
        Ask.MONEY: {"amount": "10000", "currency": "MDL"},
        Ask.SPAN: span(date(facts.today.year, 1, 1), date(facts.today.year, 12, 31)),
        Ask.MOMENT: moment(_saturday_before(facts.today) + timedelta(days=LATER), "15:00"),
        Ask.LIST: {"items": [spoken("text")]},
    }
    return ready.get(question.ask)


def _choice(question: Question, standing: Answers, facts: Facts) -> Any:
    known = [option.id for option in facts.options(question.source, standing)]
    if not known:
        return None
    chosen = PREFERRED.get(question.name, known[0])
    chosen = chosen if chosen in known else known[0]
    return chosen if question.ask is Ask.SELECT_ONE else [chosen]


def _words(name: str, spoken: Spoken) -> str:
    return spoken(name if name in WORDS else "text")


def _saturday_before(today: date) -> date:
    return today - timedelta((today.weekday() + 2) % 7 or 7)
