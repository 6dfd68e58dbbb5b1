"""What the register keeps of a member, changed one field at a time; and the last day of one that leaves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.flow.form import Answers, Ask, Constraint, Facts, Form, Problem, Question, Relevant
from handlers.forms.member import some_name
from handlers.messages import Day, say
from handlers.understand.contacts import read_email, read_idno, read_phones

FIELDS = ("name", "name_ru", "idno", "phone", "email", "joined_on", "language")
"""Columns that can be changed, in the order in which they are offered."""


def of_field(name: str) -> Relevant:
    """This field was chosen."""
    return lambda answers, facts: answers.get("field") == name


def readable(name: str, read: Callable[[str], str | None]) -> Constraint:
    """The words are a value of this field, and no other member has it."""

    def judge(value: str, answers: Answers, facts: Facts) -> Problem | None:
        if read(value) is None:
            return Problem(say(f"member_data.{name}.constraint", text=value[:60]))
        return nobody_elses(name, value, answers, facts)

    return judge


def nobody_elses(name: str, value: str, answers: Answers, facts: Facts) -> Problem | None:
    """Names and codes belong to one member."""
    taken = facts.options("taken", {**answers, name: value})
    return Problem(say("member_data.taken", organisation=taken[0].label)) if taken else None


def own_name(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """A name of at least three letters that no other member has."""
    return some_name(value, answers, facts) or nobody_elses("name", value, answers, facts)


def one_past_day(value: dict[str, Any], answers: Answers, facts: Facts) -> Problem | None:
    """A single day that has come."""
    first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
    if first != last:
        return Problem(say("member_data.one_day"))
    return Problem(say("member_data.not_yet", day=Day(first, "long"))) if first > facts.today else None


def left_after_joining(value: dict[str, Any], answers: Answers, facts: Facts) -> Problem | None:
    """The last day has come and is not before the first one."""
    problem = one_past_day(value, answers, facts)
    (joined,) = facts.options("joined", answers)
    if problem is None and value["first"] < joined.id:
        return Problem(say("member_left.before", day=joined.label))
    return problem


MEMBER_DATA = Form(
    "member_data",
    version=1,
    steps=0,
    can_wait=False,
    questions=(
        Question("field", Ask.SELECT_ONE, 0, source="fields"),
        Question("name", Ask.TEXT, 0, relevant=of_field("name"), max_length=120, constraint=own_name),
        Question(
            "name_ru",
            Ask.TEXT,
            0,
            required=False,
            relevant=of_field("name_ru"),
            max_length=120,
            constraint=some_name,
        ),
        Question(
            "idno",
            Ask.TEXT,
            0,
            required=False,
            relevant=of_field("idno"),
            constraint=readable("idno", read_idno),
            private=True,
        ),
        Question(
            "phone",
            Ask.TEXT,
            0,
            required=False,
            relevant=of_field("phone"),
            constraint=readable("phone", read_phones),
            private=True,
        ),
        Question(
            "email",
            Ask.TEXT,
            0,
            required=False,
            relevant=of_field("email"),
            constraint=readable("email", read_email),
            private=True,
        ),
        Question("joined_on", Ask.PERIOD, 0, relevant=of_field("joined_on"), constraint=one_past_day),
        Question(
            "language", Ask.SELECT_ONE, 0, required=False, relevant=of_field("language"), source="letters"
        ),
    ),
)
MEMBER_LEFT = Form(
    "member_left",
    version=1,
    steps=0,
    can_wait=False,
    questions=(
        Question("day", Ask.PERIOD, 0, constraint=left_after_joining),
        Question("sure", Ask.SELECT_ONE, 0, source="sure"),
    ),
)
