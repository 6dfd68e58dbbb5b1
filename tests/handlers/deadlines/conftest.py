"""A town on a Wednesday of November with everything made ahead that the rules ask for."""

from datetime import UTC, datetime

import pytest

from handlers.proactive.sources import prepare
from tests.support.chat import Chat, Town


@pytest.fixture
def maria(town: Town) -> Chat:
    """A secretary; three members, one of them with two people."""
    town.now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    maria = town.secretary("Maria")
    for name, organisation in (("Ana", "Punte"), ("Ion", "Nord"), ("Vera", "Nord")):
        town.member(name, f"Exemplu {organisation}")
    town.organisation("Exemplu Lumina")
    with town.work() as connection:
        prepare(connection, town.now)
    return maria
