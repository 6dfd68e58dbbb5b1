"""The secretariat and the annual reports of members: the list, accepting, asking back block by block."""

from storage import annual
from tests.handlers.yearly import in_december, sends_annual, usual_year
from tests.support.chat import Chat, Town


def two(town: Town) -> tuple[Chat, Chat]:
    """A secretary, and a coordinator whose report waits."""
    maria, ana = town.secretary(), in_december(town).member("Ana", "Exemplu Punte")
    usual_year(town, ana)
    sends_annual(ana)
    return maria, ana


def status(town: Town) -> tuple[str, int]:
    with town.work() as connection:
        report = annual.known(connection, 1)
        return report.status, report.version


def test_the_secretary_hears_of_a_report_and_accepts_it(town: Town) -> None:
    maria, ana = two(town)
    maria.sees("Raport anual 2026 nou: Exemplu Punte").taps("Deschide raportul").is_asked("annual.card.1")
    maria.sees("3 evenimente", "Puțini voluntari la instruire.", "Căutăm voluntari la liceu.")
    maria.taps("Acceptă").sees("Am acceptat raportul anual 2026")
    ana.is_told("annual.approved").says("/situatia").sees("Raportul anual 2026: acceptat")
    assert status(town) == (annual.APPROVED, 1)


def test_reports_that_wait_stand_in_the_queue_and_in_their_own_list(town: Town) -> None:
    maria, _ = two(town)
    town.organisation("Exemplu Nord")
    maria.says("/verificare").sees("Rapoarte anuale de verificat: 1.").taps("Rapoarte anuale")
    maria.sees("au trimis 1 din 2, la timp 1", "Termen: 01.02.2027", "Exemplu Punte")
    maria.taps("1").is_asked("annual.card.1")


def asks_back(maria: Chat, *blocks: str) -> Chat:
    maria.says("/verificare").taps("Rapoarte anuale").taps("1").taps("Cere completare")
    for block in blocks:
        maria.taps(f"☐ {block}")
    maria.taps("Gata")
    for _ in blocks:
        maria.taps_first()
    return maria.taps("Trimite").is_told("annual_ask.sent")


def test_a_returned_report_is_answered_block_by_block_and_goes_back_by_itself(town: Town) -> None:
    maria, ana = two(town)
    asks_back(maria, "Măsuri", "Planuri")
    ana.sees("Secretariatul vă roagă", "Ce ați făcut sau ce propuneți").taps("Completează")
    ana.is_asked("annual.measure").sees("Secretariatul întreabă", "Puțini voluntari")
    ana.says("Mergem la două licee din oraș.").is_asked("annual.plans").sees("Ce aveți în plan")
    ana.taps("Gata").is_asked("annual.receipt")
    assert status(town) == (annual.SUBMITTED, 2)
    maria.sees("Raport anual 2026 completat").taps("Deschide raportul").sees("Mergem la două licee")


def test_a_returned_report_waits_in_the_standing_and_does_not_count_as_sent(town: Town) -> None:
    maria, ana = two(town)
    asks_back(maria, "Rezultate")
    ana.says("/situatia").sees("De completat: raportul anual 2026").taps("1. Completează")
    ana.is_asked("annual.results")
    maria.says("/verificare").says("/raport_anual").taps("Rapoarte anuale")
    maria.sees("au trimis 0 din 1", "de completat")


def test_a_colleague_answers_when_the_author_is_away(town: Town) -> None:
    maria, ana = two(town)
    elena = town.member("Elena", "Exemplu Punte", "ru")
    asks_back(maria, "Măsuri")
    ana.taps("Completează").is_asked("annual.measure")
    town.later(minutes=10)
    elena.says("/anual").is_asked("annual.measure").says("Идём в два лицея города.")
    elena.is_asked("annual.receipt")
    assert status(town) == (annual.SUBMITTED, 2)


def test_two_secretaries_decide_once(town: Town) -> None:
    maria, _ = two(town)
    vasile = town.secretary("Vasile")
    vasile.says("/verificare").taps("Rapoarte anuale").taps("1")
    maria.says("/verificare").taps("Rapoarte anuale").taps("1").taps("Acceptă")
    vasile.taps("Acceptă").is_asked("annual.card.1").sees("acceptat").misses("Cere completare")


def test_a_question_without_a_block_is_asked_for(town: Town) -> None:
    maria, _ = two(town)
    maria.says("/verificare").taps("Rapoarte anuale").taps("1").taps("Cere completare").taps("Gata")
    maria.sees("Alegeți cel puțin una").says("planuri").taps("Gata (1)").is_asked("annual_ask.about")
