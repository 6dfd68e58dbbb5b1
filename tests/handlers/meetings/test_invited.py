"""The chain and the wizard of invitations: prepared, sent by itself, moved before it went; the decisions."""

from storage import broadcasts, meetings, organisations, outbox, rsvp
from storage.meetings import Meeting
from tests.handlers.meetings.test_chain import confirmed, goes, now_is, opened
from tests.handlers.meetings.test_chain import proposed as proposed
from tests.handlers.meetings.test_due import at, moves, speaks
from tests.handlers.meetings.test_minutes import OVER, filed
from tests.support.chat import Chat, Town


def network(town: Town) -> Chat:
    """A secretary, and two organisations with somebody to write to."""
    chat = town.secretary()
    town.member("Ana", "Exemplu Punte")
    town.member("Ion", "Exemplu Nord", "ru")
    return chat


def prepared(chat: Chat) -> Chat:
    """The invitation to everybody, approved by the second tap."""
    chat.taps("Pregătește invitația").is_asked("invite.who").taps("Toate")
    chat.is_asked("invite.text").taps_first().is_asked("invite.answer_by").taps_first()
    chat.is_asked("broadcast.preview").sees("Spații verzi", "Зелёные зоны", "sala 210")
    return chat.taps_first().is_asked("broadcast.sure").taps_first()


def test_the_invitation_is_prepared_once_and_goes_a_fortnight_before(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    opened(chat).sees("invitația este pregătită", "miercuri, 4 noiembrie, ora 10:00")
    assert goes(town) == 0
    assert speaks(town, at("04 10:00")) == []
    assert goes(town) == 2
    town.chat("Ana").is_asked("rsvp.card").sees("Spații verzi", "miercuri, 18 noiembrie").taps("Venim")
    town.chat("Ion").is_asked("rsvp.card").sees("Зелёные зоны", "среда, 18 ноября")
    opened(chat).sees("invitația este trimisă", "Vin 1 (1 persoană)", "Fără răspuns 1")


def test_later_than_that_it_goes_at_once(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    town.now = at("06 10:00")
    prepared(confirmed(chat))
    town.later(minutes=2)
    assert goes(town) == 2


def test_moved_before_it_went_the_invitation_goes_with_the_new_day(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    opened(chat).taps("Altă zi").says("25.11").is_asked("meetings.card").sees("Nimeni nu trebuie anunțat")
    town.now = at("04 10:00")
    assert goes(town) == 2
    town.chat("Ana").is_asked("rsvp.card").sees("25 noiembrie").misses("18 noiembrie")
    assert goes(town) == 0


def test_moved_while_it_goes_each_hears_once(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    town.now = at("04 10:00")
    with town.work() as connection:
        rows = outbox.claim_due(connection, town.now, 1, ("reply", "receipt"), others=True)
    town.deliver(rows)
    (first,) = [row.chat for row in rows]
    moves(town, "25.11")
    town.later(minutes=2)
    assert goes(town) == 2
    other = {"Ana": "Ion", "Ion": "Ana"}[first]
    town.chat(first).is_asked("meetings.told")
    town.chat(other).is_asked("rsvp.card").sees("25 ")
    assert goes(town) == 0


def test_cancelled_before_it_went_nobody_is_invited(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    opened(chat).taps("Anulează reuniunea").taps("Sari peste").taps("Anulează fără anunț")
    town.now = at("04 10:00")
    assert goes(town) == 0


def test_a_paused_invitation_stays_paused_when_its_meeting_moves(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    with town.work() as connection:
        (sent,) = broadcasts.of_meeting(connection, proposed.id)
        broadcasts.change(connection, sent.id, state=broadcasts.PAUSED, paused_why="errors")
        outbox.hold(connection, sent.subject, "errors")
    opened(chat).taps("Altă zi").says("25.11").is_asked("meetings.card")
    town.now = at("04 10:00")
    assert goes(town) == 0


def test_a_change_counts_for_the_budget_and_one_on_the_day_does_not(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    town.now = at("04 10:00")
    goes(town)
    moves(town, "25.11")
    goes(town)

    def counted() -> int:
        with town.work() as connection:
            query = "SELECT count(*) FROM reminder WHERE key LIKE 'meeting:1:v%'"
            return int(connection.exec_driver_sql(query).scalar() or 0)

    assert counted() == 2
    town.now = at("25 08:00")
    opened(chat).taps("Locul").says("Biblioteca").taps("Anunță")
    assert goes(town) == 2
    assert counted() == 2


def test_the_decisions_go_to_those_who_took_part_with_one_tap(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    town.now = at("04 10:00")
    goes(town)
    with town.work() as connection:
        punte = next(one.id for one in organisations.members(connection) if one.name == "Exemplu Punte")
        rsvp.answer(connection, town.now, proposed.id, punte, rsvp.YES, 3, None)
    town.now = OVER
    filed(town).taps("La fel: Exemplu Punte").is_asked("meeting.review").taps_first()
    chat.is_asked("event.desk_saved").taps("Trimite deciziile").is_asked("broadcast.preview")
    chat.sees("1. Curățenie în parc", "2. O hartă a ONG-urilor").taps_first().taps_first()
    town.now = at("19 10:02")
    assert goes(town) == 1
    town.chat("Ana").sees("Am hotărât", "Curățenie în parc")
    assert now_is(town, proposed.id).state == meetings.HELD


def test_the_list_leads_to_a_new_invitation(town: Town) -> None:
    town.secretary().says("/reuniuni").taps("Invitație nouă").is_asked("invite.title")


def test_another_day_in_a_second_invitation_is_said_to_those_of_the_first(
    town: Town, proposed: Meeting
) -> None:
    chat = network(town)
    prepared(confirmed(chat))
    town.now = at("04 10:00")
    with town.work() as connection:
        rows = outbox.claim_due(connection, town.now, 1, ("reply", "receipt"), others=True)
    town.deliver(rows)
    (first,) = [row.chat for row in rows]
    opened(chat).taps("Răspunsurile").taps("Oprește trimiterea")
    opened(chat).sees("confirmată").taps("Pregătește invitația").taps("Toate").taps_first().taps_first()
    chat.is_asked("broadcast.preview").says("2: 25.11 15:00").is_asked("broadcast.preview")
    chat.taps_first().taps_first()
    assert now_is(town, proposed.id).version == 2
    town.later(minutes=5)
    goes(town)
    assert "meetings.told" in [shown.message.key for shown in town.chat(first).messages]
    other = {"Ana": "Ion", "Ion": "Ana"}[first]
    assert "meetings.told" not in [shown.message.key for shown in town.chat(other).messages]
    town.chat(other).is_asked("rsvp.card")


def test_a_thematic_meeting_invited_by_hand_is_the_one_of_its_quarter(town: Town, proposed: Meeting) -> None:
    chat = network(town)
    for day in ("25.11 15:00", "09.12 15:00"):
        chat.says("/invitatie").taps("Reuniune tematică").says(day).says("Primăria, sala 210").taps("Toate")
        chat.is_asked("invite.text").taps_first().taps_first().is_asked("broadcast.preview")
        chat.taps_first().is_asked("broadcast.sure").taps_first()
    found = now_is(town, proposed.id)
    assert (found.state, f"{found.held_on}") == (meetings.CONFIRMED, "2026-11-25")
    with town.work() as connection:
        thematic = [one for one in meetings.coming(connection, town.today) if one.kind == meetings.THEMATIC]
    assert [one.period for one in thematic] == ["2026-Q4", None, "2027-Q1"]
