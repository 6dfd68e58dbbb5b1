"""A member leaves with a last day: said exactly before, told to whom it concerns, counted, taken back."""

from datetime import date

import pytest

from storage import counted
from tests.handlers.reporting import sends_report
from tests.handlers.test_member_card import audited, of, opens
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly


def archives(chat: Chat, words: str, day: str = "Azi") -> Chat:
    """Archive a member with a day from a button."""
    opens(chat, words).taps("Arhivează").is_asked("member_left.day").taps(day)
    return chat.is_asked("member_left.sure")


def test_the_question_says_exactly_who_loses_access_and_what_stays(town: Town, maria: Chat) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    town.member("Ion", "Exemplu Punte")
    sends_report(ana)
    archives(maria, "punte").sees("2 persoane pierd accesul", "1 raport rămâne", "14.10.2026")
    maria.taps("Nu, rămâne").is_asked("members.card")
    assert of(town, "Exemplu Punte").left_on is None


def test_who_loses_access_and_the_other_secretary_are_told(town: Town, maria: Chat) -> None:
    olga = town.secretary("Olga")
    ana = town.member("Ana", "Exemplu Punte")
    town.organisation("Exemplu Nord")
    archives(maria, "punte").taps("Da").is_asked("members.card").is_told("member_left.done")
    ana.is_told("role.member_left").says("/raport").is_asked("join.code")
    olga.is_asked("desk.done").sees("Maria", "Exemplu Punte").offers("Readuce în Rețea")
    maria.says("/ong").misses("Exemplu Punte").taps("Foști membri (1)").offers("Exemplu Punte")
    assert audited(town, "member.archive") == 1


def test_a_member_that_left_on_the_last_of_december_counts_for_that_year(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    town.later(days=90)
    archives(maria, "punte", "31.12.2026").taps("Da")
    with town.work() as connection:
        by_day = [len(counted.members(connection, date(*day))) for day in ((2026, 12, 31), (2027, 1, 1))]
    assert by_day == [1, 0]


def test_unused_invitations_of_a_member_that_left_open_nothing(town: Town, maria: Chat) -> None:
    code = town.invitation("Exemplu Punte").code
    archives(maria, "punte").taps("Da")
    town.chat("Ion").says("/start").taps("Română").says(code).is_told("join.code.wrong")


@pytest.mark.parametrize(
    ("written", "said"),
    [("15.10.2026", "member_data.not_yet"), ("31.12.2025", "member_left.before"), ("1-3 octombrie", "")],
)
def test_a_last_day_has_come_and_is_after_the_first(town: Town, maria: Chat, written: str, said: str) -> None:
    town.organisation("Exemplu Punte")
    opens(maria, "punte").taps("Arhivează").says(written).is_asked("member_left.day")
    maria.is_told(said or "member_data.one_day")


def test_it_is_taken_back_with_its_people_for_two_days(town: Town, maria: Chat) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    archives(maria, "punte").taps("Da")
    town.later(hours=47)
    maria.taps("Readuce").is_told("member_back.people").sees("1 persoană are din nou acces")
    ana.is_told("role.returned").says("/raport").is_asked("event.activity")


def test_later_it_comes_back_without_people_who_are_invited_anew(town: Town, maria: Chat) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    archives(maria, "punte").taps("Da")
    town.later(hours=49)
    maria.taps("Readuce").is_told("member_back").offers("Invită un coordonator")
    ana.says("/raport").is_asked("join.code")
    assert of(town, "Exemplu Punte").left_on is None


def test_the_same_tap_of_two_secretaries_changes_it_once(town: Town, maria: Chat) -> None:
    olga = town.secretary("Olga")
    town.member("Ana", "Exemplu Punte")
    asked = archives(maria, "punte").screen
    archives(olga, "punte").taps("Da")
    maria.taps("Da", asked).is_asked("members.card")
    assert audited(town, "member.archive") == 1


def test_a_name_that_was_archived_is_brought_back_instead_of_added(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    archives(maria, "punte").taps("Da")
    maria.says("/ong").taps("Adaugă").says("Exemplu Punte").is_asked("member.similar").taps("Exemplu Punte")
    maria.is_asked("members.card").is_told("members.former.here").offers("Readuce în Rețea")


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_leaving_and_coming_back_read_exactly(town: Town, language: str) -> None:
    said = {"ro": ("Arhivează", "Azi", "Da", "Readuce"), "ru": ("В архив", "Сегодня", "Да", "Вернуть")}[
        language
    ]
    ana = town.member("Ana", "Exemplu Punte", language)
    maria, olga = town.secretary("Maria", language), town.secretary("Olga", language)
    for one in (ana, maria, olga):
        one.log.clear()
    maria.says("punte").taps_first().taps(said[0]).taps(said[1]).taps(said[2]).taps(said[3])
    reads_exactly("\n".join(one.transcript for one in (maria, olga, ana)), language, "member_leaves")
