"""``python -m bot table``: the child process of one queued job about a table.

The only place where a table that somebody sent in the chat is opened. Jobs about a sent table are ended
here, in one unit with their answer; files that are made are listed for the bot to send.
"""

import argparse
import asyncio
from dataclasses import replace
from pathlib import Path

from bot.clock import Clock, clock_of
from bot.doors import database, sheets, table_members
from bot.doors.bench import Bench, gone, keep, path_of, with_all
from bot.doors.invite import bot_username
from bot.doors.problem import Problem
from bot.doors.report import be_gentle
from bot.doors.world import world
from bot.secret import server_key
from bot.settings import Settings
from handlers.broadcast import call_sheet
from handlers.context import World
from handlers.exchange import answers, tables, telling
from handlers.exchange.tables import Checked
from handlers.messages import Screen
from handlers.missing import sheet
from storage import jobs
from storage.database import Database
from storage.jobs import Job

HELP = "do one queued job about a table; the bot starts it by itself"


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
        await do(Bench(store, _world(clock, settings), clock.now(), out, settings.data_dir), id)
    finally:
        await store.close()


def _world(clock: Clock, settings: Settings) -> World:
    """What printed invitations need besides: the server's key, the way to the bot, the telephone."""
    username = bot_username(settings.data_dir)
    return replace(
        world(clock.local_date()),
        secret=server_key(settings.data_dir),
        phone=settings.secretariat_phone or "",
        link=lambda token: f"https://t.me/{username}?start={token}" if username else "",
    )


async def do(bench: Bench, id: int) -> None:
    """Do one job; raises ``LookupError`` when it is none about a table."""
    job = await bench.store.read(jobs.known, id)
    await {
        "table_template": _template,
        "table_export": _export,
        "table_check": _check,
        "table_save": _save,
        "missing_table": _missing,
        "call_list": _call_list,
        "members_template": table_members.template,
        "members_export": table_members.export,
        "members_check": table_members.check,
        "members_save": table_members.save,
        "members_sheets": sheets.make,
    }[job.kind](bench, job)


async def _template(bench: Bench, job: Job) -> None:
    made = await bench.store.read(lambda connection: tables.template(bench.desk(connection, job)))
    keep(bench.out, f"model-rapoarte-{job.arguments['language']}.xlsx", made)


async def _export(bench: Bench, job: Job) -> None:
    year = int(job.arguments["year"])
    made = await bench.store.read(lambda connection: tables.written(bench.desk(connection, job), year))
    keep(bench.out, f"rapoarte-{year}.xlsx", made)


async def _missing(bench: Bench, job: Job) -> None:
    year = int(job.arguments["year"])
    made = await bench.store.read(lambda connection: sheet.written(bench.desk(connection, job), year))
    keep(bench.out, f"rapoarte-lipsa-{year}.xlsx", made)


async def _call_list(bench: Bench, job: Job) -> None:
    number = int(job.arguments["broadcast"])
    made = await bench.store.read(lambda connection: call_sheet.written(bench.desk(connection, job), number))
    keep(bench.out, f"de-sunat-{number}.xlsx", made)


async def _check(bench: Bench, job: Job) -> None:
    """A file that was refused is told of by whoever refused it."""
    path = await bench.store.read(path_of, job, bench.data)
    if path is None:
        await bench.store.transaction(telling.tell, bench.now, job, None)
        return
    found = await _looked(bench, job, path)
    if isinstance(found, Screen):
        await bench.store.transaction(telling.tell, bench.now, job, found)
        return
    screen = answers.checked_screen(job.id, found, bench.world.every)
    listed = with_all(bench, job, found.troubles)
    await bench.store.transaction(telling.tell, bench.now, job, screen, listed)


async def _save(bench: Bench, job: Job) -> None:
    """Read again and only then write: reading a long table keeps nobody waiting."""
    path = await bench.store.read(path_of, job, bench.data)
    found = answers.unreadable_screen(gone()) if path is None else await _looked(bench, job, path)
    if isinstance(found, Screen):
        await bench.store.transaction(telling.tell, bench.now, job, found)
    else:
        await bench.store.transaction(telling.save, bench.now, bench.world, job, found)


async def _looked(bench: Bench, job: Job, path: Path) -> Checked | Screen:
    from bot.spreadsheets import Unreadable

    try:
        read = bench.reads(path)
    except Unreadable as problem:
        return answers.unreadable_screen(problem.says)
    return await bench.store.read(lambda connection: tables.check(bench.desk(connection, job), read))
