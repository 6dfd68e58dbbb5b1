"""An invitation from the first tap to the day of the meeting, word for word in both languages."""

from datetime import UTC, datetime

import pytest

from tests.support.chat import Town
from tests.support.invited import delivers, invite
from tests.support.transcripts import reads_exactly

SAYS = {
    "ro": ("Venim", "venim 3", "Schimbă", "Nu putem", "Trimitem", "Motiv", "Avem un eveniment"),
    "ru": ("Придём", "придём втроём", "Изменить", "Не сможем", "Пойдёт", "Краткая", "У нас мероприятие"),
}


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_people_read_exactly_this_about_an_invitation(town: Town, language: str) -> None:
    yes, three, change, no, delegate, why, reason = SAYS[language]
    ana = town.member("Ana", "Exemplu Punte", language)
    ion = town.member("Ion", "Exemplu Punte", "ru" if language == "ro" else "ro")
    ana.log.clear()
    ion.log.clear()
    invite(town)
    ana.taps(yes).taps("2").says(three)
    ana.taps(change).taps(no).taps(why).says(reason).taps(delegate).taps("Ion")
    delivers(town)
    ion.taps_first().taps("4+").says("5")
    delivers(town)
    ana.says("/invitatii").taps("1")
    town.now = datetime(2026, 10, 21, 10, 30, tzinfo=UTC)
    ana.says("/invitatii").taps("1").taps(ana.last.buttons[-1])
    reads_exactly(f"{ana.transcript}\n=== Ion ===\n{ion.transcript}", language, "invitation")
