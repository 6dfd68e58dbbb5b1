"""What an organisation sees of itself: its standing, its list of reports, one report, what waits for it."""

from tests.handlers.reporting import begins, opens_review, sends_report
from tests.support.chat import Chat, Town


def test_before_the_first_report_there_is_nothing_to_do(ana: Chat) -> None:
    ana.says("/situatia").sees("Exemplu Punte", "2026").is_told("standing.clear")
    ana.offers("Raportează un eveniment").misses("Evenimentele")


def test_the_standing_counts_reports_accepted_and_waiting(ana: Chat, maria: Chat) -> None:
    sends_report(ana, people="20")
    sends_report(ana, people="30", place="Online")
    opens_review(maria).taps("Acceptă")
    ana.presses("Situația").sees("2 evenimente", "50 de participări", "1.1", "raportate 2, acceptate 1")
    ana.is_told("standing.waiting", "standing.clear")


def test_each_thing_to_do_is_a_numbered_line_with_its_button(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde a fost?").taps("Trimite")
    ana.says("/raport").taps("Raport nou")
    begins(ana, "4.1").taps("Salvează și ieși")
    ana.says("/situatia").sees("1. ", "BLT-2026-0001", "2. ", "4.1")
    ana.taps("1. ").is_asked("event.place")


def test_a_draft_of_another_organisation_is_not_in_the_standing(town: Town, ana: Chat) -> None:
    begins(ana, "4.1").taps("Salvează și ieși")
    town.member("Ana", "Exemplu Speranța")
    ana.says("/situatia").sees("Exemplu Speranța").misses("4.1")
    ana.taps("Exemplu Punte").sees("Exemplu Punte", "4.1").taps("Exemplu Speranța").is_asked("standing")


def test_the_list_has_five_a_page_newest_first(ana: Chat) -> None:
    for number in range(1, 8):
        sends_report(ana, place=f"Sala {number}")
    ana.presses("Altele").taps("Evenimentele").sees("7 evenimente", "BLT-2026-0007").misses("BLT-2026-0002")
    ana.misses("Anterioarele").taps("Următoarele").sees("BLT-2026-0002").misses("BLT-2026-0003").misses(
        "Următoarele"
    )
    ana.taps("Anterioarele").sees("BLT-2026-0003")


def test_a_report_of_ones_own_opens_with_its_fields_and_status(ana: Chat) -> None:
    sends_report(ana)
    ana.presses("Altele").taps("Evenimentele").taps("BLT").is_asked("record.card")
    ana.sees("Locul: Biblioteca", "Participanți: 25").is_told("record.status.submitted")
    ana.misses("Cere corectare").taps("Înapoi la listă").is_asked("records.event")


def test_an_organisation_without_reports_is_told_so(ana: Chat) -> None:
    ana.presses("Altele").taps("Evenimentele").is_told("lists.none.event")


def test_the_standing_of_last_year_does_not_count(town: Town, ana: Chat) -> None:
    sends_report(ana)
    town.later(days=120)
    ana.says("/situatia").sees("2027", "0 evenimente").misses("BLT")
