"""The table of ticks: name, how often, what is called. Nothing happens by itself that is not here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scheduler.asking import Asking
from scheduler.broadcasts import Followed
from scheduler.checking import Checking
from scheduler.erasing import Erasing
from scheduler.fetching import Fetching
from scheduler.groups import Groups
from scheduler.housekeeping import Housekeeping, prune
from scheduler.jobs import Jobs
from scheduler.presence import Boards
from scheduler.sending import Sender
from scheduler.timing import Time
from storage.database import Database

HOUR = 3600


@dataclass(frozen=True)
class Tick:
    """``work`` is called every ``every`` seconds."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]


def table(database: Database, sender: Sender, time: Time) -> tuple[Tick, ...]:
    """The ticks of every running bot."""

    async def prune_all() -> None:
        await database.transaction(prune, time.now())

    return (
        Tick("outbox", 1, sender.tick),
        Tick("prune", HOUR, prune_all),
        Tick("asking", 60, Asking(database, sender, time).tick),
        Tick("presence", 3, Boards(database, sender, time).tick),
        Tick("groups", 5, Groups(database, sender, time).tick),
        Tick("broadcasts", 3, Followed(database, sender, time).tick),
    )


def slow(
    jobs: Jobs, fetching: Fetching, checking: Checking, housekeeping: Housekeeping, erasing: Erasing
) -> tuple[Tick, ...]:
    """The ticks of work that takes its time, for the bot that has a data folder of its own."""
    return (
        Tick("jobs", 2, jobs.tick),
        Tick("fetching", 3, fetching.tick),
        Tick("checking", 3, checking.tick),
        Tick("tidy", HOUR, housekeeping.tidy),
        Tick("erasing", HOUR, erasing.tick),
    )
