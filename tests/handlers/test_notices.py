"""What people wish to be written to about unasked: three ways, a pause, and the promise beside them."""

from datetime import date, timedelta

import pytest

from storage import people, wishes
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly


def wish_of(town: Town, chat: Chat) -> wishes.Wish:
    with town.work() as connection:
        return wishes.of(connection, people.known(connection, "test", chat.name).person_id)


def test_everything_is_sent_until_somebody_wishes_otherwise(town: Town, ana: Chat) -> None:
    assert wish_of(town, ana) == wishes.Wish("all", None)
    ana.presses("Altele").taps("Notificări").is_asked("notices").sees(
        "9:00", "19:00", "de două ori pe săptămână"
    )


@pytest.mark.parametrize(
    ("label", "wished"), [("☐ Doar", "important"), ("☐ Rezumat", "digest"), ("☑ Toate", "all")]
)
def test_a_wish_is_one_tap_and_stays(town: Town, ana: Chat, label: str, wished: str) -> None:
    ana.says("/notificari").taps(label).is_told(f"notices.{wished}.done")
    assert wish_of(town, ana).notices == wished


def test_a_pause_of_two_weeks_is_one_tap_and_so_is_its_end(town: Town, ana: Chat) -> None:
    ana.says("/notificari").taps("Pauză").sees("27 octombrie")
    assert wish_of(town, ana).paused_until == town.today + timedelta(days=13)
    ana.taps("Încheie pauza").is_told("notices.resumed").offers("Pauză 2 săptămâni")
    assert wish_of(town, ana).paused_until is None


@pytest.mark.parametrize("words", ["20.12", "până la 20.12", "20 decembrie", "до 20 декабря", "20.12.2026"])
def test_a_typed_day_is_the_end_of_a_pause(town: Town, ana: Chat, words: str) -> None:
    ana.says("/notificari").says(words).is_asked("notices").sees("20 decembrie")
    assert wish_of(town, ana).paused_until == date(2026, 12, 20)


def test_the_last_day_of_a_pause_belongs_to_it(town: Town, ana: Chat) -> None:
    ana.says("/notificari").says("16.10")
    wish = wish_of(town, ana)
    assert [wish.is_paused(date(2026, 10, day)) for day in (16, 17)] == [True, False]
    town.later(days=3)
    ana.says("/notificari").misses("Ultima ei zi").offers("Pauză 2 săptămâni")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("12.10.2026", "notices.until.past"),
        ("14.10.2028", "notices.until.far"),
        ("când vreau eu", "notices.until.constraint"),
    ],
)
def test_a_day_that_cannot_end_a_pause_is_said_with_an_example(
    town: Town, ana: Chat, words: str, key: str
) -> None:
    ana.says("/notificari").says(words).is_asked("notices").is_told(key).sees("de exemplu")
    assert wish_of(town, ana).paused_until is None


def test_a_pause_button_that_waited_too_long_pauses_nothing(town: Town, ana: Chat) -> None:
    ana.says("/notificari")
    town.later(days=20)
    ana.taps("Pauză").is_asked("notices").is_told("notices.until.past")
    assert wish_of(town, ana).paused_until is None


def test_a_draft_in_hand_stays_where_it_is(ana: Chat) -> None:
    ana.says("/raport").says("1.1").is_asked("event.held")
    ana.says("/пауза").is_asked("notices").taps("☐ Doar").says("/meniu").says("/raport").is_asked(
        "draft.offer"
    )


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_people_read_exactly_this_about_messages(town: Town, language: str) -> None:
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.log.clear()
    ana.says("/notificari")
    for at in (1, 2, 3):
        ana.taps(ana.screen.buttons[at])
    ana.taps(ana.screen.buttons[3]).says("20.12").says("???")
    reads_exactly(ana.transcript, language, "notices")
