"""Texts of any spreadsheet program: what they hold is read, whatever bytes stand for it."""

from pathlib import Path

import pytest

from bot.encodings import decoded
from bot.spreadsheets import read_tables
from handlers.understand.fold import fold

RUSSIAN = "Название;Телефон\r\nОбщество «Ёлка»;069123456\r\n"
ROMANIAN = "Denumirea;Telefon\r\nAsociaţia „Înţelegere şi Ajutor”;069123456\r\n"


@pytest.mark.parametrize("text", [RUSSIAN, ROMANIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_of_this_century_is_read(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_the_two_old_code_pages_are_told_apart() -> None:
    assert decoded(RUSSIAN.encode("cp1251")) == RUSSIAN
    assert decoded(ROMANIAN.encode("cp1250")) == ROMANIAN


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="not a text"):
        decoded(b"abc" * 100 + b"\0" * 9)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_of_an_old_windows_is_read_with_any_separator(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "membri.csv"
    path.write_bytes(RUSSIAN.replace(";", separator).encode("cp1251"))
    (table,) = read_tables(path)
    assert table.heading == ("Название", "Телефон")
    assert fold(table.rows[0][0]) == "общество елка"
