"""``python -m bot upcoming --days 30``: what will go out, to whom and why, beside a running bot."""

import argparse
import asyncio

from bot.clock import clock_of
from bot.doors import database
from bot.settings import Settings
from handlers.messages import Said, say
from handlers.upcoming.listing import lines

HELP = "list the messages that will go out in the next days, to whom and why"
LONGEST = 366


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many days, and the language of the list."""
    parser.add_argument("--days", default=30, type=_days, metavar="N", help=f"1 to {LONGEST}, 30 as a rule")
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the list by day, or one sentence when nothing will go out."""
    from bot.texts import Texts

    database.must_be_current(settings)
    clock = clock_of(settings.data_dir)
    texts = Texts(clock.local_date)
    found = asyncio.run(_read(settings, arguments.days))
    for said in found or (say("upcoming.none", arguments.days),):
        print(texts.render(arguments.language, said))
    return 0


async def _read(settings: Settings, days: int) -> tuple[Said, ...]:
    """A reading unit on a snapshot: the bot goes on writing meanwhile."""
    from storage.database import Connection, Database

    def read(connection: Connection) -> tuple[Said, ...]:
        return tuple(lines(connection, clock_of(settings.data_dir).now(), days))

    store = await Database.open(settings.database)
    try:
        return await store.read(read)
    finally:
        await store.close()


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST:
        raise argparse.ArgumentTypeError(f"expected a number of days from 1 to {LONGEST}")
    return int(text)
