"""The secretariat's queue and cards: order and flags, accepting, the activity left open, two at once."""

import pytest

from storage import heads, records
from tests.handlers.reporting import opens_review, reports, sends_report
from tests.support.chat import Chat, Town


def status_of(town: Town, number: int = 1) -> str:
    """How a report stands in the store."""
    with town.work() as connection:
        return heads.known(connection, number).status


def lines(chat: Chat) -> list[str]:
    """The lines of the newest screen."""
    return list(chat.last.message.lines)


def test_an_empty_queue_says_so(maria: Chat) -> None:
    maria.says("/verificare").is_asked("review.queue").is_told("review.empty")


def test_the_queue_is_oldest_first(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana, "1.1", place="Biblioteca")
    town.later(hours=1)
    sends_report(town.member("Ion", "Exemplu Speranța"), "4.1", place="Online")
    maria.presses("De verificat").is_asked("review.queue").sees("De verificat: 2")
    assert [label for label in maria.last.buttons if label.startswith("BLT")] == [
        "BLT-2026-0001",
        "BLT-2026-0002",
    ]
    assert "Exemplu Punte" in lines(maria)[1]
    assert "Exemplu Speranța" in lines(maria)[2]


def test_a_queue_of_more_than_five_has_pages(ana: Chat, maria: Chat) -> None:
    for number in range(6):
        sends_report(ana, place=f"Sala {number}")
    maria.says("/verificare").misses("BLT-2026-0006").taps("Următoarele").sees("BLT-2026-0006")
    maria.taps("Anterioarele").sees("BLT-2026-0001").misses("BLT-2026-0006")


def test_a_report_without_photos_is_flagged_in_the_list_and_on_its_card(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    maria.says("/verificare").sees("fără poze")
    maria.taps("BLT-2026-0001").is_asked("review.card.1").is_told("flag.evidence")


def test_a_report_with_photos_has_no_such_flag_and_shows_them_above_the_card(ana: Chat, maria: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Biblioteca").says("25").says("15 10 3")
    ana.sends(2, "Am citit.").taps("Da, salvează")
    maria.says("/verificare").misses("fără poze").taps("BLT-2026-0001")
    assert [shown.message.key for shown in maria.messages[-2:]] == ["review.photos", "review.card.1"]
    assert len(maria.messages[-2].message.media) == 2
    maria.misses("Raportul nu are poze")


def test_figures_far_above_the_usual_ones_are_flagged(ana: Chat, maria: Chat) -> None:
    sends_report(ana, people="20", place="Muzeul")
    opens_review(maria).taps("Acceptă")
    ana.says("/raport").says("1.1").says("12.10").says("Stadionul").says("61").taps("Da, 61")
    ana.taps("Sari peste").taps("Fără poze").taps("Salvează")
    maria.says("/verificare").sees("cifre neobișnuite")
    maria.taps("BLT-2026-0002").sees("Participanți: 61. Până acum organizația a avut cel mult 20.")


def test_figures_of_three_times_the_usual_are_not_flagged(ana: Chat, maria: Chat) -> None:
    sends_report(ana, people="20", place="Muzeul")
    opens_review(maria).taps("Acceptă")
    sends_report(ana, people="60", place="Stadionul")
    maria.says("/verificare").misses("cifre neobișnuite")


def test_a_possible_twin_of_another_organisation_is_flagged(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana, place="Biblioteca „Eugeniu Coșeriu”")
    sends_report(town.member("Ion", "Exemplu Speranța"), place="biblioteca eugeniu coseriu")
    maria.says("/verificare").sees("posibil duplicat")
    maria.taps("BLT-2026-0002").is_told("flag.twin.apart").sees("BLT-2026-0001")


def test_the_card_shows_all_that_was_answered(ana: Chat, maria: Chat) -> None:
    ana.says("/raport").says("1.1").says("12.10").says("Biblioteca").says("circa 25").says("15 10 3")
    ana.sends(1, "Am citit povești.").taps("Da, salvează")
    opens_review(maria).sees("Exemplu Punte", "12 octombrie", "Biblioteca", "circa 25", "femei – 15")
    maria.sees("Am citit povești.").offers("Acceptă", "Cere completare", "Următorul", "La listă")


def test_accepting_tells_the_coordinator_and_shows_what_is_left(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana, place="Sala 1")
    sends_report(ana, place="Sala 2")
    opens_review(maria).taps("Acceptă").is_asked("review.done").sees("BLT-2026-0001", "A mai rămas 1 raport")
    ana.is_asked("review.accepted").is_told("member.accepted").sees("BLT-2026-0001")
    assert status_of(town) == records.APPROVED
    maria.taps("Următorul").is_asked("review.card.1").sees("BLT-2026-0002").taps("Acceptă")
    maria.is_told("review.empty")


def test_accepting_twice_tells_the_coordinator_once(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    told = len(ana.messages)
    opens_review(maria).taps("Acceptă", times=2)
    assert len(ana.messages) == told + 1


def test_next_goes_round_the_queue(ana: Chat, maria: Chat) -> None:
    for number in (1, 2):
        sends_report(ana, place=f"Sala {number}")
    opens_review(maria).taps("Următorul").sees("BLT-2026-0002").taps("Următorul").sees("BLT-2026-0001")
    maria.taps("La listă").is_asked("review.queue")


def test_the_secretariat_names_an_activity_that_was_left_open(ana: Chat, maria: Chat) -> None:
    ana.says("/raport").taps("Nu știu").says("ieri").says("Biblioteca").says("25")
    ana.taps("Sari peste").taps("Fără poze").taps("Salvează")
    maria.says("/verificare").sees("activitate nealeasă")
    maria.taps("BLT-2026-0001").is_told("flag.activity").misses("Acceptă").taps("Alege activitatea")
    maria.is_asked("review.activity").taps("4.1").is_asked("review.card.1").offers("Acceptă")
    maria.taps("Acceptă").is_told("review.accepted")


def test_the_second_secretary_sees_who_has_the_card_open(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    elena = town.secretary("Elena")
    opens_review(maria)
    opens_review(elena).is_told("review.held").sees("Maria")
    town.later(minutes=11)
    opens_review(town.secretary("Olga")).misses("Maria")


@pytest.mark.parametrize("label", ["Acceptă", "Cere completare"])
def test_when_two_secretaries_decide_at_once_the_second_is_told(
    town: Town, ana: Chat, maria: Chat, label: str
) -> None:
    sends_report(ana)
    elena = town.secretary("Elena")
    opens_review(maria)
    opens_review(elena)
    maria.taps("Acceptă").is_told("review.accepted")
    told = len(ana.messages)
    elena.taps(label).is_told("review.decided_before").sees("BLT-2026-0001", "acceptat")
    assert len(ana.messages) == told
    assert status_of(town) == records.APPROVED


def test_a_report_of_the_secretariat_is_accepted_on_save_and_shown_to_the_other(
    town: Town, maria: Chat
) -> None:
    elena = town.secretary("Elena")
    reports(maria).taps("Salvează").is_asked("event.desk_saved").sees("BLT-2026-0001")
    assert status_of(town) == records.APPROVED
    elena.is_asked("review.arrived").is_told("review.desk_saved").sees("Maria", "BLT-2026-0001")
    elena.taps("Deschide raportul").is_asked("record.card").sees("Biblioteca")
    maria.says("/verificare").is_told("review.empty")


def test_the_card_of_a_sport_that_was_reported_before_opens(ana: Chat, maria: Chat) -> None:
    sends_report(ana, "10.1")
    opens_review(maria).sees("fotbal").taps("Acceptă")
    ana.says("/raport").says("10.1").offers("fotbal").taps("fotbal").is_asked("event.held")
