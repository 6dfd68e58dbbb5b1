"""A new member organisation: its name, and whether it really is another one than a similar member."""

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.messages import say


def some_name(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """A name has at least three letters."""
    return None if len(value.strip()) > 2 else Problem(say("ask.too_short", text=value))


def has_similar(answers: Answers, facts: Facts) -> bool:
    """A present member has nearly the same name."""
    return bool(facts.options("similar", answers))


MEMBER = Form(
    "member",
    version=1,
    steps=0,
    questions=(
        Question("name", Ask.TEXT, 0, max_length=120, constraint=some_name),
        Question("similar", Ask.SELECT_ONE, 0, relevant=has_similar, source="similar"),
    ),
)
