"""A tap proves that a message arrived, also one that we had given up, and heals the figures."""

import pytest
from sqlalchemy import select, update

from handlers import post
from handlers.messages import Choice, Kind, Reply, Screen
from storage import broadcasts, outbox, people
from storage.schema import Outbox
from tests.support.chat import Chat, Town
from tests.support.invited import delivers, invite

UNSURE = {"state": outbox.UNCERTAIN, "uncertain": 2, "message": None, "sent_at": None, "error": "timeout"}


def doubt(town: Town, kind: str) -> None:
    """Nobody knows whether the messages of this kind arrived."""
    with town.work() as connection:
        connection.execute(update(Outbox).where(Outbox.kind == kind).values(**UNSURE))


def states(town: Town, kind: str) -> list[str]:
    with town.work() as connection:
        return list(connection.execute(select(Outbox.state).where(Outbox.kind == kind)).scalars())


def test_an_answer_to_an_invitation_proves_that_it_arrived(town: Town, ana: Chat) -> None:
    invited = invite(town)
    doubt(town, "invitation")
    with town.work() as connection:
        assert broadcasts.ladder(connection, invited.broadcast.id) == {"uncertain": 1}
    ana.taps("Venim")
    with town.work() as connection:
        found = broadcasts.ladder(connection, invited.broadcast.id)
    assert found["sent"] == 1
    assert "uncertain" not in found


def test_a_tap_on_a_reminder_proves_that_it_arrived(town: Town, ana: Chat) -> None:
    with town.work() as connection:
        person = people.known(connection, "test", ana.name).person_id
        screen = Screen("owed", ("Raportul",), choices=(Choice("home", "Deschide"),))
        post.to_person(connection, town.now, Reply(screen, person, Kind.REMINDER, live=False))
    delivers(town)
    doubt(town, "reminder")
    ana.taps("Deschide")
    assert states(town, "reminder") == ["sent"]


@pytest.mark.parametrize("words", ["/ajutor", "Venim poate"])
def test_other_words_prove_nothing(town: Town, ana: Chat, words: str) -> None:
    invite(town)
    doubt(town, "invitation")
    ana.says(words)
    assert states(town, "invitation") == ["uncertain"]
