"""Answers as people read them, on the review and on the line that an answered screen becomes."""

from collections.abc import Sequence
from typing import Any

import pytest

from handlers.flow.form import Answers
from handlers.flow.screens import numbered, summary
from handlers.flow.shown import shown
from handlers.flow.walk import State, walk
from handlers.forms.ask_back import ASK_BACK
from handlers.forms.event import EVENT
from handlers.messages import Choice, say
from tests.support.facts import FakeFacts, answers_of, spoken

FACTS = FakeFacts()


@pytest.mark.parametrize(
    ("name", "value", "russian"),
    [
        ("activity", "9.1", "9.1 Фестивали"),
        ("audience", ["children", "adults"], "Дети, Взрослые"),
        ("audience", [], "ru ask.nothing"),
        ("held", {"first": "2026-10-12", "last": "2026-10-14"}, "12.10.2026-14.10.2026"),
        ("place", "Biblioteca", "Biblioteca"),
        ("participants", {"total": 1250, "estimated": False}, "ru ask.count.exact 1250"),
        ("participants", {"total": 30, "estimated": True}, "ru ask.count.about 30"),
        ("groups", {"women": 0, "men": None, "young": 2, "vulnerable": None},
         "ru ask.breakdown.women 0, ru ask.breakdown.young 2"),
        ("groups", {"women": None, "men": None, "young": None, "vulnerable": None}, "ru ask.breakdown.none"),
        ("photos", {"files": [1, 2], "text": "Bine"}, "ru ask.media.files 2 · Bine"),
        ("photos", {"files": [], "text": "Bine"}, "Bine"),
        ("photos", None, "ru ask.nothing"),
        ("parties", {"members": [3, 99], "names": ["ACR"], "lpa": True}, "Каса Маре, 99, ACR, Примэрия"),
        ("parties", {"members": [], "names": [], "lpa": False}, "ru ask.parties.none"),
    ],
)  # fmt: skip
def test_an_answer_is_shown_in_words(name: str, value: Any, russian: str) -> None:
    said = shown(EVENT, EVENT.question(name), value, answers_of(), FACTS)
    assert spoken(said, "ru") == russian


def test_groups_that_were_told_one_by_one_are_shown_together() -> None:
    answers = answers_of(
        groups={"each": True}, groups_women={"total": 15, "estimated": False}, groups_young=None
    )
    said = shown(EVENT, EVENT.question("groups"), {"each": True}, answers, FACTS)
    assert spoken(said, "ro") == "ro ask.breakdown.women 15"


def test_the_review_numbers_what_stands() -> None:
    state = State(answers_of(heading="Hram"))
    lines = [spoken(line, "ro") for line in numbered(EVENT, walk(EVENT, state, FACTS), FACTS)]
    assert [line.split()[2] for line in lines] == [str(number) for number in range(1, 8)]
    assert lines[-1].endswith("Hram")


def test_an_answered_screen_becomes_one_line() -> None:
    here = walk(EVENT, State({"activity": "9.1"}), FACTS)
    line = summary(EVENT, EVENT.question("kind"), "fair", here, FACTS)
    assert spoken(line, "ru") == "ru ask.summary ru event.kind.title 0 Ярмарка"


class AskingBack(FakeFacts):
    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        return [Choice("answer", say("ask_back.groups.how_many.button"), (question, "groups.how_many"))]


def test_a_ready_question_is_shown_by_its_label_and_never_by_its_id() -> None:
    question = ASK_BACK.question("about_groups")
    said = shown(ASK_BACK, question, "groups.how_many", {"fields": ["groups"]}, AskingBack())
    assert said == say("ask_back.groups.how_many.button")
    assert shown(ASK_BACK, question, "Câți?", {"fields": ["groups"]}, AskingBack()) == "Câți?"
