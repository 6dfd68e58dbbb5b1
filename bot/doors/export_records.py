"""``python -m bot export records FILE --year 2026``: accepted records as a table that ``import`` reads."""

import argparse
from pathlib import Path

from bot.clock import Clock
from bot.doors import database
from bot.doors.problem import Problem
from bot.doors.world import world
from bot.settings import Settings
from handlers.exchange import tables
from handlers.exchange.desk import at_desk
from storage.database import tool_connection

HELP = "write a year's accepted records as an XLSX table that import reads"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is exported, the file, the year and the language of its headings."""
    parser.add_argument("what", choices=("records",))
    parser.add_argument("file", type=Path, metavar="FILE", help="the .xlsx file to write")
    parser.add_argument("--year", required=True, type=int)
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the file and say how many records it has."""
    from bot.spreadsheets import write_tables

    database.must_be_current(settings)
    clock = Clock()
    with tool_connection(settings.database) as connection:
        written = tables.written(
            at_desk(connection, world(clock.local_date()), clock.now(), arguments.language), arguments.year
        )
    try:
        write_tables(arguments.file, written)
    except OSError as error:
        raise Problem(f"cannot write {arguments.file}: {error.strerror}") from None
    print(f"{arguments.file}: {sum(len(table.rows) for table in written)} records")
    return 0
