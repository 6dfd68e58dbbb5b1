"""A chat that reads like one: ``says``, ``taps``, ``is_asked``, ``sees``, against the real step and store.

Everything is real but the channel: each act goes through inbox, step, outbox and rendering.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import StaticPool, create_engine

from bot.deliver import render
from bot.texts import Texts
from handlers import actions, dispatch
from handlers.context import World
from handlers.messages import In, Inbound, Incoming, Rendered, Screen
from handlers.understand.fold import fold
from handlers.understand.languages import LANGUAGES
from handlers.wire import read_said, read_screen
from storage import inbox, invitations, organisations, outbox, people, plan, results
from storage.database import Connection, tool_connection
from storage.schema import Base

TOWN = ZoneInfo("Europe/Chisinau")
START = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
PLAN = Path("storage/data/plan-2026-2030.yaml")

assert actions.ACTIONS


@cache
def _printed() -> bytes:
    """A database with all tables and the plan, made once a process."""
    driver = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        plan.load(connection, plan.read_file(PLAN), now=datetime(2026, 1, 2, tzinfo=UTC))
    image = driver.serialize()
    engine.dispose()
    return image


def town_in(folder: Path) -> Town:
    """A town whose database stands in ``folder``."""
    (folder / "retea.sqlite").write_bytes(_printed())
    return Town(f"sqlite:///{folder / 'retea.sqlite'}")


LONGEST = {"label": 28, "home": 34, "body": 450, "long": 1500, "card": 4096}
CARDS = ("review.card", "record.card", "annual.card", "broadcast.preview", "broadcast.asked")
"""What is accepted is read whole: a card may be as long as one message."""

LONG_SCREENS = (
    "event.review",
    "merge.preview",
    "review",
    "record",
    "standing",
    "drafts",
    "found",
    "members",
    "access",
    "missing",
    "deadlines",
    "ask_back",
    "ret",
    "quick",
    "rsvp",
    "groups",
    "help.example",
    "letters",
    "exchange",
    "annual",
    "owed.desk",
    "upcoming",
    "privacy",
    "forget",
    "broadcast",
    "rsvp.card",
)
"""Screens that show what people wrote: lists and cards; the others are questions and short answers."""


def keys_of(packed: Any) -> Iterator[str]:
    """The catalogue keys of a packed screen."""
    if isinstance(packed, dict):
        yield from [packed["k"]] if isinstance(packed.get("k"), str) else []
        packed = list(packed.values())
    if isinstance(packed, list):
        for part in packed:
            yield from keys_of(part)


def lint(texts: Texts, row: outbox.Row) -> None:
    """Each screen that any test reaches, in each language: it says something and fits a phone."""
    screen = read_screen(row.content["screen"])
    for language in ("ro", "ru", "en"):
        message = render(texts, language, screen, row.screen, 3)
        body = "\n".join(message.lines)
        assert body.strip(), f"nothing is said: {screen.key}"
        long = "long" if screen.key.startswith(LONG_SCREENS) else "body"
        whole = screen.key.startswith(CARDS) or row.content.get("plain", False)
        most = LONGEST["card" if whole else long]
        assert len(body) <= most, f"{language} {screen.key}: {len(body)} characters\n{body}"
        labels = [button.label for line in message.rows for button in line]
        assert [label for label in labels if len(label) > LONGEST["label"]] == [], screen.key
        if row.content.get("plain"):
            unsaid = [label for label in labels if label.rstrip("…") not in body and label != "·"]
            assert screen.grid or unsaid == [], f"{screen.key} says only on buttons: {unsaid}"
        keys = [key for line in message.home or () for key in line]
        assert [key for key in keys if len(key) > LONGEST["home"]] == [], screen.key


@dataclass
class Shown:
    """One message in a chat as it stands now."""

    id: str
    kind: str
    message: Rendered
    keys: frozenset[str] = frozenset()
    collapsed: str | None = None
    edited: int = 0

    @property
    def text(self) -> str:
        """All words of the message."""
        parts = [self.message.error, self.message.head, *self.message.lines]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [button.label for row in self.message.rows for button in row]


@dataclass
class Town:
    """The whole product without a network: one database, a clock to move, any number of chats."""

    url: str
    now: datetime = START
    texts: Texts = field(init=False)
    chats: dict[str, Chat] = field(default_factory=dict)
    sent: list[outbox.Row] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    operator: tuple[str, str] | None = None
    public: str = ""
    usual_language: str = "ro"

    def __post_init__(self) -> None:
        self.texts = Texts(lambda: self.today)
        self._ids = itertools.count(1000)

    @property
    def today(self) -> date:
        """The date in town."""
        return self.now.astimezone(TOWN).date()

    @property
    def world(self) -> World:
        """The world of the steps."""
        return World(
            every=self.texts.every,
            in_language=self.texts.render,
            local_date=lambda moment: moment.astimezone(TOWN).date(),
            link=lambda token: f"https://t.me/retea_test_bot?start={token}",
            page=lambda path: f"{self.public}{path}" if self.public else "",
            secret=b"test",
            phone="0231 5 46 19",
            hours="9:00–17:00",
            usual_language=self.usual_language,
            operator=self.operator,
        )

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """A transaction on the store."""
        with tool_connection(self.url) as connection:
            yield connection

    def chat(self, name: str, language: str = "") -> Chat:
        """The phone of somebody."""
        if name not in self.chats:
            self.chats[name] = Chat(self, name, hint=language)
        return self.chats[name]

    def organisation(self, name: str) -> int:
        """The id of a member organisation, which is added when it is new."""
        with self.work() as connection:
            known = {one.name: one.id for one in organisations.members(connection)}
            if name in known:
                return known[name]
            return organisations.add(connection, self.now, date(2026, 1, 1), name, fold(name)).id

    def member(self, name: str, organisation: str, language: str = "ro", role: str = "coordinator") -> Chat:
        """Somebody who has joined an organisation."""
        return self._joined(name, self.organisation(organisation), role, language)

    def viewer(self, name: str = "Vera", language: str = "ro") -> Chat:
        """Somebody of the council: reads, never changes."""
        return self._joined(name, None, people.VIEWER, language)

    def invitation(
        self, organisation: str | None = None, role: str = "coordinator", valid: timedelta = invitations.VALID
    ) -> invitations.Fresh:
        """A fresh invitation: its token and its code."""
        for_whom = self.organisation(organisation) if organisation else None
        with self.work() as connection:
            return invitations.create(connection, self.now, b"test", role, for_whom, None, valid)

    def later(self, **passed: float) -> None:
        """Time goes on: ``later(hours=7)``."""
        self.now += timedelta(**passed)

    def secretary(self, name: str = "Maria", language: str = "ro") -> Chat:
        """Somebody of the secretariat."""
        return self._joined(name, None, people.SECRETARIAT, language)

    def _joined(self, name: str, organisation: int | None, role: str, language: str) -> Chat:
        chat = self.chat(name, language)
        with self.work() as connection:
            fresh = invitations.create(connection, self.now, b"test", role, organisation, None)
        known = self._known(name)
        chat.says(f"/start {fresh.token}")
        if not known:
            chat.taps(dict(LANGUAGES)[language])
        chat.taps_first()
        if not known:
            chat.taps_first()
        chat.acts = 0
        return chat

    def _known(self, name: str) -> bool:
        with self.work() as connection:
            session = people.session(connection, "test", name)
        return session is not None and session.privacy_version is not None

    def handle(self, inbound: Inbound, times: int = 1) -> None:
        """Store an inbound and handle it, ``times`` deliveries of it."""
        with self.work() as connection:
            received = inbox.Received(inbound.channel, str(next(self._ids)), inbound.chat, "{}")
            entries = inbox.store(connection, [received], self.now)
        for _ in range(times):
            with self.work() as connection:
                ids = [entry.id for entry in entries]
                rows = dispatch.step(connection, self.world, ids, inbound, self.now)
            self.deliver(rows)

    def deliver(self, rows: tuple[outbox.Row, ...]) -> None:
        """Show rows on the phones, and record that they arrived."""
        for row in rows:
            self.sent.append(row)
            if "menu" in row.content:
                self.chat(row.chat).menu = [name for name, _ in row.content["menu"]]
                continue
            toast = row.content.get("toast")
            if toast is not None:
                self.toasts.append(self.texts.render(row.content["language"], read_said(toast["says"])))
                continue
            lint(self.texts, row)
            shown = self.chat(row.chat).show(row)
            with self.work() as connection:
                results.record(connection, [results.Sent(row.id, shown.id)], self.now)

    def next_id(self) -> str:
        """A message id that grows."""
        return str(next(self._ids))


@dataclass
class Chat:
    """One phone."""

    town: Town
    name: str
    hint: str = ""
    messages: list[Shown] = field(default_factory=list)
    home: tuple[tuple[str, ...], ...] = ()
    menu: list[str] = field(default_factory=list)
    acts: int = 0
    log: list[str] = field(default_factory=list)

    def show(self, row: outbox.Row) -> Shown:
        """Show a row, in place when it edits a message that is there."""
        screen = read_screen(row.content["screen"])
        language = str(row.content.get("language", "ro"))
        message = render(self.town.texts, language, screen, row.screen, 3)
        if isinstance(row.source, Screen):
            at_once = render(self.town.texts, language, row.source, row.screen, 3)
            assert at_once == message, "sent at once it reads differently than after a restart"
        keys = frozenset(keys_of(row.content["screen"]))
        if message.home is not None:
            self.home = message.home
        collapse = row.content.get("collapse")
        if collapse is not None:
            for old in self.messages:
                if old.id == collapse[0] and collapse[1] is not None:
                    old.collapsed = self.town.texts.render(message.language, read_said(collapse[1]))
        for shown in self.messages:
            if shown.id == row.edits:
                shown.message, shown.edited, shown.keys = message, shown.edited + 1, keys
                self._note(shown, "edits")
                return shown
        shown = Shown(self.town.next_id(), row.kind, message, keys)
        self.messages.append(shown)
        self._note(shown, "shows")
        return shown

    def says(self, text: str, message: str | None = None) -> Chat:
        """Type a message."""
        return self._act(In.TEXT, f"» {text}", text=text, message=message or self.town.next_id())

    def waited(self, text: str, hours: float) -> Chat:
        """Type a message that reaches us so many hours later."""
        sent = self.town.now
        self.town.later(hours=hours)
        return self._act(In.TEXT, f"» {text}", at=sent, text=text, message=self.town.next_id())

    def corrects(self, message: str, text: str) -> Chat:
        """Edit a message that was sent."""
        return self._act(In.EDIT, f"» (edited) {text}", text=text, message=message)

    def sends(
        self,
        count: int = 1,
        caption: str = "",
        kind: Literal["photo", "document", "video", "voice"] = "photo",
        size: int = 1000,
        name: str | None = None,
    ) -> Chat:
        """Send photos as one album, with a caption; or files of another kind."""
        media = tuple(
            Incoming(kind, f"f{self.town.next_id()}", f"u{self.town.next_id()}", size=size, name=name)
            for _ in range(count)
        )
        words = f"» [{count} {kind}] {caption}"
        return self._act(In.MEDIA, words, text=caption, media=media, message=self.town.next_id())

    def unsupported(self) -> Chat:
        """Send a sticker."""
        return self._act(In.UNSUPPORTED, "» [sticker]", message=self.town.next_id())

    def happens(self, kind: In, text: str = "") -> Chat:
        """Block the assistant, come back, share a place: anything a channel can tell."""
        return self._act(kind, f"» [{kind}] {text}", text=text, message=self.town.next_id())

    def taps(self, label: str, on: Shown | None = None, times: int = 1) -> Chat:
        """Tap the button whose label starts with ``label``, on the last screen that has buttons."""
        shown = on or self.screen
        for row in shown.message.rows:
            for button in row:
                if button.label.startswith(label) and button.data is not None:
                    return self.taps_data(button.data, shown, label, times)
        raise AssertionError(f"no button {label!r} among {shown.buttons} of: {shown.text}")

    def taps_data(self, data: str, shown: Shown, label: str = "", times: int = 1) -> Chat:
        """Tap by callback data, as a client can."""
        handle, _, index = data.rpartition(":")
        number = int(index) if index.isdigit() else -1
        return self._act(In.TAP, f"[{label}]", message=shown.id, handle=handle, index=number, times=times)

    def taps_first(self) -> Chat:
        """Tap the first button."""
        return self.taps(self.screen.buttons[0])

    def presses(self, label: str) -> Chat:
        """Press a key of the Home keyboard."""
        labels = [key for row in self.home for key in row]
        found = [key for key in labels if label in key]
        assert found, f"no key {label!r} among {labels}"
        return self.says(found[0])

    @property
    def last(self) -> Shown:
        """The newest message."""
        return self.messages[-1]

    @property
    def screen(self) -> Shown:
        """The newest message with buttons."""
        return next(shown for shown in reversed(self.messages) if shown.message.rows)

    def is_asked(self, key: str) -> Chat:
        """The newest screen is the one called ``key``."""
        assert self.last.message.key == key, f"{self.last.message.key}: {self.last.text}"
        return self

    def sees(self, *words: str) -> Chat:
        """The newest message contains all of ``words``; spaces that do not break are spaces."""
        text = self.last.text.replace("\N{NO-BREAK SPACE}", " ")
        for one in words:
            assert one in text, self.last.text
        return self

    def is_told(self, *keys: str) -> Chat:
        """The newest message says these texts of the catalogue."""
        assert set(keys) <= self.last.keys, f"{sorted(self.last.keys)}: {self.last.text}"
        return self

    def misses(self, words: str) -> Chat:
        """The newest message says nothing of ``words``, on its buttons neither."""
        assert words not in self.last.text, self.last.text
        assert not any(words in label for label in self.last.buttons), self.last.buttons
        return self

    def offers(self, *labels: str) -> Chat:
        """The newest message has these buttons."""
        assert set(labels) <= set(self.last.buttons), self.last.buttons
        return self

    @property
    def transcript(self) -> str:
        """All that was said, a block a message, for a reviewer to read."""
        return "\n".join(self.log) + "\n"

    def _act(self, kind: In, words: str, times: int = 1, at: datetime | None = None, **given: Any) -> Chat:
        self.acts += 1
        self.town.later(seconds=3)
        self.log.append(words)
        when = at or self.town.now
        inbound = Inbound("test", self.name, kind, when, name=self.name, hint=self.hint, **given)
        self.town.handle(inbound, times)
        return self

    def _note(self, shown: Shown, verb: str) -> None:
        rows = [" ".join(f"[{button.label}]" for button in row) for row in shown.message.rows]
        keys = [" ".join(f"⌈{key}⌉" for key in row) for row in shown.message.home or ()]
        mark = "~" if verb == "edits" else "<"
        self.log.append("\n".join(f"{mark} {line}" for line in [*shown.text.split("\n"), *rows, *keys]))
