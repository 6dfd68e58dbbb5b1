"""„Nu am avut evenimente”: two interactions from Home, undone, shown in the standing, counted as reported."""

from datetime import date

import pytest

from handlers.member.nothing import quarter
from reports.build import read
from tests.handlers.reporting import sends_report
from tests.support.chat import Chat, Town


def tells(chat: Chat) -> Chat:
    return chat.presses("Altele").taps("Nu am avut evenimente")


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 2, 28), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters_are_those_of_the_calendar(day: date, first: date, last: date) -> None:
    assert quarter(day) == (first, last)


def test_it_takes_two_interactions_from_home(ana: Chat) -> None:
    tells(ana).is_asked("nothing.kept").sees("trimestrul 3, 2026")
    assert ana.acts == 2


def test_a_quarter_that_ended_long_ago_is_not_the_likely_one(town: Town, ana: Chat) -> None:
    town.later(days=25)
    tells(ana).sees("trimestrul 4, 2026")


def test_the_standing_shows_it_until_it_is_undone(ana: Chat) -> None:
    tells(ana)
    receipt = ana.last
    ana.says("/situatia").is_told("nothing.line").sees("trimestrul 3, 2026")
    ana.taps("Anulează", on=receipt).is_told("nothing.undone")
    assert "nothing.line" not in ana.says("/situatia").last.keys


def test_another_period_replaces_the_first_one(ana: Chat) -> None:
    tells(ana).taps("Trimestrul 4, 2026").sees("trimestrul 4, 2026")
    ana.says("/situatia").sees("trimestrul 4, 2026").misses("trimestrul 3, 2026")
    tells(ana).taps("Tot anul 2026").sees("anul 2026")


def test_the_same_said_twice_is_one_statement(town: Town, ana: Chat) -> None:
    ana.presses("Altele").taps("Nu am avut evenimente", times=2)
    with town.work() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM nothing_to_report").scalar_one() == 1


def test_a_period_with_reports_is_not_empty(town: Town, ana: Chat) -> None:
    tells(ana)
    sends_report(ana)
    ana.presses("Altele").taps("Nu am avut evenimente").is_told("nothing.reported")
    ana.taps("Trimestrul 3, 2026").is_asked("nothing.kept")


def test_who_said_so_has_reported_and_a_zero_is_a_zero(town: Town, ana: Chat) -> None:
    def reporting() -> int:
        with town.work() as connection:
            return read(connection, 2026, date(2027, 1, 5))[0].organisations_reporting

    assert reporting() == 0
    tells(ana)
    assert reporting() == 1
