"""People who type as fast as they are answered, against a Bot API fake in this process.

Starts a contestant as a child on a core of its own, lets people talk to it and reads the counters. What
is compared with what is decided in ``__main__``.
"""

import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from benchmarks.dialogue import steps
from benchmarks.figures import Figures, cpu_seconds, memory_mb, p95
from bot.clock import Clock
from tests.support.botapi import Call, FakeBotApi

DELAY = 0.05
SLOW_SECONDS = 7.0
"""How long the delayed conversation may take: a bot that answers one after the other needs far longer."""

QUIET_SECONDS = 2.6
"""After the last answer: results are written and old screens shortened, which is part of a step's cost."""

WARMING, ALONE = 50, 20


@dataclass(frozen=True)
class Contestant:
    """A program: arguments after ``python -m``, and its settings."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


class Api(FakeBotApi):
    """The fake with a bell for each chat, rung by new messages only: an edit is no answer."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: Counter[int] = Counter()
        self.conversations = itertools.count()
        self._bells: dict[int, asyncio.Event] = defaultdict(asyncio.Event)

    def _note(self, call: Call) -> None:
        super()._note(call)
        if call.delivered and call.chat_id is not None and call.method.startswith("send"):
            self.sent[call.chat_id] += 1
            self._bells[call.chat_id].set()

    async def step(self, person: int, text: str) -> float:
        """Type and wait for a new message; gives the milliseconds in between."""
        bell = self._bells[person]
        bell.clear()
        begin = time.perf_counter()
        self.text(person, text)
        await bell.wait()
        return 1000 * (time.perf_counter() - begin)


@dataclass
class Talk:
    """What a conversation of several people took."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Steps in a second."""
        return len(self.waits) / self.seconds


async def talk(api: Api, people: Sequence[int], limit: float = 20.0) -> Talk:
    """All of them report an event at the same time, for at most so many seconds; some answer must come."""
    done = Talk()

    async def one(person: int) -> None:
        for text in steps(next(api.conversations), Clock().local_date()):
            done.waits.append(await api.step(person, text))

    begin = time.perf_counter()
    with suppress(TimeoutError):
        async with asyncio.timeout(limit):
            await asyncio.gather(*(one(person) for person in people))
    done.seconds = time.perf_counter() - begin
    if not done.waits:
        raise RuntimeError("nobody was answered")
    return done


@contextmanager
def running(contestant: Contestant, core: int) -> Iterator[subprocess.Popen[str]]:
    """The contestant as a child that may use one core; asked to end at the end of the block."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})  # a child inherits it
    child = subprocess.Popen(
        [sys.executable, "-m", contestant.module, *contestant.arguments],
        env={**os.environ, **contestant.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.sched_setaffinity(0, ours)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            child.wait(15)
        child.kill()


async def measure(contestant: Contestant, api: Api, people: Sequence[int], core: int) -> Figures:
    """One run: start, warm up, everybody at once, one alone, everybody at once with delay."""
    begin = time.monotonic()
    with running(contestant, core) as child:
        await api.until(lambda: api.calls("getUpdates"), 30)
        start = api.calls("getUpdates")[0].at - begin
        await talk(api, people[:WARMING])
        crowd, cpu = await _counted(api, people, child.pid)
        calls = len(api.calls()) / len(crowd.waits)
        alone = Talk()
        for person in people[:ALONE]:
            alone.waits += (await talk(api, [person])).waits
        api.set_delay(DELAY)
        slow = await talk(api, people, SLOW_SECONDS)
        api.set_delay(0.0)
        await asyncio.sleep(QUIET_SECONDS)
        memory = memory_mb(child.pid)
    heavy = _heavy(child)
    return Figures(cpu, crowd.rate, slow.rate, p95(alone.waits), memory, start, calls, heavy)


async def _counted(api: Api, people: Sequence[int], pid: int) -> tuple[Talk, float]:
    """Everybody at once, and the CPU milliseconds of a step, what follows the answers included."""
    await asyncio.sleep(QUIET_SECONDS)
    api.reset_log()
    before = cpu_seconds(pid)
    crowd = await talk(api, people)
    await asyncio.sleep(QUIET_SECONDS)
    return crowd, 1000 * (cpu_seconds(pid) - before) / len(crowd.waits)


def _heavy(child: "subprocess.Popen[str]") -> tuple[str, ...]:
    """The heavy libraries that the child says it loaded."""
    lines = child.stdout.read().splitlines() if child.stdout is not None else []
    for line in reversed(lines):
        with suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, list):
                return tuple(map(str, said))
    return ()
