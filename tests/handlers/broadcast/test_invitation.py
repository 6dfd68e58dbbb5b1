"""An invitation from its title to the moment it goes: the wizard, the preview, the proof, the number."""

import pytest

from handlers.rsvp.card import KEY
from storage import broadcasts, meetings, reminders
from tests.handlers.broadcast.network import RO, RU, goes, invites, network, sends
from tests.support.chat import Chat, Town


def at_place(maria: Chat, when: str = "21.10 15:00") -> Chat:
    return maria.says("/invitatie").taps("Reuniunea Rețelei").says(when).is_asked("invite.place")


def at_who(maria: Chat) -> Chat:
    return at_place(maria).says("Primăria, sala 210").is_asked("invite.who")


def test_an_invitation_takes_nine_interactions(town: Town, maria: Chat) -> None:
    people = network(town, 3, russian=1)
    maria.acts = 0
    sends(maria, f"{RO}\n\n{RU}")
    assert maria.acts == 9
    town.later(minutes=2)
    assert goes(town) == 3
    people[0].is_asked(KEY).sees("Reuniunea Rețelei", "miercuri, 21 octombrie", "ora 15:00", "sala 210", RO)
    people[2].is_asked(KEY).sees("Встреча Сети", RU)


def test_nothing_goes_for_a_minute_and_then_once_to_each_person(town: Town, maria: Chat) -> None:
    network(town, 3)
    sends(maria)
    town.later(seconds=45)
    assert goes(town) == 0
    town.later(seconds=20)
    assert goes(town) == 3
    town.later(days=1)
    assert goes(town) == 0


def test_a_person_of_two_organisations_gets_one_card_for_both(town: Town, maria: Chat) -> None:
    ana = network(town, 2)[0]
    town.member("Om1", "Exemplu 02")
    invites(maria).sees("2 organizații, 2 persoane")
    maria.taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    assert goes(town) == 2
    ana.is_asked(KEY)
    with town.work() as connection:
        organisations = [one.organisations for one in broadcasts.recipients(connection, 1)]
    assert organisations == [(1, 2), (2,)]


def test_what_is_sent_counts_for_the_budget_of_each_person(town: Town, maria: Chat) -> None:
    network(town, 2)
    sends(maria)
    with town.work() as connection:
        counted = reminders.counted(connection, town.now.replace(hour=0))
    assert sorted(counted.values()) == [1, 1]


@pytest.mark.parametrize(
    "when", ["21.10 15:00", "miercuri la 15", "21 octombrie 2026, ora 15", "20.10 la 15.30"]
)
def test_day_and_hour_are_said_in_one_answer(town: Town, maria: Chat, when: str) -> None:
    maria.says("/invitatie").taps("Reuniunea").says(when).is_asked("invite.place")


def test_a_day_alone_is_followed_by_the_hour(maria: Chat) -> None:
    maria.says("/invitatie").taps("Reuniunea").taps("ma, 20 oct.").is_asked("invite.hour").says("???")
    maria.is_asked("invite.hour").sees("de exemplu").taps("14:00").is_asked("invite.place")


@pytest.mark.parametrize(
    ("typed", "key"), [("21 septembrie", "invite.when.past"), ("5.5.2029", "invite.when.far")]
)
def test_a_day_that_is_over_or_too_far_is_refused_kindly(maria: Chat, typed: str, key: str) -> None:
    maria.says("/invitatie").taps("Reuniunea").says(typed).is_asked("invite.when").is_told(key)


def test_an_hour_that_passes_while_the_wizard_is_open_is_asked_again(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_place(maria, "azi 12:30").sees("chiar azi").says("Sala 1").taps("Toate").taps("Fără text")
    town.later(hours=1)
    maria.taps_first().is_asked("invite.when").is_told("invite.when.past_hour").says("21.10 15:00")
    maria.is_asked("broadcast.preview")


def test_a_holiday_a_weekend_and_another_meeting_are_pointed_out(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_place(maria, "17.10 11:00").is_told("invite.warn.free").taps("Înapoi")
    maria.says("25.12 11:00").is_told("invite.warn.holiday")
    sends(maria)
    at_place(maria, "21.10 10:00").is_told("invite.warn.other").sees("Reuniunea Rețelei", "15:00")


def test_online_asks_for_the_link_and_a_link_in_the_place_is_taken(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_place(maria).taps("Online").is_asked("invite.link").says("fără link").is_asked("invite.link")
    maria.says("meet.example.md/retea").is_asked("invite.who").taps("Toate").taps("Fără text").taps_first()
    maria.sees("online: https://meet.example.md/retea")
    at_place(maria).says("Online https://meet.example.md/doi").is_asked("invite.who").taps("Toate")
    maria.taps("Fără text").taps_first().sees("online: https://meet.example.md/doi")


def test_the_last_titles_and_places_are_offered(town: Town, maria: Chat) -> None:
    network(town, 1)
    maria.says("/invitatie").says("Ziua ONG / День НПО").says("22.10 15:00").says("Biblioteca").taps("Toate")
    maria.taps("Fără text").taps_first().taps("Trimite la").taps("Da")
    maria.says("/invitatie").offers("Ziua ONG").taps("Ziua ONG").says("23.10 15:00").offers("Biblioteca")
    with town.work() as connection:
        assert meetings.last_titles(connection, 1) == (("Ziua ONG", "День НПО"),)
        assert meetings.known(connection, 1).kind == meetings.OTHER


def test_a_ready_title_has_its_kind(town: Town, maria: Chat) -> None:
    network(town, 1)
    sends(maria)
    with town.work() as connection:
        assert meetings.known(connection, 1).kind == meetings.NETWORK


def test_the_second_language_is_asked_for_only_when_somebody_reads_it(town: Town, maria: Chat) -> None:
    network(town, 2)
    invites(maria).offers("Adaugă a doua limbă").misses("В русском")
    maria.taps("Adaugă a doua").is_asked("invite.other").says(RO).is_told("invite.other.ro").says(RU)
    maria.is_asked("broadcast.preview").sees(RO, RU, "Встреча Сети")


def test_whoever_reads_russian_gets_the_romanian_text_only_when_the_secretary_says_so(
    town: Town, maria: Chat
) -> None:
    eva = network(town, 2, russian=1)[1]
    at_who(maria).taps("Toate").says(RO).is_asked("invite.other").is_told("invite.other.readers_ru")
    maria.taps("Trimite așa").taps_first().sees("Встреча Сети", RO).taps("Trimite la").taps("Da")
    town.later(minutes=2)
    goes(town)
    eva.sees("Встреча Сети", RO)


def test_a_secretary_who_writes_russian_first_is_asked_for_the_romanian_text(town: Town) -> None:
    olga = town.secretary("Olga", "ru")
    network(town, 2, russian=1)
    olga.says("/priglasit").taps("Встреча Сети").says("21.10 15:00").says("Примэрия").taps("Все").says(RU)
    olga.is_asked("invite.other").is_told("invite.other.readers_ro").says(RO).taps_first()
    olga.is_asked("broadcast.preview").sees(RO, RU)


def test_a_text_that_is_too_long_in_one_language_is_not_taken(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_who(maria).taps("Toate").says("a" * 1001).is_asked("invite.text").is_told("ask.too_long")
    maria.says("a" * 1000).is_asked("invite.answer_by")


def test_the_day_for_answers_lies_before_the_meeting(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_who(maria).taps("Toate").taps("Fără text").says("25.10").is_told("invite.answer_by.late")
    maria.says("13.10.2026").is_told("invite.when.past").says("???").sees("de exemplu").says("20.10")
    maria.is_asked("broadcast.preview").sees("până marți, 20 octombrie")


def test_a_near_meeting_is_answered_until_its_day(town: Town, maria: Chat) -> None:
    network(town, 1)
    at_place(maria, "mâine 15:00").says("Sala 1").taps("Toate").taps("Fără text")
    assert maria.last.buttons[0] == "jo, 15 oct."
    maria.taps_first().is_asked("broadcast.preview")


def test_a_proof_is_the_card_itself_and_its_buttons_note_nothing(town: Town, maria: Chat) -> None:
    ana = network(town, 2, russian=1)[0]
    invites(maria, f"{RO}\n{RU}").taps("Trimite-mi")
    romanian, russian, preview = maria.messages[-3:]
    assert "Probă" in romanian.text
    assert romanian.buttons == ["Venim", "Nu putem", "Încă nu știm"]
    assert russian.buttons[0] == "Придём"
    assert preview.message.key == "broadcast.preview"
    maria.taps("Venim", on=romanian).is_told("broadcast.tried").is_asked("broadcast.preview")
    maria.taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    goes(town)
    assert "\n".join(romanian.message.lines) == "\n".join(ana.last.message.lines)


def test_the_second_tap_repeats_the_number_and_asks_again_when_it_has_changed(
    town: Town, maria: Chat
) -> None:
    network(town, 3)
    invites(maria).taps("Trimite la 3").is_asked("broadcast.sure").sees("3 organizații, 3 persoane")
    town.member("Nou", "Exemplu 99")
    maria.taps("Da, trimite la 3").is_asked("broadcast.sure").is_told("broadcast.changed").sees("4 persoane")
    maria.taps("Da, trimite la 4").is_asked("broadcast.board")


def test_two_taps_at_once_send_once(town: Town, maria: Chat) -> None:
    network(town, 2)
    invites(maria).taps("Trimite la").taps("Da, trimite", times=2)
    with town.work() as connection:
        assert len(broadcasts.in_state(connection, broadcasts.APPROVED, broadcasts.STOPPED)) == 1


def test_every_answer_can_be_corrected_by_its_number(town: Town, maria: Chat) -> None:
    network(town, 1)
    invites(maria).taps("Corectează").taps("Locul").says("Biblioteca").is_asked("broadcast.preview")
    maria.sees("Biblioteca").says("1: Ziua ONG").sees("Ziua ONG")


def test_people_s_words_are_never_markup(town: Town, maria: Chat) -> None:
    ana = network(town, 1)[0]
    words = "<b>Atenție</b> {title} & [link](http://x) _unu_"
    sends(maria, words)
    town.later(minutes=2)
    goes(town)
    ana.sees(words)
