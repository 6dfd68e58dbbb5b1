"""The list of a year: its figures, its rates by hand-worked cases, pages, names."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from handlers.understand.fold import fold
from reports.reporting import deadline_of, rate_of
from storage import annual, nothing, obligations, organisations, rules
from storage.rules import On
from storage.schema import Organisation
from tests.handlers.missing import owed
from tests.support.chat import Chat, Town


def test_a_year_is_told_in_three_numbers_and_two_rates(maria: Chat) -> None:
    maria.says("/lipsa").is_asked("missing.list.2026")
    maria.sees("au raportat 2 · fără activități 1 · fără raport 3")
    maria.sees("Rata de raportare: 3 din 6 (50 %). La timp, până la 01.02.2027: 2 (33 %).")
    maria.sees("1. Exemplu Lumina", "2. Exemplu Nord", "3. Exemplu Punte").misses("Cantina")


def test_the_key_of_home_leads_to_the_list(maria: Chat) -> None:
    maria.says("/meniu").presses("Fără raport").is_asked("missing.list.2026")


def test_a_report_without_activity_is_among_those_without_activity(town: Town, maria: Chat) -> None:
    owed.reported(town, "Exemplu Nord", datetime(2027, 1, 12, tzinfo=UTC), active=False)
    maria.says("/lipsa").sees("au raportat 2 · fără activități 2 · fără raport 2", "4 din 6 (67 %)")


def test_a_returned_report_is_missing_until_it_is_sent_again_and_then_its_first_sending_counts(
    town: Town, maria: Chat
) -> None:
    with town.work() as connection:
        member = organisations.find(connection, fold("Exemplu Cantina"))
        assert member is not None
        found = annual.find(connection, member.id, 2026)
        assert found is not None
        annual.decide(connection, town.now, found.id, 1, 1, annual.RETURNED)
        obligations.settle_reports(connection, town.now, member.id)
    maria.says("/lipsa").sees("au raportat 1 · fără activități 1 · fără raport 4")
    maria.sees("2 din 6 (33 %)", "1 (17 %)", "1. Exemplu Cantina")
    owed.reported(town, "Exemplu Cantina", town.now)
    maria.says("/lipsa").sees("3 din 6 (50 %)", "2 (33 %)")


def left(town: Town, name: str, on: date) -> None:
    with town.work() as connection:
        connection.execute(update(Organisation).where(Organisation.name == name).values(left_on=on))


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 12, 31), 6), (date(2026, 12, 30), 5)])
def test_who_leaves_on_the_last_day_of_the_year_is_expected(
    town: Town, maria: Chat, on: date, expected: int
) -> None:
    left(town, "Exemplu Nord", on)
    with town.work() as connection:
        assert rate_of(connection, 2026, town.today).expected == expected


def test_who_left_after_the_year_still_owes_its_report(town: Town, maria: Chat) -> None:
    left(town, "Exemplu Nord", date(2027, 1, 15))
    maria.says("/lipsa").sees("fără raport 3", "3 din 6", "2. Exemplu Nord")
    left(town, "Exemplu Nord", date(2026, 12, 30))
    maria.says("/lipsa").sees("fără raport 2", "3 din 5").misses("Nord")


def test_nothing_said_of_a_quarter_is_no_report_of_the_year(town: Town, maria: Chat) -> None:
    member = owed.of(town, "Exemplu Nord").organisation_id
    assert member is not None
    with town.work() as connection:
        nothing.tell(connection, town.now, member, date(2026, 10, 1), date(2026, 12, 31), 1)
        rate = rate_of(connection, 2026, town.today)
    assert (rate.expected, rate.sent, rate.in_time) == (6, 3, 2)


def test_a_deadline_that_the_secretariat_moved_decides_what_is_in_time(town: Town, maria: Chat) -> None:
    with town.work() as connection:
        rule = rules.load(connection).of(obligations.MEMBERS)
        later = rule.model_copy(update={"due": On(months=2, day=3, move="after")})
        rules.change(connection, town.now, "annual_report@2026", later, None)
        assert deadline_of(connection, 2026) == date(2027, 2, 3)
        assert rate_of(connection, 2026, town.today).in_time == 3
        assert deadline_of(connection, 2027) == date(2028, 1, 31)


def test_a_typed_name_finds_a_member_reported_or_not(maria: Chat) -> None:
    maria.says("/lipsa").says("nord").is_asked("missing.card").sees("Exemplu Nord", "termenul a trecut")
    maria.says("/lipsa").says("vatra").is_asked("missing.card").sees("raport trimis")
    maria.says("/lipsa").says("exemplu").is_told("missing.found").sees("găsite 6").taps("Exemplu Punte")
    maria.is_asked("missing.card")


def test_a_name_that_nobody_has_keeps_the_list(maria: Chat) -> None:
    maria.says("/lipsa").says("Zorile").is_asked("missing.list.2026").is_told(
        "missing.found", "missing.label"
    )


def test_a_member_of_whom_nothing_was_heard_says_so(town: Town, maria: Chat) -> None:
    town.now = datetime(2027, 1, 15, 8, tzinfo=UTC)
    town.member("Ion", "Exemplu Nord")
    town.now = owed.FEBRUARY
    maria.says("/lipsa").sees("1. Exemplu Lumina · fără contact", "2. Exemplu Nord · contact vi, 15 ian.")


def test_before_the_opening_the_list_says_when_reports_begin(town: Town, maria: Chat) -> None:
    town.now = datetime(2026, 11, 25, 8, tzinfo=UTC)
    maria.says("/lipsa").is_told("missing.early").sees("11 ian.")


def test_many_missing_members_are_ten_a_page(town: Town, maria: Chat) -> None:
    for number in range(12):
        town.organisation(f"Asociația {number:02}")
    owed.owed(town)
    maria.says("/lipsa").sees("fără raport 15", "10. Asociația 09").misses("11. ")
    maria.taps("Următoarele").sees("11. Asociația 10", "15. Exemplu Punte").taps("15").is_asked(
        "missing.card"
    )


def test_home_says_how_many_are_missing_once_reports_are_due(town: Town, maria: Chat) -> None:
    maria.says("/meniu").sees("Fără raport pentru 2026: 3")
    town.now = datetime(2026, 12, 30, 8, tzinfo=UTC)
    maria.says("/meniu").misses("Fără raport pentru")
