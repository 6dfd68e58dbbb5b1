"""Typed answers to an invitation in three languages; what only begins like one is none."""

import pytest

from handlers.understand.addresses import map_of
from handlers.understand.rsvp import Heard, read_rsvp
from storage.rsvp import MAYBE, NO, YES


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("Venim", Heard(YES, None)),
        ("da, venim!", Heard(YES, None)),
        ("venim 3", Heard(YES, 3)),
        ("Venim trei persoane.", Heard(YES, 3)),
        ("venim în doi", Heard(YES, 2)),
        ("vom fi 12 oameni", Heard(YES, 12)),
        ("Придём", Heard(YES, None)),
        ("придем втроём", Heard(YES, 3)),
        ("Да, будем. 4 человека", Heard(YES, 4)),
        ("нас будет двое", Heard(YES, 2)),
        ("we come", Heard(YES, None)),
        ("nu putem", Heard(NO, None)),
        ("Din păcate, nu putem veni", Heard(NO, None)),
        ("к сожалению, не сможем", Heard(NO, None)),
        ("încă nu știm", Heard(MAYBE, None)),
        ("пока не знаю", Heard(MAYBE, None)),
        ("3", Heard(None, 3)),
        ("trei persoane", Heard(None, 3)),
        ("вдвоём", Heard(None, 2)),
    ],
)
def test_an_answer_is_heard(words: str, heard: Heard) -> None:
    assert read_rsvp(words) == heard


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Venim cu raportul mâine",
        "În 12.10 am avut instruire, 30 de participanți",
        "не сможем отчитаться за апрель",
        "biblioteca",
        "3 octombrie",
        "venim 3 sau 4",
        "venim " * 20,
    ],
)
def test_what_only_begins_like_one_is_none(words: str) -> None:
    assert read_rsvp(words) is None


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("str. Independenței 1", "str.%20Independen%C8%9Bei%201%2C%20B%C4%83l%C8%9Bi%2C%20Moldova"),
        ("Primăria municipiului Bălți, sala 210", "Prim%C4%83ria%20municipiului%20B%C4%83l%C8%9Bi"),
        ("ул. Киевская, 12", "%D1%83%D0%BB."),
    ],
)
def test_a_place_with_an_address_has_a_map(place: str, shown: str) -> None:
    address = map_of(place)
    assert address is not None
    assert address.startswith("https://www.google.com/maps/search/?api=1&query=")
    assert shown in address


@pytest.mark.parametrize("place", ["", "sala 210", "Biblioteca", "Online", "la noi"])
def test_a_place_without_an_address_has_none(place: str) -> None:
    assert map_of(place) is None
