"""The door of the reports: what it reads, writes, lists and says while it works."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from reports import build
from storage import plan
from storage.database import tool_connection
from storage.schema import Base, Organisation, Participation, Record, RecordVersion
from tests.reports import demo

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(f"sqlite:///{tmp_path / 'retea.db'}") as connection:
        Base.metadata.create_all(connection)
        plan.load(connection, demo.PLAN, now=NOW)
        yield connection


def training_of_24(connection: Connection) -> None:
    connection.execute(
        insert(Organisation).values(
            id=1, name="Exemplu-Punte", folded="exemplu punte", joined_on=date(2026, 1, 1), created_at=NOW
        )
    )
    connection.execute(
        insert(Record).values(
            id=1,
            number="BLT-2026-0001",
            type="event",
            status="approved",
            organisation_id=1,
            version=1,
            approved_version=1,
            submission="1",
            submitted_at=NOW,
        )
    )
    connection.execute(
        insert(RecordVersion).values(
            record_id=1,
            version=1,
            created_at=NOW,
            form_version=1,
            activity="1.1",
            subtype="training",
            title="Instruire",
            language="ro",
            date_from=date(2026, 2, 25),
            date_to=date(2026, 2, 25),
            place="Bălți",
            joint_with_lpa=False,
            facts={},
            answers={},
        )
    )
    connection.execute(insert(Participation).values(record_id=1, version=1, total=24, estimated=False))


def made(connection: Connection, out: Path, *formats: str, year: int = 2026) -> tuple[list[str], list[str]]:
    stages: list[str] = []
    paths = build.build(
        connection,
        year=year,
        language_words=demo.words("ro"),
        formats=formats,
        out=out,
        as_of=demo.RUNNING,
        progress=stages.append,
    )
    assert all(path.parent == out and path.stat().st_size for path in paths)
    return [path.name for path in paths], stages


def listed(out: Path) -> list[dict[str, str]]:
    return list(json.loads((out / "manifest.json").read_text("utf-8"))["files"])


def test_every_format_comes_with_a_manifest_of_captions(connection: Connection, tmp_path: Path) -> None:
    training_of_24(connection)
    names, stages = made(connection, tmp_path / "out", "docx", "pdf", "xlsx", "png")
    assert stages == ["figures", "charts", "docx", "pdf", "xlsx", "png"]
    assert names == [
        "raport-2026-ro.docx",
        "raport-2026-ro.pdf",
        "raport-2026-ro.xlsx",
        "raport-2026-ro-1.png",
        "raport-2026-ro-2.png",
        "manifest.json",
    ]
    files = listed(tmp_path / "out")
    assert [file["name"] for file in files] == names[:-1]
    assert "1 activitate a Planului" in files[3]["caption"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)


def test_an_empty_year_still_gives_a_whole_report_and_no_empty_picture(
    connection: Connection, tmp_path: Path
) -> None:
    names, _ = made(connection, tmp_path, "xlsx", "png")
    assert names == ["raport-2026-ro.xlsx", "manifest.json"]


def test_nothing_is_drawn_for_a_spreadsheet(connection: Connection, tmp_path: Path) -> None:
    training_of_24(connection)
    assert made(connection, tmp_path, "xlsx")[1] == ["figures", "xlsx"]


def test_the_second_year_is_compared_with_the_first(connection: Connection) -> None:
    training_of_24(connection)
    figures, before = build.read(connection, 2027, date(2027, 10, 15))
    assert before is not None
    assert (before.indicator("1.1.b").value, figures.indicator("1.1.b").value) == (24, 0)
    assert build.read(connection, 2026, demo.RUNNING)[1] is None


def test_a_year_without_a_plan_is_refused(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        made(connection, tmp_path, "xlsx", year=2019)


def test_the_door_itself_loads_nothing_heavy() -> None:
    code = "import sys, reports.build; print(*{'matplotlib', 'typst', 'docx', 'xlsxwriter'} & {*sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == ""


def test_the_command_line_loads_nothing_that_only_a_child_process_needs() -> None:
    code = (
        "import sys; from bot.__main__ import DOORS, _door; [_door(name) for name in DOORS]; "
        "print(*{'matplotlib', 'numpy', 'typst', 'docx', 'xlsxwriter', 'alembic', 'PIL'} & {*sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == ""


def test_an_unknown_format_is_refused_before_any_work(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="exe"):
        made(connection, tmp_path / "out", "exe")
    assert not (tmp_path / "out").exists()


def test_a_writer_that_fails_leaves_the_old_file_and_no_half_of_a_new_one(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(connection, tmp_path / "out", "xlsx")
    before = (tmp_path / "out" / "raport-2026-ro.xlsx").read_bytes()
    monkeypatch.setitem(build.WRITERS, "pdf", "reports.writers.rows")
    with pytest.raises(AttributeError):
        made(connection, tmp_path / "out", "xlsx", "pdf")
    assert (tmp_path / "out" / "raport-2026-ro.xlsx").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "manifest.json",
        "raport-2026-ro.xlsx",
    ]
