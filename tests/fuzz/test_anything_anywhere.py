"""Any input in any state: one sensible answer, only what was answered changes, Home is one step away."""

import random

import pytest

from storage.people import VIEWER
from tests.fuzz.walker import QuickTown, Walker


def walk(seed: int, steps: int) -> int:
    """A random walk of five people; gives the number of pairs of a state and an input."""
    town = QuickTown()
    people = [
        town.member("Ana", "Exemplu Lumina"),
        town.member("Ion", "Exemplu Nord", language="ru"),
        town.secretary("Maria"),
        town.secretary("Elena", language="en"),
        town._joined("Primar", None, VIEWER, "ro"),
        town.chat("Necunoscut", "ru"),
    ]
    walker = Walker(town, people, random.Random(seed))
    for number in range(steps):
        chat = walker.draw.choice(people)
        walker.step(chat)
        if number % 10 == 9:
            walker.goes_home(chat)
    return steps


@pytest.mark.parametrize("seed", range(5))
def test_any_input_in_any_state_has_one_sensible_answer(seed: int) -> None:
    assert walk(seed, 400) == 400


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5, 105))
def test_any_input_in_any_state_has_one_sensible_answer_for_long(seed: int) -> None:
    assert walk(seed, 1000) == 1000
