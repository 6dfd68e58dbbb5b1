"""Rules changed in the chat: the effect is shown first, saving moves what is owed, the others are told."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from handlers.proactive.speak import speak
from reports.reporting import deadline_of
from storage import obligations, rules
from storage.obligations import MEMBERS
from storage.rules import Rule
from storage.schema import Audit, MovedDay, RuleChange
from tests.support.chat import Chat, Town


def opens(maria: Chat, name: str = "Rapoartele membrilor") -> Chat:
    return maria.says("/termene").taps("Reguli").is_asked("deadlines.rules").taps(name)


def stored(town: Town, table: Any) -> list[Any]:
    with town.work() as connection:
        return list(connection.execute(select(table.__table__)))


def due(town: Town, period: str) -> set[date]:
    with town.work() as connection:
        return {one.due_on for one in obligations.of_period(connection, MEMBERS, period)}


def rule(town: Town, period: str = "") -> Rule:
    with town.work() as connection:
        return rules.load(connection).of(MEMBERS, period)


def test_every_rule_opens_and_every_step_of_it(maria: Chat) -> None:
    opens(maria)
    for label in maria.says("/termene").taps("Reguli").last.buttons[:-1]:
        maria.says("/termene").taps("Reguli").taps(label)
        assert maria.last.message.key.startswith("deadlines.rule.")
        shown = maria.last.text
        if "1. " in shown:
            maria.taps("1")
            assert maria.last.message.key.startswith("deadlines.step.")


def test_a_rule_shows_its_next_deadlines_and_its_steps(maria: Chat) -> None:
    opens(maria).is_asked("deadlines.rule.annual_report")
    maria.sees("Termene: 2026 – 01.02.2027, 2027 – 31.01.2028")
    maria.sees("1. la deschidere, 10:00 → coordonatorul activ", "2. cu 14 zile înainte de termen, 10:00")
    maria.sees("7. la 8 zile după termen, 10:00 → secretariatul")


def test_a_typed_deadline_is_asked_for_one_year_or_always_and_nothing_is_saved_before_the_effect(
    town: Town, maria: Chat
) -> None:
    opens(maria).says("15.02").is_asked("deadlines.which").sees("luni, 15 februarie", "2026")
    maria.taps("Numai pentru 2026").is_asked("deadlines.effect")
    maria.sees("Rapoartele membrilor 2026, termen: 01.02.2027 → 15.02.2027 (obligații: 3)")
    maria.sees("cu 14 zile înainte de termen: lu, 18 ian.", "→ lu, 1 feb.", "2 persoane")
    assert due(town, "2026") == {date(2027, 2, 1)}
    assert stored(town, RuleChange) == []
    maria.taps("Lasă cum este").is_asked("deadlines.rule.annual_report").sees("2026 – 01.02.2027")
    assert stored(town, RuleChange) == []


def test_a_saved_deadline_of_one_year_moves_that_year_only_and_the_others_are_told(
    town: Town, maria: Chat
) -> None:
    elena = town.secretary("Elena")
    opens(maria).says("15.02").taps("Numai pentru 2026").taps("Salvează").is_asked("deadlines.saved")
    elena.is_asked("deadlines.changed").sees("Maria", "termenul 15.02.2027, numai pentru 2026")
    assert (due(town, "2026"), due(town, "2027")) == ({date(2027, 2, 15)}, {date(2028, 1, 31)})
    with town.work() as connection:
        assert deadline_of(connection, 2026) == date(2027, 2, 15)
        actions = list(connection.execute(select(Audit.action)).scalars())
    assert actions[-1] == "rule.change"


def test_a_deadline_for_always_moves_every_year_to_a_working_day(town: Town, maria: Chat) -> None:
    opens(maria).says("13.02").taps("De fiecare dată").sees("15.02.2027", "14.02.2028").taps("Salvează")
    assert (due(town, "2026"), due(town, "2027")) == ({date(2027, 2, 15)}, {date(2028, 2, 14)})


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("cândva", "deadlines.due.constraint"),
        ("1.02.2026", "deadlines.due.past"),
        ("1.02.2099", "deadlines.due.far"),
    ],
)
def test_a_day_that_is_no_deadline_is_asked_again(maria: Chat, words: str, key: str) -> None:
    opens(maria).says(words).is_asked("deadlines.rule.annual_report").is_told(key)


def test_a_step_gets_another_day_hour_and_readers(town: Town, maria: Chat) -> None:
    opens(maria).taps("2").is_asked("deadlines.step.annual_report/m14").says("20 de zile înainte")
    maria.is_asked("deadlines.effect").sees("lu, 18 ian. 2027, 10:00 → ma, 12 ian. 2027, 10:00, 2 persoane")
    maria.taps("Salvează")
    opens(maria).taps("2").says("11:00").sees("ma, 12 ian. 2027, 11:00").taps("Salvează")
    opens(maria).taps("2").taps("Și conducerii").sees("3 persoane (acum 2)").taps("Salvează")
    step = rule(town).steps[1]
    assert (step.days, step.until, step.at, step.to) == (-20, -14, "11:00", "everyone")
    assert len(stored(town, RuleChange)) == 3


def test_a_step_that_is_turned_off_is_sent_no_more(town: Town, maria: Chat) -> None:
    opens(maria).taps("2").taps("Oprește").sees("lu, 18 ian. 2027, 10:00: nu se mai trimite (2 persoane)")
    maria.taps("Salvează")
    opens(maria).sees("cu 14 zile înainte de termen, 10:00 → coordonatorul activ · oprit").taps("2")
    maria.taps("Pornește").sees("se trimite la 2 persoane")


def test_what_is_decided_already_is_not_told_again(town: Town, maria: Chat) -> None:
    town.later(days=54)
    with town.work() as connection:
        speak(connection, town.now)
    opens(maria).taps("2").says("13 zile înainte").is_asked("deadlines.effect")
    maria.misses("Rapoartele membrilor 2026").sees("Rapoartele membrilor 2027")


def test_a_step_of_one_year_follows_a_change_of_the_rule(town: Town, maria: Chat) -> None:
    opens(maria).says("15.02").taps("Numai").taps("Salvează")
    opens(maria).taps("2").says("11:00").taps("Salvează")
    assert (rule(town).steps[1].at, rule(town, "2026").steps[1].at) == ("11:00", "11:00")


def test_a_rule_that_a_colleague_changed_meanwhile_is_shown_again_before_it_is_saved(
    town: Town, maria: Chat
) -> None:
    elena = town.secretary("Elena")
    opens(maria).taps("2").says("11:00")
    shown = maria.last
    opens(elena).taps("3").taps("Oprește").taps("Salvează")
    maria.taps("Salvează", on=shown).is_asked("deadlines.effect")
    assert len(stored(town, RuleChange)) == 1


@pytest.mark.parametrize("words", ["nouă", "500 zile înainte", "25:00"])
def test_words_that_are_no_step_are_answered_with_an_example(town: Town, maria: Chat, words: str) -> None:
    opens(maria).taps("2").says(words)
    assert maria.last.message.key == "deadlines.step.annual_report/m14"
    assert stored(town, RuleChange) == []


def test_a_meeting_rule_has_steps_that_can_be_moved(town: Town, maria: Chat) -> None:
    opens(maria, "Reuniuni tematice").sees("1. cu 21 de zile înainte de reuniune", "cu 3 ore înainte")
    maria.taps("3").says("5 zile înainte").taps("Salvează").is_asked("deadlines.saved")
    with town.work() as connection:
        assert rules.load(connection).meeting("thematic").steps[2].days == -5


def test_a_moved_day_shows_what_it_moves_and_can_be_taken_back(town: Town, maria: Chat) -> None:
    elena = town.secretary("Elena")
    maria.says("/termene").taps("Zile mutate").is_asked("deadlines.days").says(
        "1.02 liberă, hotărârea nr. 900"
    )
    maria.is_asked("deadlines.effect").sees("01.02.2027: zi liberă, hotărârea nr. 900")
    maria.sees("Rapoartele membrilor 2026, termen: 01.02.2027 → 02.02.2027 (obligații: 3)")
    assert stored(town, MovedDay) == []
    maria.taps("Salvează").is_asked("deadlines.saved")
    elena.is_asked("deadlines.changed").sees("01.02.2027: zi liberă")
    assert due(town, "2026") == {date(2027, 2, 2)}
    maria.says("/termene").taps("Zile mutate").sees("hotărârea nr. 900").taps("Anulează").taps("Salvează")
    assert due(town, "2026") == {date(2027, 2, 1)}
    assert stored(town, MovedDay) == []


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("24.12", "deadlines.days.constraint"),
        ("24.12.2025 liberă, nr. 9", "deadlines.days.past"),
        ("24.12 liberă", "deadlines.days.reason"),
    ],
)
def test_a_moved_day_needs_a_day_to_come_a_kind_and_a_decision(
    town: Town, maria: Chat, words: str, key: str
) -> None:
    maria.says("/termene").taps("Zile mutate").says(words).is_asked("deadlines.days").is_told(key)
    assert stored(town, MovedDay) == []
