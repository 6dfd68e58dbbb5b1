"""What a secretary reads of deadlines and rules, word for word, in both languages of the town."""

import pytest

from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

TYPED = {
    "ro": {"step": "10 zile înainte", "day": "24.12 liberă, hotărârea nr. 900"},
    "ru": {"step": "за 10 дней до", "day": "24.12 выходной, решение № 900"},
}


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_people_read_exactly_this_of_deadlines(town: Town, maria: Chat, language: str) -> None:
    elena = town.secretary("Elena", language)
    elena.log.clear()
    elena.says("/termene").taps("1").is_asked("deadlines.card").taps(elena.screen.buttons[-2])
    elena.says("/termene").taps(elena.screen.buttons[10]).is_asked("deadlines.rules").taps_first()
    elena.says("15.02").is_asked("deadlines.which").taps_first().is_asked("deadlines.effect").taps_first()
    elena.is_asked("deadlines.saved").taps_first().taps("2").says("???").says(TYPED[language]["step"])
    elena.is_asked("deadlines.effect").taps(elena.screen.buttons[1])
    elena.says("/termene").taps(elena.screen.buttons[11]).is_asked("deadlines.days").says(
        TYPED[language]["day"]
    )
    elena.is_asked("deadlines.effect").taps_first().taps_first()
    reads_exactly(elena.transcript, language, "deadlines")
