"""Invitations on paper: asked once with the number, codes that are on paper only, the way in by them."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.wire import read_screen
from storage import members, people
from storage.schema import Invitation, Outbox
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly
from tests.support.workshop import Workshop


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Workshop:
    """The slow work of the town."""
    return Workshop(town, tmp_path)


def printed(town: Town, chat: Chat) -> Path:
    """The file that was sent last."""
    files = [row for row in town.sent if row.chat == chat.name and row.kind == "file"]
    return Path(str(read_screen(files[-1].content["screen"]).media[0].path))


def open_invitations(town: Town) -> int:
    with town.work() as connection:
        found = select(Invitation.id).where(Invitation.used_at.is_(None), Invitation.expires_at > town.now)
        return len(connection.execute(found).all())


def test_members_without_a_coordinator_get_one_each_after_one_question(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    town.member("Ana", "Exemplu Punte")
    town.invitation("Exemplu Nord")
    town.organisation("Exemplu Sud")
    maria.says("/ong").taps("Invitații de tipărit (2)").is_asked("members.sheets")
    maria.sees("2 organizații nu au coordonator", "Pregătim 2 invitații", "1 cod vechi nu va mai merge")
    assert open_invitations(town) == 1
    maria.taps("Pregătește 2 invitații").is_told("sheets.making")
    shop.works()
    assert printed(town, maria).read_bytes().startswith(b"%PDF")
    assert open_invitations(town) == 2


def test_the_same_tap_twice_prints_once(town: Town, maria: Chat, shop: Workshop) -> None:
    town.organisation("Exemplu Sud")
    asked = maria.says("/ong").taps("Invitații").screen
    maria.taps("Pregătește", asked, times=2).taps("Pregătește", asked)
    shop.works()
    assert open_invitations(town) == 1
    assert sum(row.kind == "file" for row in town.sent) == 1


def test_chosen_members_are_ticked_over_pages(town: Town, maria: Chat, shop: Workshop) -> None:
    for number in range(10, 22):
        town.organisation(f"Exemplu {number}")
    maria.says("/ong").taps("Invitații").taps("Aleg").taps("☐ Exemplu 10").taps("Următoarele").taps(
        "☐ Exemplu 21"
    )
    maria.taps("Gata (2)").sees("Ați ales 2 organizații", "Pregătim 2 invitații").taps("Pregătește 2")
    shop.works()
    assert open_invitations(town) == 2


def test_the_card_of_a_member_has_its_own_sheet(town: Town, maria: Chat, shop: Workshop) -> None:
    town.organisation("Exemplu Punte")
    maria.says("punte").taps_first().taps("Invitație de tipărit").taps("Pregătește 1 invitație")
    shop.works()
    assert open_invitations(town) == 1


def test_a_child_that_dies_and_is_done_again_leaves_one_code_a_sheet(
    town: Town, maria: Chat, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise MemoryError

    town.organisation("Exemplu Punte")
    maria.says("/ong").taps("Invitații").taps("Pregătește")
    with monkeypatch.context() as patch:
        patch.setattr("reports.writers.sheets.write", dies)
        shop.works()
    maria.is_told("sheets.failed")
    maria.says("/ong").taps("Invitații").taps("Pregătește")
    shop.works()
    assert open_invitations(town) == 1


def test_no_code_stands_in_the_store(
    town: Town, maria: Chat, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []

    def kept(sheets: list[object], *rest: object) -> None:
        codes.extend(str(getattr(one, "code")) for one in sheets)  # noqa: B009 - typed loosely on purpose
        Path(str(rest[-1])).write_bytes(b"%PDF")

    monkeypatch.setattr("reports.writers.sheets.write", kept)
    town.organisation("Exemplu Punte")
    maria.says("/ong").taps("Invitații").taps("Pregătește")
    shop.works()
    (code,) = codes
    assert re.fullmatch(r"[A-Z0-9]{4} [A-Z0-9]{4}", code)
    with town.work() as connection:
        told = str(connection.execute(select(Outbox.content)).all())
    assert code not in told
    assert code.replace(" ", "") not in told
    town.chat("Ion").says("/start").taps("Română").says(code.lower()).sees("Exemplu Punte")
    town.later(days=29)
    town.chat("Vasile").says("/start").taps("Română").says(code).sees("Exemplu Punte")
    town.later(days=2)
    town.chat("Petru").says("/start").taps("Română").says(code).is_told("join.code.wrong")


def test_a_secretary_whose_role_ended_meanwhile_prints_nothing(
    town: Town, maria: Chat, shop: Workshop
) -> None:

    town.organisation("Exemplu Punte")
    maria.says("/ong").taps("Invitații").taps("Pregătește")
    with town.work() as connection:
        (role,) = people.roles(connection, people.known(connection, "test", "Maria").person_id)
        people.leave(connection, town.now, role.id)
    shop.works()
    assert open_invitations(town) == 0


def test_nobody_is_left_to_invite(town: Town, maria: Chat) -> None:
    town.member("Ana", "Exemplu Punte")
    asked = maria.says("/ong")
    assert not any("tipărit" in label for label in asked.screen.buttons)
    with town.work() as connection:
        assert members.without_coordinator(connection) == ()


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_printing_reads_exactly(town: Town, shop: Workshop, language: str) -> None:
    said = {
        "ro": ("Invitații", "Aleg", "Gata", "Pregătește"),
        "ru": ("Печать", "Выбрать", "Готово", "Подготовить"),
    }
    town.organisation("Exemplu Nord")
    town.organisation("Exemplu Sud")
    maria = town.secretary("Maria", language)
    maria.log.clear()
    maria.says("/ong")
    for tap in said[language][:2]:
        maria.taps(tap)
    maria.taps("☐ Exemplu Sud")
    for tap in said[language][2:]:
        maria.taps(tap)
    shop.works()
    reads_exactly(maria.transcript, language, "sheets")
