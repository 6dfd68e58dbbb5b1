"""The database as the doors need it: of our shape, or a line that says why not."""

import os
import subprocess
import sys

from bot.doors.problem import Problem
from bot.settings import Settings
from storage import migrate


def newer(revision: str) -> Problem:
    """The refusal of a database that a later release has changed."""
    return Problem(
        f"the database has revision {revision}, newer than this release ({migrate.head()}): install the "
        "newer release, or go back to the copy made before its upgrade"
    )


def must_be_current(settings: Settings) -> None:
    """For tools beside the bot: they use the database and never change its shape."""
    try:
        current = migrate.is_current(settings.database)
    except migrate.Newer as error:
        raise newer(error.revision) from None
    if not current:
        raise Problem("the database is not ready: run `python -m bot migrate` first")


def bring_up(settings: Settings) -> None:
    """For the bot: compare revisions and, where they differ, migrate in a child process."""
    try:
        if migrate.is_current(settings.database):
            return
    except migrate.Newer as error:
        raise newer(error.revision) from None
    environ = {
        **os.environ,
        "RETEA_DATA_DIR": str(settings.data_dir),
        "RETEA_DATABASE_URL": settings.database_url or "",
    }
    done = subprocess.run([sys.executable, "-m", "bot", "migrate"], env=environ, check=False)
    if done.returncode:
        raise Problem("the database could not be brought up to date and was left as it was")
