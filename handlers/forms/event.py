"""The event report: what happened, when, where, for how many people.

Which facts an activity asks (kind, audience, discipline, volunteers, partners) is said by the plan,
not here. Texts are found by key: ``event.{question}.title``, ``.label``, ``.constraint``. Other forms
borrow its questions with their words.
"""

from dataclasses import replace
from typing import Any

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.rules import (
    MOST,
    asks,
    believable,
    has_problem,
    in_the_past,
    not_asked,
    one_by_one,
    part_within_total,
    several,
    some_audience,
    some_link,
    some_text,
    within_total,
)

PARTICIPANTS = Question("participants", Ask.COUNT, 4, constraint=believable, minimum=1, maximum=MOST)


def _group(part: str) -> Question:
    return Question(
        f"groups_{part}",
        Ask.COUNT,
        5,
        required=False,
        relevant=one_by_one,
        constraint=part_within_total,
    )


EVENT = Form(
    "event",
    version=1,
    steps=7,
    questions=(
        Question("activity", Ask.SELECT_ONE, 1, source="activities"),
        Question("type", Ask.SELECT_ONE, 1, relevant=several("types"), source="types"),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds"),
        Question(
            "audience",
            Ask.SELECT_MULTIPLE,
            1,
            relevant=asks("audience"),
            source="audiences",
            constraint=some_audience,
        ),
        Question("discipline", Ask.TEXT, 1, relevant=asks("discipline"), max_length=80, constraint=some_text),
        Question("held", Ask.PERIOD, 2, constraint=in_the_past),
        Question("place", Ask.PLACE, 3, max_length=120, constraint=some_text),
        PARTICIPANTS,
        Question("volunteers", Ask.COUNT, 4, relevant=asks("volunteers"), constraint=part_within_total),
        Question("groups", Ask.BREAKDOWN, 5, required=False, constraint=within_total),
        _group("women"),
        _group("young"),
        _group("vulnerable"),
        Question("photos", Ask.MEDIA, 6, required=False, max_length=1500, maximum=10),
        Question("parties", Ask.PARTIES, 6, on_request=not_asked("partners"), max_length=600),
        Question("vulnerable_kinds", Ask.SELECT_MULTIPLE, 7, on_request=always, source="vulnerable_kinds"),
        Question("good_practice", Ask.TEXT, 7, on_request=always, max_length=600, constraint=some_text),
        Question("problem", Ask.TEXT, 7, on_request=always, max_length=600, constraint=some_text),
        Question("measure", Ask.TEXT, 7, required=False, relevant=has_problem, max_length=600),
        Question("heading", Ask.TEXT, 7, on_request=always, max_length=120, constraint=some_text),
    ),
)


def borrowed(name: str, step: int, **changes: Any) -> Question:
    """An event's question in another form, asked with the same words at another step."""
    return replace(EVENT.question(name), **{"step": step, "words": f"{EVENT.name}.{name}", **changes})


def opening() -> tuple[Question, ...]:
    """What every record begins with: the activity, and what is reported where it may be several things."""
    return borrowed("activity", 1), borrowed("type", 1)


def closing(step: int, *more: str) -> tuple[Question, ...]:
    """What every review offers: a good practice, a problem with its measure, and ``more`` of the event's."""
    names = (*more, "good_practice", "problem", "measure")
    return tuple(borrowed(name, step) for name in names)


def papers(step: int) -> Question:
    """A document or a picture of it: what supports an agreement, a consultation or a meeting."""
    return borrowed("photos", step, words="record.papers")


def link(step: int) -> Question:
    """Where it can be seen by anybody."""
    return Question(
        "link",
        Ask.TEXT,
        step,
        required=False,
        max_length=300,
        constraint=some_link,
        words="record.link",
    )
