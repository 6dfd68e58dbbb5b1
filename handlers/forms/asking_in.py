"""Asking for access without an invitation: which organisation, which of the likely ones, the notice."""

from handlers.flow.form import Answers, Ask, Facts, Form, Question
from handlers.forms.member import some_name


def has_likely(answers: Answers, facts: Facts) -> bool:
    """Members have a name like the one that was written."""
    return bool(facts.options("likely", answers))


ASKING_IN = Form(
    "asking_in",
    version=1,
    steps=0,
    can_wait=False,
    questions=(
        Question("which", Ask.TEXT, 0, max_length=120, constraint=some_name),
        Question("member", Ask.SELECT_ONE, 0, relevant=has_likely, source="likely"),
        Question("privacy", Ask.SELECT_ONE, 0, source="consent", words="join.privacy"),
    ),
)
