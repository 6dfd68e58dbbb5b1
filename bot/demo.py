"""The demo: the whole product on this machine with fictional data, two phones side by side, no network.

Nothing works here that does not work in ``bot.app``: only the channel differs.
"""

import asyncio
import signal
from collections.abc import Mapping
from dataclasses import replace
from math import inf

from prometheus_client.metrics_core import Metric

from bot.app import metrics, options_of
from bot.channels.web import Web
from bot.channels.web_files import Uploads
from bot.clock import MovableClock
from bot.demo_data import fill
from bot.engine import Engine
from bot.server import Server, application
from bot.settings import Settings
from bot.slow import Slow
from bot.travel import Travel
from bot.web.clock import ClockPages
from bot.web.demo import Demo, Phone
from bot.web.presence import PresencePages
from storage.database import Database

PEOPLE = {"coordinator": "Ana", "secretary": "Maria", "olga": "Ольга", "ion": "Ion"}


async def serve(settings: Settings) -> None:
    """Run until a signal asks to stop; raises ``OSError`` when the port is taken."""
    database = await Database.open(settings.database)
    clock = MovableClock(settings.data_dir)
    await database.transaction(fill, clock.now(), clock.local_date())
    engine = Engine(database, clock, replace(options_of(settings), pace_overall=inf, pace_chat=inf))
    uploads = Uploads(settings.data_dir / "uploads", per_hour=2 * settings.files_hour)
    first = int(clock.now().timestamp() * 1000)
    web = Web(PEOPLE, engine.receive, uploads, clock.now, first)
    engine.channels[web.name] = web
    phones = (
        Phone("coordinator", "web.phone.coordinator", "/start"),
        Phone("secretary", "web.phone.secretary", "/start"),
        Phone("olga", "web.phone.coordinator", "/start", aside=True),
        Phone("ion", "web.phone.coordinator", "/start", aside=True),
    )

    async def health() -> tuple[bool, Mapping[str, object]]:
        return True, {"demo": True, "sending": engine.sender.stopped or "ok"}

    async def figures() -> list[Metric]:
        return await metrics(engine)

    slow = Slow(engine, settings)
    travel = Travel(engine, clock, slow.settled)
    pages = ClockPages(travel, clock, engine.texts, phones)
    routes = (*Demo(web, phones).routes(), *pages.routes(), *PresencePages(engine).routes())
    app = application(health, figures, routes, hosts=("127.0.0.1", "localhost"))
    server = Server(app, "127.0.0.1", settings.http_port)
    try:
        await server.start()
        engine.public = f"http://127.0.0.1:{server.port}"
        await engine.start(await slow.start())
        print(f"Rețea: http://127.0.0.1:{server.port}", flush=True)  # noqa: T201 - the door's one line
        await _until_asked()
    finally:
        await travel.stop()
        await server.stop()
        await slow.stop()
        await engine.stop()


async def _until_asked() -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked.set)
    await asked.wait()


def demo(settings: Settings) -> int:
    """The door ``demo``, after the data folder is locked and the database is up to date."""
    asyncio.run(serve(settings))
    return 0
