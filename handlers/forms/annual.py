"""The annual report of a member: what its records say is proposed, the member approves, adds and plans.

Steps: figures, results by objective, good practices, problems, a measure for each problem, plans, review.
The proposals come from the records (``handlers.annual.facts``); words of the member's own are separate
questions that are asked when they are wished for.
"""

from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question, Relevant, always
from handlers.messages import say

ACTIVE, INACTIVE = "yes", "none"
OBJECTIVES = tuple(str(number) for number in range(1, 11))
ON_A_SCREEN = 3
PAGES = tuple(f"results_{number}" for number in range(1, -(-len(OBJECTIVES) // ON_A_SCREEN) + 1))
OWN = (1, 2, 3)
"""Practices, problems and plans that can be added in the member's own words."""

FROM_RECORDS = 8
"""Problems that are taken over from records; more stay where they were told."""

SLOTS = tuple(range(1, len(OWN) + FROM_RECORDS + 1))
"""Places of the measures: those of one's own problems come first, so that a new record moves none."""

MOST_PRACTICES = 3
SHORTEST = 10
NO_MEASURE, TOWN_HALL = "?none", "?town_hall"
"""Ready answers to "what do you propose": nothing yet, and a request to the town hall."""


def is_active(answers: Answers, facts: Facts) -> bool:
    """The organisation did something in the year."""
    return answers.get("figures") == ACTIVE


def is_inactive(answers: Answers, facts: Facts) -> bool:
    """A year without activity: what is left may be told, and is not asked."""
    return answers.get("figures") == INACTIVE


def has_page(page: str) -> Relevant:
    """Relevant while there are objectives left for this page."""
    return lambda answers, facts: is_active(answers, facts) and bool(facts.options(page, answers))


def has_problem(slot: int) -> Relevant:
    """Relevant when the problem of this slot was kept."""
    return lambda answers, facts: str(slot) in {one.id for one in facts.options("troubles", answers)}


def some_words(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """At least a sentence; a ready answer is one."""
    if value in (NO_MEASURE, TOWN_HALL) or len(str(value).strip()) >= SHORTEST:
        return None
    return Problem(say("annual.short", text=str(value)[:60]))


def few_enough(value: list[str], answers: Answers, facts: Facts) -> Problem | None:
    """At most three practices, one's own among them."""
    chosen = len(value) + sum(bool(answers.get(f"practice_own_{one}")) for one in OWN)
    if chosen <= MOST_PRACTICES:
        return None
    return Problem(say("annual.practices.many", chosen, most=MOST_PRACTICES))


def _own(kind: str, step: int, most: int, relevant: Relevant = always) -> tuple[Question, ...]:
    return tuple(
        Question(
            f"{kind}_own_{number}",
            Ask.TEXT,
            step,
            required=False,
            on_request=always,
            relevant=relevant,
            constraint=some_words,
            max_length=most,
            words=f"annual.{kind}_own",
        )
        for number in OWN
    )


ANNUAL = Form(
    "annual",
    version=1,
    steps=7,
    questions=(
        Question("figures", Ask.SELECT_ONE, 1, source="figures"),
        *(
            Question(
                f"result_{code}",
                Ask.TEXT,
                2,
                required=False,
                on_request=always,
                relevant=is_active,
                constraint=some_words,
                max_length=1500,
                words="annual.result",
            )
            for code in OBJECTIVES
        ),
        *(
            Question(page, Ask.SELECT_ONE, 2, relevant=has_page(page), source=page, words="annual.results")
            for page in PAGES
        ),
        *_own("practice", 3, 600, is_active),
        Question(
            "practices", Ask.SELECT_MULTIPLE, 3, relevant=is_active, source="practices", constraint=few_enough
        ),
        *_own("problem", 4, 600),
        Question("problems", Ask.SELECT_MULTIPLE, 4, on_request=is_inactive, source="problems"),
        *(
            Question(
                f"measure_{slot}",
                Ask.TEXT,
                5,
                relevant=has_problem(slot),
                constraint=some_words,
                max_length=600,
                words="annual.measure",
            )
            for slot in SLOTS
        ),
        *_own("plan", 6, 300),
        Question("plans", Ask.SELECT_MULTIPLE, 6, on_request=is_inactive, source="plans"),
    ),
)
