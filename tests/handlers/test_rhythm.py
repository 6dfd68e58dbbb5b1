"""Weekly events: the offer on the third report, the question after the next date, and when it stops."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers.proactive.speak import speak
from storage import heads, people
from storage.outbox import Row
from storage.plan import TOWN
from storage.schema import Rhythm
from tests.handlers.reporting import sends_report
from tests.support.chat import Chat, Town

WEEK = timedelta(weeks=1)
TUESDAY = datetime(2026, 10, 27, 18, 30, tzinfo=TOWN)
"""The evening of the date after three reports of Tuesdays."""


def asks(town: Town, moment: datetime) -> tuple[Row, ...]:
    """What is asked at a moment, shown on the phones."""
    town.now = moment
    with town.work() as connection:
        rows = speak(connection, moment)
    town.deliver(rows)
    return rows


def row(town: Town) -> Rhythm:
    with town.work() as connection:
        return Rhythm(**connection.execute(select(Rhythm.__table__)).one()._mapping)


def weekly(town: Town, chat: Chat, times: int = 3, day: datetime = TUESDAY) -> Chat:
    """So many reports, each the day after the event; the next event is that of ``day``."""
    for number in range(times):
        town.now = day + timedelta(days=1, hours=-9) - WEEK * (times - number)
        sends_report(chat, people=str(26 - times + number))
    return chat


@pytest.fixture
def offered(town: Town, ana: Chat) -> Chat:
    """Three Tuesdays in a row were reported."""
    return weekly(town, ana)


@pytest.fixture
def club(offered: Chat) -> Chat:
    """The offer was taken."""
    return offered.taps("Întreabă-mă marți").is_asked("rhythm.on").sees("marți")


def test_the_third_report_of_a_weekday_offers_to_ask_and_the_fourth_does_not(town: Town, ana: Chat) -> None:
    weekly(town, ana, times=2, day=TUESDAY - WEEK).misses("Întreabă-mă")
    town.now = TUESDAY - WEEK + timedelta(hours=15)
    sends_report(ana).offers("Întreabă-mă marți").sees("marți seara")
    town.later(days=7)
    sends_report(ana).misses("Întreabă-mă")


def test_three_reports_in_a_year_are_no_rhythm(town: Town, ana: Chat) -> None:
    for weeks in (20, 12, 0):
        town.now = TUESDAY + timedelta(hours=15) - WEEK * weeks + WEEK * 5
        sends_report(ana)
    ana.misses("Întreabă-mă")


def test_nobody_is_asked_who_did_not_wish_it(town: Town, offered: Chat) -> None:
    assert asks(town, TUESDAY) == ()


def test_the_question_comes_once_at_six_in_the_evening(town: Town, club: Chat) -> None:
    assert asks(town, TUESDAY.replace(hour=17, minute=59)) == ()
    assert len(asks(town, TUESDAY.replace(hour=18, minute=0))) == 1
    club.is_asked("rhythm.ask").sees("Biblioteca", "marți, 27 octombrie")
    assert asks(town, TUESDAY) == ()


def test_an_event_of_a_weekend_is_asked_about_on_monday_morning(town: Town, ana: Chat) -> None:
    saturday = datetime(2026, 10, 31, 18, 30, tzinfo=TOWN)
    weekly(town, ana, day=saturday).sees("luni dimineața").taps("Întreabă-mă luni")
    assert len(asks(town, datetime(2026, 11, 2, 9, 0, tzinfo=TOWN))) == 1
    ana.sees("sâmbătă, 31 octombrie")


def test_the_same_numbers_are_confirmed_on_one_screen(town: Town, club: Chat) -> None:
    asks(town, TUESDAY)
    club.acts = 0
    club.taps("Da, ca data trecută: 25").is_asked("repeat.again").sees("27 oct.", "25 de participanți")
    club.taps("Tot 25, salvează").is_asked("event.receipt")
    assert club.acts == 2
    with town.work() as connection:
        assert heads.known(connection, 4).date_from == TUESDAY.date()


def test_other_numbers_are_asked_for(town: Town, club: Chat) -> None:
    asks(town, TUESDAY)
    club.taps("Da, alte cifre").is_asked("event.participants").says("30").taps("Sari peste")
    club.is_asked("event.review").sees("30", "Biblioteca")


def test_a_second_tap_begins_nothing_else_and_one_after_the_report_says_so(town: Town, club: Chat) -> None:
    asks(town, TUESDAY)
    question, yes = club.last, club.last.message.rows[0][0].data or ""
    club.taps_data(yes, question, times=2).taps_data(yes, question).is_asked("repeat.again")
    club.taps("Tot 25").taps_data(yes, question).is_told("rhythm.reported")
    club.says("/ciorne").misses("ca data trecută")


def test_a_reported_date_is_not_asked_about(town: Town, club: Chat) -> None:
    town.now = TUESDAY + timedelta(hours=15)
    sends_report(club)
    assert asks(town, town.now) == ()
    assert row(town).next_on == (TUESDAY + WEEK).date()


def test_twice_not_held_in_a_row_is_asked_about_every_second_week(town: Town, club: Chat) -> None:
    asks(town, TUESDAY)
    club.taps("Nu a avut loc", times=2).is_told("rhythm.not_held")
    asks(town, TUESDAY + WEEK)
    club.taps("Nu a avut loc").is_told("rhythm.not_held.seldom")
    assert asks(town, TUESDAY + 2 * WEEK) == ()
    assert len(asks(town, TUESDAY + 3 * WEEK)) == 1
    assert row(town).next_on == (TUESDAY + 5 * WEEK).date()


def test_not_held_can_be_taken_back(town: Town, club: Chat) -> None:
    for week in (0, 1):
        asks(town, TUESDAY + week * WEEK)
        club.taps("Nu a avut loc")
    club.taps("A avut loc totuși").is_asked("repeat.again").sees("3 nov.").taps("Tot 25")
    club.is_asked("event.receipt")
    assert len(asks(town, TUESDAY + 2 * WEEK)) == 1


def test_after_four_questions_without_an_answer_it_stops_and_the_last_one_says_so(
    town: Town, club: Chat
) -> None:
    for week in range(4):
        assert "rhythm.ask.last" not in club.last.keys
        assert len(asks(town, TUESDAY + week * WEEK)) == 1
    club.is_told("rhythm.ask.last")
    assert asks(town, TUESDAY + 4 * WEEK) == ()
    assert row(town).state == "off"


def test_an_answer_to_the_last_question_keeps_it_going(town: Town, club: Chat) -> None:
    for week in range(4):
        asks(town, TUESDAY + week * WEEK)
    club.taps("Nu a avut loc")
    assert len(asks(town, TUESDAY + 4 * WEEK)) == 1


def test_it_is_stopped_by_a_tap_and_begun_again_by_one(town: Town, club: Chat) -> None:
    asks(town, TUESDAY)
    club.taps("Nu mă mai întreba").is_asked("rhythm.off")
    assert asks(town, TUESDAY + WEEK) == ()
    club.taps("Întreabă-mă").is_asked("rhythm.on")
    assert len(asks(town, TUESDAY + WEEK)) == 1


def test_what_is_older_than_three_days_is_not_asked_after_a_downtime(town: Town, club: Chat) -> None:
    assert asks(town, TUESDAY + timedelta(days=4)) == ()
    assert len(asks(town, TUESDAY + WEEK)) == 1


def test_somebody_who_left_the_organisation_is_asked_no_more(town: Town, club: Chat) -> None:
    with town.work() as connection:
        person = people.known(connection, "test", club.name).person_id
        for role in people.roles(connection, person):
            people.leave(connection, town.now, role.id)
    assert asks(town, TUESDAY) == ()
    assert row(town).state == "off"
