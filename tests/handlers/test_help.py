"""Help at every step: it is about that very step, it shows a filled example, and it keeps the place."""

import pytest

from handlers.actions import papers
from handlers.flow.example import example
from handlers.forms.event import EVENT
from tests.handlers.reporting import begins, opens_review, reports, sends_report
from tests.support.chat import Chat, Town
from tests.support.facts import FakeFacts

CALLS = ("/ajutor", "/help", "/pomosch", "ajutor", "Ajutor!", "help", "помощь", "ПОМОЩЬ")


@pytest.mark.parametrize("call", CALLS)
def test_help_is_asked_in_any_language_and_never_taken_as_an_answer(ana: Chat, call: str) -> None:
    begins(ana, "1.1").says("ieri").is_asked("event.place").says(call).is_asked("help")
    ana.is_told("event.place.help", "help.contact").sees("Pasul 3 din 7", "0231 5 46 19", "9:00–17:00")
    ana.taps("Înapoi la pas").is_asked("event.place").says("Biblioteca").is_asked("event.participants")


def test_help_at_every_step_is_about_it_and_comes_back_to_it(ana: Chat) -> None:
    answers = ("ieri", "Biblioteca", "25", "15 10 3", "Am învățat multe.")
    begins(ana, "1.1")
    for one in answers:
        key = ana.last.message.key
        ana.says("ajutor").is_asked("help").is_told(f"{key}.help")
        ana.taps("Înapoi la pas").is_asked(key).says("ajutor").says(one)
    ana.is_asked("event.review").says("ajutor").is_told("help.review")
    ana.taps("Înapoi la pas").is_asked("event.review")


def test_a_question_asked_on_request_has_help_too(ana: Chat) -> None:
    reports(ana).taps("Bună practică").says("ajutor").is_told("event.good_practice.help")
    ana.taps("Înapoi la pas").is_asked("event.good_practice")


def test_a_form_without_words_of_its_own_has_those_of_the_kind_of_question(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere").says("ajutor").is_told("ask.help.select_multiple")
    assert "Exemplu completat" not in maria.last.buttons
    maria.taps("Înapoi la pas").is_asked("ask_back.fields").says("3").says("ajutor").is_told("ask.help.text")


def test_somebody_who_joins_is_helped_and_stays_where_they_were(town: Town) -> None:
    ion = town.chat("Ion", "ru").says("/start").taps("Русский").says("помощь").is_asked("help")
    ion.sees("0231 5 46 19").taps("Назад").is_asked("join.code").says("/ajutor").is_asked("help")


def test_help_at_home_leads_home(ana: Chat) -> None:
    ana.says("ajutor").is_asked("help").is_told("help.home").taps("Meniu").is_asked("home")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_example_is_a_whole_report_and_changes_nothing(town: Town, language: str) -> None:
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.says("/raport").says("1.1").says("/ajutor").taps_first().is_asked("help.example")
    assert sum(line[:1].isdigit() for line in ana.last.text.split("\n")) >= 9
    ana.taps_first().is_asked("event.held")


def test_the_example_stands_word_for_word_by_the_rules_of_the_form() -> None:
    facts = FakeFacts()
    here = example(EVENT, facts, lambda name: f"cuvinte: {name}")
    assert here.open is None
    assert {"activity", "held", "place", "participants", "groups", "photos", "parties"} <= set(here.standing)
    assert here.standing["participants"]["total"] == 25


@pytest.mark.parametrize("name", ["event", "correction", "member", "ask_back"])
def test_every_form_gives_an_example_or_stops_without_harm(name: str) -> None:
    form = papers.PAPERS[name].form
    here = example(form, FakeFacts(), lambda one: f"cuvinte: {one}")
    assert set(here.standing) <= {question.name for question in form.questions}


def test_an_example_that_the_form_would_not_take_ends_where_it_does_not_fit() -> None:
    here = example(EVENT, FakeFacts(), lambda name: "")
    assert here.open is not None
    assert here.open.name == "place"


def test_the_buttons_of_help_are_old_once_the_step_is_answered(ana: Chat) -> None:
    begins(ana, "1.1").says("ajutor")
    asked = ana.last
    ana.says("ieri").is_asked("event.place").taps("Exemplu", on=asked).is_told("problem.old_button")
