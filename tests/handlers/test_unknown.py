"""A question of a returned report that has no answer: the reason goes back, the field stays as it was."""

from storage import heads, records
from tests.handlers.reporting import opens_review, sends_report
from tests.support.chat import Chat, Town


def asks(maria: Chat, *fields: str) -> Chat:
    opens_review(maria).taps("Cere completare")
    for field in fields:
        maria.taps(f"☐ {field}")
    maria.taps("Gata")
    for _ in fields:
        maria.taps_first()
    return maria.taps("Trimite")


def head_of(town: Town) -> heads.Head:
    with town.work() as connection:
        return heads.known(connection, 1)


def test_the_reason_goes_back_and_the_field_stays(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Participanți")
    ana.is_asked("returned").taps("Nu avem").is_asked("unknown.reason")
    ana.says("Nu am numărat la intrare.").is_asked("event.receipt").is_told("returned.unknown.value")
    head = head_of(town)
    assert (head.status, head.version, head.total) == (records.SUBMITTED, 2, 25)
    maria.is_asked("review.arrived").taps("Deschide").is_told("review.unknown")
    maria.sees("Nu am numărat la intrare.", "Participanți: 25").taps("Acceptă")


def test_one_question_is_answered_and_the_other_explained(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Locul", "Grupuri")
    ana.says("Casa de cultură").is_asked("event.groups").taps("Nu avem").says("Nu am numărat.")
    ana.is_asked("event.receipt").sees("Casa de cultură", "nu avem această informație")
    maria.taps("Deschide").sees("Nu am numărat.", "Casa de cultură")


def test_a_reason_is_taken_back_with_a_step_back(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Locul", "Participanți")
    ana.taps("Nu avem").says("Nu țin minte.").is_asked("event.participants").taps("Înapoi")
    ana.is_asked("event.place").says("Casa de cultură").says("27").is_asked("event.receipt")
    maria.taps("Deschide").misses("Nu țin minte.").sees("Casa de cultură")


def test_stepping_out_of_the_reason_shows_the_question_again(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Locul")
    ana.taps("Nu avem").taps("Înapoi").is_asked("event.place").offers("Nu avem această informație")


def test_a_letter_from_a_returned_report_names_it(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Locul")
    ana.taps("Scrie secretariatului").says("Care loc?")
    maria.is_asked("letters.arrived").sees("BLT-2026-0001", "Care loc?")


def test_the_button_of_a_report_that_went_back_says_so(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks(maria, "Locul")
    notice = ana.last
    ana.says("Casa de cultură").is_asked("event.receipt")
    ana.taps("Nu avem", on=notice).is_told("returned.done_before")
