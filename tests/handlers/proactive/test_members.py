"""The annual steps as the people of an organisation live them: reminded, promising, reporting, done."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from handlers.proactive.sources import prepare
from handlers.proactive.speak import speak
from storage.calendar import at
from tests.support.chat import Chat, Town, town_in

OPENING = at(date(2027, 1, 11), time(10))
FOURTEEN = at(date(2027, 1, 18), time(10))
SEVEN = at(date(2027, 1, 25), time(10))
LAST = at(date(2027, 1, 29), time(10))
OVERDUE = at(date(2027, 2, 2), time(10))
ORGANISATION = "AO Exemplu-Verde"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return town_in(tmp_path)


@pytest.fixture
def ana(town: Town) -> Chat:
    return town.member("Ana", ORGANISATION)


def clock_is(town: Town, moment: datetime) -> None:
    """The clockwork ticks at that moment."""
    town.now = moment
    with town.work() as connection:
        prepare(connection, moment)
        rows = speak(connection, moment)
    town.deliver(rows)


def writes_last(chat: Chat) -> None:
    chat.town.later(hours=1)
    chat.says("/start")


def reminders(chat: Chat) -> int:
    return sum(shown.kind == "reminder" for shown in chat.messages)


def test_the_debtor_is_told_at_each_step_until_the_last(town: Town, ana: Chat) -> None:
    for count, moment in enumerate((OPENING, FOURTEEN, SEVEN, LAST, OVERDUE), 1):
        clock_is(town, moment)
        clock_is(town, moment)
        assert reminders(ana) == count
    ana.sees("Termenul a trecut")


def test_it_stops_the_second_the_report_arrives(town: Town, ana: Chat) -> None:
    clock_is(town, OPENING)
    ana.taps("Nu am avut activități")
    for moment in (FOURTEEN, SEVEN, LAST, OVERDUE):
        clock_is(town, moment)
    assert reminders(ana) == 1


def test_a_promise_is_remembered_and_asked_about_after_its_day(town: Town, ana: Chat) -> None:
    clock_is(town, FOURTEEN)
    ana.taps("Trimitem până").sees("vineri, 22 ianuarie", "nu mai amintim")
    clock_is(town, at(date(2027, 1, 21), time(10)))
    clock_is(town, at(date(2027, 1, 22), time(10)))
    assert reminders(ana) == 1
    clock_is(town, at(date(2027, 1, 25), time(10)))
    assert reminders(ana) == 2


def test_colleagues_hear_of_it_only_when_the_first_one_does_not_answer(town: Town, ana: Chat) -> None:
    ion = town.member("Ion", ORGANISATION)
    writes_last(ana)
    clock_is(town, OPENING)
    clock_is(town, FOURTEEN)
    assert (reminders(ana), reminders(ion)) == (2, 0)
    ana.sees("le scriem și celorlalți coordonatori")
    clock_is(town, SEVEN)
    assert (reminders(ana), reminders(ion)) == (3, 1)


def test_a_colleague_who_writes_later_does_not_hear_the_same_step_again(town: Town, ana: Chat) -> None:
    ion = town.member("Ion", ORGANISATION)
    writes_last(ana)
    clock_is(town, FOURTEEN)
    writes_last(ion)
    clock_is(town, at(date(2027, 1, 19), time(10)))
    assert (reminders(ana), reminders(ion)) == (1, 0)


def test_all_that_is_owed_together_is_one_message_to_the_secretariat(town: Town) -> None:
    maria = town.secretary()
    clock_is(town, at(date(2026, 10, 1), time(10)))
    maria.sees("1.1 Instruiri", "4.2 Granturi", "8.2 Schimb", "10.2 Sănătate")
    clock_is(town, at(date(2026, 10, 8), time(10)))
    assert sum("1.1 Instruiri" in shown.text for shown in maria.messages) == 1


def test_the_head_hears_of_it_before_the_deadline_and_the_secretariat_after(town: Town, ana: Chat) -> None:
    maria = town.secretary()
    ion = town.member("Ion", ORGANISATION)
    writes_last(ion)
    for moment in (OPENING, FOURTEEN, SEVEN):
        clock_is(town, moment)
    assert reminders(ana) == 0
    clock_is(town, LAST)
    assert reminders(ana) == 1
    clock_is(town, at(date(2027, 2, 9), time(10)))
    maria.sees("1 organizație nu a trimis raportul anual 2026")


def test_a_colleague_takes_it_over_and_is_told_at_once(town: Town, ana: Chat) -> None:
    ion = town.member("Ion", ORGANISATION)
    writes_last(ana)
    clock_is(town, OPENING)
    ana.taps("Se ocupă un coleg").taps("Ion").sees("de raport se ocupă Ion")
    ion.sees("Ana vă roagă")
    clock_is(town, FOURTEEN)
    assert (reminders(ana), reminders(ion)) == (1, 1)


def test_what_waits_in_the_outbox_dies_when_the_year_is_settled(town: Town, ana: Chat) -> None:
    with town.work() as connection:
        prepare(connection, OPENING)
        speak(connection, OPENING)
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending' WHERE kind = 'reminder'")
    town.now = OPENING
    ana.says("/start").presses("Altele").taps("Nu am avut evenimente").taps("Tot anul 2026")
    with town.work() as connection:
        left = connection.exec_driver_sql("SELECT state FROM outbox WHERE kind = 'reminder'").scalars().all()
    assert left == ["cancelled"]
