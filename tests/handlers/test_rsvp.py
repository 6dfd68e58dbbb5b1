"""Answering an invitation: one tap, in the same message, one answer for each organisation."""

from datetime import UTC, date, datetime

import pytest

from storage import rsvp
from tests.support.chat import Chat, Town
from tests.support.invited import WHEN, Invited, delivers, invite

START = datetime(2026, 10, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def ion(town: Town) -> Chat:
    """A colleague of Ana."""
    return town.member("Ion", "Exemplu Punte")


@pytest.fixture
def invited(town: Town, ana: Chat, ion: Chat) -> Invited:
    """Ana and Ion, of one organisation, have the invitation on their phones."""
    return invite(town)


def test_the_invitation_says_what_when_where_and_until_when(invited: Invited, ana: Chat) -> None:
    ana.is_asked("rsvp.card").sees(
        "Aveți o invitație: Reuniunea Rețelei, miercuri, 21 octombrie, ora 15:00",
        "Primăria municipiului Bălți, sala 210",
        "Discutăm planul anului.",
        "Așteptăm răspunsul până luni, 19 octombrie.",
    )
    assert ana.last.buttons == ["Venim", "Nu putem", "Încă nu știm"]


def test_one_tap_answers_in_the_same_message(invited: Invited, ana: Chat) -> None:
    before = len(ana.messages)
    ana.acts = 0
    ana.taps("Venim").is_asked("rsvp.card").sees(
        "Răspunsul organizației „Exemplu Punte”: venim, 1 persoană (Ana"
    )
    assert (ana.acts, len(ana.messages) - before) == (1, 0)
    ana.offers("2", "3", "4+", "Schimbă", "În calendar", "Cum ajung")
    assert invited.answers() == [(1, "yes", 1)]


def test_persons_are_one_more_tap_or_a_typed_number(invited: Invited, ana: Chat) -> None:
    ana.taps("Venim").taps("3").sees("venim, 3 persoane")
    ana.says("7").sees("venim, 7 persoane")
    ana.taps("4+").is_asked("rsvp.many").says("12").sees("venim, 12 persoane")
    ana.says("600").sees("Am înțeles 600", "venim, 12 persoane")
    assert invited.answers() == [(1, "yes", 12)]


def test_a_colleague_sees_the_answer_in_their_own_message(invited: Invited, ana: Chat, ion: Chat) -> None:
    before = len(ion.messages)
    ana.taps("Venim").taps("2")
    delivers(invited.town)
    ion.sees("venim, 2 persoane (Ana")
    assert (len(ion.messages), ion.last.edited) == (before, 1)
    ion.taps("Schimbă").taps("Nu putem").sees("nu putem (Ion")
    delivers(invited.town)
    ana.sees("nu putem (Ion")
    assert invited.answers() == [(1, "no", 0)]


def test_a_colleague_without_the_message_gets_none(town: Town, ana: Chat, ion: Chat) -> None:
    invite(town)
    card = ana.last
    vlad = town.member("Vlad", "Exemplu Punte")
    before = len(vlad.messages)
    ana.taps("Venim", on=card)
    delivers(town)
    assert len(vlad.messages) == before
    vlad.says("/invitatii").sees("Reuniunea Rețelei", "Venim, 1 persoană")


def test_the_same_tap_twice_changes_nothing(invited: Invited, ana: Chat) -> None:
    ask = ana.last.message.rows[0][0].data or ""
    ana.taps("Venim", times=2).taps("3")
    ana.taps_data(ask, ana.last).sees("venim, 3 persoane")
    assert invited.answers() == [(1, "yes", 3)]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("venim 3", (1, "yes", 3)),
        ("Venim în doi", (1, "yes", 2)),
        ("nu putem", (1, "no", 0)),
        ("încă nu știm", (1, "maybe", 0)),
        ("придём вдвоём", (1, "yes", 2)),
        ("Не сможем", (1, "no", 0)),
    ],
)
def test_an_answer_can_be_typed(invited: Invited, ana: Chat, words: str, answer: object) -> None:
    ana.says(words).is_asked("rsvp.card")
    assert invited.answers() == [answer]


def test_words_belong_to_an_open_form(invited: Invited, ana: Chat) -> None:
    ana.says("/raport").says("venim 3")
    assert invited.answers() == []
    ana.taps("Venim", on=next(one for one in ana.messages if one.message.key == "rsvp.card"))
    assert invited.answers() == [(1, "yes", 1)]


def test_with_several_organisations_it_is_asked_which(town: Town, ana: Chat) -> None:
    town.member("Ana", "Exemplu Nord")
    invited = invite(town)
    ana.taps("Venim").is_asked("rsvp.which").taps("Exemplu Nord").sees(
        "„Exemplu Nord”: venim", "Exemplu Punte"
    )
    ana.taps("2").sees("„Exemplu Nord”: venim, 2 persoane")
    ana.taps("Nu putem").sees("„Exemplu Nord”: venim, 2 persoane", "„Exemplu Punte”: nu putem")
    ana.taps("Schimbă").is_asked("rsvp.which").taps("Exemplu Punte").taps("Încă nu știm")
    assert invited.answers() == [(1, "maybe", 0), (2, "yes", 2)]


def test_a_colleague_can_go_instead(invited: Invited, ana: Chat, ion: Chat) -> None:
    ana.taps("Nu putem").offers("Trimitem alt coleg", "Motiv scurt").taps("Trimitem alt coleg").taps("Ion")
    ana.sees("răspunde Ion")
    ion.is_asked("rsvp.card").sees("Ana vă roagă să mergeți din partea organizației „Exemplu Punte”.")
    ion.taps("Venim").sees("venim, 1 persoană (Ion")
    delivers(invited.town)
    ana.sees("venim, 1 persoană (Ion")
    assert invited.answers() == [(1, "yes", 1)]


def test_alone_one_can_invite_a_colleague_first(town: Town, ana: Chat) -> None:
    invite(town)
    ana.taps("Nu putem").taps("Trimitem alt coleg").offers("Rămâne așa").misses("Ion")


def test_a_reason_is_optional_and_asked_when_it_looks_personal(invited: Invited, ana: Chat) -> None:
    ana.taps("Nu putem").taps("Motiv scurt").is_asked("rsvp_reason.reason")
    ana.says("Sunați-o pe Elena la 069123456").taps("Scriu altfel")
    ana.says("Avem un eveniment").is_asked("rsvp.card").sees("nu putem (Ana", "Motivul: Avem un eveniment")


def test_after_the_start_the_answer_stays(invited: Invited, ana: Chat, town: Town) -> None:
    ana.taps("Nu putem")
    town.now = START
    ana.taps("Schimbă").sees("Reuniunea a început", "nu putem")
    assert invited.answers() == [(1, "no", 0)]


def test_a_cancelled_meeting_takes_no_answer(invited: Invited, ana: Chat) -> None:
    invited.changes(state="cancelled", version=2)
    ana.taps("Venim").sees("Reuniunea este anulată")
    assert invited.answers() == []
    ana.says("/invitatii").is_asked("rsvp.none")


def test_an_old_card_of_a_moved_meeting_shows_the_new_day(invited: Invited, ana: Chat) -> None:
    ana.taps("Venim").taps("2")
    invited.changes(held_on=date(2026, 10, 28), version=2)
    ana.taps("Schimbă").taps("Rămâne așa").sees(
        "miercuri, 28 octombrie", "înainte ca reuniunea să se schimbe"
    )
    ana.taps("Schimbă").taps("Venim").sees("venim, 2 persoane").misses("să se schimbe")


def test_my_invitations_stand_in_a_list_and_in_the_standing(invited: Invited, ana: Chat) -> None:
    ana.says("/situatia").sees("Invitație fără răspuns: Reuniunea Rețelei")
    ana.says("/invitatii").sees("mi, 21 oct., ora 15:00: Reuniunea Rețelei. Fără răspuns").taps("1")
    ana.is_asked("rsvp.card").taps("Venim")
    ana.says("/invitatii").sees("Venim, 1 persoană")
    ana.says("/situatia").misses("Invitație fără răspuns")


def test_the_calendar_file_comes_beside_the_invitation(invited: Invited, ana: Chat) -> None:
    ana.taps("Venim").taps("În calendar").is_asked("rsvp.calendar")
    (file,) = ana.last.message.media
    assert (file.kind, file.name) == ("document", "reuniune.ics")
    ana.says("3").sees("venim, 3 persoane")


def test_who_has_come_says_so_once_on_the_day(invited: Invited, ana: Chat, town: Town) -> None:
    ana.taps("Venim").misses("Am ajuns")
    town.now = START.replace(hour=10, minute=30)
    ana.says("/invitatii").taps("1").offers("Am ajuns").taps("Am ajuns", times=2).sees("Prezența este notată")
    ana.misses("Am ajuns")
    with town.work() as connection:
        assert rsvp.arrived(connection, invited.meeting.id) == rsvp.Arrived(1, 1)


def test_in_russian_the_invitation_reads_in_russian(town: Town) -> None:
    anna = town.member("Анна", "Exemplu Punte", "ru")
    invite(town)
    anna.sees("У вас приглашение: Встреча Сети, среда, 21 октября", "Обсудим план года.")
    anna.taps("Придём").taps("2").sees("Ответ организации «Exemplu Punte»: придём, 2 человека (Анна")


def test_in_plain_mode_the_answer_is_a_new_message_with_letters(town: Town, ana: Chat) -> None:
    ana.says("/simplu")
    invite(town, when=WHEN)
    ana.says("venim").sees("venim, 1 persoană").says("2").sees("venim, 2 persoane")


def test_a_message_that_says_other_things_too_stays(invited: Invited, ana: Chat) -> None:
    ana.says("/situatia")
    standing, before = ana.last, len(ana.messages)
    ana.taps("1.").is_asked("rsvp.card").taps("Venim").sees("venim, 1 persoană")
    assert (standing.edited, len(ana.messages)) == (0, before + 1)


def test_who_comes_to_a_cancelled_meeting_can_take_it_out_of_the_calendar(
    invited: Invited, ana: Chat
) -> None:
    ana.taps("Venim")
    invited.changes(state="cancelled", version=2)
    ana.taps("2").sees("Reuniunea este anulată").taps("Scot din calendar")
    (file,) = ana.last.message.media
    assert '"cancelled": true' in (file.event or "")
