"""``python -m bot table``: the child process of one queued job about a table of records or of members.

The only place where a table that somebody sent in the chat is opened. Jobs about a sent table are ended
here, in one unit with their answer; files that are made are listed for the bot to send.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.clock import clock_of
from bot.doors import database
from bot.doors.problem import Problem
from bot.doors.report import be_gentle
from bot.doors.world import world
from bot.settings import Settings
from handlers.context import Context, World
from handlers.exchange import answers, tables, telling
from handlers.exchange.desk import at_desk
from handlers.exchange.tables import Checked, Table
from handlers.messages import Screen, say
from handlers.missing import sheet
from storage import jobs, media
from storage.database import Connection, Database
from storage.jobs import Job

HELP = "do one queued job about a table of records; the bot starts it by itself"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which job and where its files go."""
    parser.add_argument("--job", required=True, type=int, metavar="ID")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="made when it is missing")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do the job; a job that is not under way is left alone."""
    be_gentle()
    database.must_be_current(settings)
    try:
        asyncio.run(_open(arguments.job, arguments.out, settings))
    except LookupError:
        raise Problem(f"there is no job {arguments.job} about a table") from None
    return 0


async def _open(id: int, out: Path, settings: Settings) -> None:
    clock = clock_of(settings.data_dir)
    store = await Database.open(settings.database)
    try:
        await do(Bench(store, world(clock.local_date()), clock.now(), out, settings.data_dir), id)
    finally:
        await store.close()


@dataclass(frozen=True)
class Bench:
    """What the work is done with; ``out`` is where files go, ``data`` where sent files lie."""

    store: Database
    world: World
    now: datetime
    out: Path
    data: Path

    def desk(self, connection: Connection, job: Job) -> Context:
        """The context in which tables are read and written."""
        return at_desk(connection, self.world, self.now, str(job.arguments["language"]))


async def do(bench: Bench, id: int) -> None:
    """Do one job; raises ``LookupError`` when it is none about a table."""
    job = await bench.store.read(jobs.known, id)
    await {
        "table_template": _template,
        "table_export": _export,
        "table_check": _check,
        "table_save": _save,
        "missing_table": _missing,
    }[job.kind](bench, job)


async def _template(bench: Bench, job: Job) -> None:
    made = await bench.store.read(lambda connection: tables.template(bench.desk(connection, job)))
    _keep(bench.out, f"model-rapoarte-{job.arguments['language']}.xlsx", made)


async def _export(bench: Bench, job: Job) -> None:
    year = int(job.arguments["year"])
    made = await bench.store.read(lambda connection: tables.written(bench.desk(connection, job), year))
    _keep(bench.out, f"rapoarte-{year}.xlsx", made)


async def _missing(bench: Bench, job: Job) -> None:
    year = int(job.arguments["year"])
    made = await bench.store.read(lambda connection: sheet.written(bench.desk(connection, job), year))
    _keep(bench.out, f"rapoarte-lipsa-{year}.xlsx", made)


async def _check(bench: Bench, job: Job) -> None:
    """A file that was refused is told of by whoever refused it."""
    path = await bench.store.read(_path, job, bench.data)
    if path is None:
        await bench.store.transaction(telling.tell, bench.now, job, None)
        return
    await _answer(bench, job, await _looked(bench, job, path))


async def _save(bench: Bench, job: Job) -> None:
    """Read again and only then write: reading a long table keeps nobody waiting."""
    path = await bench.store.read(_path, job, bench.data)
    gone = answers.unreadable_screen(say("exchange.file.gone"))
    found = gone if path is None else await _looked(bench, job, path)
    if isinstance(found, Screen):
        await _answer(bench, job, found)
    else:
        await bench.store.transaction(telling.save, bench.now, bench.world, job, found)


async def _answer(bench: Bench, job: Job, found: Checked | Screen) -> None:
    screen, listed = (found, None) if isinstance(found, Screen) else _shown(bench, job, found)
    await bench.store.transaction(telling.tell, bench.now, job, screen, listed)


def _shown(bench: Bench, job: Job, checked: Checked) -> tuple[Screen, Path | None]:
    """The screen about a table, and the file with all problems when the screen has not all of them."""
    from bot.spreadsheets import write_tables

    screen = answers.checked_screen(job.id, checked, bench.world.every)
    if len(checked.troubles) <= answers.fits(checked.troubles, bench.world.every):
        return screen, None
    bench.out.mkdir(parents=True, exist_ok=True)
    path = bench.out / "de-corectat.xlsx"
    spoken = partial(bench.world.in_language, str(job.arguments["language"]))
    write_tables(path, [answers.all_troubles(checked.troubles, spoken)])
    return screen, path


async def _looked(bench: Bench, job: Job, path: Path) -> Checked | Screen:
    from bot.spreadsheets import Unreadable, read_tables

    try:
        read = read_tables(path)
    except Unreadable as problem:
        return answers.unreadable_screen(problem.says)
    return await bench.store.read(lambda connection: tables.check(bench.desk(connection, job), read))


def _path(connection: Connection, job: Job, data: Path) -> Path | None:
    """Where the table lies; None when it was refused or is not kept any more."""
    found = media.get(connection, [int(job.arguments["media"])])
    return next((data / one.path for one in found if one.state == media.CHECKED and one.path), None)


def _keep(out: Path, name: str, made: Sequence[Table]) -> None:
    """Write the workbook and the list that names it."""
    from bot.spreadsheets import write_tables

    out.mkdir(parents=True, exist_ok=True)
    write_tables(out / name, made)
    listed = [{"name": name, "kind": "xlsx", "caption": ""}]
    (out / "manifest.json").write_text(json.dumps({"files": listed}), encoding="utf-8")
