"""What people read of an invitation and a message to many, word for word in both languages."""

from collections.abc import Callable

import pytest

from handlers.messages import say
from tests.handlers.broadcast.network import RO, RU, boards, goes
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

TYPED = {
    "ro": {"place": "Primăria, sala 210", "when": "21.10 15:00", "doubt": "cândva", "title": "Vin noutăți"},
    "ru": {"place": "Примэрия, зал 210", "when": "21.10 в 15:00", "doubt": "потом", "title": "Есть новости"},
}


def taps(chat: Chat, language: str, key: str, n: int | None = None) -> Chat:
    """Press a button by its key."""
    return chat.taps(chat.town.texts.render(language, say(key, n)))


def people(town: Town, language: str) -> tuple[Chat, Chat, Chat]:
    """The author, a member who reads the same language, one who reads the other."""
    other = "ru" if language == "ro" else "ro"
    ana, ion = town.member("Ana", "Exemplu Punte", language), town.member("Ion", "Exemplu Nord", other)
    maria = town.secretary("Maria", language)
    for chat in (ana, ion, maria):
        chat.log.clear()
    return maria, ana, ion


def invitation(town: Town, language: str) -> list[str]:
    """All seven steps with a doubt, a proof, the number, the board, a reminder for the silent."""
    maria, ana, ion = people(town, language)
    typed = TYPED[language]
    maria.says("/invitatie").taps_first().says(typed["doubt"]).says(typed["when"]).says(typed["place"])
    taps(maria, language, "invite.who.all.button").says(f"{RO}\n\n{RU}")
    taps(maria, language, "invite.answer_by.days.button").is_asked("broadcast.preview")
    taps(maria, language, "broadcast.proof.button")
    taps(maria, language, "broadcast.send.button", 2).is_asked("broadcast.sure").taps_first()
    maria.is_asked("broadcast.board")
    town.later(minutes=2)
    goes(town)
    ana.taps_first()
    town.later(minutes=1)
    boards(town)
    taps(maria, language, "board.remind.button", 1).is_asked("broadcast.remind").taps_first()
    town.later(minutes=2)
    goes(town)
    maria.says("/raspunsuri")
    return [maria.transcript, ana.transcript, ion.transcript]


def message(town: Town, language: str) -> list[str]:
    """A message in one language: the other is asked for, it is stopped within the minute and sent again."""
    maria, ana, ion = people(town, language)
    maria.says("/mesaj").says(TYPED[language]["title"])
    taps(maria, language, "invite.who.all.button").is_asked("invite.other").taps_first()
    taps(maria, language, "broadcast.send.button", 2).taps_first().is_asked("broadcast.board")
    taps(maria, language, "board.stop.button")
    taps(maria, language, "broadcast.anew.button").is_asked("broadcast.preview")
    taps(maria, language, "broadcast.send.button", 2).taps_first()
    town.later(minutes=2)
    goes(town)
    town.later(minutes=1)
    boards(town)
    return [maria.transcript, ana.transcript, ion.transcript]


CONVERSATIONS: dict[str, Callable[[Town, str], list[str]]] = {"invitation": invitation, "message": message}


@pytest.mark.parametrize("language", ["ro", "ru"])
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_people_read_exactly_this(town: Town, name: str, language: str) -> None:
    reads_exactly("\n".join(CONVERSATIONS[name](town, language)), language, f"to_many_{name}")
