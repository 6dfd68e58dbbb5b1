"""The town of a conversation test, a secretary and a coordinator of it."""

from pathlib import Path

import pytest

from tests.support.chat import Chat, Town, town_in


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """The whole product without a network."""
    return town_in(tmp_path)


@pytest.fixture
def maria(town: Town) -> Chat:
    """A secretary."""
    return town.secretary("Maria")


@pytest.fixture
def ana(town: Town) -> Chat:
    """A coordinator of „Exemplu Punte”."""
    return town.member("Ana", "Exemplu Punte")
