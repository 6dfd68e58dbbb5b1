"""The real bot in child processes that may be killed at a named point, forked from one warm process.

``python -m tests.support.bot_child`` is that process: it reads one ``Life`` a line and forks a watcher
for each, which forks the bot and writes down how it ended. Only waiting times are shortened in a life;
what runs is ``bot.app.serve``.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ParamSpec

import bot.app
import bot.engine
import bot.slow
from bot.channels import telegram_webhook
from bot.channels.telegram_client import Client
from bot.clock import Clock
from bot.lanes import Patience
from bot.settings import Settings, read
from handlers import dispatch
from handlers.context import World
from handlers.messages import Inbound
from handlers.presence import board
from scheduler import children, policy
from scheduler.children import Ended
from scheduler.jobs import MANIFEST
from scheduler.ticks import Tick, slow, table
from storage import crash
from storage.database import Connection
from storage.outbox import Row
from tests.support.botapi import sample_jpeg
from tests.support.mutants import MUTANTS
from tests.support.words import LenientTexts

P = ParamSpec("P")
BOOM = "boom"
COPY_AFTER = timedelta(seconds=0.3)
"""In a life a message in doubt is sent again after this instead of seconds or a minute."""


@dataclass(frozen=True)
class Life:
    """One run of the bot in ``folder`` against the Bot API at ``base_url``.

    It is killed at the given passage of ``point``; "" for never. ``watch`` writes every passed point to
    the file ``passed``. ``hook`` is the port for updates by webhook, 0 to poll; ``page`` that of pages for
    participants, 0 for none.
    """

    folder: str
    number: int
    base_url: str
    token: str
    point: str = ""
    passage: int = 1
    watch: bool = False
    mutant: str = ""
    operator: str = ""
    hook: int = 0
    page: int = 0
    ahead: float = 0
    burst: int = 1000

    @property
    def ended(self) -> Path:
        """Where the watcher writes the exit code: the number of the signal, negative, after a kill."""
        return Path(self.folder) / f"life-{self.number}.ended"

    @property
    def pid(self) -> Path:
        """Where the watcher writes the process id."""
        return Path(self.folder) / f"life-{self.number}.pid"


class Nursery:
    """The warm process, seen from the tests."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    @classmethod
    @contextmanager
    def open(cls) -> Iterator["Nursery"]:
        """Start it; it ends with the block."""
        command = [sys.executable, "-m", "tests.support.bot_child"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as process:
            yield cls(process)
            assert process.stdin is not None
            process.stdin.close()

    def begin(self, life: Life) -> None:
        """Begin a life."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(life)) + "\n")
        self._process.stdin.flush()


def live(life: Life) -> None:
    """Run the bot until it is told to stop or killed."""
    _hurry()
    _replace_slow_work()
    _stumble()
    _live_at_another_time(life.ahead)
    if life.mutant:
        MUTANTS[life.mutant]()
    if life.hook:
        _receive_at(life.hook)
    if life.watch:
        passed = os.open(f"{life.folder}/passed", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        crash.watch(lambda name: _note(passed, name))
    elif life.point:
        crash.arm(life.point, life.passage)
    asyncio.run(bot.app.serve(_settings(life)))


def _note(file: int, name: str) -> None:
    os.write(file, f"{name}\n".encode())


def _settings(life: Life) -> Settings:
    environ = {
        "RETEA_TELEGRAM_TOKEN": life.token,
        "RETEA_TELEGRAM_BASE_URL": life.base_url,
        "RETEA_DATA_DIR": life.folder,
        "RETEA_HTTP_PORT": str(life.hook or life.page),
        "RETEA_PUBLIC_URL": "https://retea.example.md" if life.page else "",
        "RETEA_PACE_OVERALL": "10000",
        "RETEA_PACE_CHAT": "10000",
        "RETEA_PACE_GROUP": "10000",
        "RETEA_RATE_BURST": str(life.burst),
        "RETEA_OPERATOR_CHAT": life.operator,
    }
    if life.hook:
        hook = {"RETEA_WEBHOOK_URL": "https://bot.example.md/hook", "RETEA_WEBHOOK_SECRET": "s" * 20}
        environ |= hook
    return read(environ)


def _hurry() -> None:
    """The waits of a bot that has time, made short."""
    for kind in tuple(policy.COPY_AFTER):
        policy.COPY_AFTER[kind] = COPY_AFTER
    board.EVERY = timedelta(seconds=0.3)
    options = bot.app.options_of

    def impatient(settings: Settings) -> bot.engine.Options:
        return replace(options(settings), patience=Patience(gap=0.3, album=2.0, outage=0.1))

    bot.engine.table = _often(table)  # type: ignore[attr-defined]
    bot.slow.slow = _often(slow)  # type: ignore[attr-defined]
    bot.app.options_of = impatient


def _live_at_another_time(ahead: float) -> None:
    """So many seconds from now: what is due by itself must not depend on when tests run."""

    class Elsewhen(Clock):
        def now(self) -> datetime:
            return super().now() + timedelta(seconds=ahead)

    bot.app.Clock = Elsewhen  # type: ignore[misc]


def _often(given: Callable[P, tuple[Tick, ...]]) -> Callable[P, tuple[Tick, ...]]:
    def often(*args: P.args, **kwargs: P.kwargs) -> tuple[Tick, ...]:
        ticks = (tick for tick in given(*args, **kwargs) if tick.name != "tidy")
        return tuple(replace(tick, every=0.2) for tick in ticks)

    return often


def _replace_slow_work() -> None:
    """A chart is made at once; a report always fails."""

    async def run(arguments: Sequence[str], environ: Mapping[str, str]) -> Ended:
        given = dict(one.removeprefix("--").partition("=")[::2] for one in arguments)
        if given["format"] != "png":
            return Ended("killed", "")
        out = Path(given["out"])
        out.mkdir(parents=True, exist_ok=True)
        (out / "chart.png").write_bytes(sample_jpeg(32, 32))
        listed = {"name": "chart.png", "kind": "png", "caption": "chart"}
        (out / MANIFEST).write_text(json.dumps({"files": [listed]}))
        return Ended("ok", "")

    children.run = run  # type: ignore[assignment]


def _stumble() -> None:
    """The word BOOM cannot be handled, whatever is tried."""
    step = dispatch.step

    def stumbling(
        connection: Connection, world: World, ids: Sequence[int], inbound: Inbound, now: datetime
    ) -> tuple[Row, ...]:
        if inbound.text == BOOM:
            raise ArithmeticError
        return step(connection, world, ids, inbound, now)

    stumbling.__name__ = "step"
    dispatch.step = stumbling


def _receive_at(port: int) -> None:
    """Let the fake bring updates to the loopback address."""
    register = telegram_webhook.register

    async def register_here(client: Client, url: str, secret: str) -> None:
        await register(client, f"http://127.0.0.1:{port}/hook", secret)

    telegram_webhook.register = register_here


def watch_over(life: Life) -> None:
    """Fork the bot, wait for its end, write its exit code."""
    pid = os.fork()
    if pid == 0:
        log = os.open(f"{life.folder}/log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 2)
        code = 0
        try:
            live(life)
        except BaseException:
            traceback.print_exc()
            code = 1
        os._exit(code)
    life.pid.write_text(str(pid))
    _, status = os.waitpid(pid, 0)
    aside = life.ended.with_suffix(".aside")
    aside.write_text(str(os.waitstatus_to_exitcode(status)))
    aside.rename(life.ended)


def main() -> None:
    """Load everything once, then fork a watcher for every line."""
    bot.engine.Texts = LenientTexts  # type: ignore[attr-defined]
    LenientTexts(date.today)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            watch_over(Life(**json.loads(line)))
            os._exit(0)


if __name__ == "__main__":
    main()
