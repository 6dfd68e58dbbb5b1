"""A project: who pays, how much, from when to when, and how far it has come.

A stage brings its date: the council reads "submitted → funded" by year. Theme and programme follow from
the activity where the plan offers a single one.
"""

from dataclasses import replace

from handlers.flow.form import Answers, Ask, Facts, Form, Question, always
from handlers.forms.event import borrowed, closing, opening
from handlers.forms.rules import (
    asks,
    believable_rate,
    chosen,
    foreign,
    lasting,
    one_day,
    picked,
    several,
    some_text,
)

SUBMITTED, FUNDED, REJECTED, AT_WORK, COMPLETED = (
    "submitted",
    "funded",
    "rejected",
    "in_implementation",
    "completed",
)
STAGES = (SUBMITTED, FUNDED, REJECTED, AT_WORK, COMPLETED)
THEMES = ("vulnerable_groups", "environment")
STARTED = "started"
DAY_OF = {
    SUBMITTED: SUBMITTED,
    FUNDED: FUNDED,
    REJECTED: REJECTED,
    AT_WORK: STARTED,
    COMPLETED: COMPLETED,
}
"""Stage → the question that keeps the day it was reached."""

EARLIER = "earlier"
"""In the answers of a project that was submitted again: ``[[stage, ISO day], …]`` of its earlier rounds."""

FUNDING = ("municipal_grants", "civic_budget", "national", "international", "private", "own")


def awarded(answers: Answers, facts: Facts) -> bool:
    """Somebody else's money was granted: the day of the award says in which year it counts."""
    granted = answers.get("stage") in (FUNDED, AT_WORK, COMPLETED)
    return granted and picked("funding", answers, facts) != "own"


def still_going(answers: Answers, facts: Facts) -> bool:
    """What a project changed may be told any time; it is asked for when the project is over."""
    return answers.get("stage") != COMPLETED


def _day(name: str, relevant: object) -> Question:
    return Question(name, Ask.PERIOD, 5, relevant=relevant, constraint=one_day(name))  # type: ignore[arg-type]


PROJECT = Form(
    "project",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("heading", Ask.TEXT, 1, max_length=200, constraint=some_text),
        Question("funding", Ask.SELECT_ONE, 2, relevant=several("funding"), source="funding"),
        Question(
            "donor",
            Ask.TEXT,
            2,
            relevant=chosen("funding", "national", "international", "private"),
            max_length=200,
            constraint=some_text,
        ),
        Question("amount", Ask.MONEY, 3, required=False),
        Question("rate", Ask.MONEY, 3, relevant=foreign, constraint=believable_rate, currency="MDL"),
        Question("span", Ask.SPAN, 4, constraint=lasting, words="record.span"),
        Question("stage", Ask.SELECT_ONE, 5, source="stages"),
        _day("submitted", asks("submitted")),
        _day("funded", awarded),
        _day("rejected", chosen("stage", REJECTED)),
        replace(_day(STARTED, chosen("stage", AT_WORK, COMPLETED)), on_request=always),
        _day("completed", chosen("stage", COMPLETED)),
        Question("target", Ask.TEXT, 5, relevant=asks("target"), max_length=200, constraint=some_text),
        Question(
            "impact",
            Ask.TEXT,
            5,
            relevant=asks("impact"),
            on_request=still_going,
            max_length=600,
            constraint=some_text,
        ),
        Question("own_money", Ask.MONEY, 6, on_request=always, currency="MDL"),
        borrowed("participants", 6, on_request=always),
        borrowed("photos", 6, on_request=always),
        borrowed("parties", 6, on_request=always),
        *closing(6),
    ),
)
