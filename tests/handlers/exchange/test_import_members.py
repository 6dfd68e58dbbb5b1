"""Members from a table in the chat: shown first, written with one tap; many who leave are confirmed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from handlers.exchange.table import Table
from tests.handlers.exchange.test_members import registered, table
from tests.handlers.test_member_card import audited
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly
from tests.support.workshop import Workshop

PHONES = ("Denumirea", "Telefon")
LEAVING = ("Denumirea", "A plecat la")


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Workshop:
    """The slow work of the town."""
    return Workshop(town, tmp_path)


def sends(shop: Workshop, chat: Chat, *tables: Table) -> Chat:
    """Open the import of members, send a workbook, wait for the answer."""
    chat.says("/import").taps(chat.screen.buttons[-2]).is_asked("exchange.members")
    return again(shop, chat, *tables)


def again(shop: Workshop, chat: Chat, *tables: Table) -> Chat:
    chat.sends(1, kind="document", name="membri.xlsx").is_asked("exchange.checking")
    shop.arrives(*tables)
    shop.works()
    return chat


def works(shop: Workshop, chat: Chat, *taps: str) -> Chat:
    for one in taps:
        chat.taps(one)
    shop.works()
    return chat


def test_a_table_is_shown_and_written_with_one_tap(town: Town, maria: Chat, shop: Workshop) -> None:
    olga = town.secretary("Olga")
    town.organisation("Exemplu Nord")
    rows = (("Exemplu Punte", "069123456"), ("Exemplu Nord", "0231 54619"))
    sends(shop, maria, table(*rows, heading=("ONG", "tel."))).is_asked("exchange.members.ready")
    maria.sees("Coloana „ONG” = Denumirea", "De adăugat: 1", "De schimbat: 1", "Exemplu Nord: Telefon")
    assert list(registered(town)) == ["Exemplu Nord"]
    works(shop, maria, "Scrie 2 schimbări").is_asked("exchange.members.saved")
    maria.sees("adăugate: 1", "Schimbate: 1")
    assert registered(town)["Exemplu Nord"].phone == "+373 231 54 619"
    olga.is_asked("desk.done").sees("Maria", "adăugate: 1")
    assert (audited(town, "member.import.add"), audited(town, "member.import.change")) == (1, 1)


def test_the_same_table_again_changes_nothing(town: Town, maria: Chat, shop: Workshop) -> None:
    given = table(("Exemplu Punte", "069123456"), heading=PHONES)
    ready = sends(shop, maria, given).last
    data = str(ready.message.rows[0][0].data)
    maria.taps_data(data, ready, times=2).taps_data(data, ready)
    shop.works()
    sends(shop, maria, given).is_asked("exchange.members.nothing").sees("1 organizație este deja așa")
    assert audited(town, "member.import.add") == 1


def test_a_problem_is_told_with_its_row_and_a_mended_table_can_follow(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    sends(shop, maria, table(("Exemplu Punte", "12"), heading=PHONES)).is_asked("exchange.members.troubles")
    maria.sees("Membri, rândul 2, Telefon")
    again(shop, maria, table(("Exemplu Punte", "069123456"), heading=PHONES))
    maria.is_asked("exchange.members.ready")


def five(town: Town) -> Sequence[str]:
    names = [f"Exemplu {word}" for word in ("Alfa", "Beta", "Gama", "Delta", "Omega")]
    for name in names:
        town.organisation(name)
    return names


def test_many_who_leave_are_confirmed_by_typing_their_number(town: Town, maria: Chat, shop: Workshop) -> None:
    ana = town.member("Ana", "Exemplu Alfa")
    names = five(town)
    leaving = table(*((name, "30.09.2026") for name in names[:3]), heading=LEAVING)
    sends(shop, maria, leaving).sees("Pleacă din Rețea 3 organizații din 5")
    maria.taps("Scrie").is_asked("members_sure.number").says("da").is_told("members_sure.number.constraint")
    shop.works()
    assert all(one.left_on is None for one in registered(town).values())
    maria.says("3")
    shop.works()
    maria.is_asked("exchange.members.saved")
    assert sum(one.left_on is not None for one in registered(town).values()) == 3
    ana.is_told("role.member_left").says("/raport").is_asked("join.code")


def test_what_became_many_meanwhile_is_not_written(town: Town, maria: Chat, shop: Workshop) -> None:
    names = five(town)
    sends(shop, maria, table((names[0], "30.09.2026"), heading=LEAVING))
    ready = maria.screen
    shop.arrives(table(*((name, "30.09.2026") for name in names[:3]), heading=LEAVING))
    maria.taps("Scrie", ready)
    shop.works()
    maria.is_asked("exchange.members.ready")
    assert all(one.left_on is None for one in registered(town).values())


def test_a_file_that_is_no_workbook_leads_back_to_the_members(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    maria.says("/import").taps("Import de membri").sends(1, kind="document", name="a.xlsx")
    shop.arrives(table(("Exemplu Punte", "")))
    (shop.folder / "media" / "sent.xlsx").write_bytes(b"PK\x03\x04")
    shop.works()
    maria.is_asked("exchange.members.unreadable").offers("Import de membri")


def test_the_empty_table_and_all_members_arrive_as_files(town: Town, maria: Chat, shop: Workshop) -> None:
    town.organisation("Exemplu Punte")
    maria.says("/import").taps("Import de membri").taps("Model în rusă")
    shop.works()
    assert "Название" in shop.got(maria)[0].heading
    works(shop, maria, "Export: toți membrii")
    assert [row[1] for row in shop.got(maria)[0].rows] == ["Exemplu Punte"]
    sends(shop, maria, *shop.got(maria)).is_asked("exchange.members.nothing")


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_the_import_of_members_reads_exactly(town: Town, shop: Workshop, language: str) -> None:
    maria, olga = town.secretary("Maria", language), town.secretary("Olga", language)
    names = five(town)
    for one in (maria, olga):
        one.log.clear()
    sends(shop, maria, table((names[0], "12"), ("Exemplu Alpha", ""), heading=PHONES))
    heading = ("ONG", "A plecat la", "Invitații de pregătit")
    rows = (("Exemplu Punte", "", "2"), (names[0], "30.09.2026", ""), (names[1], "30.09.2026", ""))
    again(shop, maria, table(*rows, heading=heading))
    maria.taps_first().says("41").says("2")
    shop.works()
    reads_exactly(maria.transcript + "\n" + olga.transcript, language, "import_members")
