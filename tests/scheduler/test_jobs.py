"""Slow work: done once, told once, and never in the way of anything else."""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.spreadsheets import write_tables
from handlers.exchange.table import Table
from handlers.wire import read_screen
from scheduler import children
from scheduler.children import Ended
from scheduler.jobs import Jobs, read_manifest, send_files, tell_failure
from storage import jobs, media
from storage.database import Connection, Database
from storage.schema import Job, Outbox
from tests.scheduler.still import StillClock
from tests.support.traffic import START, database_in, settle_in

OPERATOR = ("fake", "operator")


@dataclass
class Child:
    """Stands for the child process: makes files as told, or ends as told."""

    ends: list[str] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=lambda: [("raport-2026-ro.docx", "docx")])
    asked: list[Sequence[str]] = field(default_factory=list)

    async def __call__(self, arguments: Sequence[str]) -> Ended:
        self.asked.append(arguments)
        code = self.ends.pop(0) if self.ends else "ok"
        if code == "ok":
            self.make(Path(next(one.removeprefix("--out=") for one in arguments if one.startswith("--out="))))
        return Ended(code, "" if code == "ok" else "TroubleError")

    def make(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        for name, _ in self.files:
            (out / name).write_bytes(b"content")
        listed = [{"name": name, "kind": kind, "caption": "Ce arată."} for name, kind in self.files]
        (out / "manifest.json").write_text(json.dumps({"files": listed}))


def queue(connection: Connection, kind: str = "report", *formats: str) -> int:
    settle_in(connection)
    arguments = {"year": 2026, "language": "ro", "formats": list(formats or ("docx",))}
    return jobs.add(connection, START, kind, arguments, 1, "fake", "ana")


def workshop(database: Database, folder: Path, child: Child) -> Jobs:
    return Jobs(database, StillClock(), folder / "made", child, send_files, tell_failure(OPERATOR))


def written(connection: Connection) -> list[tuple[str, str, dict[str, Any]]]:
    rows = connection.execute(select(Outbox.kind, Outbox.chat, Outbox.content).order_by(Outbox.id))
    return [(kind, chat, content["screen"]) for kind, chat, content in rows]


def states(connection: Connection) -> list[tuple[str, int]]:
    return [(state, tries) for state, tries in connection.execute(select(Job.state, Job.attempts))]


async def test_a_job_becomes_files_for_the_one_who_asked(tmp_path: Path) -> None:
    child = Child(files=[("raport-2026-ro.docx", "docx"), ("raport-2026-ro.pdf", "pdf")])
    async with database_in(tmp_path) as database:
        await database.transaction(queue, "report", "docx", "pdf")
        await workshop(database, tmp_path, child).work()
        sent = await database.read(written)
        assert await database.read(states) == [("done", 1)]
    assert [(kind, chat) for kind, chat, _ in sent] == [("file", "ana"), ("file", "ana")]
    refs = [read_screen(screen).media[0] for _, _, screen in sent]
    assert [ref.name for ref in refs] == ["raport-2026-ro.docx", "raport-2026-ro.pdf"]
    assert all(ref.path and os.path.isfile(ref.path) and ref.kind == "document" for ref in refs)
    assert "documents.ready" in repr(refs[0].alt)
    assert {"--year=2026", "--language=ro", "--format=docx,pdf", "--gentle"} < set(child.asked[0])


async def test_the_report_of_a_member_is_asked_for_by_its_number_and_version(tmp_path: Path) -> None:
    child = Child(files=[("raport-2026-exemplu-ru.docx", "docx")])
    asked = {"member_report": 7, "version": 0, "year": 2026, "language": "ru", "formats": ["docx"]}
    async with database_in(tmp_path) as database:
        await database.transaction(settle_in)
        await database.transaction(jobs.add, START, "member_report", asked, 1, "fake", "ana")
        await workshop(database, tmp_path, child).work()
        ((_, _, screen),) = await database.read(written)
    assert "annual.document.ready" in repr(read_screen(screen).media[0].alt)
    assert {"--member-report=7", "--version=0", "--year=2026", "--language=ru"} < set(child.asked[0])


async def test_a_chart_says_what_it_shows(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(queue, "charts", "png")
        await workshop(database, tmp_path, Child(files=[("grafic-1.png", "png")])).work()
        ((_, _, screen),) = await database.read(written)
    ref = read_screen(screen).media[0]
    assert (ref.kind, ref.alt) == ("photo", "Ce arată.")


async def test_nothing_to_draw_is_said_and_is_no_failure(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(queue, "charts", "png")
        await workshop(database, tmp_path, Child(files=[])).work()
        ((kind, _, screen),) = await database.read(written)
        assert await database.read(states) == [("done", 1)]
    assert (kind, screen["body"]) == ("notice", [{"k": "chart.empty"}])


async def test_a_job_that_fails_twice_is_done_at_the_third_try(tmp_path: Path) -> None:
    child = Child(ends=["signal:9", "timeout"])
    async with database_in(tmp_path) as database:
        await database.transaction(queue)
        await workshop(database, tmp_path, child).work()
        assert await database.read(states) == [("done", 3)]
        assert [kind for kind, _, _ in await database.read(written)] == ["file"]


@pytest.mark.parametrize(("kind", "key"), [("report", "documents.failed"), ("charts", "charts.failed")])
async def test_the_third_failure_is_told_to_the_person_and_the_operator(
    tmp_path: Path, kind: str, key: str
) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(queue, kind)
        await workshop(database, tmp_path, Child(ends=["exit:1"] * 3)).work()
        assert await database.read(states) == [("failed", 3)]
        told = await database.read(written)
    assert [(kind_, chat, screen["body"][0]) for kind_, chat, screen in told] == [
        ("notice", "ana", {"k": key, "a": {"year": "2026"}}),
        ("alert", "operator", {"k": "operator.job_failed", "a": {"number": "1", "code": "exit:1"}}),
    ]


async def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    child = Child()
    async with database_in(tmp_path) as database:
        await database.transaction(queue)
        work = workshop(database, tmp_path, child)
        await work.work()
        await work.work()
        assert len(child.asked) == 1
        assert len(await database.read(written)) == 1


async def test_files_of_a_repeated_job_are_sent_once(tmp_path: Path) -> None:
    """The process died after the files were written and before the job was marked, or between two jobs."""
    async with database_in(tmp_path) as database:
        await database.transaction(queue)
        work = workshop(database, tmp_path, Child())
        await work.work()
        await database.transaction(lambda connection: connection.execute(update(Job).values(state="running")))
        await work.start()
        await work.work()
        assert await database.read(states) == [("done", 2)]
        assert len(await database.read(written)) == 1


async def test_a_job_that_kills_its_workers_is_given_up(tmp_path: Path) -> None:
    child = Child()
    async with database_in(tmp_path) as database:
        await database.transaction(queue)
        for _ in range(3):
            await database.transaction(jobs.claim, START)
            await database.transaction(jobs.release)
        await workshop(database, tmp_path, child).work()
        assert child.asked == []
        assert await database.read(states) == [("failed", 4)]


async def test_one_child_at_a_time_however_often_the_clock_ticks(tmp_path: Path) -> None:
    gate, running, most = asyncio.Event(), 0, 0
    child = Child()

    async def slow(arguments: Sequence[str]) -> Ended:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await gate.wait()
        running -= 1
        return await child(arguments)

    async with database_in(tmp_path) as database:
        for _ in range(3):
            await database.transaction(
                lambda connection: jobs.add(
                    connection, START, "report", ARGUMENTS, settle_once(connection), "fake", "ana"
                )
            )
        work = Jobs(database, StillClock(), tmp_path / "made", slow, send_files, tell_failure(None))
        for _ in range(5):
            await work.tick()
            await asyncio.sleep(0)
        gate.set()
        await work.settled()
        assert most == 1
        assert await database.read(states) == [("done", 1)] * 3


ARGUMENTS = {"year": 2026, "language": "ro", "formats": ["docx"]}


def settle_once(connection: Connection) -> int:
    """The one person of the test."""
    if connection.execute(select(Job.id)).first() is None:
        settle_in(connection)
    return 1


@pytest.mark.parametrize(
    "listed",
    [
        "not json",
        "[]",
        '{"files": [{"name": "../../etc/passwd", "kind": "docx", "caption": ""}]}',
        '{"files": [{"name": "missing.docx", "kind": "docx", "caption": ""}]}',
        '{"files": [{"name": "x"}]}',
    ],
)
def test_a_wrong_list_of_files_is_refused(tmp_path: Path, listed: str) -> None:
    (tmp_path / "manifest.json").write_text(listed)
    with pytest.raises((ValueError, LookupError, TypeError)):
        read_manifest(tmp_path)


async def test_a_wrong_list_counts_as_a_failure(tmp_path: Path) -> None:
    child = Child(files=[("../raport.docx", "docx")])
    async with database_in(tmp_path) as database:
        await database.transaction(queue)
        await workshop(database, tmp_path, child).work()
        assert await database.read(states) == [("failed", 3)]


async def python(code: str, timeout: float = 30) -> Ended:
    return await children.execute([sys.executable, "-c", code], timeout=timeout)


async def test_a_child_that_ends_well_says_nothing() -> None:
    assert await python("print('x' * 100_000)") == Ended("ok")


async def test_only_the_kind_of_an_error_is_kept_of_what_a_child_says() -> None:
    ended = await python("raise ValueError('Ana Popescu, 069123456')")
    assert ended == Ended("exit:1", "ValueError")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Traceback\nValueError: Ana Popescu\n069123456", "ValueError"),
        ("sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) x", "sqlalchemy.exc.OperationalError"),
        ("KeyError: 'a'\n\nDuring handling\n\nMemoryError", "MemoryError"),
        ("Ana Popescu: Error", ""),
        ("", ""),
    ],
)
def test_no_word_of_a_person_is_taken_for_an_error(said: str, kept: str) -> None:
    assert children.last_error(said) == kept


async def test_a_killed_child_is_known_by_its_signal() -> None:
    assert (await python("import os; os.kill(os.getpid(), 9)")).code == "signal:9"


async def test_a_child_that_is_late_is_killed_with_its_own_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    inner = "import time; time.sleep(600)"
    code = (
        "import subprocess, sys, time, pathlib; "
        f"child = subprocess.Popen([sys.executable, '-c', {inner!r}]); "
        f"path = pathlib.Path({str(note)!r}); path.with_suffix('.new').write_text(str(child.pid)); "
        "path.with_suffix('.new').rename(path); time.sleep(600)"
    )
    task = asyncio.create_task(python(code, timeout=600))
    while not note.exists():  # noqa: ASYNC110 - another process makes it
        await asyncio.sleep(0.02)
    grandchild = int(note.read_text())
    born = state_of(grandchild)[1]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(3000):
        if state_of(grandchild) != ("alive", born):
            return
        await asyncio.sleep(0.01)
    pytest.fail("the child of the child is still alive")


def state_of(pid: int) -> tuple[str, str]:
    """Whether a process lives and when it began; one that nobody has collected yet has ended.

    The number of a process that has ended may be another one's soon: when it began tells them apart.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "ended", ""
    return ("ended" if fields[0] in "ZX" else "alive"), fields[19]


async def test_a_child_that_is_late_is_told_as_such() -> None:
    assert await python("import time; time.sleep(600)", timeout=0.2) == Ended("timeout")


async def test_the_product_itself_makes_the_document(tmp_path: Path) -> None:
    environ = {**os.environ, "RETEA_DATA_DIR": str(tmp_path)}
    assert (await children.run(["migrate"], environ=environ)).ok
    async with database_in(tmp_path) as database:
        await database.transaction(queue, "report", "xlsx")
        run_child = partial(children.run, environ=environ)
        work = Jobs(database, StillClock(), tmp_path / "made", run_child, send_files, tell_failure(None))
        await work.work()
        assert await database.read(states) == [("done", 1)]
    assert (tmp_path / "made" / "1" / "raport-2026-ro.xlsx").read_bytes().startswith(b"PK")


async def test_the_product_itself_answers_about_a_table(tmp_path: Path) -> None:
    environ = {**os.environ, "RETEA_DATA_DIR": str(tmp_path)}
    assert (await children.run(["migrate"], environ=environ)).ok
    (tmp_path / "media").mkdir()
    write_tables(tmp_path / "media" / "sent.xlsx", [Table("Altceva", ("Data",), (("ieri",),))])
    async with database_in(tmp_path) as database:
        await database.transaction(queue_tables)
        run_child = partial(children.run, environ=environ)
        work = Jobs(database, StillClock(), tmp_path / "made", run_child, send_files, tell_failure(None))
        await work.work()
        assert await database.read(states) == [("done", 1)] * 3
        told = await database.read(written)
    assert [(kind, screen["key"]) for kind, _, screen in told] == [
        ("file", "documents.file"),
        ("notice", "exchange.troubles"),
        ("notice", "exchange.refused"),
    ]
    assert (tmp_path / "made" / "1" / "model-rapoarte-ru.xlsx").read_bytes().startswith(b"PK")


def queue_tables(connection: Connection) -> None:
    """A template, a check, and a saving that nobody of the secretariat asks for."""
    settle_in(connection)
    sent = {"file": "f", "unique_file": "u", "kind": "document", "mime": None, "size": 1}
    one = media.announce(connection, START, 1, "fake", **sent)  # type: ignore[arg-type]
    media.stored(connection, one, "media/sent.xlsx", "sum", 1)
    media.checked(connection, one)
    given = {"media": one, "year": 2026, "language": "ru", "check": 2, "seal": "x"}
    for kind in ("table_template", "table_check", "table_save"):
        jobs.add(connection, START, kind, given, 1, "fake", "ana")


async def test_a_child_that_is_wrongly_called_says_so() -> None:
    ended = await children.run(["report", "--year=2026", "--out=x", "--format=exe"], environ=dict(os.environ))
    assert ended.code == "exit:2"
