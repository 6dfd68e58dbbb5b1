"""„Ca data trecută”: the day, and how many there were this time. Numbers are confirmed, never copied."""

from dataclasses import replace
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.forms.rules import MOST, in_the_past
from handlers.messages import say
from handlers.understand.numbers import read_count, read_integers
from handlers.understand.result import Understood

SAME = "="
"""The answer of the button "just as many"."""

PARTS = ("women", "young", "vulnerable")


def numbers_in(text: str) -> dict[str, Any] | None:
    """ "21", "circa 20" or "21 13 11" (in all, women, young): total, estimated, groups; None for neither."""
    listed = read_integers(text)
    if 2 <= len(listed) <= 1 + len(PARTS):
        groups = {**dict.fromkeys((*PARTS, "men")), **dict(zip(PARTS, listed[1:], strict=False))}
        return {"total": listed[0], "estimated": False, "groups": groups}
    count = read_count(text)
    if not isinstance(count, Understood):
        return None
    return {"total": count.value.total, "estimated": count.value.estimated, "groups": None}


def counted(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """As many as last time, or other numbers that fit together."""
    if value == SAME:
        return None
    said = numbers_in(value)
    if said is None or not 1 <= said["total"] <= MOST:
        named: str = value
        return Problem(say("repeat.again.constraint", text=named))
    largest = max(((said["groups"] or {}).get(part) or 0 for part in PARTS), default=0)
    return Problem(say("repeat.parts", total=said["total"])) if largest > said["total"] else None


def over(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """A day that has come; an event that lies ahead is reported like any other."""
    problem = in_the_past(value, answers, facts)
    return problem if problem is None else replace(problem, ways=())


REPEAT = Form(
    "repeat",
    version=1,
    steps=0,
    questions=(
        Question("held", Ask.PERIOD, 0, constraint=over),
        Question("again", Ask.TEXT, 0, max_length=60, constraint=counted),
    ),
)
