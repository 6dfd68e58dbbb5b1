"""An invitation and its meeting: invited from the meeting's card, moved or cancelled while it waits."""

from datetime import UTC, date, datetime

from handlers.rsvp.card import KEY
from storage import broadcasts, meetings
from tests.handlers.broadcast.network import RO, goes, network, sends
from tests.support.chat import Chat, Town


def planned(town: Town) -> int:
    """A meeting that is confirmed and to which nobody is invited yet."""
    with town.work() as connection:
        content = meetings.Content(
            meetings.THEMATIC, "Spații verzi", date(2026, 11, 18), "15:00", "Primăria, sala 210", "Парки"
        )
        return meetings.add(connection, town.now, content).id


def moves(maria: Chat, to: str = "22.10") -> Chat:
    """The meeting of the invitation on the board gets another day."""
    maria.says("/raspunsuri").taps("1").taps("Modifică").is_asked("meetings.card").taps("Altă zi").says(to)
    return maria.taps_first() if maria.last.message.rows else maria


def test_the_card_of_a_meeting_leads_into_the_wizard_with_what_is_known(town: Town, maria: Chat) -> None:
    ana = network(town, 2)[0]
    meeting = planned(town)
    maria.says("/reuniuni").taps("1").is_asked("meetings.card").taps("Pregătește invitația").is_asked(
        "invite.who"
    )
    maria.taps("Toate").says(RO).taps("Cu o săptămână").sees("Spații verzi", "18 noiembrie", "sala 210")
    maria.taps("Trimite mi, 4 nov., 10:00").taps("Da, trimite")
    town.now = datetime(2026, 11, 4, 8, 1, tzinfo=UTC)
    assert goes(town) == 2
    ana.is_asked(KEY).sees("Spații verzi")
    with town.work() as connection:
        assert broadcasts.known(connection, 1).meeting_id == meeting
        assert meetings.known(connection, meeting).kind == meetings.THEMATIC
        assert len(meetings.coming(connection, town.today)) == 1


def test_an_invitation_that_waits_says_the_new_day_when_the_meeting_moves(town: Town, maria: Chat) -> None:
    ana = network(town, 1)[0]
    sends(maria)
    moves(maria)
    town.later(minutes=2)
    goes(town)
    ana.is_asked(KEY).sees("joi, 22 octombrie")
    assert not any("21 octombrie" in one.text for one in ana.messages)
    ana.taps("Venim").sees("venim, 1 persoană")


def test_an_invitation_that_waits_does_not_go_to_a_cancelled_meeting(town: Town, maria: Chat) -> None:
    network(town, 2)
    sends(maria)
    maria.taps("Anulează reuniunea").is_asked("meeting_change.reason").says("Nu avem sală")
    while maria.last.message.key != "meetings.card":
        maria.taps_first()
    town.later(hours=1)
    goes(town)
    with town.work() as connection:
        assert broadcasts.ladder(connection, 1) == {"cancelled": 2}


def test_what_was_stopped_before_it_went_leaves_a_planned_meeting_alone(town: Town, maria: Chat) -> None:
    network(town, 2)
    meeting = planned(town)
    maria.says("/reuniuni").taps("1").taps("Pregătește invitația").taps("Toate").taps(
        "Fără text"
    ).taps_first()
    maria.taps("Trimite mi, 4 nov., 10:00").taps("Da, trimite").taps("Oprește")
    with town.work() as connection:
        assert meetings.known(connection, meeting).state == meetings.CONFIRMED
