"""A week after the deadline: two members reported, one had nothing, three are missing."""

from datetime import UTC, datetime

import pytest

from tests.handlers.missing.owed import FEBRUARY, owed, reported, said_nothing
from tests.support.chat import Chat, Town

NAMES = ("Cantina", "Lumina", "Nord", "Punte", "Răsărit", "Vatra")


@pytest.fixture
def maria(town: Town) -> Chat:
    """A secretary, on the day after the last reminder."""
    maria = town.secretary("Maria")
    for name in NAMES:
        town.organisation(f"Exemplu {name}")
    owed(town)
    reported(town, "Exemplu Cantina", datetime(2027, 1, 20, 9, tzinfo=UTC))
    reported(town, "Exemplu Vatra", datetime(2027, 2, 3, 9, tzinfo=UTC))
    said_nothing(town, "Exemplu Răsărit", datetime(2027, 1, 29, 9, tzinfo=UTC))
    town.now = FEBRUARY
    return maria
