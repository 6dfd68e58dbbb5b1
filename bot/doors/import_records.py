"""``python -m bot import records|members FILE``: a table, all of it or nothing.

Without ``--save`` it only says what would happen. ``--template FILE`` writes an empty table instead.
"""

import argparse
from pathlib import Path

from bot.clock import clock_of
from bot.doors import database, import_members
from bot.doors.problem import Problem
from bot.doors.world import world
from bot.settings import Settings
from handlers.context import Context
from handlers.exchange import members, tables
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from handlers.messages import Said
from storage.database import tool_connection

HELP = "add records or members from an XLSX or CSV table, all or none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is imported, the file, and whether it is saved."""
    parser.add_argument("what", choices=("records", "members"))
    parser.add_argument("file", type=Path, metavar="FILE", help="an .xlsx or .csv file")
    parser.add_argument("--save", action="store_true", help="write it; without it nothing is written")
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would happen, as without --save"
    )
    parser.add_argument("--template", action="store_true", help="write an empty table to FILE instead")
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))
    parser.add_argument(
        "--leaving", type=int, metavar="N", help="how many members leave, when the table ends 40 %% or more"
    )


def usage(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the arguments together."""
    return "--dry-run and --save exclude each other" if arguments.save and arguments.dry_run else None


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the file, show every problem by row, save when asked and nothing is wrong."""
    from bot.apart import read_apart
    from bot.spreadsheets import write_tables

    database.must_be_current(settings)
    clock = clock_of(settings.data_dir)
    read = () if arguments.template else read_apart(arguments.file)
    with tool_connection(settings.database) as connection:
        context = at_desk(connection, world(clock.local_date()), clock.now(), arguments.language)
        if arguments.template:
            empty = members.template if arguments.what == "members" else tables.template
            write_tables(arguments.file, empty(context))
            print(arguments.file)
            return 0
        if arguments.what == "members":
            return import_members.run(context, read, save=arguments.save, leaving=arguments.leaving)
        return _records(context, read, save=arguments.save)


def _records(context: Context, read: tuple[Table, ...], *, save: bool) -> int:
    checked = tables.check(context, read)

    def spoken(said: Said) -> str:
        return context.world.in_language(context.language, said)

    for ready, number in checked.known:
        print(f"{ready.table}, {ready.row}: {ready.content.title} = {number}")
    if checked.troubles:
        raise Problem(
            *(f"{one.table}, {one.row}, {spoken(one.column)}: {spoken(one.says)}" for one in checked.troubles)
        )
    print(f"records to add: {len(checked.ready)}; there already: {len(checked.known)}")
    if not save:
        print("nothing was written; --save adds them")
        return 0
    for number in tables.save(context, checked, None):
        print(number)
    return 0
