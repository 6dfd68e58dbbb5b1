"""The secretariat asks back about a report: which fields, and one question for each."""

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question, Relevant
from handlers.messages import say

FIELDS = ("activity", "held", "place", "participants", "groups", "photos", "parties")
"""Fields that can be asked back; each is a question of the event form."""


def _chosen(name: str) -> Relevant:
    return lambda answers, facts: name in (answers.get("fields") or ())


def some_field(value: list[str], answers: Answers, facts: Facts) -> Problem | None:
    """At least one field."""
    return None if value else Problem(say("ask_back.fields.none"))


ASK_BACK = Form(
    "ask_back",
    version=1,
    steps=0,
    questions=(
        Question("fields", Ask.SELECT_MULTIPLE, 0, source="fields", constraint=some_field),
        *(Question(f"about_{name}", Ask.TEXT, 0, relevant=_chosen(name), max_length=300) for name in FIELDS),
    ),
)
