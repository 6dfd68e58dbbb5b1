"""Reporting an event: how many interactions it takes, what each activity asks, what the receipt says."""

import re

import pytest

from storage import heads
from storage.plan_file import read_file
from tests.handlers.reporting import opens_review, reports, sends_report
from tests.support.chat import PLAN, Chat, Town

EVENTS = tuple(one.code for one in read_file(PLAN).accepting("event"))
EXTRA = {
    "2.3": ["event.type", "event.parties"],
    "4.2": ["event.type"],
    "4.3": ["event.type"],
    "5.1": ["event.volunteers"],
    "6.2": ["event.kind"],
    "8.1": ["event.kind", "event.audience"],
    "9.1": ["event.kind", "event.parties"],
    "10.1": ["event.discipline"],
}
GIVEN = {
    "event.type": "eveniment",
    "event.kind": "1",
    "event.audience": "copii, adulți",
    "event.discipline": "fotbal",
    "event.held": "12.10",
    "event.place": "Biblioteca „Eugeniu Coșeriu”",
    "event.participants": "circa 25",
    "event.volunteers": "5",
    "event.groups": "15 10 3",
    "event.photos": "Am citit povești cu copiii.",
    "event.parties": "Primăria, ACR",
}


def test_a_first_report_with_a_photo_takes_at_most_twelve_interactions(ana: Chat) -> None:
    ana.presses("Raportează").taps("1 ").taps("1.1").taps("Azi").taps("Online").says("25").says("15 10 3")
    ana.sends(1, "Am învățat să scriem proiecte.").taps("Da, salvează").is_asked("event.receipt")
    assert ana.acts <= 12


def test_the_second_report_with_a_photo_takes_nine_interactions_and_four_messages(ana: Chat) -> None:
    sends_report(ana, "1.1")
    before, ana.acts = len(ana.messages), 0
    ana.presses("Raportează").taps("1.1").taps("Azi").taps("Biblioteca").says("25").says("15 10 3")
    ana.sends(3, "Am învățat să scriem proiecte.").taps("Da, salvează").is_asked("event.receipt")
    assert ana.acts <= 9
    assert len(ana.messages) - before <= 4


@pytest.mark.parametrize("code", EVENTS)
def test_each_activity_asks_its_own_facts_and_nothing_more(ana: Chat, code: str) -> None:
    ana.presses("Raportează").says(code)
    asked = []
    while ana.last.message.key in GIVEN:
        asked.append(ana.last.message.key)
        ana.says(GIVEN[asked[-1]])
        assert ana.last.message.error is None, ana.last.text
    ordinary = ["event.held", "event.place", "event.participants", "event.groups", "event.photos"]
    assert [key for key in asked if key not in ordinary] == EXTRA.get(code, [])
    ana.is_asked("event.review").taps("Salvează").is_asked("event.receipt").sees("BLT-2026-0001")


def test_every_objective_opens_on_one_screen_with_the_names_of_its_activities(ana: Chat) -> None:
    ana.presses("Raportează")
    for objective in [label for label in ana.last.buttons if label[0].isdigit()]:
        ana.taps(objective)
        codes = [label for label in ana.last.buttons if re.match(r"\d+\.\d", label)]
        assert bool(codes) == (ana.last.message.key == "event.activity")
        assert len(codes) > 5 or all(f"{label}: " in ana.last.text for label in codes), ana.last.text
        ana.taps("Înapoi")


def test_there_are_ten_activities_to_report_events_for() -> None:
    assert list(EVENTS) == "1.1 2.3 4.1 4.2 4.3 5.1 6.2 8.1 9.1 10.1".split()


def test_the_progress_line_never_falls_back_and_its_total_stays(ana: Chat) -> None:
    ana.presses("Raportează")
    heads = []
    for words in (
        "9.1",
        "festival",
        "ieri",
        "Parcul central",
        "300",
        "sari peste",
        "Fără poze",
        "fără parteneri",
    ):
        heads.append((ana.last.message.head or "").split(" · ")[0])
        ana.says(words)
    heads.append((ana.is_asked("event.review").last.message.head or "").split(" · ")[0])
    steps = [int(head.split()[1]) for head in heads]
    assert steps == sorted(steps)
    assert {head.split()[-1] for head in heads} == {"7"}
    assert steps[-1] == 7


def test_everything_can_be_typed(ana: Chat) -> None:
    ana.says("Raportează un eveniment").says("seminar").says("1.1 instruiri pentru ong-uri")
    ana.says("alaltăieri").says("online").says("~ 40 de oameni").says("25 femei, 20 tineri")
    ana.says("fara poze").says("salveaza").is_asked("event.receipt")


def test_the_activity_is_found_by_a_word_in_either_language(ana: Chat) -> None:
    for word in ("festival", "фестиваль", "Festivalul"):
        ana.says("/raport")
        if ana.last.message.key == "draft.offer":
            ana.taps("Raport nou")
        ana.says(word)
        assert ana.last.message.key == "event.kind" or any("9.1" in one for one in ana.last.buttons), word


def test_the_receipt_gives_the_number_the_year_and_what_it_changes(ana: Chat, maria: Chat) -> None:
    for number in (1, 2, 3):
        sends_report(ana, place=f"Sala {number}")
        opens_review(maria, number).taps("Acceptă")
    sends_report(ana, people="30", place="Online")
    ana.sees("BLT-2026-0004", "4 evenimente", "105 participări", "3 → 4 din 4")


def test_the_same_tap_twice_is_one_report_and_the_same_receipt(town: Town, ana: Chat) -> None:
    reports(ana).taps("Salvează", times=3).is_asked("event.receipt").sees("BLT-2026-0001")
    ana.says("/situatia").sees("1 eveniment")


def test_a_second_tap_on_save_that_comes_later_shows_the_same_receipt(ana: Chat) -> None:
    review = reports(ana).last
    data = next(b.data for row in review.message.rows for b in row if b.label == "Salvează")
    ana.taps("Salvează")
    ana.taps_data(str(data), review).is_asked("event.receipt").sees("BLT-2026-0001")
    ana.says("/situatia").sees("1 eveniment")


def test_photos_are_public_only_when_the_save_button_says_so(town: Town, ana: Chat) -> None:
    for label, consent, place in (
        ("Da, salvează", True, "Biblioteca"),
        ("Nu, doar uz intern", False, "Muzeul"),
    ):
        ana.says("/raport").says("1.1").says("ieri").says(place).says("25").says("15 10 3")
        ana.sends(2, "Poze").is_told("event.save.consent").taps(label).is_asked("event.receipt")
        with town.work() as connection:
            newest = heads.queue(connection)[-1]
        assert newest.photos_public is consent


def test_several_organisations_are_asked_once_and_named_on_every_screen(town: Town, ana: Chat) -> None:
    town.member("Ana", "Exemplu Speranța")
    ana.presses("Raportează").is_asked("report.organisation").offers("Exemplu Punte", "Exemplu Speranța")
    ana.taps("Exemplu Speranța")
    for words in ("1.1", "ieri", "Biblioteca", "25", "15 10 3", "fără poze"):
        ana.sees("„Exemplu Speranța”").says(words)
    ana.is_asked("event.review").sees("„Exemplu Speranța”").taps("Salvează").sees("„Exemplu Speranța”")


def test_a_report_of_one_organisation_names_it_nowhere_in_the_steps(ana: Chat) -> None:
    ana.presses("Raportează").misses("Exemplu Punte").says("1.1").misses("Exemplu Punte")


def test_an_activity_can_be_left_to_the_secretariat(ana: Chat, maria: Chat) -> None:
    ana.presses("Raportează").taps("Nu știu").says("ieri").says("Biblioteca").says("25")
    ana.taps("Sari peste").taps("Fără poze").taps("Salvează").misses("→")
    opens_review(maria).is_told("flag.activity").offers("Alege activitatea").misses("Acceptă")
    maria.taps("Alege").taps("1.1").is_asked("review.card.1").taps("Acceptă").is_asked("review.done")
    ana.is_told("member.accepted")
