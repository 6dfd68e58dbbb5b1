"""Leaving a report and coming back: nothing is lost, and nothing that is no answer becomes one."""

import pytest

from handlers.messages import In
from tests.handlers.reporting import begins, reports
from tests.support.chat import Chat, Town

TEXT_STEPS = ("event.place", "event.discipline")


def at_place(chat: Chat) -> Chat:
    """A report at its third step."""
    return begins(chat, "1.1").says("ieri").is_asked("event.place")


def test_a_report_is_left_with_one_tap_and_taken_up_the_next_day_with_two(town: Town, ana: Chat) -> None:
    at_place(ana).taps("Salvează și ieși").is_asked("home").is_told("draft.parked")
    town.later(days=1)
    ana.acts = 0
    ana.presses("Raportează").is_asked("draft.offer").sees("1.1", "2 din 7").taps("Continuă")
    ana.is_asked("event.place")
    assert ana.acts == 2


def test_a_parked_report_is_found_under_more_and_in_the_standing(ana: Chat) -> None:
    at_place(ana).taps("Salvează și ieși")
    ana.presses("Altele").taps("Ciorne").sees("1.1").taps("1").is_asked("event.place")
    ana.says("/anuleaza").says("/situatia").sees("Ciornă", "1.1").taps("1. ").is_asked("event.place")


@pytest.mark.parametrize("way", ["/situatia", "/limba", "/ajutor", "/start", "/grafice", "/meniu"])
def test_a_command_in_mid_report_keeps_the_draft(ana: Chat, way: str) -> None:
    at_place(ana).says(way)
    ana.says("/raport").is_asked("draft.offer").taps("Continuă").is_asked("event.place")


@pytest.mark.parametrize("words", ["Situația noastră", "Наша сводка", "Altele", "/situatia", "/nuexista"])
def test_a_home_key_or_a_command_is_never_an_answer(ana: Chat, words: str) -> None:
    at_place(ana).says(words)
    ana.says("/raport").taps("Continuă").is_asked("event.place").misses(words)
    ana.says("Biblioteca").says("25").taps("Sari peste").taps("Fără poze").is_asked("event.review")
    ana.sees("Locul: Biblioteca").misses(words)


def test_help_keeps_the_place_and_the_next_words_are_the_answer(ana: Chat) -> None:
    at_place(ana).says("/ajutor").is_asked("help").sees("0231 5 46 19")
    ana.taps("Înapoi la pas").is_asked("event.place")
    ana.says("/ajutor").says("Biblioteca").is_asked("event.participants")


def test_another_language_in_mid_report_shows_the_same_step_with_the_draft(ana: Chat) -> None:
    at_place(ana).says("/limba").taps("Русский").is_asked("event.place").sees("Шаг 3 из 7")
    ana.says("Библиотека").says("25").taps("Пропустить").taps("Без фото").sees("вторник, 13 октября")
    assert ana.home[0][0].startswith("Отчёт")
    assert "raport" in ana.menu


def test_a_new_report_puts_the_open_one_aside(ana: Chat) -> None:
    at_place(ana).says("/raport").taps("Raport nou").is_asked("event.activity")
    ana.presses("Altele").taps("Ciorne").sees("1.1").taps("1").is_asked("event.place")


def test_a_draft_is_deleted_after_one_question_and_can_be_taken_back(town: Town, ana: Chat) -> None:
    reports(ana).taps("Șterge ciorna").is_asked("draft.discard").taps("Da, șterge").is_told("draft.discarded")
    ana.taps("Recuperează").is_asked("event.review")
    ana.taps("Șterge ciorna").taps("Da, șterge")
    undo = ana.last
    town.later(minutes=11)
    ana.taps("Recuperează", undo).is_told("draft.undo.late")


def test_words_that_waited_for_hours_are_no_answer(ana: Chat) -> None:
    at_place(ana).waited("Biblioteca", hours=7).is_asked("event.place").is_told("problem.waited")
    ana.waited("Biblioteca", hours=5).is_asked("event.participants")


def test_a_command_that_waited_for_hours_still_works(ana: Chat) -> None:
    at_place(ana).waited("/situatia", hours=7).is_asked("standing")


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200b", "\u202e"])
def test_a_message_without_a_letter_repeats_the_question(ana: Chat, nothing: str) -> None:
    at_place(ana).says(nothing).is_asked("event.place").is_told("event.place.constraint")


def test_a_text_that_is_too_long_says_how_long_it_may_be(ana: Chat) -> None:
    at_place(ana).says("a" * 4096).is_asked("event.place").is_told("ask.too_long").sees("120")


def test_a_sticker_repeats_the_question(ana: Chat) -> None:
    at_place(ana).unsupported().is_asked("event.place").is_told("problem.unsupported")


def test_a_place_on_the_map_is_a_place(ana: Chat) -> None:
    at_place(ana).happens(In.PLACE, text="Teatrul Național").is_asked("event.participants")


@pytest.mark.parametrize("step", ["event.held", "event.place", "event.participants", "event.groups"])
def test_every_step_has_a_way_back_and_a_way_out(ana: Chat, step: str) -> None:
    begins(ana, "1.1")
    for words in ("ieri", "Biblioteca", "25", "15 10 3"):
        if ana.last.message.key == step:
            break
        ana.says(words)
    ana.is_asked(step).offers("Înapoi", "Salvează și ieși")


def test_an_activity_begun_from_the_search_is_chosen_already(ana: Chat) -> None:
    ana.says("sport").is_asked("found").misses("4.3").taps("10.1").is_asked("event.discipline")
