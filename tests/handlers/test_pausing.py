"""A paused broadcast asks its author in one message, and one tap lets it go on."""

import pytest
from sqlalchemy import select

from handlers.broadcast import pausing
from storage import broadcasts, outbox, people
from storage.health import Health
from storage.schema import Outbox
from tests.support.chat import START, Chat, Town
from tests.support.invited import delivers


@pytest.fixture
def maria(town: Town) -> Chat:
    """The author."""
    return town.secretary("Maria")


@pytest.fixture
def number(town: Town, maria: Chat) -> int:
    """An invitation that three people wait for, paused after five failures."""
    with town.work() as connection:
        author = people.known(connection, "test", maria.name).person_id
        content = broadcasts.Content(broadcasts.INVITATION, "Reuniunea Rețelei", title_ru="Встреча Сети")
        made = broadcasts.add(connection, START, content, author, state=broadcasts.APPROVED)
        for one in range(3):
            message = outbox.Message("test", f"c{one}", "invitation", {}, subject=made.subject)
            outbox.add(connection, message, START, claimed=False)
        pausing.pause(connection, START, made.id, Health(7, 5, 5))
        pausing.pause(connection, START, made.id, Health(7, 6, 6))
    return made.id


def states(town: Town) -> list[str]:
    with town.work() as connection:
        found = connection.execute(select(Outbox.state).where(Outbox.kind == "invitation")).scalars()
        return sorted(set(found))


def test_the_author_reads_how_many_failed_and_how_many_wait(town: Town, maria: Chat, number: int) -> None:
    before = len(maria.messages)
    delivers(town)
    assert len(maria.messages) == before + 1
    maria.sees(f"pauză la trimiterea {number} „Reuniunea Rețelei”", "5 mesaje", "Așteaptă: 3 mesaje")
    assert maria.last.buttons == ["Continuă trimiterea", "Oprește de tot"]
    assert states(town) == ["held"]


def test_one_tap_lets_it_go_on_once(town: Town, maria: Chat, number: int) -> None:
    delivers(town)
    maria.taps("Continuă", times=2).sees(f"Trimiterea {number} continuă. Pleacă: 3 mesaje.")
    assert states(town) == ["pending"]


def test_when_its_author_is_away_the_secretariat_is_asked(town: Town, maria: Chat) -> None:
    elena = town.secretary("Elena", "ru")
    with town.work() as connection:
        content = broadcasts.Content(broadcasts.INVITATION, "Reuniunea Rețelei", title_ru="Встреча Сети")
        made = broadcasts.add(connection, START, content, None, state=broadcasts.APPROVED)
        pausing.pause(connection, START, made.id, Health(7, 5, 5))
    delivers(town)
    elena.sees("«Встреча Сети» поставлена на паузу", "5 сообщений")
    maria.sees("„Reuniunea Rețelei”")
