"""Every choice of every question of the event report can be typed in Romanian and in Russian."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.texts import Texts
from handlers.context import Context
from handlers.dispatch import typed_choice
from handlers.flow.form import Ask, Option, Question
from handlers.flow.hear import Value, hear
from handlers.flow.screens import question_screen
from handlers.flow.walk import State, Walk, answer, edit, walk
from handlers.forms.event import EVENT
from handlers.messages import Choice, Role, Screen
from handlers.understand.fold import plain
from handlers.wire import pack_choice
from storage.screens import Shown
from tests.support.facts import ACTIVITIES, TODAY, FakeFacts, answers_of

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)
FACTS = FakeFacts()
TEXTS = Texts(lambda: TODAY)
WISHED = [question.name for question in EVENT.questions if question.on_request is not None]


def states(activity: str) -> Iterator[State]:
    """Each question of a report in turn: new, with its value at hand, and asked for on the review."""
    three = {f"groups_{part}": {"total": 3, "estimated": False} for part in ("women", "young", "vulnerable")}
    whole = State(answers_of(activity, groups={"each": True}, **three))
    state = State()
    for name, value in whole.answers.items():
        yield state
        yield edit(whole, name)
        state = answer(state, name, value)
    for name in WISHED:
        yield edit(State(answers_of(activity)), name)
    yield whole


def screens(activity: str) -> Iterator[tuple[Screen, Question, Walk]]:
    for state in states(activity):
        here = walk(EVENT, state, FACTS)
        if here.open is not None:
            yield question_screen(EVENT, here.open, state, here, FACTS), here.open, here


def writings(choice: Choice | Option) -> set[str]:
    labels = {TEXTS.render(language, choice.label) for language in ("ro", "ru")}
    return labels | {plain(label) for label in labels}


def meant(screen: Screen, question: Question, here: Walk, text: str) -> tuple[str, tuple[Any, ...]] | None:
    """What typing ``text`` below ``screen`` does: the button of that label, else what is heard."""
    packed = [pack_choice(one) for one in screen.choices]
    shown = Shown("h", "web", "1", 1, None, screen.key, 5, 2, packed, NOW.replace(hour=10))
    context = SimpleNamespace(
        session=SimpleNamespace(screen=shown, plain=False),
        person=1,
        inbound=SimpleNamespace(chat="1"),
        now=NOW,
        draft=SimpleNamespace(id=5, revision=2),
        world=SimpleNamespace(every=TEXTS.every),
    )
    choice = typed_choice(cast(Context, context), text)
    if choice is not None:
        return choice.action, choice.args
    heard = hear(question, text, here.standing, FACTS, TEXTS.every)
    return ("answer", (question.name, heard.value)) if isinstance(heard, Value) else None


@pytest.mark.parametrize("activity", sorted(ACTIVITIES))
def test_a_label_that_is_typed_does_what_its_button_does(activity: str) -> None:
    seen = set()
    for screen, question, here in screens(activity):
        for choice in screen.choices:
            if choice.role is not Role.NAV:
                seen.add(question.name)
                for text in writings(choice):
                    assert meant(screen, question, here, text) == (choice.action, choice.args), text
    assert seen >= {"activity", "held", "place", "participants", "groups", "photos", "vulnerable_kinds"}


@pytest.mark.parametrize("activity", sorted(ACTIVITIES))
def test_an_option_is_heard_by_its_label_whether_it_is_on_the_screen_or_not(activity: str) -> None:
    for _, question, here in screens(activity):
        for option in FACTS.options(question.source, here.standing) if question.source else ():
            value: Any = option.id if question.ask is Ask.SELECT_ONE else [option.id]
            for text in (*writings(option), *option.aliases):
                assert hear(question, text, here.standing, FACTS, TEXTS.every) == Value(value), text


@pytest.mark.parametrize("activity", sorted(ACTIVITIES))
def test_no_two_buttons_of_a_screen_read_the_same(activity: str) -> None:
    for screen, _, _ in screens(activity):
        for language in ("ro", "ru"):
            labels = [plain(TEXTS.render(language, choice.label)) for choice in screen.choices]
            assert len(labels) == len(set(labels)), labels


def test_a_number_is_no_place_in_a_list_that_is_not_on_the_screen() -> None:
    question = EVENT.question("activity")
    heard = hear(question, "10", {}, FACTS, TEXTS.every)
    assert not isinstance(heard, Value)
    assert [way.args for way in heard.ways] == [("activity", "10.1")] if heard else False
    assert hear(question, "2", {}, FACTS, TEXTS.every) is None
    assert hear(question, "2", {}, FakeFacts(recent=()), TEXTS.every) == Value("5.1")
