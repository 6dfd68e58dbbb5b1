"""A broadcast to a thousand waits while people talk: is the allowed rate used, kept, and nobody held up?

The real door ``run`` at its own pace, against a server with Telegram's flood control. What is compared with
what is decided in ``__main__``.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import people
from benchmarks.dialogue import steps
from benchmarks.driver import Api, Contestant, running
from benchmarks.figures import Goal, p95
from bot.clock import Clock
from tests.support.botapi import Call, busiest
from tests.support.hundred import invite

WAITING = range(20_001, 21_001)
"""People who only wait for the invitation."""

EVERY = 5.0
SECONDS = 40.0
"""Everybody makes a step every so many seconds, and so long it is measured."""

WARMING = 8.0
"""The first step of everybody also writes their menu of commands, which is no message."""

ALLOWED = 25
LEAST = 0.95
PATIENCE_MS = 500.0


@dataclass
class Crowded:
    """What was seen: calls a second, the most in any second, to one chat, refusals, waits in milliseconds."""

    rate: float = 0.0
    most: int = 0
    most_a_chat: int = 0
    refused: int = 0
    invited: int = 0
    waits: list[float] = field(default_factory=list)


async def measure(folder: Path, core: int) -> Crowded:
    """Prepare, start, let everybody talk, count."""
    people.prepare(folder)
    api = Api()
    async with api:
        invite(people.url(folder), api, datetime.now(UTC), WAITING)
        api.flood()
        with running(_door(api, folder), core):
            await api.until(lambda: len(api.deliveries()) > ALLOWED, 60)
            seen = Crowded()
            talking = asyncio.create_task(_talk(api, seen.waits))
            await asyncio.sleep(WARMING)
            api.reset_log()
            seen.waits.clear()
            await asyncio.sleep(SECONDS)
            talking.cancel()
            _count(seen, [call for call in api.calls() if call.method.startswith(("send", "edit"))])
    return seen


def _door(api: Api, folder: Path) -> Contestant:
    settings = {
        "RETEA_TELEGRAM_TOKEN": api.token,
        "RETEA_TELEGRAM_BASE_URL": api.base_url,
        "RETEA_DATA_DIR": str(folder),
        "RETEA_HTTP_PORT": "0",
    }
    return Contestant("crowded", "benchmarks.ours", (), settings)


async def _talk(api: Api, waits: list[float]) -> None:
    """Everybody types a step every few seconds, each at a moment of their own; ``waits`` for the answers."""

    async def one(number: int, person: int) -> None:
        await asyncio.sleep(EVERY * number / people.COUNT)
        while True:
            for text in steps(number, Clock().local_date()):
                begun = asyncio.get_running_loop().time()
                waits.append(await api.step(person, text))
                await asyncio.sleep(max(0.0, begun + EVERY - asyncio.get_running_loop().time()))

    await asyncio.gather(*(one(number, person) for number, person in enumerate(people.PEOPLE)))


def _count(seen: Crowded, calls: list[Call]) -> None:
    seen.rate = len(calls) / SECONDS
    seen.most = busiest(calls)
    by_chat: dict[int | None, list[Call]] = {}
    for call in calls:
        by_chat.setdefault(call.chat_id, []).append(call)
    seen.most_a_chat = max(map(busiest, by_chat.values()))
    seen.refused = sum(call.code == 429 for call in calls)
    seen.invited = sum(call.chat_id in WAITING for call in calls)


def goals(seen: Crowded) -> list[Goal]:
    """Every promise with what was reached."""
    share, wait = seen.rate / ALLOWED, p95(seen.waits)
    kept = seen.most <= ALLOWED and seen.most_a_chat <= 1 and not seen.refused
    most = f"{seen.most} a second, {seen.most_a_chat} to a chat, {seen.refused} refused"
    return [
        Goal("share of the allowed rate in use", f">= {LEAST:.2f}", f"{share:.3f}", share >= LEAST),
        Goal("windows over the limit or refused", "none", most if not kept else "none", kept),
        Goal("p95 of a step beside it, ms", f"< {PATIENCE_MS:.0f}", f"{wait:.0f}", wait < PATIENCE_MS),
    ]


def line(seen: Crowded) -> str:
    """What happened, in a line."""
    return (
        f"A broadcast to {len(WAITING)} waits, {people.COUNT} people make a step every {EVERY:.0f} s for "
        f"{SECONDS:.0f} s: {seen.invited} invitations, {len(seen.waits)} answers, {seen.rate:.1f} calls/s."
    )
