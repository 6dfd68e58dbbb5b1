"""Broadcasts as rows: how far each message got is counted from the messages, whatever became of them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from storage import broadcasts, meetings, outbox, recipients, results
from storage.broadcasts import Broadcast
from storage.schema import Rsvp
from tests.support.chat import town_in

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)


def invitation(connection: Connection) -> Broadcast:
    when = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", date(2026, 10, 21), "15:00", "sala 210")
    meeting = meetings.add(connection, NOW, when)
    content = broadcasts.Content(
        broadcasts.INVITATION, meeting.title, meeting_id=meeting.id, files=(3,), audience={"all": True}
    )
    return broadcasts.add(connection, NOW, content, None)


def message_to(connection: Connection, broadcast: Broadcast, chat: str) -> int:
    message = outbox.Message("test", chat, "invitation", {}, not_before=SOON, subject=broadcast.subject)
    row = outbox.add(connection, message, NOW, claimed=False)
    assert row is not None
    return row.id


def test_the_ladder_is_counted_from_the_messages(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    people = [town.member(f"P{number}", f"Exemplu {number}") for number in range(6)]
    with town.work() as connection:
        sent = invitation(connection)
        rows = []
        for number in range(1, 6):
            rows.append(message_to(connection, sent, people[number].name))
            broadcasts.add_recipient(
                connection, sent.id, person=number, organisations=[number], outbox_id=rows[-1]
            )
        broadcasts.add_recipient(connection, sent.id, person=6, organisations=[6])
        assert broadcasts.ladder(connection, sent.id) == {"queued": 5, "nowhere": 1}
        outbox.claim(connection, rows[:4], SOON)
        ended: list[results.Result] = [
            results.Sent(rows[0], "1"),
            results.Uncertain(rows[1], None, "timeout"),
            results.Blocked(rows[2], "blocked"),
            results.Refused(rows[3], "refused"),
        ]
        results.record(connection, ended, SOON)
        counted = broadcasts.ladder(connection, sent.id)
        assert counted == {"sent": 1, "uncertain": 1, "blocked": 1, "failed": 1, "queued": 1, "nowhere": 1}
        assert outbox.cancel(connection, sent.subject, "stopped") == 1
        assert broadcasts.ladder(connection, sent.id)["cancelled"] == 1


def test_taps_and_answers_are_counted_beside(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    ana, ion = town.member("Ana", "Exemplu Punte"), town.member("Ion", "Exemplu Punte")
    with town.work() as connection:
        sent = invitation(connection)
        for number, chat in enumerate((ana, ion), 1):
            row = message_to(connection, sent, chat.name)
            broadcasts.add_recipient(connection, sent.id, person=number, organisations=[1], outbox_id=row)
        broadcasts.tapped(connection, NOW, sent.id, 1)
        broadcasts.tapped(connection, SOON, sent.id, 1)
        assert broadcasts.recipients(connection, sent.id)[0].tapped_at == NOW
        assert broadcasts.ladder(connection, sent.id) == {"queued": 2, "tapped": 1}
        answer = {"answer": "yes", "persons": 1, "version": 1, "answered_at": NOW}
        connection.execute(insert(Rsvp).values(meeting_id=1, organisation_id=1, **answer))
        assert broadcasts.ladder(connection, sent.id) == {"queued": 2, "tapped": 1, "answered": 2}


def test_a_recipient_follows_a_second_message_and_may_be_left_in_doubt(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    ana = town.member("Ana", "Exemplu Punte")
    with town.work() as connection:
        sent = invitation(connection)
        first, second = (message_to(connection, sent, ana.name) for _ in range(2))
        id = broadcasts.add_recipient(connection, sent.id, person=1, organisations=[1], outbox_id=first)
        recipients.settle(connection, NOW, id)
        assert broadcasts.recipients(connection, sent.id)[0].settled_at == NOW
        recipients.point_to(connection, id, second)
        (found,) = broadcasts.recipients(connection, sent.id)
        assert (found.outbox_id, found.settled_at, found.rung) == (second, None, "queued")


def test_of_two_who_decide_at_once_one_does(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        waiting = invitation(connection)

        def approve() -> Broadcast | None:
            wanted = {"state": broadcasts.APPROVED, "approved_at": NOW}
            return broadcasts.claim(connection, waiting.id, broadcasts.WAITS, **wanted)

        first = approve()
        assert first is not None
        assert (first.state, first.files) == ("approved", (3,))
        assert approve() is None


def test_a_text_that_is_missing_in_a_language_is_read_in_the_other(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        content = broadcasts.Content(broadcasts.MESSAGE, "Știre", text_ro="Bună ziua")
        one = broadcasts.add(connection, NOW, content, None)
        assert (one.text_in("ro"), one.text_in("ru"), one.title_in("ru")) == ("Bună ziua",) * 2 + ("Știre",)
        both = broadcasts.change(connection, one.id, text_ru="Здравствуйте", title_ru="Новость")
        assert (both.text_in("ru"), both.title_in("ru")) == ("Здравствуйте", "Новость")


def test_broadcasts_of_a_meeting_and_in_a_state(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        first, second = invitation(connection), invitation(connection)
        broadcasts.change(connection, first.id, state=broadcasts.STOPPED)
        assert broadcasts.of_meeting(connection, second.meeting_id or 0) == (second,)
        assert broadcasts.in_state(connection, broadcasts.WAITS) == (second,)
        with pytest.raises(LookupError):
            broadcasts.known(connection, 99)
