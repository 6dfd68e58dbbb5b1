"""``python -m bot upcoming``: beside a running bot; one sentence when nothing goes out; 2 when misused."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import lock
from bot.clock import Clock, MovableClock
from handlers.proactive.sources import prepare
from storage import organisations, people
from storage.database import tool_connection
from tests.bot.test_doors import Door, data, door, made, ready

__all__ = ["data", "door", "made", "ready"]


@pytest.fixture
def network(ready: Path, data: Path) -> Path:
    """A database with one member and its head, whose clock was set to next January."""
    now = Clock().now()
    with tool_connection(f"sqlite:///{ready / 'retea.sqlite'}") as connection:
        member = organisations.add(connection, now, now.date(), "AO Exemplu-Verde", "ao exemplu-verde")
        person = people.meet(connection, now, "web", "chat-069123456").person_id
        people.update_person(connection, person, name="Ana")
        people.join(connection, now, person, people.HEAD, member.id)
        january = now.replace(year=now.year + 1, month=1, day=3)
        prepare(connection, january)
    MovableClock(data).move(january)
    return data


def test_it_lists_the_annual_steps_beside_a_running_bot(network: Path, door: Door) -> None:
    with lock.held(network):
        shown = door("upcoming", "--days", "45", "--language", "en")
    assert shown.code == 0
    assert "AO Exemplu-Verde, head: Ana (1)" in shown.out
    assert "the form opens" in shown.out
    assert "7 days after the deadline" in shown.out
    assert "069123456" not in shown.out


def test_nothing_to_come_is_one_clear_sentence(ready: Path, door: Door) -> None:
    shown = door("upcoming", "--days", "1")
    assert shown.out == "În următoarea 1 zi nu pleacă niciun mesaj.\n"


@pytest.mark.parametrize("days", ["0", "367", "-1", "many", "1.5"])
def test_a_number_of_days_that_makes_no_sense_is_said(door: Door, days: str) -> None:
    assert door("upcoming", f"--days={days}").code == 2


def test_without_a_database_it_says_what_to_do(door: Door) -> None:
    shown = door("upcoming")
    assert (shown.code, "migrate" in shown.err) == (1, True)


def test_a_clock_that_nobody_moved_is_that_of_the_machine(data: Path, door: Door) -> None:
    assert abs(Clock().now() - MovableClock(data).now()) < timedelta(minutes=1)
