"""The secretariat asks back about an annual report: which blocks, and one question for each."""

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.forms.ask_back import chosen
from handlers.messages import say

BLOCKS = ("figures", "results", "practices", "problems", "measures", "plans")
"""The parts of a report that can be asked back."""


def some_block(value: list[str], answers: Answers, facts: Facts) -> Problem | None:
    """At least one block."""
    return None if value else Problem(say("annual_ask.fields.none"))


ANNUAL_ASK = Form(
    "annual_ask",
    version=1,
    steps=0,
    questions=(
        Question("fields", Ask.SELECT_MULTIPLE, 0, source="fields", constraint=some_block),
        *(
            Question(
                f"about_{name}", Ask.TEXT, 0, relevant=chosen(name), max_length=300, words="annual_ask.about"
            )
            for name in BLOCKS
        ),
    ),
)
