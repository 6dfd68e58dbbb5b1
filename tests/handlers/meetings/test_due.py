"""The steps of a meeting: who hears what when, late once, then not at all; nothing of a former day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.meetings.due import steps
from handlers.proactive.speak import look, speak
from storage import meetings, organisations, outbox, people, results, rsvp
from storage.meetings import Content, Meeting
from storage.schema import Outbox
from tests.handlers.meetings.test_chain import confirmed, goes, invite, now_is, opened
from tests.handlers.meetings.test_chain import proposed as proposed
from tests.support.chat import Chat, Town

TOWN = ZoneInfo("Europe/Chisinau")


def at(text: str) -> datetime:
    """A local moment of November 2026: "11 10:00"."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TOWN).astimezone(UTC)


def speaks(town: Town, moment: datetime) -> list[tuple[str, str]]:
    """The clock stands at a moment; what goes out, to whom."""
    town.now = moment
    with town.work() as connection:
        rows = speak(connection, town.now)
    town.deliver(rows)
    return [(row.chat, row.content["screen"]["key"]) for row in rows]


@pytest.fixture
def ready(town: Town, proposed: Meeting) -> Meeting:
    """Confirmed and invited a fortnight before; Ana comes with two, Ion is silent, Olga cannot come."""
    maria = town.secretary()
    for name, organisation in (("Ana", "Exemplu Punte"), ("Ion", "Exemplu Nord"), ("Olga", "Exemplu Vest")):
        town.member(name, organisation)
    confirmed(maria)
    town.now = at("04 10:00")
    invited = invite(town, proposed.id, "Ana", "Ion", "Olga")
    with town.work() as connection:
        known = {one.name: one.id for one in organisations.members(connection)}
        for name, organisation, answer in (
            ("Ana", "Exemplu Punte", rsvp.YES),
            ("Olga", "Exemplu Vest", rsvp.NO),
        ):
            persons = 2 if answer == rsvp.YES else 0
            rsvp.answer(
                connection, town.now, proposed.id, known[organisation], answer, persons, invited[name].person
            )
    return now_is(town, proposed.id)


def test_three_weeks_before_the_secretariat_confirms(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    assert speaks(town, MORNING) == [("Maria", "meetings.due.confirm")]
    maria.sees("De confirmat", "miercuri, 18 noiembrie, ora 15:00").taps("Confirmă")
    maria.is_asked("meeting_change.theme")
    assert speaks(town, MORNING + timedelta(hours=1)) == []


MORNING = datetime(2026, 10, 28, 8, 0, tzinfo=UTC)


def test_a_fortnight_before_an_invitation_that_is_not_ready_is_said(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    confirmed(maria)
    assert speaks(town, at("04 09:59")) == []
    assert speaks(town, at("04 10:00")) == [("Maria", "meetings.due.invite")]


def test_nothing_is_said_once_the_invitation_is_ready(town: Town, ready: Meeting) -> None:
    assert speaks(town, at("04 11:00")) == []


def test_only_the_silent_are_asked_again(town: Town, ready: Meeting) -> None:
    assert speaks(town, at("11 09:59")) == []
    assert speaks(town, at("11 10:00")) == [("Ion", "rsvp.card")]
    ion = town.chat("Ion").sees("Încă nu avem răspunsul", "Spații verzi")
    ion.taps("Venim")
    with town.work() as connection:
        assert rsvp.counts(connection, ready.id).come == 2


def test_those_who_come_hear_the_day_before_and_on_the_day(town: Town, ready: Meeting) -> None:
    assert speaks(town, at("17 10:00")) == [("Ana", "meetings.due.coming")]
    ana = town.chat("Ana").sees("miercuri, 18 noiembrie, ora 15:00", "sala 210", "2 persoane")
    ana.misses("Am ajuns")
    assert speaks(town, at("18 12:00")) == [("Ana", "meetings.due.coming")]
    ana.offers("Am ajuns").taps("Am ajuns")
    with town.work() as connection:
        assert rsvp.arrived(connection, ready.id).organisations == 1


def test_the_day_after_the_secretariat_adds_the_minutes(town: Town, ready: Meeting) -> None:
    speaks(town, at("17 10:00"))
    speaks(town, at("18 12:00"))
    assert speaks(town, at("19 10:00")) == [("Maria", "meetings.due.minutes")]
    town.chat("Maria").taps("Adaugă procesul-verbal").is_asked("event.participants")


LATE = [
    ("11 10:00", "silent"),
    ("13 18:59", "silent"),
    ("16 09:00", ""),
    ("17 09:59", ""),
    ("17 10:00", "tomorrow"),
    ("18 10:59", "tomorrow"),
    ("18 11:01", ""),
    ("18 11:59", ""),
    ("18 12:00", "today"),
    ("18 14:44", "today"),
    ("18 14:46", ""),
    ("19 09:59", ""),
    ("19 10:00", "minutes"),
    ("26 18:59", "minutes"),
    ("27 09:00", ""),
]


@pytest.mark.parametrize(("moment", "said"), LATE)
def test_after_a_downtime_a_step_is_late_while_it_is_of_use_and_then_dropped(
    town: Town, ready: Meeting, moment: str, said: str
) -> None:
    found = speaks(town, at(moment))
    with town.work() as connection:
        sent = connection.exec_driver_sql(
            "SELECT key FROM reminder WHERE decision IN ('sent', 'late', 'at_once')"
        ).scalars()
        steps_sent = {key.split(":")[2] for key in sent if key.startswith("meeting:")}
    assert steps_sent == ({said} if said else set())
    assert len(found) == bool(said)


@pytest.mark.parametrize(
    ("begins", "goes_at"),
    [
        ("15:00", "18 12:00"),
        ("10:00", "18 07:00"),
        ("09:00", "17 18:00"),
        ("22:00", "17 18:00"),
        ("21:30", "18 18:30"),
    ],
)
def test_the_last_step_keeps_out_of_the_night(town: Town, ready: Meeting, begins: str, goes_at: str) -> None:
    with town.work() as connection:
        meetings.change(connection, town.now, ready.id, begins=begins)
    moments = [one for one in given(town, at("17 00:00"), at("19 00:00")) if ":today:" in one[0]]
    assert [moment for _, moment in moments] == [at(goes_at)]


def given(town: Town, first: datetime, last: datetime) -> list[tuple[str, datetime]]:
    """All steps of meetings in a window, as somebody who looks ahead sees them."""
    with town.work() as connection:
        return [(one.key, one.at) for one in steps(look(connection, first, last))]


def moves(town: Town, to: str) -> Chat:
    maria = town.chat("Maria")
    maria.says("/reuniuni").taps("1").taps("Altă zi").says(to).taps("Anunță")
    return maria


def test_after_a_move_only_the_steps_of_the_new_day_are_left(town: Town, ready: Meeting) -> None:
    town.now = at("10 12:00")
    moves(town, "25.11")
    goes(town)
    assert speaks(town, at("11 10:00")) == []
    assert {key.split(":")[1] for key, _ in given(town, at("11 00:00"), at("30 00:00"))} == {f"{ready.id}v2"}
    assert speaks(town, at("18 10:00")) == [("Ion", "rsvp.card")]
    assert speaks(town, at("24 10:00")) == [("Ana", "meetings.due.coming")]
    town.chat("Ana").sees("25 noiembrie").misses("18 noiembrie")


@pytest.mark.parametrize("state", [outbox.PENDING, outbox.SENDING])
def test_no_reminder_of_the_former_day_goes_after_a_move(town: Town, ready: Meeting, state: str) -> None:
    town.now = at("17 10:00")
    with town.work() as connection:
        (row,) = speak(connection, town.now)
        if state == outbox.PENDING:
            results.record(connection, [results.Again(row.id, town.now, "wait")], town.now)
    moves(town, "25.11")
    if state == outbox.SENDING:
        with town.work() as connection:
            results.record(connection, [results.Again(row.id, town.now, "retry")], town.now)
    town.later(minutes=2)
    goes(town)
    town.chat("Ana").is_asked("meetings.told").sees("18 noiembrie → miercuri, 25 noiembrie")
    with town.work() as connection:
        left = connection.execute(Outbox.__table__.select().where(Outbox.id == row.id)).one()
    assert left.state in (outbox.CANCELLED, outbox.EXPIRED)
    assert left.sent_at is None


def test_a_change_on_the_day_goes_at_once_early_and_late(town: Town, ready: Meeting) -> None:
    town.now = at("18 07:10")
    maria = town.chat("Maria")
    opened(maria).taps("Locul").says("Biblioteca").taps("Anunță")
    assert goes(town) == 3
    town.chat("Ion").is_asked("meetings.told").sees("Locul: Primăria, sala 210 → Biblioteca")


def test_a_change_on_a_free_day_goes_at_once_when_the_meeting_is_that_day(town: Town, ready: Meeting) -> None:
    moves(town, "28.11").sees("weekend")
    goes(town)
    town.now = at("28 08:00")
    opened(town.chat("Maria")).taps("Locul").says("Biblioteca").taps("Anunță")
    assert goes(town) == 3


def test_a_change_in_the_evening_waits_for_the_morning(town: Town, ready: Meeting) -> None:
    town.now = at("10 20:00")
    moves(town, "25.11")
    assert goes(town) == 0
    town.now = at("11 09:00")
    assert goes(town) == 3


def test_a_change_in_the_night_before_goes_at_seven(town: Town, ready: Meeting) -> None:
    town.now = at("17 22:00")
    maria = town.chat("Maria")
    opened(maria).taps("Altă oră").says("10:00").taps("Anunță")
    assert goes(town) == 0
    town.now = at("18 07:00")
    assert goes(town) == 3


def test_a_cancelled_meeting_reminds_nobody(town: Town, ready: Meeting) -> None:
    maria = town.chat("Maria")
    opened(maria).taps("Anulează reuniunea").taps("Sari peste").taps("Anunță")
    town.now = at("05 10:00")
    assert given(town, at("05 00:00"), at("30 00:00")) == []


def test_who_was_invited_the_day_before_is_not_asked_again_at_once(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    town.member("Ion", "Exemplu Nord")
    confirmed(maria)
    town.now = at("10 12:00")
    invite(town, proposed.id, "Ion")
    assert speaks(town, at("11 10:00")) == []


def test_who_said_so_on_the_last_day_hears_only_on_the_day(town: Town, ready: Meeting) -> None:
    town.now = at("17 12:00")
    with town.work() as connection:
        known = {one.name: one.id for one in organisations.members(connection)}
        person = people.known(connection, "test", "Ion").person_id
        rsvp.answer(connection, town.now, ready.id, known["Exemplu Nord"], rsvp.YES, 1, person)
    assert speaks(town, at("17 12:30")) == [("Ana", "meetings.due.coming")]
    assert speaks(town, at("18 12:00")) == [("Ana", "meetings.due.coming"), ("Ion", "meetings.due.coming")]


def test_a_meeting_by_hand_has_the_same_steps(town: Town, ready: Meeting) -> None:
    content = Content("network", "Ziua ONG", (at("25 10:00")).date(), "15:00", "Sala 1")
    with town.work() as connection:
        added = meetings.add(connection, town.now, content)
    names = [
        key.split(":")[2] for key, _ in given(town, at("04 00:00"), at("30 00:00")) if f":{added.id}v" in key
    ]
    assert names == ["invitation", "minutes"]
