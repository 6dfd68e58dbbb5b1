"""``python -m benchmarks``: ours beside the bare echo and the usual way, in the same run, with verdicts.

Exit code 1 when a goal is missed. What each figure means is in docs/measured.md.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

from benchmarks import crowded, people
from benchmarks.dialogue import COUNT
from benchmarks.driver import ALONE, WARMING, Api, Contestant, measure
from benchmarks.figures import Figures, Series, goals, table, verdicts

RUNS = 3
LIFTED = "100000"
DIALOGUES = WARMING + ALONE + 2 * people.COUNT

ECHO = "A  echo (python-telegram-bot)"
STOCK = "B  ConversationHandler + SQLite"
OURS = "C  ours, every answer durable"


def echo(api: Api, folder: Path) -> Contestant:
    """The bare echo."""
    return Contestant(ECHO, "benchmarks.echo_bot", (api.base_url, api.token))


def stock(api: Api, folder: Path) -> Contestant:
    """The usual way."""
    folder.mkdir()
    return Contestant(STOCK, "benchmarks.stock_bot", (api.base_url, api.token, str(folder)))


def ours(api: Api, folder: Path) -> Contestant:
    """The real door ``run`` on a copy of the prepared folder, with the pace lifted."""
    copytree(folder.parent / "prepared", folder)
    settings = {
        "RETEA_TELEGRAM_TOKEN": api.token,
        "RETEA_TELEGRAM_BASE_URL": api.base_url,
        "RETEA_DATA_DIR": str(folder),
        "RETEA_HTTP_PORT": "0",
        "RETEA_PACE_OVERALL": LIFTED,
        "RETEA_PACE_CHAT": LIFTED,
        "RETEA_PACE_GROUP": LIFTED,
        "RETEA_RATE_BURST": "1000",
    }
    return Contestant(OURS, "benchmarks.ours", (), settings)


async def run(make: Callable[[Api, Path], Contestant], folder: Path, core: int) -> tuple[Figures, Api]:
    """One contestant once, against a fake of its own."""
    api = Api()
    async with api:
        return await measure(make(api, folder), api, people.PEOPLE, core), api


def faults_of(api: Api, folder: Path) -> tuple[str, ...]:
    """What is missing or too much at the end: a record a conversation, a message a step."""
    made, sent = people.reports(folder), api.sent.total()
    return (
        *([] if made == DIALOGUES else [f"{made} of {DIALOGUES} records"]),
        *([] if sent == DIALOGUES * COUNT else [f"{sent} messages for {DIALOGUES * COUNT} steps"]),
    )


def compare(folder: Path, core: int) -> int:
    """All contestants in turn, several times."""
    people.prepare(folder / "prepared")
    bare, usual, mine = Series(ECHO), Series(STOCK), Series(OURS)
    for number in range(RUNS):
        for series, make in ((bare, echo), (usual, stock), (mine, ours)):
            place = folder / f"{make.__name__}-{number}"
            figures, api = asyncio.run(run(make, place, core))
            if series is mine:
                figures = replace(figures, faults=faults_of(api, place))
            series.runs.append(figures)
            print(f"run {number + 1} of {RUNS}: {series.name}", file=sys.stderr)
    print("\n".join(table(bare, (usual, mine))), end="\n\n")
    reached = goals(bare, mine)
    print("\n".join(verdicts(reached)))
    return 0 if all(goal.kept for goal in reached) else 1


def beside_a_broadcast(folder: Path, core: int) -> int:
    """Ours at its own pace, once."""
    seen = asyncio.run(crowded.measure(folder, core))
    reached = crowded.goals(seen)
    print(f"\n{crowded.line(seen)}\n")
    print("\n".join(verdicts(reached)))
    return 0 if all(goal.kept for goal in reached) else 1


def main() -> int:
    """Bots on the last core, people and the Bot API fake on the others."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[:-1])
    print(
        f"{COUNT} steps a conversation, {people.COUNT} people, bots on one core of {len(cores)}, "
        f"median of {RUNS} runs.\nOurs sends at a lifted pace (RETEA_PACE_*), which it accepts because the "
        "server is not Telegram's.\n"
    )
    with tempfile.TemporaryDirectory(prefix="retea-bench-") as folder:
        return max(compare(Path(folder), cores[-1]), beside_a_broadcast(Path(folder) / "crowded", cores[-1]))


if __name__ == "__main__":
    raise SystemExit(main())
