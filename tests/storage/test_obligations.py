"""What is owed: made once, settled by reports and statements, owed again when a report is sent back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import nothing, obligations, outbox
from storage.obligations import MEMBERS, State, Wanted
from tests.support.chat import START, town_in

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
OWED = Wanted(MEMBERS, "", 1, "2026", *YEAR, date(2027, 1, 11), date(2027, 2, 1))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    town = town_in(tmp_path)
    town.organisation("AO Exemplu")
    town.secretary()
    with town.work() as opened:
        yield opened


def owed(connection: Connection) -> obligations.Obligation:
    (found,) = obligations.of_period(connection, MEMBERS, "2026")
    return found


def test_an_obligation_is_made_once_and_follows_its_rule(connection: Connection) -> None:
    assert obligations.ensure(connection, [OWED]) == 1
    assert obligations.ensure(connection, [OWED]) == 0
    assert obligations.ensure(connection, [replace(OWED, due_on=date(2027, 2, 8))]) == 1
    assert owed(connection).due_on == date(2027, 2, 8)


def test_its_state_follows_from_dates_and_from_what_was_done(connection: Connection) -> None:
    obligations.ensure(connection, [OWED])
    one = owed(connection)
    assert one.state(date(2026, 12, 1)) is State.NOT_DUE
    assert one.state(date(2027, 1, 20)) is State.DUE
    assert one.state(date(2027, 2, 2)) is State.OVERDUE
    obligations.promise(connection, one, date(2027, 2, 5), 1)
    assert owed(connection).state(date(2027, 2, 5)) is State.PROMISED
    assert owed(connection).state(date(2027, 2, 6)) is State.OVERDUE
    obligations.excuse(connection, START, owed(connection), 1, "lichidare")
    assert owed(connection).state(date(2027, 2, 6)) is State.EXCUSED


def test_nothing_to_report_of_the_year_settles_it_and_taking_it_back_does_not(connection: Connection) -> None:
    obligations.ensure(connection, [OWED])
    quarter = nothing.tell(connection, START, 1, date(2026, 1, 1), date(2026, 3, 31), 1)
    assert obligations.settle_reports(connection, START) == ()
    nothing.undo(connection, START, quarter, (1,))
    whole = nothing.tell(connection, START, 1, *YEAR, 1)
    assert len(obligations.settle_reports(connection, START)) == 1
    assert owed(connection).state(date(2027, 3, 1)) is State.NOTHING
    nothing.undo(connection, START, whole, (1,))
    obligations.settle_reports(connection, START)
    assert owed(connection).state(date(2027, 3, 1)) is State.OVERDUE


def test_what_waits_about_it_dies_when_the_report_arrives(connection: Connection) -> None:
    obligations.ensure(connection, [OWED])
    waits = outbox.Message("web", "1", "reminder", {}, subject=owed(connection).about, not_before=START)
    outbox.add(connection, waits, START, claimed=False)
    nothing.tell(connection, START, 1, *YEAR, 1)
    obligations.settle_reports(connection, START)
    assert outbox.counts(connection, START + timedelta(days=1)).states["cancelled"] == 1


def test_who_left_before_the_last_day_owes_nothing(connection: Connection) -> None:
    obligations.ensure(connection, [OWED])
    connection.exec_driver_sql("UPDATE organisation SET left_on = '2026-12-30'")
    assert obligations.unsettled(connection, *YEAR) == ()
    connection.exec_driver_sql("UPDATE organisation SET left_on = '2026-12-31'")
    assert len(obligations.unsettled(connection, YEAR[0], date(2027, 2, 1))) == 1
