"""A half-written report goes from hand to hand: other phone, other language, the same step, nothing lost."""

import pytest

from handlers.understand.languages import LANGUAGES
from scheduler.housekeeping import prune
from tests.handlers.reporting import begins, reports
from tests.support.chat import Chat, Town


@pytest.fixture
def ion(town: Town, ana: Chat) -> Chat:
    """A colleague of Ana who reads Russian."""
    return town.member("Ion", "Exemplu Punte", "ru")


def half_written(ana: Chat) -> Chat:
    """A report up to the number of participants."""
    return begins(ana, "1.1").says("ieri").says("Biblioteca").is_asked("event.participants")


def test_a_colleague_goes_on_at_the_same_step_in_another_language(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana).says("/ciorne").taps("Trimite unui coleg").is_asked("handover").taps("Ion")
    ana.is_told("handover.given").sees("Ion")
    ion.is_told("handover.arrived").sees("3 из 7").taps("Продолжить").is_asked("event.participants")
    ion.says("25").is_asked("event.groups")
    ion.taps("Пропустить").taps(ion.screen.buttons[0]).is_asked("event.review").sees("Biblioteca")
    ion.taps("Сохранить").is_asked("event.receipt")


def test_the_giver_sees_where_the_report_is_and_may_take_it_back(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana).says("/ciorne").taps("Trimite unui coleg").taps("Ion")
    ana.says("/ciorne").is_asked("drafts").sees("Ion a început raportul", "chiar acum").misses("Trimite")
    ana.taps("1. Continui eu").is_asked("event.participants")
    ion.is_told("handover.taken").sees("Ana")


def test_words_of_the_giver_are_no_answer_any_more(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana)
    question = ana.last
    ana.says("/ciorne").taps("Trimite unui coleg").taps("Ion")
    ion.taps("Продолжить").says("25").is_asked("event.groups")
    ana.says("40").is_asked("not_understood")
    ana.taps(question.buttons[0], question).is_told("problem.old_button")
    ion.taps("Пропустить").taps(ion.screen.buttons[0]).is_asked("event.review").sees("25")


def test_an_old_button_says_who_has_the_report_now(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana).says("/anuleaza").says("/raport").is_asked("draft.offer")
    ana.taps("Trimite unui coleg").taps("Ion").taps("Iau ciorna înapoi").is_asked("event.participants")
    ana.says("/anuleaza")
    notice = next(one for one in ion.messages if one.message.key == "handover.arrived")
    ion.taps("Продолжить", notice).is_told("handover.elsewhere").sees("Ana")
    ion.taps("Продолжу я").is_asked("event.participants")


def test_a_report_somebody_is_writing_this_moment_is_taken_over_only_when_one_is_sure(
    town: Town, ana: Chat, ion: Chat
) -> None:
    half_written(ana)
    ion.says("/ciorne").is_asked("drafts").sees("Ana").taps("1. Продолжу я").is_told("handover.at_work")
    ana.says("25").is_asked("event.groups")
    ion.taps("Продолжу я").is_asked("event.groups")
    ana.is_told("handover.taken").sees("Ion")
    ana.taps("Continui eu").is_told("handover.at_work").taps("Rămâne la coleg").is_asked("drafts")
    ion.taps("Пропустить").is_asked("event.photos")


def test_a_report_nobody_has_touched_for_five_minutes_is_taken_over_at_once(
    town: Town, ana: Chat, ion: Chat
) -> None:
    half_written(ana)
    town.later(days=2)
    ion.says("/ciorne").sees("2 дня назад").taps("1. Продолжу я").is_asked("event.participants")
    ana.is_told("handover.taken")


def test_a_link_lets_a_colleague_who_is_not_here_yet_join_and_go_on(town: Town, ana: Chat) -> None:
    half_written(ana).says("/ciorne").taps("Trimite unui coleg").is_told("handover.alone")
    ana.taps("Link pentru un coleg").is_told("handover.link")
    link = next(word for word in ana.last.text.split() if "start=" in word)
    ion = town.chat("Ion", "ru").says(f"/start {link.partition('start=')[2]}")
    ion.taps(dict(LANGUAGES)["ru"]).taps_first().taps_first().is_asked("event.participants")
    assert ion.home
    ana.is_told("handover.taken")
    again = town.chat("Igor", "ru").says(f"/start {link.partition('start=')[2]}").taps(dict(LANGUAGES)["ru"])
    again.is_asked("join.code")


def test_a_link_leads_a_present_colleague_straight_to_the_question(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana).says("/ciorne").taps("Trimite unui coleg").taps("Link pentru un coleg")
    code = ana.last.text.partition("Codul: ")[2][:9]
    ana.says("/anuleaza").says(code).is_told("handover.own_link")
    ion.says(code).is_asked("event.participants")
    ion.says("/anuleaza").says(code).is_told("join.code.wrong")


def test_the_link_of_a_report_that_was_sent_meanwhile_says_so(town: Town, ana: Chat, ion: Chat) -> None:
    reports(ana).says("/ciorne").taps("Trimite unui coleg").taps("Link pentru un coleg")
    code = ana.last.text.partition("Codul: ")[2][:9]
    ana.says("/raport").taps("Continuă").taps("Salvează").is_asked("event.receipt")
    ion.says(code).is_told("handover.ended")


def test_files_sent_before_the_hand_over_stay_with_the_report(town: Town, ana: Chat, ion: Chat) -> None:
    half_written(ana).sends(2).says("/ciorne").taps("Trimite unui coleg").taps("Ion")
    ion.taps("Продолжить").says("25").taps("Пропустить").is_asked("event.review").sees("2")


def test_a_draft_in_the_archive_is_found_and_taken_up(town: Town, ana: Chat) -> None:
    half_written(ana).says("/anuleaza")
    town.later(days=31)
    with town.work() as connection:
        prune(connection, town.now)
    ana.says("/ciorne").sees("arhivă").taps("Arhiva: 1").is_asked("drafts.archive")
    ana.taps("1. Continuă").is_asked("event.participants")


def test_somebody_without_drafts_is_told_how_to_begin(ana: Chat) -> None:
    ana.says("/ciorne").is_told("drafts.none")


def test_another_organisation_sees_nothing_of_it(town: Town, ana: Chat) -> None:
    half_written(ana)
    olga = town.member("Olga", "Exemplu Nord")
    olga.says("/ciorne").is_told("drafts.none")


def test_with_two_organisations_every_draft_says_whose_it_is(town: Town, ana: Chat) -> None:
    half_written(ana)
    town.member("Ana", "Exemplu Nord")
    ana.says("/ciorne").is_asked("drafts").sees("„Exemplu Punte”")
