"""The last word before a table ends many memberships: the number of members, typed."""

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.messages import say


def that_number(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """Exactly the number that was shown."""
    (wanted,) = facts.options("leaving", answers)
    if value.strip() == wanted.id:
        return None
    return Problem(say("members_sure.number.constraint", text=value[:20]))


MEMBERS_SURE = Form(
    "members_sure",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("number", Ask.TEXT, 0, constraint=that_number, max_length=20, private=True),),
)
