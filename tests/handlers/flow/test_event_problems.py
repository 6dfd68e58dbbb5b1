"""Every way in which an answer of the event report cannot stand, and the way out of it."""

from datetime import date
from typing import Any

import pytest

from handlers.flow.form import Problem
from handlers.flow.hear import Value, hear, period
from handlers.flow.screens import question_screen, review_screen, with_problem
from handlers.flow.walk import State, answer, edit, problem_of, skip, walk
from handlers.forms.event import EVENT
from handlers.messages import Said, Text
from tests.support.facts import FakeFacts, answers_of, every

FACTS = FakeFacts()


def count(total: int, **more: Any) -> dict[str, Any]:
    return {"total": total, "estimated": False, **more}


def groups(women: int | None = None, men: int | None = None, young: int | None = None) -> dict[str, Any]:
    return {"women": women, "men": men, "young": young, "vulnerable": None}


def judged(name: str, value: Any, activity: str = "3.2", facts: FakeFacts = FACTS) -> Problem | None:
    return problem_of(EVENT.question(name), value, answers_of(activity), facts)


def key_of(said: Said) -> str:
    assert isinstance(said, Text)
    return said.key


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("held", period(date(2026, 10, 15)), "event.held.future"),
        ("held", period(date(2026, 10, 13), date(2026, 10, 15)), "event.held.future"),
        ("held", period(date(2026, 10, 12), date(2026, 10, 11)), "event.held.backwards"),
        ("held", period(date(2021, 1, 1)), "event.held.old"),
        ("participants", count(0), "event.participants.range"),
        ("participants", count(100_001, sure=True), "event.participants.range"),
        ("participants", count(5_001), "event.participants.unusual"),
        ("groups", groups(women=26), "event.groups.women"),
        ("groups", groups(men=26), "event.groups.men"),
        ("groups", groups(young=26), "event.groups.young"),
        ("groups", groups(women=10, men=10), "event.groups.sexes"),
        ("groups", groups(women=20, men=20), "event.groups.sexes"),
        ("groups_women", count(26), "event.groups.part"),
        ("volunteers", count(26), "event.groups.part"),
        ("audience", [], "event.audience.none"),
        ("place", "B", "ask.too_short"),
        ("discipline", "x", "ask.too_short"),
        ("heading", "x", "ask.too_short"),
    ],
)
def test_a_value_that_cannot_stand_says_why(name: str, value: Any, key: str) -> None:
    problem = judged(name, value)
    assert problem is not None
    assert key_of(problem.message) == key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("held", period(date(2026, 10, 14))),
        ("participants", count(1)),
        ("participants", count(5_000)),
        ("participants", count(100_000, sure=True)),
        ("groups", groups()),
        ("groups", groups(women=10, men=15)),
        ("groups", groups(women=25, young=25)),
        ("groups_women", count(25)),
        ("volunteers", count(0)),
        ("vulnerable_kinds", []),
        ("heading", "Da"),
    ],
)
def test_a_value_on_the_edge_stands(name: str, value: Any) -> None:
    assert judged(name, value) is None


def test_a_future_day_can_wait() -> None:
    problem = judged("held", period(date(2026, 10, 20), date(2026, 10, 21)))
    assert problem is not None
    assert [(way.action, way.args) for way in problem.ways] == [("wait", ("2026-10-20", "2026-10-21"))]


def test_three_times_the_usual_is_confirmed_with_one_tap_and_then_stands() -> None:
    facts = FakeFacts(usual=30)
    assert judged("participants", count(90), facts=facts) is None
    problem = judged("participants", count(91, estimated=True), facts=facts)
    assert problem is not None
    (sure,) = problem.ways
    assert sure.args == ("participants", {"total": 91, "estimated": True, "sure": True})
    assert judged("participants", sure.args[1], facts=facts) is None


@pytest.mark.parametrize(
    ("name", "text", "ways"),
    [
        ("participants", "20-25", [count(20), count(25)]),
        ("groups", "15 10", [{"women": 15, "men": None, "young": 10, "vulnerable": None}]),
    ],
)
def test_a_doubt_is_asked_on_the_same_screen(name: str, text: str, ways: list[Any]) -> None:
    state = edit(State(answers_of()), name)
    here = walk(EVENT, state, FACTS)
    question = EVENT.question(name)
    problem = hear(question, text, here.standing, FACTS, every)
    assert isinstance(problem, Problem)
    screen = with_problem(question_screen(EVENT, question, state, here, FACTS), problem)
    assert [choice.args[1] for choice in screen.choices[: len(ways)]] == ways
    assert key_of(screen.error or "") == ("ask.doubt" if len(ways) > 1 else "ask.is_it")


def test_men_are_not_shown_as_women_when_a_reading_is_confirmed() -> None:
    problem = hear(EVENT.question("groups"), "~ 10 barbati", answers_of(), FACTS, every)
    assert isinstance(problem, Problem)
    (way,) = problem.ways
    assert way.args[1] == {"women": None, "men": 10, "young": None, "vulnerable": None}
    assert every(way.label)[0].startswith("ro ask.breakdown.men 10")


@pytest.mark.parametrize("name", ["place", "photos", "parties", "good_practice", "discipline"])
def test_a_text_that_is_too_long_says_how_long_it_may_be(name: str) -> None:
    question = EVENT.question(name)
    assert isinstance(hear(question, "а, " * 2 + "a" * (question.max_length - 6), {}, FACTS, every), Value)
    problem = hear(question, "a" * (question.max_length + 1), {}, FACTS, every)
    assert isinstance(problem, Problem)
    assert problem.message == Text("ask.too_long", {"maximum": question.max_length}, question.max_length + 1)


def asked(state: State) -> list[str]:
    """The questions that are asked from here on, each answered with what makes it stand."""
    good = {**answers_of("5.1"), **answers_of("9.1"), **answers_of("10.1"), **answers_of("8.1")}
    names = []
    while (question := walk(EVENT, state, FACTS).open) is not None:
        names.append(question.name)
        value = count(3) if question.name.startswith("groups_") else good[question.name]
        state = answer(state, question.name, value)
    return names


USUAL = ["held", "place", "participants", "groups", "photos"]


@pytest.mark.parametrize(
    ("activity", "names"),
    [
        ("3.2", USUAL),
        ("?", USUAL),
        ("5.1", ["held", "place", "participants", "volunteers", "groups", "photos"]),
        ("8.1", ["audience", *USUAL]),
        ("9.1", ["kind", *USUAL, "parties"]),
        ("10.1", ["discipline", *USUAL]),
    ],
)
def test_an_activity_asks_what_the_plan_asks_of_it(activity: str, names: list[str]) -> None:
    assert asked(State({"activity": activity})) == names


def test_groups_one_by_one_are_three_questions() -> None:
    state = State({**answers_of(), "groups": {"each": True}})
    assert asked(state) == ["groups_women", "groups_young", "groups_vulnerable"]


def test_partners_that_the_plan_asks_cannot_be_skipped_but_may_be_nobody() -> None:
    state = State({**answers_of("9.1"), "parties": None})
    question = walk(EVENT, state, FACTS).open
    assert question is not None
    assert question.name == "parties"
    assert walk(EVENT, skip(state, question), FACTS).open is question
    for text in ("fără parteneri", "без партнёров", "Nimeni"):
        heard = hear(question, text, {}, FACTS, every)
        assert heard == Value({"members": [], "names": [], "lpa": False})
    assert walk(EVENT, State(answers_of("9.1")), FACTS).open is None


def test_partners_are_on_the_review_when_the_plan_does_not_ask_them() -> None:
    here = walk(EVENT, State(answers_of()), FACTS)
    wished = [one.args[0] for one in review_screen(EVENT, here, FACTS, ()).choices if one.action == "edit"]
    assert wished == ["parties", "vulnerable_kinds", "good_practice", "problem", "heading"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Casa Mare, ACR", {"members": [3], "names": ["ACR"], "lpa": False}),
        ("Каса Маре; примэрия", {"members": [3], "names": [], "lpa": True}),
        ("Casa Mare, Каса Маре", {"members": [3], "names": [], "lpa": False}),
        ("1", {"members": [], "names": ["1"], "lpa": False}),
    ],
)
def test_partners_are_heard(text: str, value: Any) -> None:
    assert hear(EVENT.question("parties"), text, {}, FACTS, every) == Value(value)


def test_a_partner_with_nearly_the_name_of_a_member_is_asked() -> None:
    problem = hear(EVENT.question("parties"), "ACR, Sperantsa", {}, FACTS, every)
    assert isinstance(problem, Problem)
    assert [way.args[1] for way in problem.ways] == [
        {"members": [4], "names": ["ACR"], "lpa": False},
        {"members": [], "names": ["ACR", "Sperantsa"], "lpa": False},
    ]


def test_signs_alone_are_no_partner() -> None:
    assert hear(EVENT.question("parties"), "🙂!", {}, FACTS, every) is None


def test_a_doubtful_choice_is_proposed_in_the_language_of_the_reader() -> None:
    question = EVENT.question("kind")
    problem = hear(question, "festival sau targ", {"activity": "9.1"}, FACTS, every)
    assert isinstance(problem, Problem)
    assert "Фестиваль" in [every(way.label)[-1] for way in problem.ways]
