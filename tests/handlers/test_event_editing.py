"""Changing a report before it is sent: from the review and back to it, one field, nothing else touched."""

import pytest

from tests.handlers.reporting import reports
from tests.support.chat import Chat, Town

FIELDS = {
    "Activitatea": ("event.activity", "4.1", "4.1 Scrierea proiectelor"),
    "Data": ("event.held", "12.10", "luni, 12 octombrie"),
    "Locul": ("event.place", "Casa de cultură", "Casa de cultură"),
    "Participanți": ("event.participants", "31", "Participanți: 31"),
    "Grupuri": ("event.groups", "12 8 2", "femei – 12, tineri – 8"),
    "Poze și descriere": ("event.photos", "A fost cald și bine.", "A fost cald și bine."),
}
ADDED = {
    "Parteneri": ("event.parties", "ACR, Biblioteca", "ACR, Biblioteca"),
    "Bună practică": ("event.good_practice", "I-am invitat pe bunici.", "I-am invitat pe bunici."),
    "Titlul": ("event.heading", "Club de lectură", "Club de lectură"),
    "Grupuri vulnerabile": ("event.vulnerable_kinds", "vârstnici, refugiați", "Vârstnici, Refugiați"),
}


def values(chat: Chat) -> dict[str, str]:
    """The review screen as field → value, without its numbers."""
    lines = [line.partition(". ")[2].partition(": ") for line in chat.last.message.lines]
    return {name: value for name, _, value in lines if value}


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_two_taps_and_a_value_away_and_the_rest_stays(ana: Chat, field: str) -> None:
    key, typed, shown = FIELDS[field]
    before = values(reports(ana))
    ana.acts = 0
    ana.taps("Corectează").taps(field).is_asked(key).says(typed).is_asked("event.review").sees(shown)
    assert ana.acts == 3
    after = values(ana)
    assert {name: value for name, value in after.items() if name != field} == {
        name: value for name, value in before.items() if name != field
    }


@pytest.mark.parametrize("field", FIELDS)
def test_back_from_a_field_leaves_it_as_it_was(ana: Chat, field: str) -> None:
    before = values(reports(ana))
    ana.taps("Corectează").taps(field).taps("Înapoi").is_asked("event.review")
    assert values(ana) == before


def test_a_field_is_corrected_by_its_number_in_one_message(ana: Chat) -> None:
    reports(ana).says("4: 27").is_asked("event.review").sees("Participanți: 27")


@pytest.mark.parametrize("button", ADDED)
def test_what_is_not_a_step_is_added_on_the_review_screen(ana: Chat, button: str) -> None:
    key, typed, shown = ADDED[button]
    reports(ana).taps(button).is_asked(key).says(typed)
    if key == "event.vulnerable_kinds" and ana.last.message.key == key:
        ana.taps("Gata")
    ana.is_asked("event.review").sees(shown)


def test_a_problem_asks_for_a_measure_that_may_be_left_out(ana: Chat) -> None:
    reports(ana).taps("Probleme").says("Sala a fost prea mică.").is_asked("event.measure")
    ana.taps("Sari peste").is_asked("event.review").sees("Sala a fost prea mică.")


def test_a_total_smaller_than_its_groups_asks_what_to_correct(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Online").says("25").says("15 10 3").taps("Fără poze")
    ana.taps("Corectează").taps("Participanți").says("12").is_asked("event.groups").is_told(
        "event.groups.women"
    )
    ana.taps("Totalul").is_asked("event.participants").says("26").is_asked("event.review")
    ana.sees("Participanți: 26", "femei – 15")


def test_an_activity_with_other_facts_asks_only_for_these(ana: Chat) -> None:
    reports(ana).taps("Corectează").taps("Activitatea").says("10.1").is_asked("event.discipline")
    ana.says("fotbal").is_asked("event.review").sees("fotbal", "Participanți: 25")


def test_a_proposal_is_never_silent_data(ana: Chat) -> None:
    reports(ana).taps("Salvează")
    ana.presses("Raportează").taps("1.1").taps("Azi").is_asked("event.place").offers("Biblioteca")
    ana.says("Muzeul").is_asked("event.participants").offers("25")


def test_back_shows_the_question_before_with_its_value(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("12.10").is_asked("event.place")
    ana.taps("Înapoi").is_asked("event.held")
    assert any(label.startswith("La fel") for label in ana.last.buttons)
    ana.taps("La fel").is_asked("event.place")


def test_back_from_every_step_reaches_the_first_and_everything_can_be_confirmed_again(ana: Chat) -> None:
    before = values(reports(ana))
    ana.taps("Corectează").taps("Înapoi").is_asked("event.review")
    ana.says("/raport").taps("Continuă").is_asked("event.review")
    assert values(ana) == before


def test_an_edited_message_changes_the_answer_it_gave(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Biblioteca", message="m1").says("25", message="m2")
    ana.corrects("m2", "27").is_asked("event.groups").sees("27")
    ana.corrects("m1", "Casa de cultură").is_asked("event.groups")
    ana.taps("Sari peste").taps("Fără poze").sees("Casa de cultură", "Participanți: 27")


def test_an_edit_that_gives_no_answer_changes_nothing(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Online").says("25", message="m")
    ana.corrects("m", "multă lume").is_asked("event.groups").is_told("edit.not_possible").sees("25")


def test_an_edit_after_sending_says_that_it_is_too_late(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Online").says("25", message="m")
    ana.taps("Sari peste").taps("Fără poze").taps("Salvează")
    ana.corrects("m", "27").is_told("edit.too_late")
    ana.says("/situatia").sees("25 de participări")


def test_an_unusual_number_is_confirmed_with_one_tap_more(ana: Chat) -> None:
    reports(ana).taps("Salvează")
    ana.says("/raport").says("1.1").says("ieri").says("Online").says("250")
    ana.is_asked("event.participants").is_told("event.participants.unusual").offers("Da, 250")
    ana.taps("Da, 250").is_asked("event.groups").sees("250")


def test_a_number_that_cannot_be_gets_an_example(ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Online")
    for typed in ("-1", "0", "200000", "12,5", "mulți", "20-25"):
        ana.says(typed).is_asked("event.participants")
        assert ana.last.message.error, typed


def test_a_future_date_is_corrected_or_waits(town: Town, ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("20.12.2026").is_asked("event.held").is_told("event.held.future")
    ana.taps("Completez mai târziu").is_asked("home").is_told("event.held.waits")
    town.later(days=70)
    ana.presses("Raportează").is_asked("draft.offer").taps("Continuă").is_asked("event.held")
    ana.says("20.12.2026").is_asked("event.place")
