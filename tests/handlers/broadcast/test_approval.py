"""Stopping, a second person, a time of its own: what happens between the last tap and the first message."""

import pytest

from handlers.rsvp.card import KEY
from storage import broadcasts, meetings
from tests.handlers.broadcast.network import RO, boards, goes, invites, network, sends
from tests.support.chat import Chat, Town


@pytest.fixture
def many(town: Town) -> list[Chat]:
    """More people than one may write to alone."""
    return network(town, 21)


@pytest.fixture
def elena(town: Town) -> Chat:
    """The other secretary."""
    return town.secretary("Elena")


def state(town: Town, number: int = 1) -> str:
    with town.work() as connection:
        return broadcasts.known(connection, number).state


def test_one_tap_within_a_minute_stops_everything(town: Town, maria: Chat) -> None:
    network(town, 3)
    sends(maria).taps("Oprește").is_told("broadcast.stopped").sees(
        "Nu mai pleacă: 3 mesaje", "deja: 0 mesaje"
    )
    town.later(hours=1)
    assert goes(town) == 0
    assert state(town) == broadcasts.STOPPED
    with town.work() as connection:
        assert meetings.known(connection, 1).state == meetings.CANCELLED


def test_a_stop_on_the_way_says_how_many_had_gone(town: Town, maria: Chat) -> None:
    people = network(town, 3)
    sends(maria)
    town.later(minutes=2)
    goes(town, {people[2].name: "held"})
    maria.says("/raspunsuri").taps("1").sees("trimise 2", "în așteptare 1").taps("Oprește")
    maria.sees("Nu mai pleacă: 1 mesaj", "Au plecat deja: 2 mesaje")
    with town.work() as connection:
        assert meetings.known(connection, 1).state == meetings.CONFIRMED


def test_what_was_stopped_is_corrected_and_sent_with_all_its_answers(town: Town, maria: Chat) -> None:
    ana = network(town, 2)[0]
    sends(maria).taps("Oprește").taps("Corectează și trimite").is_asked("broadcast.preview")
    maria.says("1: Ziua ONG").taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    assert goes(town) == 2
    ana.is_asked(KEY).sees("Ziua ONG")


def test_above_the_limit_the_other_one_approves(
    town: Town, maria: Chat, elena: Chat, many: list[Chat]
) -> None:
    invites(maria).is_told("broadcast.second").taps("Trimite la").taps("Da, trimite")
    maria.is_asked("broadcast.waits").is_told("broadcast.waits")
    town.later(hours=1)
    assert goes(town) == 0
    elena.is_asked("broadcast.asked").sees("Maria", "Reuniunea Rețelei", RO, "21 de persoane")
    elena.taps("Aprobă și trimite (21)").is_asked("broadcast.board")
    maria.is_asked("broadcast.copy").sees("Elena trimite", RO)
    town.later(minutes=2)
    assert goes(town) == 21
    maria.taps("Răspunsuri").is_asked("broadcast.board").sees("trimise 21")


def test_up_to_the_limit_or_alone_the_author_sends(town: Town, maria: Chat, many: list[Chat]) -> None:
    sends(maria)
    assert state(town) == broadcasts.APPROVED


def test_the_author_cannot_approve_and_may_withdraw(
    town: Town, maria: Chat, elena: Chat, many: list[Chat]
) -> None:
    invites(maria).taps("Trimite la").taps("Da, trimite").is_asked("broadcast.waits").misses("Aprobă")
    asked = elena.last
    maria.says("/raspunsuri").sees("așteaptă aprobarea").taps("1").misses("Aprobă").taps("Retrage")
    maria.is_told("broadcast.withdrawn").offers("Corectează și trimite iar")
    elena.taps("Aprobă", on=asked).is_told("broadcast.decided_before")
    town.later(hours=1)
    assert goes(town) == 0
    with town.work() as connection:
        assert meetings.known(connection, 1).state == meetings.CANCELLED


def test_two_who_decide_at_once_decide_once(town: Town, maria: Chat, elena: Chat, many: list[Chat]) -> None:
    dorin = town.secretary("Dorin")
    invites(maria).taps("Trimite la").taps("Da, trimite")
    elena.taps("Nu trimite").is_told("broadcast.refused")
    dorin.taps("Aprobă").is_told("broadcast.decided_before", "broadcast.refused")
    maria.is_asked("broadcast.refused").sees("Elena").taps("Corectează și trimite").is_asked(
        "broadcast.preview"
    )
    assert state(town) == broadcasts.REFUSED


def test_everybody_of_the_secretariat_has_a_copy_at_once(town: Town, maria: Chat, elena: Chat) -> None:
    network(town, 2)
    sends(maria)
    elena.is_asked("broadcast.copy").sees("Maria trimite nr. 1", "Reuniunea Rețelei", RO, "2 persoane")


def test_an_approval_that_comes_after_the_meeting_sends_nothing(
    town: Town, maria: Chat, elena: Chat, many: list[Chat]
) -> None:
    invites(maria).taps("Trimite la").taps("Da, trimite")
    town.later(days=8)
    elena.taps("Aprobă").is_told("broadcast.too_late")
    assert goes(town) == 0


def test_outside_the_hours_only_the_next_working_morning_is_offered(town: Town, maria: Chat) -> None:
    network(town, 2)
    town.now = town.now.replace(hour=17, minute=40)
    invites(maria).sees("Acum este ora 20:40. Trimitem joi, 15 octombrie, la ora 10:00.")
    assert [one for one in maria.last.buttons if one.startswith("Trimite ")] == ["Trimite jo, 15 oct., 10:00"]
    maria.taps("Trimite jo").taps("Da, trimite").sees("Pleacă joi, 15 octombrie, ora 10:00")
    town.later(hours=12)
    assert goes(town) == 0
    town.later(hours=2)
    assert goes(town) == 2


def test_a_time_of_ones_own_lies_within_the_hours_and_before_the_meeting(town: Town, maria: Chat) -> None:
    network(town, 2)
    invites(maria).taps("Alege altă oră").is_asked("invite.at").says("sâmbătă 10:00").is_told(
        "invite.at.closed"
    )
    maria.says("22.10 10:00").is_told("invite.at.late").says("vineri 9:30").is_asked("broadcast.preview")
    maria.sees("Pleacă vineri, 16 octombrie, ora 09:30").taps("Trimite vi")
    maria.taps("Da, trimite").taps("Oprește").sees("Nu mai pleacă: 2 mesaje")


def test_a_board_follows_the_answers_in_its_own_message(town: Town, maria: Chat) -> None:
    ana, ion, _ = network(town, 3)
    board = sends(maria).last
    maria.says("/meniu")
    town.later(minutes=2)
    goes(town)
    assert boards(town) == 1
    assert "trimise 3" in board.text
    ana.taps("Venim")
    ion.taps("Nu putem")
    assert boards(town) == 0
    town.later(seconds=30)
    assert boards(town) == 1
    assert "Vin 1 (1 persoană) · Încă nu știu 0 · Nu pot 1 · Fără răspuns 1" in board.text
    assert maria.last.message.key == "home"
    town.later(seconds=30)
    assert boards(town) == 0
