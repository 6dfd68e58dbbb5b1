"""``python -m bot import records FILE``: a year's records from a table, all of them or none.

Without ``--save`` it only says what would happen. ``--template FILE`` writes an empty table instead.
"""

import argparse
from pathlib import Path

from bot.clock import Clock
from bot.doors import database
from bot.doors.problem import Problem
from bot.doors.world import world
from bot.settings import Settings
from handlers.exchange import tables
from handlers.exchange.desk import at_desk
from handlers.messages import Said
from storage.database import tool_connection

HELP = "add records from an XLSX or CSV table, all or none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is imported, the file, and whether it is saved."""
    parser.add_argument("what", choices=("records",))
    parser.add_argument("file", type=Path, metavar="FILE", help="an .xlsx or .csv file")
    parser.add_argument("--save", action="store_true", help="add the records; without it nothing is written")
    parser.add_argument("--template", action="store_true", help="write an empty table to FILE instead")
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the file, show every problem by row, save when asked and nothing is wrong."""
    from bot.spreadsheets import read_tables, write_tables

    database.must_be_current(settings)
    clock = Clock()
    read = () if arguments.template else read_tables(arguments.file)
    with tool_connection(settings.database) as connection:
        context = at_desk(connection, world(clock.local_date()), clock.now(), arguments.language)
        if arguments.template:
            write_tables(arguments.file, tables.template(context))
            print(arguments.file)
            return 0
        checked = tables.check(context, read)

        def spoken(said: Said) -> str:
            return context.world.in_language(arguments.language, said)

        for ready, number in checked.known:
            print(f"{ready.table}, {ready.row}: {ready.content.title} = {number}")
        if checked.troubles:
            raise Problem(
                *(
                    f"{one.table}, {one.row}, {spoken(one.column)}: {spoken(one.says)}"
                    for one in checked.troubles
                )
            )
        print(f"records to add: {len(checked.ready)}; there already: {len(checked.known)}")
        if not arguments.save:
            print("nothing was written; --save adds them")
            return 0
        for number in tables.save(context, checked, None):
            print(number)
    return 0
