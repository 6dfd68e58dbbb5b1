"""The activities and kinds of the real plan are heard by what people see and by what they would type."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.texts import Texts
from handlers.context import Context
from handlers.flow.hear import Value, hear
from handlers.forms.event import EVENT
from handlers.member.facts import RecordFacts
from handlers.understand.fold import plain
from storage.plan import read_file
from tests.support.counted import PLAN_FILE
from tests.support.facts import TODAY

PLAN = read_file(PLAN_FILE)
TEXTS = Texts(lambda: TODAY)


class PlanOnly(RecordFacts):
    """Facts of a person without any report so far; nothing is asked of a database."""

    recent = ()

    def __init__(self) -> None:
        world = SimpleNamespace(plan=PLAN, today=TODAY, members=(), is_secretariat=False)
        super().__init__(cast(Context, world), 1, EVENT)


FACTS = PlanOnly()


def heard(name: str, text: str, answers: dict[str, Any]) -> Any:
    return hear(EVENT.question(name), text, answers, FACTS, TEXTS.every)


@pytest.mark.parametrize("activity", FACTS.activities, ids=lambda one: one.code)
def test_an_activity_is_heard_by_its_label_its_code_and_its_text(activity: Any) -> None:
    labels = [
        activity.code,
        activity.short.ro,
        activity.short.ru,
        activity.short.en,
        plain(activity.short.ro),
    ]
    for text in labels:
        assert heard("activity", text, {}) == Value(activity.code), text


@pytest.mark.parametrize("activity", FACTS.activities, ids=lambda one: one.code)
def test_every_kind_of_an_activity_is_heard_by_its_label(activity: Any) -> None:
    answers = {"activity": activity.code}
    for option in FACTS.options("kinds", answers):
        for text in TEXTS.every(option.label):
            assert heard("kind", text, answers) == Value(option.id), text


@pytest.mark.parametrize("source", ["audiences", "vulnerable_kinds"])
def test_groups_of_people_are_heard_alone_and_together(source: str) -> None:
    name = {"audiences": "audience"}.get(source, source)
    options = FACTS.options(source, {})
    for language in ("ro", "ru"):
        labels = [TEXTS.render(language, option.label) for option in options]
        for option, label in zip(options, labels, strict=True):
            assert heard(name, label, {}) == Value([option.id]), label
            assert heard(name, plain(label), {}) == Value([option.id]), label
        assert heard(name, "; ".join(labels), {}) == Value([option.id for option in options])


def test_nothing_at_all_is_an_activity_left_to_the_secretariat() -> None:
    for text in TEXTS.every(FACTS.options("activities", {})[-1].label):
        assert heard("activity", text, {}) == Value("?")
    assert heard("activity", "qwrtp", {}) is None


@pytest.mark.parametrize("text", ["Primăria", "primaria mun. Bălți", "Примэрия муниципия Бэлць"])
def test_the_town_hall_is_heard_by_its_names(text: str) -> None:
    assert heard("parties", text, {}) == Value({"members": [], "names": [], "lpa": True})


@pytest.mark.parametrize("name", ["примэрия", "Примэрия мун. Бэлць", "primăria", "Primăria Bălți"])
def test_the_town_hall_is_heard_by_its_everyday_names(name: str) -> None:
    assert heard("parties", name, {}).value == {"members": [], "names": [], "lpa": True}


def test_the_town_hall_with_a_slip_is_asked() -> None:
    asked = heard("parties", "примэриа", {})
    assert [way.args[1]["lpa"] for way in asked.ways] == [True, False]
