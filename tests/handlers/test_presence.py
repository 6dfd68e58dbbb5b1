"""A presence list in the chat: opened in a few taps, counted live, stopped, hidden without an address."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers.messages import In
from handlers.presence.board import due, show_counts
from handlers.presence.confirm import Answer, confirm, look
from handlers.presence.rules import MOST_A_MINUTE
from storage import people, presence
from storage.presence import MAN, OLDER, UNSAID, WOMAN, YOUNG
from storage.schema import Participation, RecordVersion
from tests.support.chat import Chat, Town


@pytest.fixture(autouse=True)
def reachable(town: Town) -> None:
    """Phones of participants reach this installation."""
    town.public = "https://retea.example.md"


def token_of(town: Town) -> str:
    """The token in the last link that anybody was sent."""
    links = re.findall(r"/p/([A-Za-z0-9_-]{16})", repr([row.content for row in town.sent]))
    return links[-1]


def opens(chat: Chat, title: str = "Club de lectură", start: str = "") -> str:
    chat.says("/prezenta").says(title)
    chat.is_asked("presence.starts")
    if start:
        chat.says(start)
    else:
        chat.taps_first()
    return token_of(chat.town)


def confirms(town: Town, token: str, device: str, gender: str = UNSAID, age: str = UNSAID) -> Answer:
    """A participant presses the button of the page."""
    with town.work() as connection:
        done = confirm(connection, town.now, token, device, gender, age)
    town.deliver(done.rows)
    return done.answer


def ticks(town: Town) -> int:
    """The clockwork looks at the counters; how many messages it wrote."""
    with town.work() as connection:
        rows = show_counts(connection, town.now) if due(connection, town.now) else ()
    town.deliver(rows)
    return len(rows)


def test_three_steps_give_the_code_and_its_counter(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    opens(ana)
    picture, counter = ana.messages[-2:]
    assert ana.acts == 3
    assert picture.message.media[0].qr == f"https://retea.example.md/p/{token_of(town)}"
    assert picture.message.media[0].qr in picture.text
    assert "de la 12:00 până la 15:00" in picture.text
    assert "Au confirmat: 0" in counter.text
    assert counter.buttons == ["Oprește"]


def test_it_stands_behind_altele_and_in_the_menu(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    ana.presses("Altele").taps("Prezență cu cod QR").is_asked("presence.event")
    assert "prezenta" in str(town.sent)


def test_without_a_public_address_it_is_hidden_and_says_so_when_typed(town: Town) -> None:
    town.public = ""
    ana = town.member("Ana", "Exemplu Punte")
    ana.presses("Altele").misses("Prezență cu cod QR")
    ana.says("/prezenta").is_told("presence.off")
    assert "prezenta" not in str(town.sent)


def test_the_counter_grows_in_place_and_not_more_often_than_every_thirty_seconds(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    counter = ana.messages[-1]
    assert confirms(town, token, "a", WOMAN, YOUNG) is Answer.NOTED
    assert ticks(town) == 1
    assert "Au confirmat: 1" in counter.text
    confirms(town, token, "b", MAN)
    town.later(seconds=20)
    assert ticks(town) == 0
    town.later(seconds=11)
    assert ticks(town) == 1
    assert ticks(town) == 0
    assert "Au confirmat: 2" in counter.text
    assert "Femei 1, bărbați 1, tineri de 14–35 de ani 1" in counter.text
    assert ana.messages[-1] is counter


def test_somebody_who_blocked_the_assistant_gets_no_counter(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    ana.happens(In.BLOCKED)
    confirms(town, token, "a")
    assert ticks(town) == 0


def test_in_plain_mode_the_number_comes_on_request_and_once_at_the_end(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    with town.work() as connection:
        people.update_person(connection, people.known(connection, "test", "Ana").person_id, plain=True)
    ana.says("/prezenta").says("Club").says("1")
    token = token_of(town)
    confirms(town, token, "a")
    assert ticks(town) == 0
    ana.says("/prezenta").sees("Au confirmat: 1")
    town.later(hours=3)
    assert (ticks(town), ticks(town)) == (1, 0)
    ana.sees("Au confirmat: 1", "Lista este închisă")
    assert ana.last.edited == 0


def test_a_counter_on_its_way_is_not_written_twice(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"))
    confirms(town, token, "a")
    with town.work() as connection:
        assert len(show_counts(connection, town.now)) == 1
    confirms(town, token, "b")
    town.later(seconds=31)
    assert ticks(town) == 0


def test_one_device_counts_once(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"))
    assert [confirms(town, token, "same") for _ in range(3)] == [Answer.NOTED, Answer.ALREADY, Answer.ALREADY]
    with town.work() as connection:
        assert presence.counted(connection, 1).total == 1


def test_the_window_is_an_hour_before_to_three_hours_after(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"), start="18:00")
    start = datetime.fromisoformat("2026-10-14T18:00:00+03:00")

    def seen(moment: datetime) -> Answer:
        with town.work() as connection:
            return look(connection, moment, token, None).answer

    hour, second = timedelta(hours=1), timedelta(seconds=1)
    moments = (start - hour - second, start - hour, start + 3 * hour - second, start + 3 * hour)
    assert [seen(moment) for moment in moments] == [Answer.EARLY, Answer.ASK, Answer.ASK, Answer.OVER]


@pytest.mark.parametrize(
    "words", ["20-25", "candva", "10.12", "25:00", "14.10.2025 10:00", "20 octombrie 2027 18:00"]
)
def test_a_start_that_is_no_moment_of_the_next_weeks_is_asked_again(town: Town, words: str) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    ana.says("/prezenta").says("Club").says(words).is_asked("presence.starts")
    assert ana.last.message.error


def test_after_the_end_the_counter_says_the_final_number_once(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    confirms(town, token, "a")
    town.later(hours=3)
    assert (ticks(town), ticks(town)) == (1, 0)
    ana.sees("Au confirmat: 1", "Lista este închisă").offers("Raportează evenimentul")
    assert confirms(town, token, "b") is Answer.OVER


def test_stopping_answers_in_the_message_and_can_be_taken_back(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    counter = ana.messages[-1]
    ana.taps("Oprește", on=counter)
    assert "Lista este închisă" in counter.text
    assert confirms(town, token, "a") is Answer.OVER
    assert ticks(town) == 0
    ana.taps("Deschide din nou", on=counter)
    assert confirms(town, token, "a") is Answer.NOTED
    town.later(seconds=31)
    assert ticks(town) == 1
    assert "Au confirmat: 1" in counter.text


def test_too_many_in_a_minute_pause_the_list_and_its_owner_is_told_once(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    answers = [confirms(town, token, f"device {number}") for number in range(MOST_A_MINUTE + 5)]
    assert answers.count(Answer.NOTED) == MOST_A_MINUTE
    assert set(answers[MOST_A_MINUTE:]) == {Answer.PAUSED}
    told = [shown for shown in ana.messages if "presence.paused" in shown.keys]
    assert len(told) == 1
    ana.taps("Continuă acum", on=told[0])
    assert confirms(town, token, "one more") is Answer.NOTED


def test_a_pause_ends_by_itself(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"))
    for number in range(MOST_A_MINUTE + 1):
        confirms(town, token, f"device {number}")
    town.later(minutes=5)
    assert confirms(town, token, "late") is Answer.NOTED


def test_the_open_report_comes_back_and_the_counter_never_disturbs_it(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    ana.says("/raport").says("1.1").says("azi").is_asked("event.place")
    ana.says("/prezenta").is_asked("presence.event").taps_first().taps_first()
    ana.is_asked("event.place")
    assert confirms(town, token_of(town), "a") is Answer.NOTED
    assert ticks(town) == 1
    ana.is_asked("event.place").taps_data(ana.last.message.rows[0][0].data or "", ana.last)
    ana.is_asked("event.participants")
    assert ana.last.edited == 1


def test_a_coordinator_of_another_organisation_cannot_stop_it(town: Town) -> None:
    ana, ion = town.member("Ana", "Exemplu Punte"), town.member("Ion", "Exemplu Nord")
    opens(ana)
    data = ana.messages[-1].message.rows[0][0].data or ""
    ion.taps_data(data, ion.last)
    with town.work() as connection:
        assert presence.running(connection, town.now, 1) is not None


def test_the_list_that_is_open_is_shown_instead_of_a_second_one(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    opens(ana)
    ana.says("/prezenta").is_told("presence.code_above").taps("Alt cod QR").is_asked("presence.event")


def test_neither_the_token_nor_a_device_stays_in_the_store(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"))
    confirms(town, token, "the-ticket-itself", WOMAN)
    with town.work() as connection:
        stored = "\n".join(connection.connection.dbapi_connection.iterdump())  # type: ignore[union-attr]
    assert token not in stored
    assert "the-ticket-itself" not in stored


def test_devices_are_forgotten_at_the_end_and_the_link_a_month_later(town: Town) -> None:
    token = opens(town.member("Ana", "Exemplu Punte"))
    confirms(town, token, "a")

    def left(after: timedelta) -> tuple[bool, bool, int]:
        now = town.now + after
        with town.work() as connection:
            presence.prune(connection, now, now - timedelta(days=30))
            found = presence.find(connection, token) is not None
            return presence.is_noted(connection, 1, "a"), found, presence.counted(connection, 1).total

    assert left(timedelta(hours=2)) == (True, True, 1)
    assert left(timedelta(hours=4)) == (False, True, 1)
    assert left(timedelta(days=31)) == (False, False, 1)


def confirm_all(town: Town, token: str, women: int, men: int, young: int) -> None:
    """So many confirm and say everything."""
    for number in range(women + men):
        age = YOUNG if number < young else OLDER
        confirms(town, token, f"{token} {number}", WOMAN if number < women else MAN, age)


def test_the_number_is_offered_first_and_marked_as_counted_up_to_the_record(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    confirm_all(town, opens(ana), women=15, men=8, young=10)
    ana.says("/raport").says("1.1").says("azi").says("Biblioteca").is_asked("event.participants")
    assert ana.last.buttons[0] == "Din codul QR: 23"
    ana.taps("Din codul QR: 23").is_asked("event.groups").sees("femei – 15, bărbați – 8, tineri – 10")
    ana.taps("După codul QR").says("-").is_asked("event.review").sees("23 (cod QR)")
    ana.taps_first().is_asked("event.receipt").taps("Deschide").sees("23 (cod QR)")
    with town.work() as connection:
        version = connection.execute(select(RecordVersion.facts, RecordVersion.answers)).one()
        counts = connection.execute(select(Participation)).mappings().one()
    assert version.facts["count_quality"] == "counted"
    assert version.answers["participants"] == {"total": 23, "estimated": False, "counted": True}
    assert (counts["total"], counts["women"], counts["men"], counts["young"]) == (23, 15, 8, 10)


def test_groups_that_not_everybody_said_are_not_proposed(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    token = opens(ana)
    confirm_all(town, token, women=3, men=2, young=1)
    confirms(town, token, "silent")
    ana.says("/raport").says("1.1").says("azi").says("Biblioteca").taps("Din codul QR: 6")
    ana.is_asked("event.groups").misses("După codul QR")


def test_another_day_and_another_organisation_are_offered_nothing(town: Town) -> None:
    ana, ion = town.member("Ana", "Exemplu Punte"), town.member("Ion", "Exemplu Nord")
    confirm_all(town, opens(ana), women=5, men=0, young=0)
    ana.says("/raport").says("1.1").says("ieri").says("Biblioteca").is_asked("event.participants")
    ana.misses("Din codul QR")
    ion.says("/raport").says("1.1").says("azi").says("Biblioteca").is_asked("event.participants")
    ion.misses("Din codul QR")


def test_a_typed_number_is_not_marked_as_counted(town: Town) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    confirm_all(town, opens(ana), women=5, men=0, young=0)
    ana.says("/raport").says("1.1").says("azi").says("Biblioteca").says("27").misses("După codul QR")
