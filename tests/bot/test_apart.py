"""Hostile tables: refused with the reason by a child with little memory, and a real one is read by it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import apart
from bot.apart import read_apart
from bot.spreadsheets import Unreadable, read_tables
from tests.support.workbooks import MAIN, SHEET, STRINGS, STYLES, plain, rebuilt, sheet

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
HOSTILE: dict[str, tuple[str, str, Callable[[Path], Any]]] = {
    "600,000 rows": (
        "big",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: sheet("<row><c><v>1</v></c></row>" * 600_000)}),
    ),
    "512 MB of nothing": ("big", "xlsx", lambda path: rebuilt(path, **{SHEET: sheet(" " * 40_000_000)})),
    "one row of a million cells": (
        "big",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: sheet(f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>")}),
    ),
    "rows within rows": (
        "big",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: sheet("<row>" * 500_000 + "</row>" * 500_000)}),
    ),
    "a million texts": (
        "big",
        "xlsx",
        lambda path: rebuilt(path, **{STRINGS: f"<sst {MAIN}>{'<si/>' * 1_000_000}</sst>"}),
    ),
    "a million fonts": (
        "big",
        "xlsx",
        lambda path: rebuilt(path, **{STYLES: f"<styleSheet {MAIN}>{'<font/>' * 1_000_000}</styleSheet>"}),
    ),
    "a billion laughs": (
        "strange",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: f'<!DOCTYPE w [<!ENTITY a0 "ha">{LAUGHS}]>{sheet("&a8;")}'}),
    ),
    "an entity after much space": (
        "strange",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: f"{' ' * 5_000}<!DOCTYPE w>{sheet('')}"}),
    ),
    "an entity after a comment": (
        "strange",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: f"<!-- <a --><!DOCTYPE w>{sheet('')}"}),
    ),
    "wide letters": (
        "strange",
        "xlsx",
        lambda path: rebuilt(path, **{SHEET: sheet("").encode("utf-16")}),
    ),
    "values of other files": (
        "links",
        "xlsx",
        lambda path: rebuilt(path, **{"xl/externalLinks/externalLink1.xml": "<x/>"}),
    ),
    "macros": ("programs", "xlsx", lambda path: rebuilt(path, **{"xl/vbaProject.bin": b"x"})),
    "an old workbook or one with a password": (
        "locked",
        "xlsx",
        lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 4_000),
    ),
    "a page of the web": ("broken", "xlsx", lambda path: path.write_bytes(b"<html></html>")),
    "a cut workbook": ("broken", "xlsx", lambda path: path.write_bytes(plain()[:-400])),
    "one long line": ("quotes", "csv", lambda path: path.write_bytes(b"a;b\n" + b"x" * 4_900_000)),
    "an open quotation": ("quotes", "csv", lambda path: path.write_bytes(b'a;b\n"c;d\n' * 99)),
    "100,000 lines": ("big", "csv", lambda path: path.write_bytes(b"a;b\n" * 100_000)),
    "a picture": ("broken", "csv", lambda path: path.write_bytes(b"\x89PNG\r\n\0\0\0\1" * 99)),
    "too many bytes": ("big", "csv", lambda path: path.write_bytes(b"x" * 5_000_001)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    why, ending, make = HOSTILE[name]
    path = tmp_path / f"membri.{ending}"
    make(path)
    with pytest.raises(Unreadable) as caught:
        read_tables(path)
    assert caught.value.says.key == f"exchange.file.{why}"
    assert "membri" in caught.value.lines[0]


MEASURED = """
import sys
from pathlib import Path
from bot import apart
apart.limit()
said = apart.main(Path(sys.argv[1]))
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(peak[0], said[:60])
"""


def measured(path: Path) -> tuple[int, str]:
    """The most memory that the child had, in bytes, and how its answer begins."""
    command = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=apart.ROOT)
    kilobytes, _, said = done.stdout.partition(" ")
    return int(kilobytes) * 1024, said


@pytest.mark.parametrize("name", ["600,000 rows", "one row of a million cells", "a million texts"])
def test_the_child_that_refuses_stays_small(tmp_path: Path, name: str) -> None:
    path = tmp_path / "membri.xlsx"
    HOSTILE[name][2](path)
    peak, said = measured(path)
    assert peak < apart.MEMORY
    assert '"why": "exchange.file.big"' in said


def test_the_largest_table_that_is_taken_fits_too(tmp_path: Path) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>Exemplu {n}</t></is></c>' for n in range(20))
    path = rebuilt(tmp_path / "membri.xlsx", **{SHEET: sheet(f"<row>{cells}</row>" * 4_900)})
    peak, said = measured(path)
    assert '"tables"' in said
    assert peak < apart.MEMORY


def test_a_table_comes_whole_through_the_child(tmp_path: Path) -> None:
    path = tmp_path / "membri.xlsx"
    path.write_bytes(plain(("Denumirea", "IDNO"), ("Școala „Ёж”", "1003600012345")))
    assert read_apart(path) == read_tables(path)


def test_a_child_that_dies_is_a_file_that_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(plain())
    monkeypatch.setattr("bot.apart.ROOT", tmp_path)
    with pytest.raises(Unreadable) as caught:
        read_apart(tmp_path / "a.xlsx")
    assert caught.value.says.key == "exchange.file.big"
