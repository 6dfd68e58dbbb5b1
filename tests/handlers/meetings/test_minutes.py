"""The day of a meeting and after it: who came, the minutes that become the record, meetings that were not."""

from datetime import UTC, date, datetime

import pytest

from storage import meetings, organisations, rsvp
from storage.meetings import Meeting
from tests.handlers.meetings.test_chain import confirmed, goes, invite, now_is, opened
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
    chat.sees("Spații verzi", "18 noiembrie", "sala 210", "Curățenie în parc", "Exemplu Punte")
    chat.taps_first().is_asked("event.desk_saved").sees("2.1", "0 → 1", "4")
    with town.work() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM co_organiser").scalar() == 0
    found = now_is(town, invited.id)
    assert found.state == meetings.HELD
    assert found.record_id is not None
    opened(chat).sees("a avut loc").taps("Deschide raportul").is_asked("record.card")


def test_saving_twice_shows_the_same_receipt_and_makes_one_record(town: Town, invited: Meeting) -> None:
    town.now = OVER
    chat = filed(town)
    chat.taps("La fel: Exemplu Punte").is_asked("meeting.review")
    chat.taps(chat.screen.buttons[0], times=2).is_asked("event.desk_saved")
    with town.work() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM record").scalar() == 1


def test_two_secretaries_do_not_file_the_same_minutes_twice(town: Town, invited: Meeting) -> None:
    olga = town.secretary("Olga")
    town.now = OVER
    opened(olga).taps("Adaugă procesul-verbal").is_asked("event.participants").taps("La fel: 3")
    olga.says("O hartă").taps("Fără document").taps("La fel").is_asked("meeting.review")
    review = olga.screen
    chat = filed(town)
    chat.taps("La fel: Exemplu Punte").taps(chat.screen.buttons[0]).is_asked("event.desk_saved")
    olga.taps(review.buttons[0], on=review).sees("Procesul-verbal a fost deja adăugat")
    with town.work() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM record").scalar() == 1


def test_minutes_that_were_begun_go_on(town: Town, invited: Meeting) -> None:
    town.now = OVER
    chat = opened(maria(town)).taps("Adaugă procesul-verbal").is_asked("event.participants").says("12")
    chat.is_asked("meeting.decisions").says("/anuleaza")
    opened(chat).taps("Adaugă procesul-verbal").is_asked("meeting.decisions")


def test_those_ticked_on_the_day_are_proposed_before_those_who_only_said_so(
    town: Town, invited: Meeting
) -> None:
    opened(maria(town)).taps("Cine a venit").taps("☐ Exemplu Nord")
    town.now = OVER
    opened(maria(town)).taps("Adaugă procesul-verbal").is_asked("event.participants").offers("La fel: 1")


def test_a_meeting_that_did_not_take_place_gets_another_day_or_is_cancelled(
    town: Town, invited: Meeting
) -> None:
    town.now = OVER
    chat = opened(maria(town)).taps("Nu a avut loc").is_asked("meetings.not_held")
    chat.taps("Altă zi").says("25.11").is_asked("meetings.sure").sees("2 persoane").taps("Anunță")
    assert now_is(town, invited.id).state == meetings.CONFIRMED
    assert goes(town) == 2
    town.chat("Ana").is_asked("meetings.told").sees("18 noiembrie → miercuri, 25 noiembrie")


def test_cancelling_what_is_over_tells_nobody(town: Town, invited: Meeting) -> None:
    town.now = OVER
    chat = opened(maria(town)).taps("Nu a avut loc").taps("Anulează reuniunea").taps("Sari peste")
    chat.is_asked("meetings.sure").taps("Anulează fără anunț").sees("anulată")
    assert goes(town) == 0


def test_a_meeting_that_nothing_counts_only_took_place(town: Town) -> None:
    chat = town.secretary()
    content = meetings.Content(meetings.NETWORK, "Ziua ONG", date(2026, 11, 18), "15:00", "Sala 1")
    with town.work() as connection:
        added = meetings.add(connection, town.now, content)
    town.now = OVER
    opened(chat).taps("A avut loc").is_asked("meetings.card").sees("a avut loc")
    assert now_is(town, added.id).state == meetings.HELD


def test_the_dialogue_counts_its_decisions(town: Town) -> None:
    chat = town.secretary()
    content = meetings.Content(
        meetings.DIALOGUE, "Bugetul local", date(2026, 11, 18), "15:00", "Primăria", period="2026"
    )
    with town.work() as connection:
        meetings.add(connection, town.now, content)
    town.now = OVER
    opened(chat).taps("Adaugă procesul-verbal").is_asked("event.participants").says("14")
    chat.is_asked("meeting.authority").says("viceprimar").is_asked("meeting.decisions")
    chat.says("O linie în buget\nO comisie").is_asked("record.papers").taps("Fără document")
    chat.is_asked("event.parties").taps("La fel").is_asked("meeting.review").taps_first()
    chat.is_asked("event.desk_saved").sees("2.4 · Nr. de întâlniri de dialog: 0 → 1 din 1", "0 → 2")


def test_members_see_what_comes_and_their_answer(town: Town, proposed: Meeting) -> None:
    chat, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    ana.says("/reuniuni").is_asked("meetings.list").sees("Nicio reuniune")
    confirmed(chat)
    ana.says("/reuniuni").sees("mi, 18 nov., ora 15:00", "Spații verzi", "invitația urmează")
    assert ana.last.buttons == []
    found = invite(town, proposed.id, "Ana")["Ana"]
    with town.work() as connection:
        (punte,) = organisations.members(connection)
        rsvp.answer(connection, town.now, proposed.id, punte.id, rsvp.YES, 2, found.person)
    ana.says("/reuniuni").sees("venim, 2 persoane").taps("1").is_asked("rsvp.card")


def test_somebody_of_two_organisations_sees_both_answers(town: Town, proposed: Meeting) -> None:
    chat = town.secretary()
    ana = town.member("Ana", "Exemplu Punte")
    town.member("Ana", "Exemplu Nord")
    confirmed(chat)
    invite(town, proposed.id, "Ana")
    ana.says("/reuniuni").sees("Exemplu Nord: fără răspuns", "Exemplu Punte: fără răspuns")
