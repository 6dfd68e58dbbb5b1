"""Joining: by a link or a code, language first, the notice before anything is kept, a second role later."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage.schema import Address, Draft, Membership, Person
from tests.support.chat import Chat, Town

WRONG = "join.code.wrong"


def person_of(town: Town, name: str) -> Person:
    with town.work() as connection:
        of_chat = select(Person.__table__).join(Address, Address.person_id == Person.id)
        return connection.execute(of_chat.where(Address.chat == name)).one()  # type: ignore[return-value]


def roles_of(town: Town, name: str) -> list[str]:
    with town.work() as connection:
        statement = select(Membership.role).join(Address, Address.person_id == Membership.person_id)
        return list(connection.execute(statement.where(Address.chat == name)).scalars())


def test_a_deep_link_leads_home_in_four_interactions(town: Town) -> None:
    token = town.invitation("Exemplu Punte").token
    ana = town.chat("Ana")
    ana.says(f"/start {token}").sees("Bună ziua!", "limbă").offers("Română", "Русский", "English")
    ana.taps("Română").sees("Exemplu Punte")
    ana.taps("Da").sees("Participanții sunt doar numărați")
    ana.taps("De acord").sees("Gata.")
    assert ana.acts == 4
    assert [len(row) for row in ana.home] == [1, 2]
    known = ["raport", "situatia", "anual", "invitatii", "evenimente", "proiecte", "reuniuni", "grafice"]
    known += ["limba", "ajutor"]
    assert ana.menu == known


def test_whoever_starts_without_an_invitation_is_asked_for_the_code(town: Town) -> None:
    ana = town.chat("Ana")
    ana.says("/start").taps("Română").is_asked("join.code").sees("K7MD Q4RT")
    ana.says(town.invitation("Exemplu Punte").code.lower()).is_asked("join.organisation")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_app_language_is_only_the_first_guess(town: Town, language: str) -> None:
    ana = town.chat("Ana", language)
    greeting = {"ro": "Bună ziua!", "ru": "Здравствуйте!", "en": "Hello!"}[language]
    ana.says("/start").sees(greeting).taps("Русский").sees("Напишите код")


def test_whose_app_says_nothing_is_greeted_in_the_usual_language_of_the_installation(town: Town) -> None:
    town.usual_language = "ru"
    town.chat("Ana").says("/start").sees("Здравствуйте!")
    town.chat("Ion", "ro").says("/start").sees("Bună ziua!")


@pytest.mark.parametrize("yes", ["ага", "desigur", "👍", "ok"])
def test_yes_is_understood_however_it_is_said(town: Town, yes: str) -> None:
    ana = town.chat("Ana")
    ana.says(f"/start {town.invitation('Exemplu Punte').token}").taps("Română").says(yes)
    ana.sees("Participanții sunt doar numărați")


def test_neither_yes_nor_no_is_asked_again(town: Town) -> None:
    ana = town.chat("Ana")
    ana.says(f"/start {town.invitation('Exemplu Punte').token}").taps("Română").is_asked("join.organisation")
    ana.says("poate").is_asked("join.organisation").says("nu, da").is_asked("join.organisation")


def test_the_language_can_be_typed(town: Town) -> None:
    town.chat("Ana").says("/start").says("по русски пожалуйста").says("русский").sees("Напишите код")


def test_a_code_is_read_with_spaces_from_a_russian_keyboard_or_in_a_link(town: Town) -> None:
    fresh = town.invitation("Exemplu Punte")
    cyrillic = fresh.code.translate(str.maketrans("ACEHKMPTX", "АСЕНКМРТХ"))
    for typed in (f"{cyrillic[:4]} {cyrillic[4:]}", f"https://t.me/retea_bot?start={fresh.token}"):
        chat = town.chat(typed[:9])
        chat.says("/start").taps("Română").says(typed).is_asked("join.organisation")


def test_wrong_used_and_expired_codes_get_the_same_answer(town: Town) -> None:
    used = town.invitation("Exemplu Punte")
    first = town.chat("Ana").says(f"/start {used.token}")
    first.taps("Română").taps("Da").taps("De acord")
    expired = town.invitation("Exemplu Punte", valid=timedelta(seconds=1))
    town.later(days=1)
    answers = set()
    for code in ("AAAA4444", used.code, expired.code):
        chat = town.chat(f"o {code}").says("/start").taps("Română").says(code)
        answers.add(chat.is_asked("join.code").last.text)
        chat.is_told(WRONG)
    assert len(answers) == 1


def test_words_that_cannot_be_a_code_are_not_a_try(town: Town) -> None:
    ana = town.chat("Ana").says("/start").taps("Română")
    for _ in range(12):
        ana.says("bună ziua, nu am codul").is_asked("join.code").is_told("join.code.constraint")
    ana.says(town.invitation("Exemplu Punte").code).is_asked("join.organisation")


def test_ten_wrong_codes_lock_the_account_for_an_hour(town: Town) -> None:
    ana = town.chat("Ana").says("/start").taps("Română")
    for _ in range(10):
        ana.says("AAAA4444").is_told(WRONG)
    good = town.invitation("Exemplu Punte").code
    ana.says(good).is_told("join.code.locked")
    town.later(minutes=61)
    ana.says(good).is_asked("join.organisation")


def test_nothing_but_the_account_is_kept_of_somebody_who_refuses(town: Town) -> None:
    ana = town.chat("Ana").says(f"/start {town.invitation('Exemplu Punte').token}")
    ana.taps("Русский").taps("Да").taps("Не соглашаюсь").is_told("join.refused").sees("0231 5 46 19")
    kept = person_of(town, "Ana")
    assert (kept.name, kept.language, kept.privacy_version) == ("", None, None)
    with town.work() as connection:
        assert [row.answers for row in connection.execute(select(Draft.answers))] == [{}]
    assert roles_of(town, "Ana") == []


def test_who_refused_may_begin_again_with_the_same_invitation(town: Town) -> None:
    fresh = town.invitation("Exemplu Punte")
    ana = town.chat("Ana").says(f"/start {fresh.token}").taps("Română").taps("Da").taps("Nu sunt")
    ana.taps("Începem din nou").sees("În ce limbă")
    ana.says(f"/start {fresh.token}").taps("Română").taps("Da").taps("De acord").sees("Gata.")


def test_consent_is_kept_with_the_version_of_the_notice_and_its_time(town: Town) -> None:
    town.member("Ana", "Exemplu Punte")
    kept = person_of(town, "Ana")
    assert (kept.privacy_version, kept.privacy_at, kept.name) == ("2026-11", town.now, "Ana")


def test_an_invitation_for_somebody_else_asks_for_another_code(town: Town) -> None:
    ana = town.chat("Ana").says(f"/start {town.invitation('Exemplu Punte').token}")
    ana.taps("Română").taps("Nu").is_asked("join.code").is_told("join.other_organisation")


def test_the_first_coordinator_is_the_head_and_the_next_are_not(town: Town) -> None:
    town.member("Ana", "Exemplu Punte")
    town.member("Ion", "Exemplu Punte")
    assert (roles_of(town, "Ana"), roles_of(town, "Ion")) == (["head"], ["coordinator"])


def test_a_second_role_is_one_question_and_the_report_in_hand_waits(town: Town, ana: Chat) -> None:
    ana.presses("Raportează").says("1.1")
    ana.says(f"/start {town.invitation('Exemplu Speranța').token}").is_asked("join.organisation")
    ana.sees("Exemplu Speranța").taps("Da").sees("Gata.")
    assert roles_of(town, "Ana") == ["head", "head"]
    ana.presses("Raportează").sees("Aveți o ciornă", "1.1")


def test_a_member_can_type_the_code_of_a_second_role(town: Town, ana: Chat) -> None:
    ana.says(town.invitation("Exemplu Speranța").code).is_asked("join.organisation")


def test_a_used_link_leaves_a_member_where_they_were(town: Town, ana: Chat) -> None:
    used = town.invitation("Exemplu Punte")
    ana.says(f"/start {used.token}").taps("Da")
    ana.presses("Raportează").says("1.1")
    ana.says(f"/start {used.token}").is_asked("event.held").is_told(WRONG)
    ana.taps("Azi").is_asked("event.place")


def test_a_member_can_leave_an_invitation_by_any_way(town: Town, ana: Chat) -> None:
    fresh = town.invitation("Exemplu Speranța")
    ana.says(f"/start {fresh.token}").taps("Înapoi").is_asked("home")
    ana.says(f"/start {fresh.token}").taps("Nu").is_asked("home").is_told("join.other_organisation")
    ana.says(f"/start {fresh.token}").presses("Situația").is_asked("standing")
    ana.presses("Altele").misses("Ciorne")


def test_an_invitation_that_somebody_else_used_meanwhile_is_not_used_twice(town: Town) -> None:
    fresh = town.invitation("Exemplu Punte")
    ana = town.chat("Ana").says(f"/start {fresh.token}").taps("Română").taps("Da")
    ion = town.chat("Ion").says(f"/start {fresh.token}").taps("Română").taps("Da")
    ana.taps("De acord").sees("Gata.")
    ion.taps("De acord").is_asked("join.code").is_told(WRONG)
    assert roles_of(town, "Ion") == []


def test_a_viewer_is_invited_to_read(town: Town) -> None:
    token = town.invitation(role="viewer").token
    vera = town.chat("Vera").says(f"/start {token}").taps("Română")
    vera.is_told("join.as_viewer").taps("Da").taps("De acord").is_told("join.done.viewer")
    assert vera.home == (("Raportul anual", "Altele"),)
    assert vera.menu == ["raport_anual", "grafice", "limba", "ajutor"]


def test_whoever_lost_the_role_has_no_rights_with_the_next_message(town: Town, ana: Chat) -> None:
    ana.presses("Raportează").says("1.1")
    with town.work() as connection:
        connection.execute(update(Membership).values(until=town.now))
    ana.says("ieri").is_asked("join.code")
