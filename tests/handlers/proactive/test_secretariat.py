"""What members owe together and the secretariat's own steps: made ahead, and told to the secretariat only."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from handlers.proactive.sources import prepare
from handlers.proactive.speak import speak
from storage import obligations
from storage.calendar import at
from storage.obligations import Obligation, State
from tests.handlers.reporting import sends_report
from tests.support.chat import Town, town_in


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return town_in(tmp_path)


def clock_is(town: Town, moment: datetime) -> None:
    town.now = moment
    with town.work() as connection:
        prepare(connection, moment)
        rows = speak(connection, moment)
    town.deliver(rows)


def owed_in(town: Town, year: int) -> dict[str, Obligation]:
    """What is due in a year, by rule, subject and period."""
    with town.work() as connection:
        prepare(connection, town.now)
        found = obligations.of_secretariat(connection, date(year, 1, 1), date(year, 12, 31))
    return {f"{one.rule} {one.subject} {one.period}".replace("  ", " "): one for one in found}


def test_the_plan_makes_every_rhythm_of_a_year(town: Town) -> None:
    owed = owed_in(town, 2026)
    quarters = [
        f"{rule} {part}" for rule in ("meeting_record 2.1.a", "newsletter 3.2.a") for part in QUARTERS
    ]
    yearly = [f"yearly {code} 2026" for code in YEARLY]
    halves = [f"resources 1.2.b 2026-H{number}" for number in (1, 2)]
    editions = ["edition 4.2 2026", "edition 4.3 2026"]
    once = ["by_date 1.2.a once", "by_date 2.2.a once"]
    assert sorted(owed) == sorted((*quarters, *yearly, *halves, *editions, *once))
    assert owed["resources 1.2.b 2026-H1"].due_on == date(2026, 6, 15)
    assert owed["newsletter 3.2.a 2026-Q4"].due_on == date(2026, 12, 31)


QUARTERS = [f"2026-Q{number}" for number in (1, 2, 3, 4)]
YEARLY = "1.1.a 2.4.a 3.1.a 4.1.a 5.1.a 6.2.a 7.2.a 8.1.a 8.2.a 10.1.a 10.2.a".split()


def test_the_report_of_the_network_goes_through_draft_council_and_publication(town: Town) -> None:
    town.now = at(date(2027, 1, 4), time(9))
    owed = owed_in(town, 2027)
    assert owed["network_draft 2026"].due_on == date(2027, 2, 26)
    assert owed["council 2026"].due_on == date(2027, 3, 31)
    assert owed["publication 2026"].due_on == date(2027, 4, 14)


def test_publication_counts_from_the_day_of_the_council(town: Town) -> None:
    maria = town.secretary()
    clock_is(town, at(date(2027, 3, 17), time(10)))
    maria.sees("se prezintă consiliului").taps("Este gata").sees("este gata")
    assert owed_in(town, 2027)["publication 2026"].due_on == date(2027, 3, 31)


def test_what_is_owed_together_is_told_to_the_secretariat_and_never_to_a_member(town: Town) -> None:
    maria, ana = town.secretary(), town.member("Ana", "AO Exemplu-Verde")
    clock_is(town, at(date(2026, 12, 10), time(10)))
    assert [shown.kind for shown in maria.messages].count("reminder") == 1
    assert [shown.kind for shown in ana.messages].count("reminder") == 0
    maria.sees("Buletin informativ: 0 din 1", "31 decembrie")


def test_an_approved_report_settles_it(town: Town) -> None:
    maria, ana = town.secretary(), town.member("Ana", "AO Exemplu-Verde")
    for _ in range(4):
        sends_report(ana)
        maria.says("/verificare").taps_first().taps("Acceptă")
        town.later(days=1)
    state = owed_in(town, 2026)["yearly 1.1.a 2026"].state(town.today)
    assert state is State.FULFILLED
