"""A table of members: headings of any kind, cells as people write them, likeness decided by people."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.spreadsheets import read_tables, write_tables
from handlers.exchange import members
from handlers.exchange.members import Checked
from handlers.exchange.table import Table
from handlers.messages import Text
from handlers.understand.fold import fold
from storage import members as register
from storage.members import Member
from tests.handlers.exchange.test_tables import TEXTS, desk
from tests.support.chat import Town, town_in


def table(*rows: Sequence[str], heading: Sequence[str] = ("Denumirea", "IDNO")) -> Table:
    return Table("Membri", tuple(heading), tuple(tuple(row) for row in rows))


def checks(town: Town, *tables: Table, language: str = "ro") -> Checked:
    with desk(town, language) as context:
        return members.check(context, tables)


def saves(town: Town, *tables: Table) -> Checked:
    """Check and save; there is nothing wrong with it."""
    with desk(town) as context:
        checked = members.check(context, tables)
        members.save(context, checked, None)
    return checked


def registered(town: Town) -> dict[str, Member]:
    with town.work() as connection:
        return {one.name: one for one in register.everyone(connection)}


def told(checked: Checked) -> list[tuple[int, str, str]]:
    """Row, column and key of each problem."""
    found = []
    for one in checked.troubles:
        assert isinstance(one.says, Text)
        found.append((one.row, TEXTS.render("ro", one.column), one.says.key))
    return found


HEADINGS = {
    "ro": ("IDNO", "Telefon", "Denumirea", "Adresa de e-mail", "Data aderării"),
    "ru": ("Фискальный код", "телефон", "Наименование организации", "Почта", "Дата вступления"),
    "en": ("Tax code", "PHONE", "Organisation", "e-mail address", "member since"),
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_in_any_language_order_and_under_other_names_are_understood(
    town: Town, language: str
) -> None:
    row = ("1003600012345", "069 123 456", "Exemplu Punte", "a@b.md", "15.01.2026")
    checked = saves(town, table(row, heading=HEADINGS[language]))
    member = registered(town)["Exemplu Punte"]
    assert (member.idno, member.phone, member.email) == ("1003600012345", "+373 691 23 456", "a@b.md")
    assert member.joined_on == date(2026, 1, 15)
    assert len(checked.read_as) >= 2, "what was understood under another name is shown"


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        (("IDNO", "Telefon"), (1, "Denumirea", "exchange.members.lacks")),
        (("Denumirea", "ONG"), (1, "ONG", "exchange.members.twice")),
        (("Denumirea", "Culoarea"), (2, "Culoarea", "exchange.members.unknown_column")),
        (("Denumirea", ""), (2, "", "exchange.members.unknown_column")),
    ],
)
def test_a_heading_that_is_missing_doubled_or_unknown_is_explained(
    town: Town, heading: tuple[str, str], problem: tuple[int, str, str]
) -> None:
    checked = checks(town, table(("Exemplu Punte", "x"), heading=heading))
    assert problem in told(checked)


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("IDNO", "1003600012345", "1003600012345"),
        ("IDNO", "3600012345678", "3600012345678"),
        ("IDNO", "36000012345", "0036000012345"),
        ("IDNO", "'1003600012345", "1003600012345"),
        ("IDNO", "1003600012345,00", "1003600012345"),
        ("Limba scrisorilor", "rus", "ru"),
        ("Limba scrisorilor", "Русский", "ru"),
        ("Limba scrisorilor", "ro/ru", "both"),
        ("A plecat la", "2026-09-30", date(2026, 9, 30)),
        ("În Rețea din", "1 septembrie 2026", date(2026, 9, 1)),
    ],
)
def test_a_cell_is_read_as_people_and_spreadsheets_write_it(
    town: Town, column: str, written: str, kept: object
) -> None:
    given = {"Denumirea": "Exemplu Punte", "În Rețea din": "01.01.2026", column: written}
    saves(town, table(tuple(given.values()), heading=tuple(given)))
    names = {"IDNO": "idno", "Limba scrisorilor": "language", "A plecat la": "left_on"}
    assert getattr(registered(town)["Exemplu Punte"], names.get(column, "joined_on")) == kept


@pytest.mark.parametrize(
    ("column", "written", "key"),
    [
        ("IDNO", "1,00360E+12", "exchange.members.idno.rounded"),
        ("IDNO", "1.0E+12", "exchange.members.idno.rounded"),
        ("IDNO", "12345", "member_data.idno.constraint"),
        ("Telefon", "123", "member_data.phone.constraint"),
        ("E-mail", "a b@c", "member_data.email.constraint"),
        ("Limba scrisorilor", "franceză", "exchange.members.language.wrong"),
        ("A plecat la", "vara trecută", "exchange.members.day.wrong"),
        ("A plecat la", "31.12.2030", "member_data.not_yet"),
        ("Invitații de pregătit", "100", "exchange.members.invitations.wrong"),
        ("Nr. în Rețea", "777", "exchange.members.number.unknown"),
        ("Nr. în Rețea", "poate", "exchange.members.number.wrong"),
    ],
)
def test_a_cell_that_cannot_stand_is_named_with_the_way_to_mend_it(
    town: Town, column: str, written: str, key: str
) -> None:
    checked = checks(town, table(("Exemplu Punte", written), heading=("Denumirea", column)))
    assert told(checked) == [(2, column, key)]


def test_row_57_of_a_hundred_stops_all_of_them_and_is_named(town: Town) -> None:
    rows = [(f"Exemplu {number:03} {'abcdefghij'[number % 10] * 9}", "") for number in range(2, 102)]
    rows[55] = (rows[55][0], "12345")
    checked = checks(town, table(*rows))
    assert told(checked) == [(57, "IDNO", "member_data.idno.constraint")]
    with desk(town) as context, pytest.raises(ValueError, match="not saved in part"):
        members.save(context, checked, None)
    assert registered(town) == {}


@pytest.mark.parametrize(
    "spelled", ['Asociaţia "Exemplu Punte"', "ASOCIAȚIA «EXEMPLU PUNTE»", "Asociatia  Exemplu – Punte"]
)
def test_another_spelling_is_the_same_member_and_changes_nothing(town: Town, spelled: str) -> None:
    town.organisation("Asociația „Exemplu Punte”")
    checked = checks(town, table((spelled, "")))
    assert (checked.changes, checked.same, checked.troubles) == ((), 1, ())


def test_what_only_looks_the_same_is_listed_for_a_person_to_decide(town: Town) -> None:
    number = town.organisation("Exemplu Speranța")
    heading = ("Nr. în Rețea", "Denumirea")
    checked = checks(town, table(("", "Exemplu Speranțe"), heading=heading))
    assert told(checked) == [(2, "Denumirea", "exchange.members.alike")]
    assert f"{number} – Exemplu Speranța" in TEXTS.render("ro", checked.troubles[0].says)
    assert checks(town, table(("nou", "Exemplu Speranțe"), heading=heading)).added == 1
    saves(town, table((str(number), "Exemplu Speranțe"), heading=heading))
    assert list(registered(town)) == ["Exemplu Speranțe"], "a person has said that it is this one"


def test_the_same_idno_under_another_name_is_decided_by_a_person(town: Town) -> None:
    saves(town, table(("Exemplu Punte", "1003600012345")))
    checked = checks(town, table(("Altă organizație", "1003600012345")))
    assert told(checked) == [(2, "Denumirea", "exchange.members.alike")]
    assert told(checks(town, table(("Exemplu Punte", "1003600054321")))) == [
        (2, "IDNO", "exchange.members.other_idno")
    ]


@pytest.mark.parametrize(
    ("second", "key"),
    [
        (("EXEMPLU punte", ""), "exchange.members.same_row"),
        (("Cu totul alta", "1003600012345"), "exchange.members.same_row"),
        (("Exemplu Puntea", ""), "exchange.members.alike_row"),
    ],
)
def test_two_rows_that_are_or_look_like_one_are_told(town: Town, second: tuple[str, str], key: str) -> None:
    checked = checks(town, table(("Exemplu Punte", "1003600012345"), second))
    assert told(checked) == [(3, "Denumirea", key)]


def test_the_second_time_the_same_table_changes_nothing(town: Town) -> None:
    town.organisation("Exemplu Nord")
    heading = ("Denumirea", "Telefon", "A plecat la")
    rows = (("Exemplu Punte", "069123456", ""), ("Exemplu Nord", "", "30.09.2026"))
    first = saves(town, table(*rows, heading=heading))
    assert (first.added, len(first.changes), first.leaving) == (1, 2, 1)
    second = checks(town, table(*rows, heading=heading))
    assert (second.changes, second.same) == ((), 2)


def test_an_empty_cell_changes_nothing_and_a_dash_takes_the_value_away(town: Town) -> None:
    heading = ("Denumirea", "Telefon", "E-mail")
    saves(town, table(("Exemplu Punte", "069123456", "a@b.md"), heading=heading))
    saves(town, table(("Exemplu Punte", "", "-"), heading=heading))
    member = registered(town)["Exemplu Punte"]
    assert (member.phone, member.email) == ("+373 691 23 456", None)


def test_a_russian_name_finds_its_member_and_does_not_rename_it(town: Town) -> None:
    saves(town, table(("Exemplu Punte", "Пример Мост"), heading=("Denumirea", "Denumirea în rusă")))
    assert checks(town, table(("Пример «Мост»", ""))).same == 1


def test_members_that_are_not_in_the_table_stay(town: Town) -> None:
    town.organisation("Exemplu Nord")
    saves(town, table(("Exemplu Punte", "")))
    assert [one.left_on for one in registered(town).values()] == [None, None]


def test_two_of_five_that_leave_are_many(town: Town) -> None:
    names = [f"Exemplu {letter * 8}" for letter in "abcde"]
    for name in names:
        town.organisation(name)
    heading = ("Denumirea", "A plecat la")
    one = table((names[0], "30.09.2026"), heading=heading)
    two = table((names[0], "30.09.2026"), (names[1], "30.09.2026"), heading=heading)
    assert [checks(town, each).is_many for each in (one, two)] == [False, True]


def test_invitations_to_prepare_count_who_is_there_and_what_is_open(town: Town) -> None:
    town.member("Ana", "Exemplu Punte")
    town.invitation("Exemplu Punte")
    heading = ("Denumirea", "Invitații de pregătit")
    rows = (("Exemplu Punte", "3"), ("Exemplu Nord", "2"))
    checked = checks(town, table(*rows, heading=heading))
    assert [number for _, number in checked.invitations] == [1, 2]


@pytest.mark.parametrize("rows", [(), (("", ""), ("", ""))])
def test_a_table_without_rows_says_so(town: Town, rows: tuple[tuple[str, str], ...]) -> None:
    assert told(checks(town, table(*rows))) == [(1, "Denumirea", "exchange.members.empty")]
    assert told(checks(town)) == [(1, "Denumirea", "exchange.members.empty")]


def test_a_table_of_thousands_is_refused_at_its_limit(town: Town) -> None:
    rows = [(f"Exemplu {number}", "") for number in range(1001)]
    assert told(checks(town, table(*rows))) == [(1002, "Denumirea", "exchange.members.long")]


NAMES = st.text("abcdefghăâîșțşţжзийклмн„”«»\"'-.,=+@ 0123456789", min_size=3, max_size=60).filter(
    lambda text: len(fold(text)) > 2 and len(" ".join(text.split())) > 2
)
ROWS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "name_ru": st.none() | NAMES,
        "idno": st.none() | st.from_regex(r"[0-9]{13}", fullmatch=True),
        "phone": st.sampled_from((None, "+373 231 54 619", "+373 691 23 456, +40 21 312 3456")),
        "email": st.sampled_from((None, "a.b+c@exemplu.md")),
        "language": st.sampled_from((None, "ro", "ru", "both")),
        "joined_on": st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        "left_on": st.none() | st.dates(date(2026, 1, 1), date(2026, 10, 1)),
    }
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(ROWS, min_size=1, max_size=8, unique_by=(lambda row: fold(row["name"]), lambda row: row["idno"]))
)
def test_the_export_of_any_register_is_an_import_that_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    town = town_in(tmp_path_factory.mktemp("register"))
    with town.work() as connection:
        for row in rows:
            name = " ".join(str(row["name"]).split())
            register.add(connection, town.now, {**row, "name": name, "folded": fold(name)})
    before = registered(town)
    for language in ("ro", "ru", "en"):
        with desk(town, language) as context:
            written = members.written(context)
        path: Path = tmp_path_factory.mktemp("file") / "membri.xlsx"
        write_tables(path, written)
        checked = checks(town, *read_tables(path), language=language)
        assert told(checked) == []
        assert (checked.changes, checked.same) == ((), len(rows))
    assert registered(town) == before
