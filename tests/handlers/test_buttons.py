"""Buttons: the same tap twice, one of an older message, one of somebody else's, one that is made up."""

import pytest

from tests.handlers.reporting import begins, opens_review, reports, sends_report
from tests.support.chat import Chat, Shown, Town


def data_of(shown: Shown, label: str) -> str:
    """The callback data of the button whose label starts with ``label``."""
    pressed = [one for row in shown.message.rows for one in row if one.label.startswith(label)]
    return str(pressed[0].data)


def test_the_same_tap_twice_takes_one_step(ana: Chat) -> None:
    begins(ana, "1.1").taps("Azi", times=2).is_asked("event.place")


def test_a_second_tap_that_comes_later_shows_where_the_first_one_led(ana: Chat) -> None:
    begins(ana, "1.1")
    shown, data = ana.last, data_of(ana.last, "Azi")
    ana.taps("Azi").taps_data(data, shown).is_asked("event.place")
    assert ana.last.message.error is None


def test_a_button_of_an_older_message_changes_nothing_and_shows_the_present_one(ana: Chat) -> None:
    begins(ana, "1.1")
    shown, data = ana.last, data_of(ana.last, "Azi")
    ana.says("ieri").is_asked("event.place")
    ana.taps_data(data, shown).is_asked("event.place").is_told("problem.old_button")
    ana.says("Biblioteca").says("25").taps("Sari peste").taps("Fără poze").sees("marți, 13 octombrie")


def test_a_tap_is_answered_in_place_and_typed_words_get_one_new_message(ana: Chat) -> None:
    begins(ana, "1.1")
    before = len(ana.messages)
    ana.taps("Azi").taps("Online")
    assert len(ana.messages) == before
    ana.says("25")
    assert len(ana.messages) == before + 1


def test_a_tap_under_which_somebody_wrote_is_answered_below(ana: Chat, maria: Chat) -> None:
    begins(ana, "1.1").unsupported()
    before = len(ana.messages)
    ana.taps("Azi", ana.messages[-2]).is_asked("event.place")
    assert len(ana.messages) == before + 1


def test_somebody_elses_button_is_an_old_one(town: Town, ana: Chat) -> None:
    today = data_of(begins(ana, "1.1").last, "Azi")
    ion = town.member("Ion", "Exemplu Punte")
    ion.taps_data(today, ion.last).is_told("problem.old_button")
    ana.says("/raport").taps("Continuă").is_asked("event.held")


def test_a_secretarys_button_is_of_no_use_to_a_coordinator(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria)
    ana.taps_data(data_of(maria.last, "Acceptă"), ana.last).is_told("problem.old_button")
    maria.says("/verificare").sees("BLT-2026-0001")


@pytest.mark.parametrize("data", ["", "x", ":0", "../../etc:1", "' OR 1=1 --:0", "v" * 64])
def test_made_up_data_is_harmless(ana: Chat, data: str) -> None:
    begins(ana, "1.1").taps_data(data, ana.last).is_asked("event.held").is_told("problem.old_button")


def test_an_index_behind_the_last_button_is_harmless(ana: Chat) -> None:
    begins(ana, "1.1")
    handle = data_of(ana.last, "Azi").rpartition(":")[0]
    for index in ("99", "-1"):
        ana.taps_data(f"{handle}:{index}", ana.last).is_asked("event.held").is_told("problem.old_button")


def test_a_button_of_a_draft_that_waits_aside_does_not_move_it(ana: Chat) -> None:
    reports(ana)
    shown, data = ana.last, data_of(ana.last, "Salvează")
    ana.says("/raport").taps("Raport nou").taps_data(data, shown).is_asked("event.activity")
    ana.says("/situatia").sees("0 evenimente")


def test_buttons_expire_after_ninety_days(town: Town, ana: Chat) -> None:
    sends_report(ana)
    town.later(days=91)
    ana.taps("Deschide raportul").is_told("problem.old_button")
