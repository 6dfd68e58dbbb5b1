"""After it has gone: the list of answers, reminding the silent alone, messages in doubt, the list to call."""

from handlers.broadcast import call_sheet
from handlers.broadcast.silent import choose
from handlers.exchange.desk import at_desk
from handlers.rsvp.card import KEY
from storage import broadcasts, reminders
from storage.audience import Speaker
from storage.broadcasts import Recipient
from storage.schema import Job
from tests.handlers.broadcast.network import boards, goes, network, sends
from tests.support.chat import Chat, Town


def gone(town: Town, maria: Chat, number: int = 3, fails: dict[str, str] | None = None) -> list[Chat]:
    people = network(town, number)
    sends(maria)
    town.later(minutes=2)
    goes(town, fails)
    return people


def opens(maria: Chat, number: str = "1") -> Chat:
    return maria.says("/raspunsuri").taps(number).is_asked("broadcast.board")


def test_the_list_says_in_a_line_who_answered_what_and_how_far_the_silent_are(
    town: Town, maria: Chat
) -> None:
    ana, ion, _ = gone(town, maria, 3, {"Om3": "blocked"})
    ana.taps("Venim").taps("2")
    ion.taps("Nu putem")
    opens(maria).taps("Lista").is_asked("broadcast.answers")
    maria.sees(
        "Exemplu 01: vin, 2 persoane (Om1)", "Exemplu 02: nu pot (Om2)", "Exemplu 03: fără răspuns, blocat"
    )
    maria.taps("Fără răspuns").sees("Fără răspuns: 1 organizație", "Exemplu 03").misses("Exemplu 01")
    maria.taps("Încă nu știu").is_told("broadcast.answers.none").taps("Înapoi la răspunsuri")
    maria.is_asked("broadcast.board")


def test_a_long_list_has_pages(town: Town, maria: Chat) -> None:
    gone(town, maria, 17)
    opens(maria).taps("Lista").sees("Exemplu 15").misses("Exemplu 16").taps("Următoarele").sees("Exemplu 17")
    maria.taps("Anterioarele").sees("Exemplu 01")


def test_home_says_how_many_are_silent(town: Town, maria: Chat) -> None:
    ana = gone(town, maria)[0]
    ana.taps("Venim")
    maria.says("/meniu").sees("Invitații active: 1, fără răspuns: 2")
    town.later(days=8)
    maria.says("/meniu").misses("Invitații active")


def test_only_the_silent_are_reminded_once_in_two_days(town: Town, maria: Chat) -> None:
    ana, ion, eva = gone(town, maria)
    ana.taps("Venim")
    opens(maria).taps("Reamintește (2 tac)").is_asked("broadcast.remind")
    maria.sees("Vă reamintim", "2 organizații, 2 persoane", "Nu primesc, au răspuns: 1")
    maria.taps("Trimite acum (2)").is_asked("broadcast.board").sees("Reamintirea 2")
    town.later(minutes=2)
    assert goes(town) == 2
    ion.is_asked(KEY).sees("Vă reamintim: răspunsul lipsește încă.", "Reuniunea Rețelei").taps("Nu putem")
    assert "Vă reamintim" not in ana.last.text
    opens(maria).taps("Reamintește (1 tace)").is_told("broadcast.remind.nobody").sees(
        "reamintite de curând: 1"
    )
    town.later(days=2, hours=1)
    opens(maria).taps("Reamintește").taps("Trimite acum (1)")
    town.later(minutes=2)
    goes(town)
    eva.sees("Vă reamintim")
    assert len([one for one in ion.messages if "Vă reamintim" in one.text]) == 0
    with town.work() as connection:
        counted = reminders.counted(connection, town.now.replace(day=14, hour=0))
    assert sorted(counted.values()) == [1, 2, 3]


def test_a_reminder_whose_number_changed_is_shown_again(town: Town, maria: Chat) -> None:
    ana = gone(town, maria)[0]
    opens(maria).taps("Reamintește")
    ana.taps("Venim")
    maria.taps("Trimite acum (3)").is_told("broadcast.changed").offers("Trimite acum (2)")


def recipient(person: int, organisations: tuple[int, ...], rung: str = "sent") -> Recipient:
    return Recipient(person, 1, person, None, organisations, person, None, None, rung, None)


def speaker(person: int, organisation: int, reachable: bool = True) -> Speaker:
    return Speaker(person, "", "ro", organisation, "coordinator", reachable)


def test_why_somebody_is_not_reminded() -> None:
    everybody = [
        recipient(1, (1,)),
        recipient(2, (2, 3)),
        recipient(3, (4,)),
        recipient(4, (5,), "queued"),
        recipient(5, (6,)),
        recipient(6, (7,)),
    ]
    speakers = [
        speaker(1, 1),
        speaker(2, 2),
        speaker(2, 3),
        speaker(4, 5),
        speaker(5, 6, False),
        speaker(6, 7),
    ]
    found = choose(everybody, speakers, answered={1, 3}, lately={6})
    assert [(one.person, one.organisations) for one in found.people] == [(2, (2,))]
    assert dict(found.left_out) == {"answered": 1, "left": 1, "waiting": 1, "unreachable": 1, "reminded": 1}


def test_messages_in_doubt_are_sent_again_or_left(town: Town, maria: Chat) -> None:
    gone(town, maria, 3, {"Om1": "uncertain", "Om2": "uncertain"})
    opens(maria).sees("nesigure 2").taps("Nesigure (2)").is_asked("broadcast.doubts").sees(
        "1. Om1, Exemplu 01"
    )
    maria.taps("1: trimite din nou").is_told("broadcast.resent").sees("1. Om2")
    assert goes(town) == 1
    assert town.chat("Om1").last.message.key == KEY
    maria.taps("1: las așa").is_asked("broadcast.board").sees("nesigure 1").misses("Nesigure (")
    with town.work() as connection:
        assert broadcasts.ladder(connection, 1) == {"sent": 2, "uncertain": 1}


def test_a_tap_settles_the_doubt(town: Town, maria: Chat) -> None:
    ana = gone(town, maria, 1, {"Om1": "uncertain"})[0]
    with town.work() as connection:
        handle = connection.exec_driver_sql("SELECT screen FROM outbox WHERE kind = 'invitation'").scalar()
    shown = ana.last
    ana.taps_data(f"{handle}:0", shown)
    with town.work() as connection:
        assert broadcasts.ladder(connection, 1) == {"sent": 1, "tapped": 1, "answered": 1}


def test_whoever_was_not_reached_is_listed_unless_a_colleague_was(town: Town, maria: Chat) -> None:
    town.member("Coleg", "Exemplu 01")
    gone(town, maria, 3, {"Om1": "blocked", "Om2": "uncertain", "Om3": "blocked"})
    opens(maria).taps("De sunat").is_asked("broadcast.calls")
    maria.sees("De sunat: 2", "1. Exemplu 02, Om2: nu se știe dacă a ajuns", "2. Exemplu 03, Om3: a blocat")


def test_boards_of_two_secretaries_follow_and_one_who_left_does_not(town: Town, maria: Chat) -> None:
    elena = town.secretary("Elena")
    ana = network(town, 2)[0]
    sends(maria)
    elena.taps("Răspunsuri")
    town.later(minutes=2)
    goes(town)
    assert boards(town) == 2
    ana.taps("Venim")
    town.later(minutes=1)
    with town.work() as connection:
        connection.exec_driver_sql("UPDATE membership SET until = '2026-10-14' WHERE person_id = 2")
    assert boards(town) == 1
    assert "Vin 1" in maria.messages[-1].text


def test_in_plain_mode_the_board_is_shown_when_asked_for(town: Town, maria: Chat) -> None:
    maria.says("/simplu")
    network(town, 2)
    sends(maria)
    town.later(minutes=2)
    goes(town)
    assert boards(town) == 0
    opens(maria).sees("trimise 2")


def test_the_call_list_is_a_table_to_write_on(town: Town, maria: Chat) -> None:
    gone(town, maria, 2, {"Om1": "blocked"})
    with town.work() as connection:
        connection.exec_driver_sql("UPDATE organisation SET phone = '0231 2 22 22' WHERE id = 1")
    opens(maria).taps("De sunat").sees("Exemplu 01, Om1, 0231 2 22 22: a blocat").taps("Excel")
    maria.is_told("broadcast.sheet.queued")
    with town.work() as connection:
        (job,) = connection.execute(Job.__table__.select()).all()
        for language, why in (("ro", "a blocat asistentul"), ("ru", "чат заблокирован")):
            (table,) = call_sheet.written(at_desk(connection, town.world, town.now, language), 1)
            assert table.rows == (("Exemplu 01", "0231 2 22 22", "Om1", why, ""),)
            assert len(table.heading) == 5
    assert (job.kind, job.arguments) == ("call_list", {"broadcast": 1, "language": "ro"})
