"""The command line with members: a check, all or nothing, a confirmed number, and everything out again."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.apart import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an empty database."""
    assert door(tmp_path, "migrate").returncode == 0
    return tmp_path


def door(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {"RETEA_DATA_DIR": str(folder / "data"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def written(folder: Path, *lines: str, encoding: str = "cp1251") -> str:
    path = folder / "membri.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return str(path)


def test_members_go_in_from_an_old_windows_and_out_as_no_change(folder: Path) -> None:
    given = written(folder, "Организация;ИДНО;тел.", "ОО «Ёлка»;36000123450;069123456", "ОО «Север»;;")
    checked = door(folder, "import", "members", given)
    assert "members to add: 2" in checked.stdout
    assert "nothing was written" in checked.stdout
    assert "written" in door(folder, "import", "members", given, "--save").stdout
    assert "nothing to write" in door(folder, "import", "members", given, "--save").stdout
    out = folder / "out"
    assert door(folder, "export", "all", str(out)).returncode == 0
    again = door(folder, "import", "members", str(out / "membri.xlsx"))
    assert "members to add: 0; to change: 0; as they are: 2" in again.stdout


def test_a_problem_is_one_line_and_stops_everything(folder: Path) -> None:
    given = written(folder, "Denumirea;IDNO", "Exemplu Punte;", "Exemplu Nord;12", encoding="utf-8")
    refused = door(folder, "import", "members", given, "--save")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("membri, 3, IDNO: ")
    (folder / "e.xlsx").unlink(missing_ok=True)
    assert "0 members" in door(folder, "export", "members", str(folder / "e.xlsx")).stdout


def test_many_who_leave_are_confirmed_with_their_number(folder: Path) -> None:
    names = ("Exemplu Alfa", "Exemplu Beta", "Exemplu Gama")
    door(
        folder,
        "import",
        "members",
        written(folder, "ONG;Membru din", *(f"{n};01.01.2026" for n in names)),
        "--save",
    )
    leaving = written(
        folder, "ONG;Data ieșirii", *(f"{one};02.01.2026" for one in names[:2]), encoding="utf-8"
    )
    refused = door(folder, "import", "members", leaving, "--save")
    assert "--leaving 2" in refused.stderr
    assert "written" in door(folder, "import", "members", leaving, "--save", "--leaving", "2").stdout
