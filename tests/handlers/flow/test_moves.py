"""Back, edit, skip and what is at hand: one move at a time."""

from datetime import date

import pytest

from handlers.flow import screens
from handlers.flow.form import Ask, Form, Question, renamed
from handlers.flow.hear import period
from handlers.flow.walk import State, answer, back, edit, propose, renewed, skip, walk
from handlers.forms.event import EVENT
from handlers.messages import Choice, Role, Text
from tests.support.facts import FakeFacts, answers_of, spoken

FACTS = FakeFacts()
NEW_VALUES = {
    "activity": "?",
    "held": period(date(2026, 10, 3), date(2026, 10, 4)),
    "place": "Online",
    "participants": {"total": 40, "estimated": True},
    "groups": {"women": 1, "men": None, "young": None, "vulnerable": None},
    "photos": {"files": [7], "text": "Bine"},
}


def open_name(state: State, form: Form = EVENT, facts: FakeFacts = FACTS) -> str | None:
    question = walk(form, state, facts).open
    return question.name if question else None


def buttons(state: State) -> tuple[Choice, ...]:
    here = walk(EVENT, state, FACTS)
    assert here.open is not None
    return screens.question_screen(EVENT, here.open, state, here, FACTS).choices


@pytest.mark.parametrize("name", sorted(NEW_VALUES))
def test_an_edit_of_one_answer_comes_back_to_the_review(name: str) -> None:
    state = edit(State(answers_of()), name)
    assert open_name(state) == name
    state = answer(state, name, NEW_VALUES[name])
    assert open_name(state) is None
    assert state.answers == {**answers_of(), name: NEW_VALUES[name]}


@pytest.mark.parametrize("name", sorted(NEW_VALUES))
def test_back_out_of_an_edit_restores_the_answer_even_a_skipped_one(name: str) -> None:
    whole = State(answers_of())
    assert back(EVENT, edit(whole, name), FACTS) == whole


def test_back_out_of_an_edit_does_not_take_ticks_for_an_answer() -> None:
    whole = State(answers_of("8.1", audience=["children"]))
    ticking = propose(propose(edit(whole, "audience"), "audience", ["children", "adults"]), "audience", [])
    assert back(EVENT, ticking, FACTS) == whole


def test_back_out_of_ticking_something_new_answers_nothing() -> None:
    ticking = propose(edit(State(answers_of()), "vulnerable_kinds"), "vulnerable_kinds", ["older"])
    left = back(EVENT, ticking, FACTS)
    assert open_name(left) is None
    assert "vulnerable_kinds" not in left.answers


def test_back_forgets_the_last_answer_and_keeps_it_at_hand() -> None:
    state = State({"activity": "3.2", "held": period(date(2026, 10, 12)), "place": "Biblioteca"})
    state = back(EVENT, state, FACTS)
    assert open_name(state) == "place"
    assert ("answer", ("place", "Biblioteca")) in [(one.action, one.args) for one in buttons(state)]


def test_back_from_the_measure_asks_the_problem_again_and_then_lets_go_of_it() -> None:
    state = State(answers_of(problem="A plouat"))
    assert open_name(state) == "measure"
    state = back(EVENT, state, FACTS)
    assert open_name(state) == "problem"
    state = back(EVENT, state, FACTS)
    assert open_name(state) is None
    assert "problem" not in state.answers
    state = edit(state, "problem")
    assert ("problem", "A plouat") in [one.args for one in buttons(state)]
    assert "problem" not in back(EVENT, state, FACTS).answers


def test_an_answer_that_no_longer_fits_is_asked_again_with_the_reason_and_nothing_else_is() -> None:
    state = answer(
        edit(State(answers_of()), "participants"), "participants", {"total": 9, "estimated": False}
    )
    here = walk(EVENT, state, FACTS)
    assert here.open is not None
    assert here.open.name == "groups"
    screen = screens.question_screen(EVENT, here.open, state, here, FACTS)
    assert isinstance(screen.error, Text)
    assert screen.error.key == "event.groups.women"
    assert ("edit", ("participants",)) in [(one.action, one.args) for one in screen.choices]
    state = answer(edit(state, "participants"), "participants", {"total": 25, "estimated": False})
    assert open_name(state) is None
    assert state.answers == answers_of()


def test_a_kind_of_another_activity_does_not_stand() -> None:
    state = answer(edit(State(answers_of("9.1", kind="fair")), "activity"), "activity", "7.1")
    assert open_name(state) == "kind"
    assert all(choice.args != ("kind", "fair") for choice in buttons(state))
    state = answer(edit(state, "activity"), "activity", "9.1")
    assert open_name(state) is None


def test_a_kept_value_is_offered_once_and_only_while_it_can_stand() -> None:
    state = edit(State(answers_of(place="Online")), "place")
    assert [one.args for one in buttons(state)].count(("place", "Online")) == 1
    state = edit(edit(State(answers_of()), "groups"), "participants")
    state = answer(state, "participants", {"total": 9, "estimated": False})
    assert open_name(state) == "groups"
    assert [one.args for one in buttons(state) if one.action == "answer"] == [("groups", {"each": True})]


def test_ticks_that_are_offered_no_more_do_not_block_the_answer() -> None:
    state = propose(State({"activity": "8.1"}), "audience", ["gone", "children"])
    ready = [one.args for one in buttons(state) if one.action == "answer"]
    assert ready == [("audience", ["children"])]


def test_a_required_question_is_not_skipped() -> None:
    with pytest.raises(ValueError, match="place"):
        skip(State(), EVENT.question("place"))
    assert "skip" not in [one.action for one in buttons(State({"activity": "3.2"}))]


def test_back_in_a_part_of_a_long_list_leads_to_the_question_not_before_it() -> None:
    state = edit(State(answers_of()), "activity")
    here = walk(EVENT, state, FACTS)
    screen = screens.question_screen(EVENT, EVENT.question("activity"), state, here, FACTS, "objective:9")
    assert [one.args for one in screen.choices if one.role is not Role.NAV] == [("activity", "9.1")]
    assert [one.action for one in screen.choices if one.role is Role.NAV] == ["look", "park"]


def test_the_label_of_a_kept_text_stays_short() -> None:
    state = edit(State(answers_of(good_practice="foarte " * 80)), "good_practice")
    assert len(spoken(buttons(state)[0].label, "")) < 60
    story = {"files": [1, 2], "text": "foarte\n" * 80}
    state = edit(State(answers_of(photos=story)), "photos")
    assert len(spoken(buttons(state)[0].label, "")) < 60
    line = screens.summary(EVENT, EVENT.question("photos"), story, walk(EVENT, state, FACTS), FACTS)
    assert "\n" not in spoken(line, "")
    assert len(spoken(line, "")) < 150


def test_a_renamed_question_keeps_its_edit_and_its_ticks() -> None:
    old = Form("f", 1, (Question("a", Ask.TEXT, 1), Question("b", Ask.TEXT, 2, required=False)), 3)
    new = Form(
        "f",
        2,
        (old.questions[0], Question("c", Ask.TEXT, 2, required=False)),
        3,
        migrations={2: renamed("b", "c")},
    )
    state = propose(edit(State({"a": "x", "b": "y"}), "b"), "b", "z")
    state = renewed(new, state, 1)
    assert open_name(state, new) == "c"
    assert back(new, state, FACTS) == State({"a": "x", "c": "y"})
