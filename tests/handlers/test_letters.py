"""Letters to the secretariat: relayed with what they are about, answered, quoted; the step stays."""

import pytest

from handlers.messages import say
from storage import letters
from tests.handlers.reporting import begins, opens_review, reports, sends_report
from tests.support.chat import Chat, Town


def letter_of(town: Town, number: int = 1) -> letters.Letter:
    with town.work() as connection:
        found = letters.get(connection, number)
    assert found is not None
    return found


def at_place(ana: Chat) -> Chat:
    return begins(ana, "1.1").says("ieri").is_asked("event.place")


def test_a_letter_from_a_step_is_relayed_and_the_step_comes_back(ana: Chat, maria: Chat) -> None:
    at_place(ana).says("ajutor").taps("Scrie secretariatului").is_asked("letter.text")
    ana.says("Pot scrie numele satului?").is_asked("event.place").is_told("letters.sent")
    maria.is_asked("letters.arrived").sees("Ana", "Exemplu Punte", "Pot scrie numele satului?", "Locul")
    ana.says("Biblioteca").is_asked("event.participants")


def test_an_answer_comes_back_quoted_and_the_author_may_go_on_writing(
    town: Town, ana: Chat, maria: Chat
) -> None:
    at_place(ana).says("ajutor").taps("Scrie").says("Pot scrie numele satului?")
    maria.taps("Răspunde").is_asked("letter_answer.text").sees("Pot scrie numele satului?")
    maria.says("Da, scrieți satul.").is_told("letters.answered")
    ana.is_asked("letters.reply").sees("Ați întrebat: „Pot scrie numele satului?”", "Da, scrieți satul.")
    assert letter_of(town).state == letters.ANSWERED
    ana.taps("Scrie din nou").is_asked("letter.text").says("Mulțumesc").is_asked("event.place")
    maria.is_asked("letters.arrived").sees("Mulțumesc", "Locul")


def test_the_other_secretaries_see_that_it_is_answered_and_by_whom(
    town: Town, ana: Chat, maria: Chat
) -> None:
    elena = town.secretary("Elena")
    at_place(ana).says("ajutor").taps("Scrie").says("Cum adaug un partener?")
    arrived = elena.last
    maria.taps("Răspunde").says("Apăsați „Parteneri”.")
    elena.is_asked("letters.answered_by").sees("Maria", "Apăsați «Parteneri».")
    elena.taps("Răspunde", on=arrived).is_asked("letters.card").sees("Maria a răspuns")
    elena.taps("Răspunde").says("Și eu vă ajut.")
    ana.is_asked("letters.reply").sees("Și eu vă ajut.")


def test_nothing_is_lost_when_nobody_answers(town: Town, ana: Chat) -> None:
    ana.presses("Altele").taps("Scrie secretariatului").says("E cineva?").is_asked("home")
    town.later(days=3)
    maria = town.secretary("Maria")
    maria.says("/meniu").is_told("letters.waiting").sees("Scrisori: 1")
    maria.says("/verificare").sees("Scrisori: 1").taps("Scrisori").is_asked("letters.list").sees("E cineva?")
    maria.taps("1").is_asked("letters.card").taps("Răspunde").says("Da, vă ascult.")
    ana.is_asked("letters.reply")
    maria.presses("Altele").taps("Scrisori").is_told("letters.none")


def test_photos_are_a_letter_too(town: Town, ana: Chat, maria: Chat) -> None:
    at_place(ana).says("ajutor").taps("Scrie").sends(2, "Care dintre ele?").is_asked("event.place")
    maria.is_asked("letters.arrived").sees("2 fișiere").taps("Deschide scrisoarea").is_asked("letters.card")
    assert [one.message.key for one in maria.messages[-2:]] == ["letters.photos", "letters.card"]
    assert len(letter_of(town).media) == 2


def test_a_letter_may_hold_a_telephone_number(ana: Chat, maria: Chat) -> None:
    ana.presses("Altele").taps("Scrie").says("Sunați-mă: 069123456").is_asked("home")
    maria.sees("069123456").taps("Răspunde").says("Vă sun de la 0231 54619").is_told("letters.answered")


def test_back_leaves_the_letter_unwritten(town: Town, ana: Chat, maria: Chat) -> None:
    at_place(ana).says("ajutor").taps("Scrie").taps("Înapoi").is_asked("event.place")
    ana.says("/meniu").presses("Altele").taps("Scrie").taps("Înapoi")
    with town.work() as connection:
        assert letters.how_many_wait(connection) == 0


def test_writing_twice_at_once_is_one_dialogue_beside_the_same_step(ana: Chat) -> None:
    at_place(ana).says("ajutor").taps("Scrie").says("ajutor").taps("Scrie").says("Cum?")
    ana.is_asked("event.place")


def test_a_secretary_keeps_the_questions_in_hand_while_answering(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    ana.presses("Altele").taps("Scrie").says("Ați primit raportul?")
    arrived = maria.last
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").is_asked("ask_back.about_place")
    maria.taps("Răspunde", on=arrived).says("Da.").is_asked("ask_back.about_place")


def test_the_secretariat_does_not_write_to_itself(maria: Chat) -> None:
    maria.says("ajutor").misses("Scrie secretariatului").says("/meniu").presses("Altele")
    maria.misses("Scrie secretariatului")


def test_a_viewer_of_the_council_may_write_too(town: Town, maria: Chat) -> None:
    town.viewer().presses("Altele").taps("Scrie").says("Când este raportul?").is_asked("home")
    maria.sees("Vera", "Când este raportul?")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_letter_reads_well_in_every_language(town: Town, maria: Chat, language: str) -> None:
    olga = town.member("Olga", "Exemplu Punte", language)
    olga.says("/meniu").says(olga.home[1][1])
    olga.taps(town.texts.render(language, say("letters.write.button"))).says("Где отчёт?")
    maria.taps("Răspunde").says("Aici.")
    olga.is_asked("letters.reply").is_told("letters.reply.asked", "letters.reply.answer")


def test_a_letter_at_the_review_says_so(ana: Chat, maria: Chat) -> None:
    reports(ana).says("ajutor").taps("Scrie").says("E bine?").is_asked("event.review")
    maria.is_told("letters.about.form")


def test_a_second_problem_offers_likely_meanings_and_a_third_the_ways_out(ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").says("Biblioteca").is_asked("event.participants")
    ana.says("nu știu sigur 18").misses("Scrie secretariatului")
    ana.says("poate 18, vedem").offers("18").misses("Scrie secretariatului")
    ana.says("of").offers("Completez mai târziu", "Scrie secretariatului")
    ana.taps("Scrie").says("Nu i-am numărat.").is_asked("event.participants")
    ana.says("18").is_asked("event.groups").misses("Scrie secretariatului")


def test_later_keeps_the_draft_and_an_optional_question_is_passed_by(ana: Chat) -> None:
    at_participants = begins(ana, "1.1").says("ieri").says("Biblioteca")
    for _ in range(3):
        at_participants.says("???")
    ana.taps("Completez mai târziu").is_asked("home").is_told("draft.parked")
    ana.says("/raport").taps("Continuă").is_asked("event.participants").says("25")
    for _ in range(3):
        ana.says("???")
    ana.taps("Completez mai târziu").is_asked("event.photos")


def test_an_answer_begins_the_count_anew(ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").says("Biblioteca").says("???").says("???").says("25").taps("Înapoi")
    ana.is_asked("event.participants").says("???").misses("Scrie secretariatului")


def test_a_problem_leaves_the_buttons_above_it_good(ana: Chat) -> None:
    begins(ana, "1.1").is_asked("event.held")
    asked = ana.last
    ana.says("???").taps("Ieri", on=asked).is_asked("event.place")
