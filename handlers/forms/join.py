"""Joining: the language, the code of the invitation, the organisation, the privacy notice."""

from handlers.flow.form import Answers, Ask, Facts, Form, Question


def refused(answers: Answers, facts: Facts) -> bool:
    """The person said that the organisation is another one."""
    return answers.get("organisation") == "no"


def agreed(answers: Answers, facts: Facts) -> bool:
    """The invitation is for this person."""
    return answers.get("organisation") != "no"


JOIN = Form(
    "join",
    version=1,
    steps=0,
    can_wait=False,
    questions=(
        Question("language", Ask.SELECT_ONE, 0, source="languages"),
        Question("code", Ask.TEXT, 0, max_length=64),
        Question("organisation", Ask.SELECT_ONE, 0, source="yes_no"),
        Question("privacy", Ask.SELECT_ONE, 0, relevant=agreed, source="consent"),
    ),
)
