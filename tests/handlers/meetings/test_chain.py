"""A meeting in the secretariat's hands: proposed, settled, confirmed, told of a change, run, recorded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from handlers.meetings.proposing import propose
from scheduler.claims import settle
from storage import broadcasts, meetings, organisations, outbox, people, results, rsvp
from storage.meetings import Meeting
from tests.support.chat import Chat, Town

MORNING = datetime(2026, 10, 28, 8, 0, tzinfo=UTC)


@dataclass
class Invited:
    """Who was invited and how the message stands."""

    person: int
    row: int


@pytest.fixture
def proposed(town: Town) -> Meeting:
    """The meeting of the fourth quarter, proposed for 18 November; it is three weeks before."""
    town.now = MORNING
    with town.work() as connection:
        propose(connection, town.now)
        found = meetings.of_period(connection, meetings.THEMATIC, "2026-Q4")
    assert found is not None
    return found


def now_is(town: Town, meeting: int) -> Meeting:
    with town.work() as connection:
        return meetings.known(connection, meeting)


def opened(maria: Chat) -> Chat:
    """The card of the first meeting of the list."""
    return maria.says("/reuniuni").taps("1").is_asked("meetings.card")


def confirmed(maria: Chat) -> Chat:
    opened(maria).taps("Confirmă").is_asked("meeting_change.theme").says("Spații verzi")
    maria.is_asked("meeting_change.theme_ru").says("Зелёные зоны")
    return maria.is_asked("meeting_change.place").says("Primăria, sala 210").is_asked("meetings.card")


def invite(town: Town, meeting: int, *chats: str, state: str = outbox.SENT) -> dict[str, Invited]:
    """The invitation as the wizard sends it: a broadcast, a message a person."""
    found: dict[str, Invited] = {}
    with town.work() as connection:
        about = meetings.known(connection, meeting)
        content = broadcasts.Content(broadcasts.INVITATION, about.title, meeting_id=meeting)
        sent = broadcasts.add(connection, town.now, content, None, state=broadcasts.APPROVED)
        for name in chats:
            person = people.known(connection, "test", name).person_id
            ours = [one.organisation_id for one in people.roles(connection, person)]
            message = outbox.Message(
                "test", name, "invitation", {"screen": {"key": "x"}}, person, subject=sent.subject
            )
            row = outbox.add(connection, message, town.now, claimed=state != outbox.PENDING)
            assert row is not None
            if state == outbox.SENT:
                results.record(connection, [results.Sent(row.id, town.next_id())], town.now)
            broadcasts.add_recipient(
                connection,
                sent.id,
                person=person,
                organisations=[one for one in ours if one],
                outbox_id=row.id,
            )
            found[name] = Invited(person, row.id)
    return found


def goes(town: Town) -> int:
    """The sender takes up what is due; how many messages went."""
    with town.work() as connection:
        rows = outbox.claim_due(connection, town.now, 100, ("reply", "receipt"), others=True)
    town.deliver(rows)
    return len(rows)


def test_the_secretariat_sees_what_is_proposed_and_what_comes_next(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    maria.says("/reuniuni").is_asked("meetings.list")
    maria.sees("mi, 18 nov., ora 15:00", "propusă", "confirmați data")
    maria.taps("1").is_asked("meetings.card").sees("trimestrul 4, 2026".capitalize())
    maria.offers("Confirmă", "Altă zi", "Altă oră", "Tema", "Locul", "Anulează reuniunea")


def test_confirming_asks_only_what_is_missing(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    confirmed(maria).sees("Spații verzi", "sala 210", "confirmată")
    found = now_is(town, proposed.id)
    assert (found.state, found.title, found.title_ru) == ("confirmed", "Spații verzi", "Зелёные зоны")
    assert maria.acts == 6


@pytest.mark.parametrize(
    ("button", "typed", "field", "value"),
    [
        ("Altă zi", "25.11", "held_on", date(2026, 11, 25)),
        ("Altă zi", "25 noiembrie", "held_on", date(2026, 11, 25)),
        ("Altă oră", "la 16.30", "begins", "16:30"),
        ("Locul", "Biblioteca", "place", "Biblioteca"),
        ("Locul", "https://meet.example.md/abc", "link", "https://meet.example.md/abc"),
    ],
)
def test_each_change_is_one_step(
    town: Town, proposed: Meeting, button: str, typed: str, field: str, value: object
) -> None:
    maria = town.secretary()
    opened(maria).taps(button).says(typed).is_asked("meetings.card")
    assert getattr(now_is(town, proposed.id), field) == value


def test_a_day_with_an_hour_sets_both(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    opened(maria).taps("Altă zi").says("25.11 ora 16:00").is_asked("meetings.card")
    found = now_is(town, proposed.id)
    assert (found.held_on, found.begins) == (date(2026, 11, 25), "16:00")


def test_a_day_that_is_over_is_asked_again(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    opened(maria).taps("Altă zi").says("20.10").is_asked("meeting_change.day").sees("a trecut")
    maria.says("blabla").is_asked("meeting_change.day").sees("blabla")
    maria.taps("Înapoi")
    assert now_is(town, proposed.id).held_on == proposed.held_on


def test_a_day_without_work_is_said_on_the_card(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    opened(maria).taps("Altă zi").says("25.12").sees("zi liberă")
    opened(maria).taps("Altă zi").says("21.11").sees("weekend")


def test_a_draft_in_hand_waits_and_comes_back(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    maria.says("/raport").is_asked("event.activity")
    opened(maria).taps("Altă oră").is_asked("meeting_change.begins").taps("14:00").is_asked("event.activity")
    assert now_is(town, proposed.id).begins == "14:00"


def test_moving_says_who_will_be_told_and_tells_each_once(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    ana, ion = town.member("Ana", "Exemplu Punte"), town.member("Ion", "Exemplu Nord", "ru")
    confirmed(maria)
    invite(town, proposed.id, "Ana", "Ion")
    town.later(days=1)
    opened(maria).taps("Altă zi").says("25.11").is_asked("meetings.sure")
    maria.sees("Data: miercuri, 18 noiembrie → miercuri, 25 noiembrie", "2 persoane, 2 organizații")
    maria.taps("Anunță 2 persoane", times=2).is_asked("meetings.card").sees("Anunțăm 2 persoane")
    assert goes(town) == 2
    ana.is_asked("meetings.told").sees("Data: miercuri, 18 noiembrie → miercuri, 25 noiembrie").misses("Ora")
    ion.is_asked("meetings.told").sees("Дата: среда, 18 ноября → среда, 25 ноября", "Зелёные зоны")
    assert goes(town) == 0


def test_an_answer_is_kept_and_said(town: Town, proposed: Meeting) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invited = invite(town, proposed.id, "Ana")["Ana"]
    with town.work() as connection:
        punte = organisations.members(connection)[0].id
        rsvp.answer(connection, town.now, proposed.id, punte, rsvp.YES, 2, invited.person)
    opened(maria).taps("Locul").says("Biblioteca").taps("Anunță 1 persoană")
    goes(town)
    ana.sees("Locul: Primăria, sala 210 → Biblioteca", "venim, 2 persoane").offers("Venim", "Nu putem")
    with town.work() as connection:
        assert rsvp.counts(connection, proposed.id).persons == 2


def test_two_changes_in_a_row_are_one_message(town: Town, proposed: Meeting) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Altă zi").says("25.11").taps("Anunță")
    opened(maria).taps("Altă oră").says("16:00").taps("Anunță")
    assert goes(town) == 1
    ana.sees("18 noiembrie → miercuri, 25 noiembrie", "Ora: 15:00 → 16:00")


def test_moved_back_before_anybody_heard_tells_nobody(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Altă zi").says("25.11").taps("Anunță")
    opened(maria).taps("Altă zi").says("18.11").is_asked("meetings.card").sees("Nimeni nu trebuie anunțat")
    assert goes(town) == 0


def test_both_at_once_are_one_screen(town: Town, proposed: Meeting) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Altă zi").says("25.11").is_asked("meetings.sure")
    maria.taps("Altă oră").says("10:00").is_asked("meetings.sure").sees("Ora: 15:00 → 10:00", "25 noiembrie")
    maria.taps("Anunță")
    assert goes(town) == 1
    ana.sees("Ora: 15:00 → 10:00")


def test_leaving_it_as_it_is_changes_nothing(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Altă zi").says("25.11").taps("Lasă cum este")
    assert now_is(town, proposed.id).held_on == date(2026, 11, 18)
    assert goes(town) == 0


def test_cancelling_tells_the_reason(town: Town, proposed: Meeting) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Anulează reuniunea").says("Sala este ocupată").is_asked("meetings.sure")
    maria.sees("1 persoană, 1 organizație").taps("Anunță 1 persoană").sees("anulată", "Sala este ocupată")
    goes(town)
    ana.sees("„Spații verzi”, miercuri, 18 noiembrie, ora 15:00, nu mai are loc", "Sala este ocupată")
    maria.offers("Altă dată")
    maria.taps("Altă dată").says("02.12").is_asked("meetings.card").sees("2 decembrie", "confirmată")
    with town.work() as connection:
        again = meetings.of_period(connection, meetings.THEMATIC, "2026-Q4")
    assert again is not None
    assert again.id != proposed.id


def test_without_an_invitation_nobody_is_told_of_a_cancelled_meeting(town: Town, proposed: Meeting) -> None:
    maria = town.secretary()
    opened(maria).taps("Anulează reuniunea").taps("Sari peste").is_asked("meetings.sure")
    maria.taps("Anulează fără anunț").sees("anulată")
    assert goes(town) == 0


@pytest.mark.parametrize("end", ["arrived", "again", "in doubt", "killed"])
def test_who_may_have_got_it_is_told_and_the_old_message_does_not_go_again(
    town: Town, proposed: Meeting, end: str
) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    state = outbox.SENT if end == "arrived" else outbox.SENDING
    old = invite(town, proposed.id, "Ana", state=state)["Ana"].row
    opened(maria).taps("Altă zi").says("25.11").taps("Anunță 1 persoană")
    with town.work() as connection:
        match end:
            case "again":
                results.record(connection, [results.Again(old, town.now, "retry")], town.now)
            case "in doubt":
                results.record(connection, [results.Uncertain(old, town.now, "timeout")], town.now)
            case "killed":
                settle(connection, town.now)
    town.later(minutes=5)
    goes(town)
    assert [shown.message.key for shown in ana.messages].count("meetings.told") == 1
    with town.work() as connection:
        states = dict(connection.exec_driver_sql("SELECT id, state FROM outbox").all())
    assert states[old] in (outbox.SENT, outbox.EXPIRED)


def test_who_never_got_it_is_invited_with_what_is_so_now(town: Town, proposed: Meeting) -> None:
    maria, ana = town.secretary(), town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana", state=outbox.PENDING)
    opened(maria).taps("Altă zi").says("25.11").is_asked("meetings.card")
    assert goes(town) == 1
    ana.is_asked("rsvp.card").sees("25 noiembrie").misses("18 noiembrie")


def test_a_colleague_who_changed_it_meanwhile_is_said(town: Town, proposed: Meeting) -> None:
    maria, olga = town.secretary(), town.secretary("Olga")
    town.member("Ana", "Exemplu Punte")
    confirmed(maria)
    invite(town, proposed.id, "Ana")
    opened(maria).taps("Altă zi").says("25.11").is_asked("meetings.sure")
    opened(olga).taps("Altă oră").says("10:00").taps("Anunță")
    maria.taps("Anunță").sees("schimbat între timp", "ora 10:00")
    assert now_is(town, proposed.id).held_on == date(2026, 11, 18)
