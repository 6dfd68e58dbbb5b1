"""Texts and screens survive the way through the database, whatever release wrote them."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handlers.messages import (
    Choice,
    Day,
    InEach,
    InLanguage,
    Input,
    Listed,
    MediaRef,
    Role,
    Said,
    Screen,
    Text,
)
from handlers.wire import pack_choice, pack_said, pack_screen, read_choice, read_said, read_screen

words = some.text(max_size=12)
styles = some.sampled_from(["short", "long", "numeric", "month"])
days = some.builds(Day, some.dates(), styles, some.none() | some.dates())
simple = words | some.integers() | days | some.builds(InEach, words, words, words)
SAID: some.SearchStrategy[Said] = some.recursive(
    simple,
    lambda inner: (
        some.builds(Text, words, some.dictionaries(words, inner, max_size=3), some.none() | some.integers())
        | some.builds(InLanguage, some.sampled_from(["ro", "ru", "en"]), inner)
        | some.builds(Listed, some.lists(inner, max_size=3).map(tuple), words)
    ),
    max_leaves=6,
)
values = some.recursive(
    some.none() | some.booleans() | some.integers() | words,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
filled = words.filter(bool)
full = some.none() | SAID.filter(lambda said: said != "")
CHOICES = some.builds(
    Choice,
    action=filled,
    label=SAID,
    args=some.lists(values, max_size=3).map(tuple),
    full=full,
    role=some.sampled_from(Role),
    checked=some.none() | some.booleans(),
    aliases=some.lists(words, max_size=2).map(tuple),
    url=some.none() | filled,
)
INPUTS = some.builds(
    Input,
    some.sampled_from(["none", "choice", "text", "integer", "integers", "date", "place", "media"]),
    some.lists(SAID, max_size=2).map(tuple),
)
MEDIA = some.builds(
    MediaRef,
    some.sampled_from(["photo", "document", "video", "voice"]),
    *[some.none() | words] * 4,
    SAID,
)
SCREENS = some.builds(
    Screen,
    key=words,
    body=some.lists(SAID, max_size=3).map(tuple),
    head=some.none() | SAID,
    error=some.none() | SAID,
    choices=some.lists(CHOICES, max_size=3).map(tuple),
    input=INPUTS,
    media=some.lists(MEDIA, max_size=2).map(tuple),
    summary=some.none() | SAID,
    home=some.none() | some.lists(some.lists(SAID, max_size=2).map(tuple), max_size=2).map(tuple),
    grid=some.integers(0, 7),
)


def stored(packed: Any) -> Any:
    return json.loads(json.dumps(packed))


@given(SAID)
def test_a_text_comes_back_as_it_was(said: Said) -> None:
    assert read_said(stored(pack_said(said))) == said


@given(CHOICES)
def test_a_choice_comes_back_as_it_was(choice: Choice) -> None:
    assert read_choice(stored(pack_choice(choice))) == choice


@given(SCREENS)
def test_a_screen_comes_back_as_it_was(screen: Screen) -> None:
    assert read_screen(stored(pack_screen(screen))) == screen


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        ({"k": "ask.nothing"}, Text("ask.nothing")),
        ({"k": "ask.ready", "n": 0}, Text("ask.ready", n=0)),
        ({"d": "2026-10-14", "s": "long"}, Day(date(2026, 10, 14), "long")),
        (0, 0),
        ("", ""),
    ],
)
def test_a_text_of_an_older_release_is_read(packed: Any, said: Said) -> None:
    assert read_said(packed) == said


@pytest.mark.parametrize(
    ("packed", "choice"),
    [
        (["look"], Choice("look", "")),
        (["back", [], {"k": "ask.back.button"}], Choice("back", Text("ask.back.button"))),
        (["tick", ["a", "b"], "B", [], None, "", False], Choice("tick", "B", ("a", "b"), checked=False)),
        (["save", [None], 0], Choice("save", 0, (None,))),
    ],
)
def test_a_choice_of_an_older_release_is_read(packed: list[Any], choice: Choice) -> None:
    assert read_choice(packed) == choice


def test_a_screen_of_an_older_release_is_read() -> None:
    assert read_screen({"key": "home"}) == Screen("home")
    old = {"key": "home", "body": ["Bună"], "choices": [["look"]], "input": ["text", []]}
    assert read_screen(old) == Screen("home", ("Bună",), choices=(Choice("look", ""),), input=Input("text"))


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown text shape"):
        read_said({"z": 1})
