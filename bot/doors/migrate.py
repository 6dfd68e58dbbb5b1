"""``python -m bot migrate``: bring the database to this release and load its plan."""

import argparse
from pathlib import Path

from bot import lock
from bot.clock import Clock
from bot.doors.database import newer
from bot.settings import Settings
from storage import migrate, plan
from storage.database import Connection
from storage.plan import Loaded

PLAN = Path(plan.__file__).parent / "data" / "plan-2026-2030.yaml"
HELP = "bring the database to this release, after a copy, and load the plan"


def arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Upgrade and load; doing it again changes nothing."""
    loaded: list[Loaded] = []

    def load(connection: Connection) -> None:
        loaded.append(plan.load(connection, plan.read_file(PLAN), now=Clock().now()))

    with lock.held(settings.data_dir):
        try:
            done = migrate.upgrade(settings.database, load)
        except migrate.Newer as error:
            raise newer(error.revision) from None
    if done.copy is not None:
        print(f"copied the database to {done.copy}")
    was = "was there already" if done.before == done.after else f"was {done.before or 'empty'}"
    print(f"database: revision {done.after} ({was})")
    for items in loaded:
        print(f"plan: {items.added} items added, {items.changed} changed, {items.same} as they were")
    return 0
