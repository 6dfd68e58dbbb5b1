"""What the jobs about tables share in their child process: the store, the files, the clock of the moment."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.apart import read_apart
from handlers.context import Context, World
from handlers.exchange import answers
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from handlers.exchange.tables import Trouble
from handlers.messages import Said, say
from storage import media
from storage.database import Connection, Database
from storage.jobs import Job


@dataclass(frozen=True)
class Bench:
    """What the work is done with; ``out`` is where files go, ``data`` where sent files lie, ``reads``
    opens one."""

    store: Database
    world: World
    now: datetime
    out: Path
    data: Path
    reads: Callable[[Path], tuple[Table, ...]] = read_apart

    def desk(self, connection: Connection, job: Job) -> Context:
        """The context in which tables are read and written."""
        return at_desk(connection, self.world, self.now, str(job.arguments["language"]))


def path_of(connection: Connection, job: Job, data: Path) -> Path | None:
    """Where the table lies; None when it was refused or is not kept any more."""
    found = media.get(connection, [int(job.arguments["media"])])
    return next((data / one.path for one in found if one.state == media.CHECKED and one.path), None)


def keep(out: Path, name: str, made: Sequence[Table]) -> None:
    """Write the workbook and the list that names it."""
    from bot.spreadsheets import write_tables

    out.mkdir(parents=True, exist_ok=True)
    write_tables(out / name, made)
    list_of(out, name, "xlsx")


def list_of(out: Path, name: str, kind: str) -> None:
    """The list of what was made, which the parent reads."""
    listed = [{"name": name, "kind": kind, "caption": ""}]
    (out / "manifest.json").write_text(json.dumps({"files": listed}), encoding="utf-8")


def with_all(bench: Bench, job: Job, troubles: Sequence[Trouble]) -> Path | None:
    """A file with all problems when a screen has not all of them."""
    from bot.spreadsheets import write_tables

    if len(troubles) <= answers.fits(troubles, bench.world.every):
        return None
    bench.out.mkdir(parents=True, exist_ok=True)
    path = bench.out / "de-corectat.xlsx"
    spoken = partial(bench.world.in_language, str(job.arguments["language"]))
    write_tables(path, [answers.all_troubles(troubles, spoken)])
    return path


def gone() -> Said:
    """The sent file is not kept any more."""
    return say("exchange.file.gone")
