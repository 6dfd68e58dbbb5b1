"""What is added to a report later: people who came after it was written, pictures that turned up."""

from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.forms.rules import MOST
from handlers.messages import Choice, say
from handlers.understand.additions import Addition, read_addition


def believable(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """More than nobody, parts within them; a bare number as large as what is known is asked about.

    ``facts.usual_maximum`` is the head-count that the report has.
    """
    more = read_addition(value)
    if more is None:
        named: str = value
        return Problem(say("addition.more.constraint", text=named))
    present = facts.usual_maximum()
    if more.total == 0 or present + more.total > MOST:
        return Problem(say("addition.range", total=present))
    if any(part > more.total for part in more.parts.values()):
        return Problem(say("addition.parts", total=more.total))
    return _or_the_total(more, present) if more.plain and 0 < present <= more.total else None


def _or_the_total(more: Addition, present: int) -> Problem:
    """ "25" for an event of 18: 25 more, or 25 in all?"""
    said = " ".join(map(str, (more.total, *more.parts.values())))
    label = say("addition.more.button", more=more.total, total=present + more.total)
    ways = [Choice("answer", label, ("more", f"+{said}"))]
    if more.total > present and not more.parts:
        label = say("addition.total.button", total=more.total)
        ways.append(Choice("answer", label, ("more", f"+{more.total - present}")))
    return Problem(say("addition.unsure", total=present, more=more.total), tuple(ways))


MORE_PEOPLE = Form(
    "addition",
    version=1,
    steps=0,
    questions=(Question("more", Ask.TEXT, 0, max_length=60, constraint=believable),),
)
MORE_PHOTOS = Form(
    "more_photos",
    version=1,
    steps=0,
    questions=(Question("photos", Ask.MEDIA, 0, max_length=1500, maximum=10),),
)
