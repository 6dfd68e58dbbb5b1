"""The secretariat asks back about a report: which fields, and one question for each."""

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question, Relevant
from handlers.forms.records import RECORD_FORMS
from handlers.messages import say

USUAL = ("activity", "held", "place", "participants", "groups", "photos", "parties")
"""Fields with words of their own: most questions are about them."""

_SMALL = ("type", "groups_women", "groups_young", "groups_vulnerable")
"""Parts of other questions, never asked back alone."""

FIELDS = tuple(
    dict.fromkeys(
        (
            *USUAL,
            *(one.name for form in RECORD_FORMS.values() for one in form.questions if one.name not in _SMALL),
        )
    )
)
"""Fields that can be asked back; each is a question of some record's form."""


def chosen(name: str) -> Relevant:
    """Relevant when the field called ``name`` was ticked."""
    return lambda answers, facts: name in (answers.get("fields") or ())


def _about(name: str) -> Question:
    words = "" if name in USUAL else "ask_back.about_any"
    return Question(f"about_{name}", Ask.TEXT, 0, relevant=chosen(name), max_length=300, words=words)


def some_field(value: list[str], answers: Answers, facts: Facts) -> Problem | None:
    """At least one field."""
    return None if value else Problem(say("ask_back.fields.none"))


ASK_BACK = Form(
    "ask_back",
    version=1,
    steps=0,
    questions=(
        Question("fields", Ask.SELECT_MULTIPLE, 0, source="fields", constraint=some_field),
        *(_about(name) for name in FIELDS),
    ),
)
