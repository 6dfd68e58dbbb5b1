"""``python -m bot export``: records of a year, the members, or everything, as tables for ``import``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.clock import clock_of
from bot.doors import database
from bot.doors.problem import Problem
from bot.doors.world import world
from bot.settings import Settings
from handlers.context import Context
from handlers.exchange import members, tables
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from storage.database import tool_connection

HELP = "write accepted records and members as XLSX tables that import reads"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is exported, where to, the year and the language of the headings."""
    parser.add_argument("what", choices=("records", "members", "all"))
    parser.add_argument("file", type=Path, metavar="FILE", help="the .xlsx file to write; for all a folder")
    parser.add_argument("--year", type=int, help="of the records; all writes every year without it")
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))


def usage(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the arguments together."""
    return "records need --year" if arguments.what == "records" and arguments.year is None else None


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the files and say how many rows each has."""
    database.must_be_current(settings)
    clock = clock_of(settings.data_dir)
    with tool_connection(settings.database) as connection:
        context = at_desk(connection, world(clock.local_date()), clock.now(), arguments.language)
        files = _files(context, arguments)
    for path, (what, written) in files.items():
        _write(path, written)
        print(f"{path}: {sum(len(table.rows) for table in written)} {what}")
    return 0


Files = dict[Path, tuple[str, Sequence[Table]]]


def _files(context: Context, arguments: argparse.Namespace) -> Files:
    """Path → what its rows are, and the tables."""
    if arguments.what == "records":
        return {arguments.file: ("records", tables.written(context, arguments.year))}
    everyone = ("members", members.written(context))
    if arguments.what == "members":
        return {arguments.file: everyone}
    first = context.plan.header.period.first.year
    years = (arguments.year,) if arguments.year else range(first, context.today.year + 1)
    folder: Path = arguments.file
    found: Files = {folder / "membri.xlsx": everyone}
    for year in years:
        found[folder / f"rapoarte-{year}.xlsx"] = ("records", tables.written(context, year))
    return found


def _write(path: Path, written: Sequence[Table]) -> None:
    from bot.spreadsheets import write_tables

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_tables(path, written)
    except OSError as error:
        raise Problem(f"cannot write {path}: {error.strerror}") from None
