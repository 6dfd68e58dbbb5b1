"""What a secretary reads of those who are missing, word for word, in both languages of the town."""

from datetime import UTC, datetime

import pytest

from tests.handlers.missing.owed import FEBRUARY
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

TYPED = {
    "ro": {
        "word": "trimit raportul vineri",
        "reason": "activitate suspendată",
        "text": "Așteptăm raportul anual.",
    },
    "ru": {
        "word": "пришлют отчёт в пятницу",
        "reason": "работа приостановлена",
        "text": "Așteptăm raportul anual.",
    },
}


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_people_read_exactly_this_of_who_is_missing(town: Town, maria: Chat, language: str) -> None:
    town.now = datetime(2027, 1, 5, 8, tzinfo=UTC)
    town.member("Ana", "Exemplu Lumina", "ru")
    ion = town.member("Ion", "Exemplu Punte")
    elena = town.secretary("Elena", language)
    town.now = FEBRUARY
    ion.says("/notificari").taps("Pauză")
    elena.log.clear()
    typed = TYPED[language]
    elena.says("/meniu").says("/lipsa").says("nord").taps(elena.screen.buttons[0]).says(typed["word"])
    elena.taps(elena.screen.buttons[1]).says("20.02").taps(elena.screen.buttons[3]).says(typed["reason"])
    elena.says("/lipsa").taps(elena.screen.buttons[2]).taps(elena.screen.buttons[3])
    elena.is_asked("missing.why").taps_first().taps(elena.screen.buttons[2]).says(typed["text"])
    elena.says("Ждём годовой отчёт.").is_asked("missing.remind").taps_first().is_asked("missing.sent")
    elena.says("/lipsa").taps(elena.screen.buttons[3]).is_asked("missing.calls")
    reads_exactly(elena.transcript, language, "missing")
