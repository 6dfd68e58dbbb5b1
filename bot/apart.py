"""Reading a table in a process of its own: little memory, little time, no settings and no secrets.

    python -m bot.apart FILE

prints the tables as JSON, or why there are none. Whatever a hostile file does, it does it there.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from bot.spreadsheets import Unreadable, read_tables, too_big
from handlers.exchange.table import Table
from handlers.messages import say
from scheduler.children import KNOWN_TO_ALL

MEMORY = 256_000_000
"""Bytes of data; a table of 5,000 rows needs a quarter of it."""

SECONDS = 5
MOST_SAID = 40_000_000


def read_apart(path: Path) -> tuple[Table, ...]:
    """What ``read_tables`` reads, at no risk of ours; raises ``Unreadable``."""
    environ = {name: os.environ[name] for name in KNOWN_TO_ALL if name in os.environ}
    command = [sys.executable, "-m", "bot.apart", str(path.absolute())]
    try:
        done = subprocess.run(
            command, env=environ, cwd=ROOT, capture_output=True, timeout=3 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise too_big(path.name) from None
    if done.returncode != 0 or len(done.stdout) > MOST_SAID:
        raise too_big(path.name)
    said = json.loads(done.stdout)
    if "why" in said:
        raise Unreadable(say(said["why"]), said["line"])
    return tuple(Table(one[0], tuple(one[1]), tuple(tuple(row) for row in one[2])) for one in said["tables"])


ROOT = Path(__file__).parent.parent


def main(path: Path) -> str:
    """The answer of the child."""
    try:
        tables = read_tables(path)
    except Unreadable as problem:
        return json.dumps({"why": problem.says.key, "line": problem.lines[0]})
    return json.dumps({"tables": [[one.name, one.heading, one.rows] for one in tables]})


def limit() -> None:
    """Bound memory and time; where a limit cannot be set, do without."""
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    limit()
    sys.stdout.write(main(Path(sys.argv[1])))
