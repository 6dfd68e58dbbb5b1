"""„Ca data trecută”: four taps for an event held again, with its numbers confirmed each time."""

from datetime import date

import pytest

from storage import heads
from storage.heads import Head
from tests.handlers.reporting import sends_report
from tests.support.chat import Chat, Town


def held(town: Town, record: int) -> Head:
    with town.work() as connection:
        return heads.known(connection, record)


@pytest.fixture
def club(town: Town, ana: Chat) -> Chat:
    """Ana's organisation held a seminar twice, a week apart."""
    sends_report(ana)
    town.later(days=7)
    sends_report(ana)
    town.later(days=7)
    ana.acts = 0
    return ana


def again(chat: Chat) -> Chat:
    chat.presses("Raportează").taps("La fel: ")
    return chat


def test_an_event_held_again_takes_four_taps(town: Town, club: Chat) -> None:
    again(club).is_asked("repeat.held").taps("ma, 27 oct.").is_asked("repeat.again")
    club.sees("Biblioteca · ma, 27 oct.", "Data trecută: 25 de participanți")
    club.taps("Tot 25, salvează").is_asked("event.receipt")
    assert club.acts == 4
    new = held(town, 3)
    assert (new.date_from, new.place, new.total) == (date(2026, 10, 27), "Biblioteca", 25)


def test_other_numbers_are_typed_and_shown_before_they_are_saved(town: Town, club: Chat) -> None:
    again(club).taps("Azi").says("21 13 11").is_asked("event.review").sees("21", "femei – 13", "tineri – 11")
    club.taps("Salvează").is_asked("event.receipt")
    assert club.acts == 5
    assert held(town, 3).total == 21


def test_photos_and_description_are_never_taken_over(town: Town, ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("07.10").says("Biblioteca").says("25").taps("Sari peste")
    ana.sends(2, "Am citit împreună.").taps("Da, salvează").is_asked("event.receipt")
    again(ana).taps("Azi").taps("Tot 25").is_asked("event.receipt")
    new = held(town, 2)
    assert (new.answers["photos"], new.summary) == (None, None)


def test_the_fourth_time_the_same_numbers_are_asked_about(town: Town, club: Chat) -> None:
    again(club).taps("Azi").taps("Tot 25").is_asked("event.receipt")
    town.later(days=7)
    again(club).taps("Azi").taps("Tot 25").is_asked("repeat.counted").taps("Da").is_asked("event.receipt")
    assert held(town, 4).total == 25


def test_numbers_that_were_not_counted_are_corrected(town: Town, club: Chat) -> None:
    again(club).taps("Azi").taps("Tot 25").is_asked("event.receipt")
    town.later(days=7)
    again(club).taps("Azi").taps("Tot 25").taps("Corectez").is_asked("event.participants")


@pytest.mark.parametrize("words", ["mulți", "0", "21 30", "-4", "20-25"])
def test_numbers_that_make_no_sense_are_asked_again(club: Chat, words: str) -> None:
    again(club).taps("Azi").says(words).is_asked("repeat.again")
    assert club.last.message.error


def test_a_day_that_has_not_come_is_refused(club: Chat) -> None:
    again(club).says("20.12.2026").is_asked("repeat.held").misses("Completez mai târziu")


def test_the_ordinary_form_goes_on_where_more_is_to_be_told(club: Chat) -> None:
    again(club).taps("Azi").taps("Alte cifre").is_asked("event.participants").offers("La fel: 25")
    club.says("30").taps("Sari peste").is_asked("event.review")
    club.taps("Salvează")
    again(club).taps("Calendar").taps("28").taps("Adaugă poze").says("25").taps("Sari peste")
    club.is_asked("event.photos")


def test_everything_can_be_corrected_before_it_is_saved(club: Chat) -> None:
    again(club).taps("Azi").taps("Corectează").is_asked("event.review").sees("Biblioteca", "25")


def test_somebody_who_reported_nothing_is_offered_nothing(ana: Chat) -> None:
    ana.presses("Raportează").misses("La fel")


def test_the_last_event_is_offered_when_none_was_held_twice(ana: Chat) -> None:
    sends_report(ana, place="Muzeu")
    ana.presses("Raportează").offers("La fel: Muzeu")


def test_editing_the_activity_of_a_report_offers_no_other_event(club: Chat) -> None:
    club.says("/raport").says("1.1").says("ieri").says("Biblioteca").says("25").taps("Sari peste")
    club.taps("Fără poze").taps("Corectează").taps("Activitatea").is_asked("event.activity")
    club.misses("La fel: Biblioteca")
