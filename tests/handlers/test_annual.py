"""The annual report of a member: approved block by block, sent, with what it takes from the records."""

from datetime import date

from storage import annual, records
from storage.annual import Report
from storage.annual_models import Content
from tests.handlers.reporting import begins, sends_report
from tests.handlers.yearly import (
    DECEMBER,
    JANUARY,
    approves_all,
    has_record,
    in_december,
    sends_annual,
    usual_year,
)
from tests.support.chat import Chat, Town


def ana_in(town: Town) -> Chat:
    return in_december(town).member("Ana", "Exemplu Punte")


def sent(town: Town) -> tuple[Report, Content]:
    with town.work() as connection:
        ((report, content),) = annual.sent(connection, 2026)
    return report, content


def test_a_usual_year_is_approved_in_at_most_nine_interactions(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    ana.acts = 0
    ana.presses("Altele").taps("Raportul nostru anual")
    approves_all(ana).taps("Trimite").is_asked("annual.receipt")
    assert ana.acts <= 9


def test_a_year_in_every_objective_stays_within_nine(town: Town) -> None:
    ana = ana_in(town)
    for place, activity in enumerate(("1.1", "4.1", "5.1", "6.1", "7.2", "8.1", "9.1", "10.1"), 1):
        has_record(town, ana, activity, on=date(2026, place, 10))
    ana.acts = 0
    ana.says("/anual").taps("Da, corecte").taps("Păstrez toate textele")
    approves_all(ana).taps("Trimite").is_asked("annual.receipt")
    assert ana.acts <= 9
    _, content = sent(town)
    assert [one.objective for one in content.results] == ["1", "4", "5", "6", "7", "8", "9", "10"]


def test_the_figures_are_those_of_the_records_also_of_one_that_waits(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    has_record(town, ana, on=date(2025, 12, 30), title="Anul trecut")
    ana.says("/anual").sees("3 evenimente, 95 de participări, 45 de femei, 30 de tineri, 2 obiective")
    ana.sees("1 raport așteaptă verificarea").taps("Văd lista").sees("Scriem din nou · trimis")
    ana.taps("Înapoi").is_asked("annual.figures")


def test_what_is_sent_names_the_records_behind_it(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    sends_annual(ana)
    report, content = sent(town)
    assert (report.status, report.version) == (annual.SUBMITTED, 1)
    assert [one.numbers for one in content.results] == [
        ("BLT-2026-0001",),
        ("BLT-2026-0002", "BLT-2026-0003"),
    ]
    assert [(one.text, one.measure, one.number) for one in content.troubles] == [
        ("Puțini voluntari la instruire.", "Căutăm voluntari la liceu.", "BLT-2026-0001")
    ]
    assert [(one.text, one.number) for one in content.practices] == [
        ("I-am invitat pe bunici să citească.", "BLT-2026-0002")
    ]
    assert [one.activity for one in content.plans] == ["1.1", "4.1"]
    assert [one.accepted for one in content.sources] == [True, True, False]


def test_a_text_is_written_anew_from_the_screen_and_by_its_objective(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    ana.says("/anual").taps("Da, corecte").taps("Scriu altfel: 4")
    ana.says("scurt").sees("prea scurt").says("Am scris două proiecte împreună.").is_asked("annual.results")
    ana.says("1: Am instruit douăzeci și cinci de oameni.").is_asked("annual.results")
    ana.sees("Am scris două proiecte împreună.", "Am instruit douăzeci și cinci de oameni.")
    approves_all(ana).taps("Trimite")
    _, content = sent(town)
    assert [one.text for one in content.results] == [
        "Am instruit douăzeci și cinci de oameni.",
        "Am scris două proiecte împreună.",
    ]


def test_words_that_name_no_objective_are_asked_about(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    ana.says("/anual").taps("Da, corecte").says("Am lucrat bine cu toții.").is_asked("annual.results")
    ana.sees("Scrieți numărul obiectivului")


def test_the_only_objective_takes_what_is_written(town: Town) -> None:
    ana = ana_in(town)
    has_record(town, ana)
    ana.says("/anual").taps("Da, corecte").says("Am lucrat bine cu toții.").sees("Am lucrat bine cu toții.")


def test_something_of_ones_own_is_added_by_writing_it(town: Town) -> None:
    ana = ana_in(town)
    has_record(town, ana)
    approves_all(ana.says("/anual"), "annual.practices")
    ana.says("Am deschis biblioteca duminica.").sees("Adăugat: „Am deschis biblioteca duminica.”")
    ana.taps("Gata").says("Nu am găsit o sală gratuită.").sees("Adăugat").misses("Nu au fost probleme")
    ana.taps("Gata").sees("Problema 1 din 1", "Nu am găsit o sală gratuită.").taps("Cerem ajutorul")
    ana.says("Deschidem un club de lectură.").taps("Gata").is_asked("annual.review").taps("Trimite")
    _, content = sent(town)
    assert [one.text for one in content.practices] == ["Am deschis biblioteca duminica."]
    assert [(one.text, one.answer) for one in content.troubles] == [
        ("Nu am găsit o sală gratuită.", "town_hall")
    ]
    assert [(one.activity, one.text) for one in content.plans] == [
        ("1.1", None),
        (None, "Deschidem un club de lectură."),
    ]


def test_at_most_three_practices_are_chosen(town: Town) -> None:
    ana = ana_in(town)
    for day in range(1, 5):
        has_record(town, ana, on=date(2026, 5, day), good_practice=f"Practica bună numărul {day}.")
    approves_all(ana.says("/anual"), "annual.practices")
    ana.offers("Gata (3)").taps("☐").offers("Gata (4)").taps("Gata").sees("Ați ales 4", "cel mult 3")
    ana.taps("☑").taps("Gata").is_asked("annual.problems")


def test_a_measure_stays_with_its_problem_when_another_is_left_out(town: Town) -> None:
    ana = ana_in(town)
    has_record(town, ana, on=date(2026, 5, 1), problem="Prima problemă a anului.")
    has_record(town, ana, on=date(2026, 5, 2), problem="A doua problemă a anului.")
    approves_all(ana.says("/anual"), "annual.measure")
    ana.says("Măsura pentru prima problemă.").says("Măsura pentru a doua problemă.")
    approves_all(ana).says("4: 2").is_asked("annual.review").taps("Trimite")
    _, content = sent(town)
    assert [(one.text, one.measure) for one in content.troubles] == [
        ("A doua problemă a anului.", "Măsura pentru a doua problemă.")
    ]


def test_a_measure_stays_with_its_problem_when_an_earlier_one_is_told_later(town: Town) -> None:
    ana = ana_in(town)
    has_record(town, ana, on=date(2026, 5, 1), problem="Prima problemă a anului.")
    has_record(town, ana, on=date(2026, 5, 2), problem="A doua problemă a anului.")
    approves_all(ana.says("/anual"), "annual.measure")
    ana.says("Măsura pentru prima problemă.").says("Măsura pentru a doua problemă.")
    approves_all(ana)
    has_record(town, ana, on=date(2026, 2, 1), problem="O problemă mai veche.")
    ana.says("/anual").taps("Actualizează cifrele").taps("Da, corecte").sees("O problemă mai veche.")
    ana.says("Măsura pentru problema veche.").is_asked("annual.review").taps("Trimite")
    _, content = sent(town)
    assert {one.text: one.measure for one in content.troubles} == {
        "Prima problemă a anului.": "Măsura pentru prima problemă.",
        "A doua problemă a anului.": "Măsura pentru a doua problemă.",
        "O problemă mai veche.": "Măsura pentru problema veche.",
    }


def test_a_block_is_changed_by_its_number(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    approves_all(ana.says("/anual"))
    ana.says("5: Mergem la două licee din oraș.").is_asked("annual.review").sees("Mergem la două licee")
    ana.taps("Corectează").taps("6. Planuri").is_asked("annual.plans").taps("Înapoi")
    ana.is_asked("annual.review").sees("6. Planuri: 1.1")


def test_no_activity_is_a_report_in_three_taps(town: Town) -> None:
    ana = ana_in(town)
    ana.acts = 0
    ana.says("/anual").taps("Fără activitate în 2026").is_asked("annual.review").taps("Trimite")
    ana.is_asked("annual.receipt")
    assert ana.acts == 3
    _, content = sent(town)
    assert (content.active, content.results, content.sources) == (False, (), ())


def test_no_activity_may_still_tell_a_problem_and_a_plan(town: Town) -> None:
    ana = ana_in(town)
    ana.says("/anual").taps("Fără activitate").taps("Adaug o problemă").says("Nu am avut sediu anul acesta.")
    ana.taps("Nu avem o soluție").taps("Adaug un plan").says("Căutăm un sediu nou.").taps("Trimite")
    _, content = sent(town)
    assert [one.answer for one in content.troubles] == ["none"]
    assert [one.text for one in content.plans] == ["Căutăm un sediu nou."]


def test_no_activity_is_not_offered_before_december_nor_to_who_has_records(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    ana.says("/anual").misses("Fără activitate").taps("Salvează și ieși")
    has_record(town, ana)
    in_december(town)
    ana.says("/anual").misses("Fără activitate")


def test_a_record_after_no_activity_asks_the_figures_again(town: Town) -> None:
    ana = ana_in(town)
    ana.says("/anual").taps("Fără activitate").is_asked("annual.review")
    has_record(town, ana)
    ana.taps("Trimite").is_asked("annual.figures").sees("1 eveniment")


def test_what_is_missing_is_reported_and_leads_back(town: Town) -> None:
    ana = ana_in(town)
    has_record(town, ana)
    ana.says("/anual").says("lipsește un eveniment în mai").is_asked("event.activity").taps(
        "Salvează și ieși"
    )
    sends_report(ana, "1.1").taps("Înapoi la raportul anual").is_asked("annual.figures").sees("2 evenimente")


def test_unfinished_reports_of_the_year_come_first(town: Town) -> None:
    ana = ana_in(town)
    begins(ana, "1.1").taps("Salvează și ieși")
    ana.says("/anual").is_asked("annual.unfinished").sees("1 ciornă").taps("Nu, mergem mai departe")
    ana.is_asked("annual.figures")


def test_what_changed_since_is_marked_and_taken_in_by_one_tap(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    approves_all(ana.says("/anual")).misses("Între timp")
    number = has_record(town, ana, on=date(2026, 11, 3), title="Târg", problem="A plouat toată ziua la târg.")
    ana.says("/anual").is_asked("annual.review").sees("Între timp s-a schimbat", f"raport nou {number}")
    ana.taps("Actualizează cifrele").sees("4 evenimente").taps("Da, corecte").sees("A plouat toată ziua")
    ana.taps("Nu avem o soluție").is_asked("annual.review").misses("Între timp")


def test_the_year_before_is_due_until_it_is_sent(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    town.now = JANUARY
    ana.says("/situatia").sees("Raportul anual 2026, termen 01.02.2027").taps("1. Raportul anual")
    ana.is_asked("annual.figures").sees("2026: 3 evenimente")
    approves_all(ana).misses("nu s-a încheiat").taps("Trimite").sees("A ajuns la timp")
    ana.says("/situatia").sees("Raportul anual 2026: trimis", "Totul este la zi")


def test_two_years_that_are_due_are_asked(town: Town) -> None:
    ana = ana_in(town)
    town.now = DECEMBER.replace(year=2027)
    ana.says("/anual").is_asked("annual.year").sees("2026: termen 01.02.2027", "2027: termen 31.01.2028")
    ana.taps("2026").is_asked("annual.figures")


def test_a_late_report_is_thanked_for(town: Town) -> None:
    ana = ana_in(town)
    town.now = JANUARY.replace(month=3)
    ana.says("/anual").taps("Fără activitate").taps("Trimite").sees("Termenul a fost", "Mulțumim")


def test_a_colleague_goes_on_in_another_language(town: Town) -> None:
    ana, elena = ana_in(town), town.member("Elena", "Exemplu Punte", "ru")
    usual_year(town, ana)
    approves_all(ana.says("/anual"), "annual.problems")
    town.later(minutes=10)
    elena.says("/anual").is_asked("annual.problems").sees("Шаг 4 из 7")
    approves_all(elena).taps("Отправить").is_asked("annual.receipt")
    ana.says("/anual").is_asked("annual.status").sees("trimis")


def test_sending_twice_is_one_report_with_one_receipt(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    approves_all(ana.says("/anual"))
    review = ana.last
    ana.taps("Trimite", times=2).is_asked("annual.receipt")
    ana.taps_data(review.message.rows[0][0].data or "", review)
    assert sent(town)[0].version == 1


def test_a_report_whose_records_changed_is_sent_again(town: Town) -> None:
    ana = ana_in(town)
    usual_year(town, ana)
    sends_annual(ana)
    ana.says("/anual").is_asked("annual.status").misses("Trimit din nou")
    has_record(town, ana, on=date(2026, 12, 9), title="Colinde")
    ana.says("/anual").sees("s-au schimbat").taps("Trimit din nou").is_asked("annual.figures")
    approves_all(ana.taps("Da, corecte")).taps("Trimite").is_asked("annual.receipt")
    report, content = sent(town)
    assert (report.version, content.figures.events) == (2, 4)


def test_who_opens_a_sent_report_after_a_colleague_did_goes_on_with_the_same(town: Town) -> None:
    ana, elena = ana_in(town), town.member("Elena", "Exemplu Punte")
    usual_year(town, ana)
    sends_annual(ana)
    has_record(town, ana, on=date(2026, 12, 9), title="Colinde")
    ana.says("/anual").taps("Trimit din nou").taps("Da, corecte").is_asked("annual.review")
    town.later(minutes=10)
    elena.says("/anual").taps("Trimit din nou").is_asked("annual.review").taps("Trimite")
    assert sent(town)[0].version == 2


def test_an_event_beside_another_lead_is_counted_apart_and_its_words_stay_there(town: Town) -> None:
    ana, ion = ana_in(town), town.member("Ion", "Exemplu Nord")
    beside = records.Named(
        records.COORGANISER, "Exemplu Nord", "exemplu nord", town.organisation("Exemplu Nord")
    )
    has_record(town, ana, "4.1", parties=(beside,), problem="Problema altei organizații.")
    has_record(town, ion, "1.1", 30)
    ion.says("/anual").sees("1 eveniment, 30 de participări", "coorganizator la 1 eveniment")
    approves_all(ion).misses("Problema altei organizații").taps("Trimite")
    _, content = sent(town)
    assert (content.figures.women, content.troubles) == (15, ())
    assert [(one.number, one.joint) for one in content.sources] == [
        ("BLT-2026-0001", True),
        ("BLT-2026-0002", False),
    ]
