"""What happens to reports after they were sent, word for word: lists, additions, the life of a project."""

from collections.abc import Callable

import pytest

from tests.handlers.test_lists import project
from tests.handlers.test_transcripts import LANGUAGES, TYPED
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

WORDS = {"ro": "octombrie", "ru": "октябрь"}


def _reported(town: Town, language: str) -> Chat:
    """Two trainings, a week apart."""
    ana, typed = town.member("Ana", "Exemplu Punte", language), TYPED[language]
    for day in ("06.10", "13.10"):
        ana.says("/raport").says("1.1").says(day).says(typed["place"]).says("25").says("15 10 3")
        ana.says(typed["told"]).is_asked("event.review").taps_first().is_asked("event.receipt")
    ana.log.clear()
    return ana


def again(town: Town, language: str) -> list[str]:
    """Like last time, then a period without events that is undone."""
    ana = _reported(town, language)
    ana.presses(ana.home[0][0]).taps_first().taps_first().taps_first().is_asked("event.receipt")
    ana.presses(ana.home[1][1]).taps(_label(ana, 2)).is_asked("nothing.kept").taps_first()
    return [ana.transcript]


def _label(chat: Chat, at: int) -> str:
    return chat.screen.buttons[at]


def later(town: Town, language: str) -> list[str]:
    """A list, words typed into it, people added, the history; the secretary sees what is new."""
    maria = town.secretary("Maria", language)
    ana = _reported(town, language)
    maria.says("/verificare").taps("BLT-2026-0002").taps_first().is_told("review.accepted")
    maria.log.clear()
    ana.log.clear()
    ana.says("/evenimente").says("rachete").says(WORDS[language]).taps("BLT-2026-0002")
    ana.taps(_label(ana, 1)).is_asked("addition.more").says("30").says("7 4 2").is_asked("record.added")
    ana.taps_first().taps(_label(ana, 2)).is_asked("record.history")
    maria.taps_first().is_asked("review.card.2")
    return [ana.transcript, maria.transcript]


def goes_on(town: Town, language: str) -> list[str]:
    """A project is funded, on another day, and completed."""
    maria = town.secretary("Maria", language)
    ana = town.member("Ana", "Exemplu Punte", language)
    project(ana, stage={"ro": "depus", "ru": "подан"}[language])
    maria.log.clear()
    ana.log.clear()
    ana.says("/proiecte").taps("BLT").taps_first().is_asked("record.stage").taps_first()
    ana.is_asked("record.moved").taps_first().says("04.05.2026").is_asked("event.receipt")
    return [ana.transcript, maria.transcript]


CONVERSATIONS: dict[str, Callable[[Town, str], list[str]]] = {
    "again": again,
    "later": later,
    "project": goes_on,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_people_read_exactly_this_later(town: Town, name: str, language: str) -> None:
    reads_exactly("\n".join(CONVERSATIONS[name](town, language)), language, name)
