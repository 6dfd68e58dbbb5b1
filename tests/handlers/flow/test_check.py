"""The static check finds each way to break a form, and the forms of the product are whole."""

from dataclasses import replace
from typing import Any

import pytest

from bot.texts import Texts
from handlers.flow.check import keys, missing_keys, problems
from handlers.flow.form import Ask, Form, Question, always, renamed
from handlers.forms.ask_back import ASK_BACK
from handlers.forms.correction import CORRECTION
from handlers.forms.event import EVENT
from handlers.forms.join import JOIN
from handlers.forms.member import MEMBER
from handlers.messages import Said, Text
from tests.support.facts import TODAY

FORMS = (EVENT, ASK_BACK, CORRECTION, JOIN, MEMBER)
ONE, TWO = Question("one", Ask.TEXT, 1), Question("two", Ask.COUNT, 2)
WHOLE = Form("trial", 1, (ONE, TWO), 3)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_forms_of_the_product_are_whole_and_have_their_texts(form: Form) -> None:
    assert problems(form) == []
    assert missing_keys(form, Texts(lambda: TODAY).every) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"questions": ()}, "trial: there is no question"),
        ({"questions": (ONE, ONE)}, "trial: the question one stands twice"),
        ({"questions": (TWO, ONE)}, "trial: the steps do not rise"),
        ({"steps": 1}, "trial: a question lies behind the last step 1"),
        ({"version": 2}, "trial: no migration to version 2"),
        ({"migrations": {2: renamed("a", "b")}}, "trial: a migration to version 2"),
        (
            {"questions": (replace(ONE, ask=Ask.SELECT_ONE),)},
            "trial.one: a select question needs a source of options",
        ),
        ({"questions": (replace(ONE, name="="),)}, "trial.=: the name is no identifier"),
        ({"questions": (replace(ONE, minimum=9, maximum=8),)}, "trial.one: no answer fits its limits"),
        ({"questions": (replace(ONE, max_length=0),)}, "trial.one: no answer fits its limits"),
    ],
)
def test_each_broken_form_is_found(change: dict[str, Any], problem: str) -> None:
    assert problems(WHOLE) == []
    assert problems(replace(WHOLE, **change)) == [problem]


def test_keys_derive_from_names() -> None:
    asked = replace(TWO, on_request=always)
    expected = [
        f"trial.{name}.{part}" for name in ("one", "two") for part in ("title", "label", "constraint")
    ]
    assert keys(replace(WHOLE, questions=(ONE, asked))) == [*expected, "trial.two.add"]


def test_a_key_that_a_language_lacks_is_named() -> None:
    def every(said: Said) -> tuple[str, ...]:
        assert isinstance(said, Text)
        if said.key == "trial.two.label":
            raise KeyError(said.key)
        return ("da",)

    assert missing_keys(WHOLE, every) == ["trial: the catalogues lack trial.two.label"]
