"""A draft whose event lies ahead waits for it, and its author is asked once, afterwards."""

from datetime import date, timedelta

import pytest

from handlers.proactive.speak import speak
from storage import people
from storage.outbox import Row
from tests.support.chat import Chat, Town


def asks(town: Town, day: date) -> tuple[Row, ...]:
    """What is asked on a day, shown on the phones."""
    town.now += timedelta(days=(day - town.today).days)
    with town.work() as connection:
        rows = speak(connection, town.now)
    town.deliver(rows)
    return rows


@pytest.fixture
def waiting(ana: Chat) -> Chat:
    """Ana has a report of an event on 20 December."""
    ana.says("/raport").says("1.1")
    return ana.says("20.12.2026").taps("Completez mai târziu").is_told("event.held.waits")


def test_nothing_is_asked_before_the_event_is_over(town: Town, waiting: Chat) -> None:
    assert asks(town, date(2026, 12, 20)) == ()


def test_the_day_after_the_author_is_asked_and_goes_on_with_the_day_at_hand(
    town: Town, waiting: Chat
) -> None:
    assert len(asks(town, date(2026, 12, 21))) == 1
    waiting.is_asked("draft.ask_after").sees("20 decembrie")
    waiting.taps("Continuă").is_asked("event.held").taps("La fel: duminică").is_asked("event.place")


def test_the_question_is_asked_once(town: Town, waiting: Chat) -> None:
    asks(town, date(2026, 12, 21))
    assert asks(town, date(2026, 12, 22)) == ()


def test_a_draft_that_was_deleted_is_not_asked_about(town: Town, waiting: Chat) -> None:
    waiting.presses("Raportează").taps("Șterge").taps("Da")
    assert asks(town, date(2026, 12, 21)) == ()


def test_somebody_who_left_the_organisation_is_not_asked(town: Town, waiting: Chat) -> None:
    with town.work() as connection:
        person = people.known(connection, "test", waiting.name).person_id
        for role in people.roles(connection, person):
            people.leave(connection, town.now, role.id)
    assert asks(town, date(2026, 12, 21)) == ()
