"""The day of a meeting and after it: who came, the minutes that become the record, meetings that were not."""

from datetime import UTC, datetime

import pytest

from storage import meetings, organisations, rsvp
from storage.meetings import Meeting
from tests.handlers.meetings.test_chain import confirmed, invite, now_is, opened
from tests.handlers.meetings.test_chain import proposed as proposed
from tests.support.chat import Chat, Town

DAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
OVER = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)


@pytest.fixture
def invited(town: Town, proposed: Meeting) -> Meeting:
    """Two organisations were invited; one comes with three, the other has not answered."""
    maria = town.secretary()
    town.member("Ana", "Exemplu Punte")
    town.member("Ion", "Exemplu Nord")
    confirmed(maria)
    found = invite(town, proposed.id, "Ana", "Ion")
    with town.work() as connection:
        punte = next(one.id for one in organisations.members(connection) if one.name == "Exemplu Punte")
        rsvp.answer(connection, town.now, proposed.id, punte, rsvp.YES, 3, found["Ana"].person)
    town.now = DAY
    return now_is(town, proposed.id)


def maria(town: Town) -> Chat:
    return town.chat("Maria")


def test_on_the_day_the_secretary_ticks_who_came(town: Town, invited: Meeting) -> None:
    chat = opened(maria(town)).sees("are loc azi", "Vin 1 (3 persoane)", "Fără răspuns 1")
    chat.taps("Cine a venit").is_asked("meetings.arrivals").sees("Au spus că vin: 1 (3 persoane)")
    chat.taps("☐ Exemplu Nord").sees("A venit 1 organizație")
    chat.taps("☐ Exemplu Punte").sees("Au venit 2 organizații")
    chat.taps("☑ Exemplu Nord").sees("A venit 1 organizație")
    with town.work() as connection:
        assert rsvp.arrived(connection, invited.id).organisations == 1


def test_before_the_day_nobody_is_ticked(town: Town, proposed: Meeting) -> None:
    chat = town.secretary()
    confirmed(chat)
    assert "Cine a venit" not in chat.last.buttons


def filed(town: Town) -> Chat:
    """The minutes with two decisions and the file."""
    chat = opened(maria(town)).sees("fără proces-verbal").taps("Adaugă procesul-verbal")
    chat.is_asked("event.participants").taps("La fel: 3")
    chat.is_asked("meeting.decisions").says("Curățenie în parc\nO hartă a ONG-urilor")
    chat.is_asked("record.papers").sends(1, kind="document", name="pv.pdf")
    chat.taps("Gata") if "Gata" in chat.last.buttons else None
    return chat


def test_the_minutes_become_the_record_and_the_plan_moves(town: Town, invited: Meeting) -> None:
    town.now = OVER
    chat = filed(town)
    chat.is_asked("event.parties")
    chat.taps("La fel: Exemplu Punte").is_asked("meeting.review")
    chat.sees("Spații verzi", "18 noiembrie", "sala 210", "Curățenie în parc")
    chat.taps_first().is_asked("event.desk_saved").sees("2.1", "0 → 1", "4")
    found = now_is(town, invited.id)
    assert found.state == meetings.HELD
    assert found.record_id is not None
    opened(chat).sees("a avut loc").taps("Deschide raportul").is_asked("record.card")
