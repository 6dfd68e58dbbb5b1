"""The people of an organisation: who they are, inviting, taking a join back, removing, passing a role on."""

import pytest

from tests.handlers.reporting import begins
from tests.handlers.test_joining import roles_of
from tests.support.chat import Chat, Town


@pytest.fixture
def ion(town: Town, ana: Chat) -> Chat:
    """A colleague of Ana, who leads."""
    return town.member("Ion", "Exemplu Punte", "ru")


def test_everybody_sees_who_serves_the_organisation_and_in_which_role(ana: Chat, ion: Chat) -> None:
    ana.presses("Altele").taps("Colegii din ONG").is_asked("colleagues")
    ana.sees("2 persoane", "1. Ana (dumneavoastră), coordonator principal", "2. Ion, coordonator")
    ana.offers("2. Ion", "Invită un coleg", "Predau rolul")
    ion.presses("Ещё").taps("Коллеги по НПО").sees("главный координатор")
    assert ion.last.buttons == ["Пригласить коллегу", "Передать дела и уйти"]


def test_a_colleague_is_invited_with_a_link_that_works_once(town: Town, ana: Chat) -> None:
    ana.presses("Altele").taps("Colegii din ONG").taps("Invită un coleg").is_asked("colleagues.invitation")
    token = ana.last.text.partition("start=")[2].split()[0]
    ion = town.chat("Ion").says(f"/start {token}").taps("Română").taps("Da").taps("De acord").sees("Gata.")
    assert roles_of(town, "Ion") == ["coordinator"]
    town.chat("Igor").says(f"/start {token}").taps("Română").is_asked("join.code")
    assert ion.home


def test_the_head_sees_a_join_and_takes_it_back_within_two_days(town: Town, ana: Chat, ion: Chat) -> None:
    ana.is_told("colleagues.joined").sees("Ion")
    begins(ion, "1.1").says("вчера")
    town.later(hours=47)
    ana.taps("Anulează alăturarea").is_told("colleagues.removed")
    ion.is_told("role.ended").says("вчера").is_asked("join.code")
    ana.says("/ciorne").sees("1.1")


def test_after_two_days_a_join_is_a_removal_that_asks(town: Town, ana: Chat, ion: Chat) -> None:
    notice = ana.last
    town.later(hours=49)
    ana.taps("Anulează alăturarea", notice).is_asked("colleagues.remove").sees("Ion", "0 ciorne")
    ana.taps("Nu, rămâne").is_asked("colleagues")


def test_the_head_removes_a_colleague_and_keeps_the_drafts(town: Town, ana: Chat, ion: Chat) -> None:
    begins(ion, "1.1").says("вчера").is_asked("event.place")
    ana.presses("Altele").taps("Colegii din ONG").taps("2. Ion").is_asked("colleagues.card").sees("1 ciornă")
    ana.taps("Scoate din ONG").is_asked("colleagues.remove").sees("1 ciornă").taps("Da, scoate")
    ana.is_told("colleagues.removed")
    ion.says("Библиотека").is_asked("join.code")
    ana.says("/ciorne").taps("1. Continuă").is_asked("event.place")


def test_the_head_passes_the_role_on_after_two_confirmations(town: Town, ana: Chat, ion: Chat) -> None:
    ana.presses("Altele").taps("Colegii din ONG").taps("Predau rolul").is_asked("role.pass").taps("Ion")
    ana.is_told("role.pass.sure").sees("Ion", "rămâneți coordonator").taps("Da, predau")
    ana.is_told("role.again").taps("Confirm").is_told("role.passed")
    ion.is_told("role.received")
    ion.presses("Ещё").taps("Коллеги по НПО").sees("Ion (вы), главный координатор", "Ana, координатор")
    ana.presses("Situația").is_asked("standing")


def test_a_role_is_not_passed_on_by_a_change_of_mind(town: Town, ana: Chat, ion: Chat) -> None:
    ana.presses("Altele").taps("Colegii din ONG").taps("Predau rolul").taps("Ion").taps("Da, predau")
    ana.taps("Nu, renunț").is_asked("colleagues").sees("Ana (dumneavoastră), coordonator principal")


def test_somebody_alone_is_told_to_invite_first(ana: Chat) -> None:
    ana.presses("Altele").taps("Colegii din ONG").taps("Predau rolul").is_told("role.alone")
    ana.taps("Invită un coleg").is_asked("colleagues.invitation")


def test_who_leaves_hands_the_drafts_over_and_becomes_a_former_coordinator(
    town: Town, ana: Chat, ion: Chat
) -> None:
    begins(ion, "1.1").says("вчера").says("Библиотека").says("25").taps("Пропустить").taps("Без фото")
    ion.taps("Сохранить").is_asked("event.receipt")
    ana.says("BLT-2026-0001").taps("BLT").sees("Raportat de: Ion")
    begins(ion, "1.1").says("вчера")
    ion.presses("Ещё").taps("Коллеги по НПО").taps("Передать дела").taps("Ana")
    ion.is_told("role.leave.sure").sees("1 черновик").taps("Да, передать").taps("Подтвердить")
    ion.is_told("role.left").says("привет").is_asked("join.code")
    ana.is_told("role.left_behind").sees("1 ciornă").taps("Ciorne").taps("1. Continuă").is_asked(
        "event.place"
    )
    ana.says("/anuleaza").says("BLT-2026-0001").taps("BLT").sees("Raportat de: fost coordonator")


def test_with_several_organisations_the_hat_says_whose_colleagues_are_meant(town: Town, ana: Chat) -> None:
    town.member("Ana", "Exemplu Nord")
    ana.presses("Altele").offers("Schimb organizația").taps("Colegii din ONG").sees("Exemplu Nord")
    ana.presses("Altele").taps("Schimb organizația").taps("Exemplu Punte").sees("Exemplu Punte")
    ana.presses("Altele").taps("Colegii din ONG").sees("Exemplu Punte")
