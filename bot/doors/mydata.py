"""``python -m bot mydata``: everything that is held on one person, as files.

Also the child process of the chat's ``/datele_mele``. The files are packed without compression, in parts
that every channel takes; photos are compressed already.
"""

import argparse
import asyncio
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.doors import database
from bot.doors.problem import Problem
from bot.settings import Settings

HELP = "a copy of everything held on one person"
PART = 45_000_000
"""Bytes of files in one part; a bot of Telegram may send 50 MB."""

NAME = "datele-mele"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose data and where to."""
    parser.add_argument("--person", required=True, type=int, metavar="ID")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="made when it is missing")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the parts and a list of them; each path is a line."""
    database.must_be_current(settings)
    held = asyncio.run(_held(settings, arguments.person))
    if not held:
        raise Problem(f"nothing is held on a person with the number {arguments.person}")
    files = [settings.data_dir / row["path"] for row in held.get("media", ()) if row["path"]]
    for path in write(arguments.out, held, [one for one in files if one.is_file()]):
        print(path)
    return 0


async def _held(settings: Settings, person: int) -> dict[str, list[dict[str, Any]]]:
    """A reading unit on a snapshot: the bot goes on writing meanwhile."""
    from storage import personal
    from storage.database import Database

    store = await Database.open(settings.database)
    try:
        return await store.read(personal.held, person)
    finally:
        await store.close()


def write(out: Path, held: Mapping[str, Any], files: Sequence[Path], part: int = PART) -> tuple[Path, ...]:
    """The parts in ``out``: the data as JSON in the first, the files spread over all, and the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(held, ensure_ascii=False, indent=1)
    made = []
    for number, group in enumerate(_parts(files, part), 1):
        path = out / f"{NAME}-{number}.zip"
        with zipfile.ZipFile(path, "w") as packed:
            if number == 1:
                packed.writestr(f"{NAME}.json", text, zipfile.ZIP_DEFLATED)
            for file in group:
                packed.write(file, f"files/{file.name}")
        made.append(path)
    listed = [{"name": one.name, "kind": "zip", "caption": ""} for one in made]
    (out / "manifest.json").write_text(json.dumps({"files": listed}), encoding="utf-8")
    return tuple(made)


def _parts(files: Iterable[Path], part: int) -> list[list[Path]]:
    """The files in groups of at most ``part`` bytes; at least one group, each file once."""
    groups: list[list[Path]] = [[]]
    room = part
    for file in sorted(set(files)):
        size = file.stat().st_size
        if size > room and groups[-1]:
            groups.append([])
            room = part
        groups[-1].append(file)
        room -= size
    return groups
