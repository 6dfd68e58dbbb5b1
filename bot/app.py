"""The real bot: the engine with Telegram, the health server, and an orderly end on a signal.

The only place that knows all parts. Settings come in; a code for the shell comes out.
"""

import asyncio
import gc
import logging
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.routing import BaseRoute

from bot.channels import telegram_webhook
from bot.channels.telegram import Telegram
from bot.channels.telegram_client import Client, Refused, connect, meet
from bot.channels.telegram_poll import Poller, State
from bot.channels.telegram_profile import Introduction, introduce
from bot.channels.telegram_queries import Queries
from bot.channels.telegram_request import AiohttpRequest
from bot.clock import Clock
from bot.doors.problem import Problem
from bot.engine import Engine, Options
from bot.secret import server_key
from bot.server import Server, application
from bot.settings import Settings
from bot.slow import Slow
from bot.texts import LANGUAGES
from bot.web.presence import PresencePages
from handlers.commands import COMMANDS
from handlers.messages import Text
from storage import outbox
from storage.database import Database

log = logging.getLogger(__name__)

YOUNG = 10_000
"""New objects after which they are searched for garbage: a step makes thousands, hardly any in a circle."""


class App:
    """Everything that runs, started and stopped in order."""

    def __init__(self, settings: Settings, engine: Engine, client: Client) -> None:
        self.settings = settings
        self.engine = engine
        self.client = client
        self.channel = Telegram(client)
        self.queries = Queries(self.channel.answer_query)
        self.poller = Poller(client, engine.receive, self.queries, self._tell)
        self.slow = Slow(engine, settings)
        self.server = Server(
            application(self._health, self._metrics, self._routes()), settings.http_host, settings.http_port
        )
        self._polling: asyncio.Task[None] | None = None
        self._introducing: asyncio.Task[int] | None = None
        self._told: set[str] = set()
        engine.channels[self.channel.name] = self.channel

    async def start(self) -> None:
        """Meet Telegram, take up what was left, then begin to receive."""
        await self.server.start()
        username = await meet(self.client)
        (self.settings.data_dir / "bot-username").write_text(username, encoding="utf-8")
        self.engine.link = lambda token: f"https://t.me/{username}?start={token}"
        await self.engine.start(await self.slow.start())
        if self.settings.webhook_url:
            await telegram_webhook.register(self.client, self.settings.webhook_url, self._secret())
        else:
            self._polling = asyncio.create_task(self.poller.run(), name="poller")
        self._introducing = asyncio.create_task(introduce(self.client, self._introductions()))
        log.info("started as %s", username)

    async def stop(self) -> None:
        """Receive nothing new, finish what is under way, end."""
        self.poller.stop()
        if self._polling is not None:
            await self._polling
        await self.server.stop()
        await self.slow.stop()
        await self.engine.stop()
        await self.queries.close()
        if self._introducing is not None:
            self._introducing.cancel()
            with suppress(asyncio.CancelledError):
                await self._introducing
        await self.client.shutdown()

    async def _tell(self, state: State) -> None:
        """A second bot with our token, or a token that is refused: the operator hears it once."""
        if state not in self._told:
            self._told.add(state)
            await self.engine.alarm(f"operator.{state}")

    def _secret(self) -> str:
        secret = self.settings.webhook_secret
        return secret.get_secret_value() if secret is not None else ""

    def _routes(self) -> Sequence[BaseRoute]:
        routes = PresencePages(self.engine).routes() if self.settings.public_url else []
        if self.settings.webhook_url:
            path = urlsplit(self.settings.webhook_url).path or "/"
            routes.append(telegram_webhook.route(path, self._secret(), self.engine.receive, self.queries))
        return routes

    async def _health(self) -> tuple[bool, Mapping[str, object]]:
        counts = await self.engine.database.read(outbox.counts, self.engine.clock.now())
        state = "webhook" if self.settings.webhook_url else self.poller.state
        details = {
            "receiving": state,
            "sending": self.engine.sender.stopped or "ok",
            "safe_mode": self.engine.safe,
            "outbox": dict(counts.states),
        }
        healthy = state in ("webhook", "polling", "starting") and not self.engine.safe
        return healthy, details

    async def _metrics(self) -> list[Metric]:
        return await metrics(self.engine)

    def _introductions(self) -> list[Introduction]:
        return [self._introduce(language, language) for language in LANGUAGES] + [self._introduce("", "ro")]

    def _introduce(self, app: str, language: str) -> Introduction:
        def say(key: str) -> str:
            return self.engine.texts.render(language, Text(key))

        commands = tuple(
            (one.name, self.engine.texts.render(language, one.says))
            for one in COMMANDS
            if one.menu and not one.who
        )
        return Introduction(
            app, say("bot.name"), say("bot.short_description"), say("bot.description"), commands
        )


async def metrics(engine: Engine) -> list[Metric]:
    """Counts for a monitoring system; no names, no texts."""
    counts = await engine.database.read(outbox.counts, engine.clock.now())
    rows = GaugeMetricFamily("retea_outbox_rows", "Rows of the outbox by state", labels=["state"])
    for state, number in counts.states.items():
        rows.add_metric([state], number)
    age = GaugeMetricFamily("retea_outbox_oldest_seconds", "Age of the oldest message that waits")
    since = counts.waiting_since
    age.add_metric([], (engine.clock.now() - since).total_seconds() if since else 0)
    sent = CounterMetricFamily("retea_sends", "Ends of sends since the start", labels=["end"])
    for end, number in engine.sender.counted.items():
        sent.add_metric([end], number)
    updates = CounterMetricFamily("retea_updates", "Updates since the start", labels=["end"])
    for end, number in engine.lanes.counted.items():
        updates.add_metric([end], number)
    return [rows, age, sent, updates]


def options_of(settings: Settings) -> Options:
    """What the engine needs of the settings."""
    return Options(
        secret=server_key(settings.data_dir),
        phone=settings.secretariat_phone or "",
        hours=settings.secretariat_hours,
        language=settings.language,
        operator=settings.operator,
        public=settings.public_url or "",
        files=settings.data_dir,
        pace_overall=settings.pace_overall,
        pace_chat=settings.pace_chat,
        pace_group=settings.pace_group,
        rate_burst=settings.rate_burst,
        files_hour=settings.files_hour,
        files_month_mb=settings.files_month_mb,
        approve_above=settings.approve_above,
    )


async def serve(settings: Settings) -> None:
    """Run until a signal asks to stop; raises ``OSError`` when the port is taken."""
    database = await Database.open(settings.database)
    engine = Engine(database, Clock(), options_of(settings))
    app = App(settings, engine, _client(settings))
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked.set)
    try:
        await _start(app, asked)
        _spare_the_collector()
        await asked.wait()
    except Refused as refused:
        raise Problem(_mend(refused)) from None
    finally:
        await app.stop()


def _mend(refused: Refused) -> str:
    """What to do about a start that Telegram refuses."""
    if refused.kind == "token":
        return (
            "Telegram does not know this token: copy RETEA_TELEGRAM_TOKEN again from @BotFather, "
            "or check RETEA_TELEGRAM_BASE_URL"
        )
    return f"Telegram does not take the webhook ({refused.code}): check RETEA_WEBHOOK_URL, it must be https"


async def _start(app: App, asked: asyncio.Event) -> None:
    """Start, unless a signal comes first: without a network the start waits for one."""
    starting = asyncio.create_task(app.start())
    stopping = asyncio.create_task(asked.wait())
    await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not starting.done():
        starting.cancel()
    with suppress(asyncio.CancelledError):
        await starting


def _spare_the_collector() -> None:
    """What the start has loaded lives to the end: it is not searched for garbage at each full collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def _client(settings: Settings) -> Client:
    token = settings.telegram_token
    return connect(
        token.get_secret_value() if token is not None else "",
        settings.telegram_base_url,
        AiohttpRequest(),
        AiohttpRequest(connections=2),
    )


def run(settings: Settings) -> int:
    """The door ``run``, after the data folder is locked and the database is up to date."""
    asyncio.run(serve(settings))
    return 0
