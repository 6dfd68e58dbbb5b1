"""The product without its doors: store, lanes, sender, clockwork, put together once.

``bot.app`` adds Telegram, ``bot.demo`` the web chat; tests and the bench add what they need. Nothing
here decides what is said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.allowance import Allowance, Limit
from bot.clock import ZONE_NAME, Clock
from bot.core import Core
from bot.deliver import Delivery
from bot.lanes import Lanes, Patience
from bot.texts import Texts
from handlers import dispatch
from handlers.channel import Channel
from handlers.context import World
from handlers.messages import Kind, Said, Screen, Text
from handlers.proactive.sources import prepare
from handlers.quota import MEGABYTE
from handlers.wire import pack_screen
from scheduler.pace import Pace
from scheduler.runner import Runner
from scheduler.sending import Sender
from scheduler.ticks import Tick, table
from storage import inbox, outbox, starts
from storage.database import Connection, Database


@dataclass
class Options:
    """What differs between installations and tests."""

    secret: bytes
    phone: str = ""
    hours: str = ""
    language: str = "ro"
    operator: tuple[str, str] | None = None
    public: str = ""
    pace_overall: float = 25.0
    pace_chat: float = 1.0
    pace_group: float = 18.0
    rate_burst: int = 20
    rate_hour: int = 200
    files_hour: int = 30
    files_month_mb: int = 200
    approve_above: int = 20
    files: Path = Path()
    patience: Patience = field(default_factory=Patience)


class Engine:
    """Takes what channels received, answers it, sends what is due. Channels are added before ``start``."""

    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self.database = database
        self.clock = clock
        self.options = options
        self.texts = Texts(clock.local_date)
        self.channels: dict[str, Channel] = {}
        self.link: Callable[[str], str] = lambda token: ""
        self.public = options.public
        self.delivery = Delivery(database, self.texts, self.channels, options.files)
        pace = Pace(options.pace_overall, options.pace_chat, options.pace_group, self.is_group)
        self.sender = Sender(
            database, self.delivery.deliver, clock, collapse=self.delivery.collapse, pace=pace
        )
        self.world = self._world()
        self.lanes = Lanes(
            database,
            self.channels,
            Core(self.world, dispatch.step, dispatch.poison, dispatch.warn),
            self.sender.offer,
            clock,
            allowance=self._allowance(),
            patience=options.patience,
        )
        self.safe = False
        self._start: starts.Start | None = None
        self._runner: Runner | None = None

    async def start(self, ticks: Sequence[Tick] = ()) -> None:
        """Take up what an earlier process left, then be ready for ``receive``."""
        self._start = await self.database.transaction(starts.begin, self.clock.now())
        self.safe = self._start.safe
        if self.safe:
            await self.alarm("operator.safe_mode")
            return
        await self.sender.start()
        await self.lanes.recover()
        await self.database.transaction(prepare, self.clock.now())
        self._runner = Runner((*table(self.database, self.sender, self.clock), *ticks))
        self._runner.start()

    async def round(self) -> None:
        """Do at once what is due: for a clock that was set forward."""
        if self._runner is not None:
            await self._runner.round()

    async def stop(self) -> None:
        """Finish what is under way; everything else is on disk."""
        if self._runner is not None:
            self._runner.stop()
        await self.lanes.stop()
        await self.sender.stop()
        if self._start is not None:
            await self.database.transaction(starts.end, self._start, self.clock.now())
        await self.database.close()

    async def receive(self, received: Sequence[inbox.Received]) -> None:
        """Store a batch; when this returns it is on disk and the channel may confirm it."""
        entries = await self.database.transaction(inbox.store, received, self.clock.now())
        if self.safe:
            await self._say_we_repair(entries)
        else:
            self.lanes.offer(entries)

    async def alarm(self, key: str, n: int | None = None, **args: Said) -> None:
        """Tell the operator's chat, if there is one; ids and codes only."""
        if self.options.operator is None:
            return
        row = await self.database.transaction(
            _alarm, self.options.operator, Text(key, args, n), self.clock.now()
        )
        self.sender.offer([row] if row is not None else [])

    async def _say_we_repair(self, entries: Sequence[inbox.Entry]) -> None:
        private = [entry for entry in entries if not self.is_group((entry.channel, entry.chat or ""))]
        rows = await self.database.transaction(_repairing, private, self._start, self.clock.now())
        self.sender.offer(rows)

    def is_group(self, chat: tuple[str, str]) -> bool:
        """Whether several people read a chat, as its channel says."""
        channel = self.channels.get(chat[0])
        return channel is not None and channel.is_group(chat[1])

    def link_of(self, token: str) -> str:
        """The deep link of an invitation on the channel that has links; "" when there is none."""
        return self.link(token)

    def page_of(self, path: str) -> str:
        """The public address of a path; "" when phones from outside cannot reach this installation."""
        return f"{self.public}{path}" if self.public else ""

    def _world(self) -> World:
        zone = ZoneInfo(ZONE_NAME)
        return World(
            every=self.texts.every,
            in_language=self.texts.render,
            local_date=lambda moment: moment.astimezone(zone).date(),
            link=self.link_of,
            page=self.page_of,
            secret=self.options.secret,
            phone=self.options.phone,
            hours=self.options.hours,
            usual_language=self.options.language,
            operator=self.options.operator,
            files_hour=self.options.files_hour,
            files_month=self.options.files_month_mb * MEGABYTE,
            approve_above=self.options.approve_above,
        )

    def _allowance(self) -> Allowance:
        burst = Limit(self.options.rate_burst, timedelta(seconds=10))
        return Allowance((burst, Limit(self.options.rate_hour, timedelta(hours=1))))


def _alarm(connection: Connection, operator: tuple[str, str], said: Said, now: datetime) -> outbox.Row | None:
    channel, chat = operator
    content = {"screen": pack_screen(Screen("alarm", (said,)))}
    message = outbox.Message(channel=channel, chat=chat, kind=Kind.ALERT, content=content)
    return outbox.add(connection, message, now, claimed=True)


def _repairing(
    connection: Connection, entries: Sequence[inbox.Entry], start: starts.Start | None, now: datetime
) -> tuple[outbox.Row, ...]:
    """Once for each chat and start: nothing is lost, we are repairing."""
    rows = []
    for entry in entries:
        if entry.chat is None:
            continue
        message = outbox.Message(
            channel=entry.channel,
            chat=entry.chat,
            kind=Kind.REPLY,
            content={"screen": pack_screen(Screen("safe_mode", (Text("safe_mode.reply"),)))},
            dedupe=f"safe:{start.id if start else 0}:{entry.chat}",
        )
        rows.append(outbox.add(connection, message, now, claimed=True))
    return tuple(row for row in rows if row is not None)
