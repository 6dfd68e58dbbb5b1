"""``python -m bot report``: the annual report from what is in the database.

Also the child process of queued jobs: it loads what the running bot never loads.
"""

import argparse
import asyncio
import os
import resource
from functools import partial
from pathlib import Path

from bot.clock import clock_of
from bot.doors import database
from bot.doors.problem import Problem
from bot.settings import Settings

HELP = "write the annual report as files"
FORMATS = ("docx", "pdf", "xlsx", "png")
MEMORY = 3_000_000_000
"""Bytes of address space; typesetting reserves far more than it uses."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Year, language, formats and folder."""
    parser.add_argument("--year", required=True, type=_year)
    parser.add_argument("--language", default="ro", choices=("ro", "ru", "en"))
    parser.add_argument(
        "--format", default=FORMATS[:3], type=_formats, metavar="LIST", help="docx,pdf,xlsx,png"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="made when it is missing")
    parser.add_argument("--member-report", type=int, metavar="ID", help="that of one member instead")
    parser.add_argument("--version", default=0, type=int, help="which sending of it; 0 is the draft")
    parser.add_argument("--gentle", action="store_true", help="lowest priority and limited memory")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the files; each stage is a line."""
    if arguments.gentle:
        be_gentle()
    database.must_be_current(settings)
    try:
        paths = asyncio.run(_build(arguments, settings))
    except LookupError:
        if arguments.member_report is not None:
            raise Problem(f"there is no report {arguments.member_report} of that version") from None
        raise Problem(f"no plan was in force in {arguments.year}: choose another year") from None
    except OSError as error:
        raise Problem(f"cannot write to {arguments.out}: {error.strerror}") from None
    for path in paths:
        print(path)
    return 0


async def _build(arguments: argparse.Namespace, settings: Settings) -> tuple[Path, ...]:
    """A reading unit on a snapshot: the bot goes on writing meanwhile."""
    from bot.texts import Texts
    from reports.build import build, build_member
    from storage.database import Database

    clock = clock_of(settings.data_dir)
    store = await Database.open(settings.database)
    member = {"report": arguments.member_report, "version": arguments.version}
    work = build if arguments.member_report is None else partial(build_member, **member)
    try:
        return await store.read(
            work,
            year=arguments.year,
            language_words=Texts(clock.local_date).words(arguments.language),
            formats=arguments.format,
            out=arguments.out,
            as_of=clock.local_date(),
            progress=lambda stage: print(f"{stage} ...", flush=True),
        )
    finally:
        await store.close()


def be_gentle() -> None:
    """Yield to the chat, and fail alone when memory runs out; where a limit cannot be set, do without."""
    try:
        os.nice(10)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def _year(text: str) -> int:
    if not text.isdecimal() or not 2000 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError("expected a year, for example 2026")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(text.split(",")))
    if wrong := [one for one in chosen if one not in FORMATS]:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: expected some of {','.join(FORMATS)}")
    return chosen
