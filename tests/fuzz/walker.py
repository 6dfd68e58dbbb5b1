"""People who do anything at any moment, and what must hold after each thing they do."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, StaticPool, select

from handlers.commands import COMMANDS, DESK_HOME, MEMBER_HOME, VIEWER_HOME
from handlers.messages import Button, In, Incoming
from storage import database, results
from storage.outbox import Row
from storage.schema import Draft
from storage.schema import Screen as ScreenRow
from tests.fuzz.words import FITTING, FORWARD, NAUGHTY, PLAIN
from tests.support import chat
from tests.support.chat import Chat, Shown, Town
from tests.support.words import LenientTexts

FileKind = Literal["photo", "document", "video", "voice"]
FILES: tuple[FileKind, ...] = ("photo", "document", "video", "voice")
PHOTOS = ("review.photos", "letters.photos")
"""Screens that are the pictures of the card below."""


class QuickTown(Town):
    """The town on one connection in memory: thousands of steps in seconds."""

    def __init__(self) -> None:
        driver = sqlite3.connect(":memory:", check_same_thread=False)
        driver.deserialize(chat._printed())
        database._tune(driver, 0)
        self._engine = database._engine(lambda: driver, StaticPool)
        super().__init__("")
        self.texts = LenientTexts(lambda: self.today)
        self.public = "https://retea.example.md"

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """A transaction on the store."""
        with self._engine.begin() as connection:
            yield connection

    def _deliver(self, rows: tuple[Row, ...]) -> None:
        """As the town does it, without measuring how long screens are: people here write 4,000 letters."""
        for row in rows:
            self.sent.append(row)
            if "menu" in row.content:
                continue
            shown = self.chat(row.chat).show(row)
            with self.work() as connection:
                results.record(connection, [results.Sent(row.id, shown.id)], self.now)


@dataclass(frozen=True)
class Input:
    """Something a person does; ``answers`` says whether it may change an answer of their draft."""

    name: str
    do: Callable[[], Any]
    answers: bool


class Walker:
    """Draws inputs and does them; ``draw`` may be any source with the methods of ``random.Random``."""

    def __init__(self, town: Town, people: list[Chat], draw: random.Random) -> None:
        self.town = town
        self.people = people
        self.draw = draw
        self.wrote: dict[str, list[str]] = defaultdict(list)
        self.trace: list[str] = []

    def input(self, chat: Chat) -> Input:
        """Any input: half of the time one that leads on, so that deep states are reached."""
        if self.draw.random() < 0.5:
            return self.draw.choice((self._tap_shown, self._plain, self._onward, self._onward, self._onward))(
                chat
            )
        return self.draw.choice(
            (
                self._naughty,
                self._command,
                self._home_key,
                self._old_tap,
                self._foreign_tap,
                self._forged_tap,
                self._unsupported,
                self._photos,
                self._edit,
                self._place,
                self._plain,
                self._link,
            )
        )(chat)

    def step(self, chat: Chat) -> list[Shown]:
        """Do one thing and check what must hold; gives what the asker was shown."""
        chosen = self.input(chat)
        self.trace.append(f"{chat.name}: {chosen.name}")
        before, drafts = len(self.town.sent), self.drafts()
        chosen.do()
        rows = [row for row in self.town.sent[before:] if row.chat == chat.name and "menu" not in row.content]
        keys = [row.content["screen"]["key"] for row in rows]
        assert self._one_reaction(keys), (keys, self.tail)
        shown = [one for one in chat.messages if one.message.key in keys][-len(keys) :]
        assert shown, self.tail
        assert all(one.text.strip() or one.message.media for one in shown), self.tail
        self._answers_kept(chat, chosen, drafts)
        return shown

    def goes_home(self, chat: Chat) -> None:
        """One message leads Home from anywhere; who has not joined is asked what joining needs."""
        chat.says("/meniu")
        if chat.last.message.key == "forget.pending":
            chat.taps_first().says("/meniu")
        if self.joined(chat):
            assert chat.last.message.key == "home", (chat.last.message.key, self.tail)
            assert chat.last.message.home, self.tail
        else:
            assert chat.last.message.key.startswith(("join.", "asking_in.")), (
                chat.last.message.key,
                self.tail,
            )

    def joined(self, chat: Chat) -> bool:
        """Whether the person has ever had a Home keyboard and is not accepting another invitation."""
        return bool(chat.home) and not self._joining(chat)

    @property
    def tail(self) -> str:
        """The last inputs."""
        return "\n".join(self.trace[-12:])

    def drafts(self) -> dict[int, tuple[str, Any]]:
        """The answers of all drafts with the chat of their person."""
        with self.town.work() as connection:
            owners = connection.exec_driver_sql("SELECT person_id, chat FROM address").all()
            chats = {row[0]: row[1] for row in owners}
            rows = connection.execute(select(Draft.id, Draft.person_id, Draft.answers)).all()
        return {row[0]: (chats[row[1]], row[2]) for row in rows}

    def _one_reaction(self, keys: list[str]) -> bool:
        """One message or edit; a new language, plain mode or photos above a card make it two.

        A presence list has its code and its counter, and the question that was open comes back below.
        """
        if keys[0] == "presence.ready":
            return keys[1] == "presence.board" and len(keys) <= 3
        return len(keys) == 1 or (len(keys) == 2 and keys[0] in ("language.done", "plain", *PHOTOS))

    def _answers_kept(self, chat: Chat, chosen: Input, before: dict[int, tuple[str, Any]]) -> None:
        after = self.drafts()
        changed = [id for id, (_, answers) in before.items() if after[id][1] != answers]
        for id in changed:
            assert before[id][0] == chat.name, f"another's draft changed\n{self.tail}"
            assert chosen.answers, f"an answer changed\n{self.tail}"

    def _joining(self, chat: Chat) -> bool:
        with self.town.work() as connection:
            return bool(
                connection.exec_driver_sql(
                    "SELECT 1 FROM draft JOIN address USING (person_id) "
                    "WHERE chat = ? AND form = 'join' AND status = 'current'",
                    (chat.name,),
                ).first()
            )

    def _says(self, chat: Chat, text: str, name: str, answers: bool) -> Input:
        message = self.town.next_id()
        self.wrote[chat.name].append(message)
        return Input(f"{name} {text[:40]!r}", lambda: chat.says(text, message), answers)

    def _plain(self, chat: Chat) -> Input:
        return self._says(chat, self.draw.choice(PLAIN), "plain", True)

    def _onward(self, chat: Chat) -> Input:
        """What leads on from here: an answer that fits, or the button that ends the form."""
        shown = [one for one in chat.messages[-3:] if one.message.rows]
        if not shown:
            return self._command(chat)
        newest = shown[-1]
        if newest.message.key in FITTING:
            return self._says(chat, self.draw.choice(FITTING[newest.message.key]), "fits", True)
        ahead = [b for row in newest.message.rows for b in row if self._leads_to(b.data) in FORWARD]
        if ahead:
            return self._button(chat, newest, self.draw.choice(ahead), "onward", True)
        return self.draw.choice((self._tap_shown, self._command))(chat)

    def _leads_to(self, data: str | None) -> str:
        handle, _, index = (data or "").rpartition(":")
        with self.town.work() as connection:
            found = connection.execute(select(ScreenRow.choices).where(ScreenRow.handle == handle)).scalar()
        return str(found[int(index)][0]) if found else ""

    def _naughty(self, chat: Chat) -> Input:
        return self._says(chat, self.draw.choice(NAUGHTY), "naughty", True)

    def _command(self, chat: Chat) -> Input:
        names = [name for one in COMMANDS for name in (one.name, *one.aliases)]
        return self._says(chat, f"/{self.draw.choice([*names, 'nonsense', 'Raport'])}", "command", False)

    def _home_key(self, chat: Chat) -> Input:
        keys = [key for row in (*MEMBER_HOME, *DESK_HOME, *VIEWER_HOME) for key in row]
        labels = self.town.texts.every(self.draw.choice(keys).label)
        return self._says(chat, self.draw.choice(labels), "home key", not self.joined(chat))

    def _link(self, chat: Chat) -> Input:
        return self._says(chat, "/start AAAAAAAAAAAAAAAAAAAAAA", "wrong link", False)

    def _tap_shown(self, chat: Chat) -> Input:
        shown = [one for one in chat.messages[-3:] if one.message.rows]
        return self._tap(chat, chat, shown[-1:], "tap") if shown else self._plain(chat)

    def _old_tap(self, chat: Chat) -> Input:
        return self._tap(chat, chat, [one for one in chat.messages if one.message.rows], "old tap")

    def _foreign_tap(self, chat: Chat) -> Input:
        other = self.draw.choice([one for one in self.people if one is not chat])
        return self._tap(chat, other, [one for one in other.messages if one.message.rows], "another's tap")

    def _tap(self, chat: Chat, owner: Chat, shown: list[Shown], name: str) -> Input:
        if not shown:
            return self._unsupported(chat)
        one = self.draw.choice(shown)
        buttons = [button for row in one.message.rows for button in row if button.data]
        if not buttons:
            return self._unsupported(chat)
        button = self.draw.choice(buttons)
        bound = owner is chat and self._bound(str(button.data))
        return self._button(chat, one, button, name, bound)

    def _button(self, chat: Chat, on: Shown, button: Button, name: str, answers: bool) -> Input:
        label = f"{name} {button.label[:30]!r}"
        return Input(label, lambda: chat.taps_data(str(button.data), on, button.label), answers)

    def _bound(self, data: str) -> bool:
        """Whether the button belongs to the present state of its draft."""
        with self.town.work() as connection:
            known = (ScreenRow.draft_id, ScreenRow.revision)
            row = connection.execute(select(*known).where(ScreenRow.handle == data.partition(":")[0])).one()
            found = select(Draft.id).where(
                Draft.id == row[0], Draft.revision == row[1], Draft.status == "current"
            )
            return connection.execute(found).first() is not None

    def _forged_tap(self, chat: Chat) -> Input:
        data = self.draw.choice(("", ":", "x:0", "AAAAAAAAAAAAAAAA:0", "ß:1", "nothing"))
        known = [b.data for one in chat.messages[-2:] for row in one.message.rows for b in row if b.data]
        if known and self.draw.random() < 0.5:
            data = f"{self.draw.choice(known).partition(':')[0]}:{self.draw.choice((99, 9999))}"
        here = chat.messages[-1] if chat.messages else None
        if here is None:
            return self._unsupported(chat)
        return Input(f"forged tap {data!r}", lambda: chat.taps_data(data, here), False)

    def _unsupported(self, chat: Chat) -> Input:
        return Input("sticker", chat.unsupported, False)

    def _photos(self, chat: Chat) -> Input:
        count, size = self.draw.randint(1, 10), self.draw.choice((1000, 1000, 30_000_000))
        kind: FileKind = self.draw.choice(FILES)
        caption = self.draw.choice(("", "O zi frumoasă", "x" * 1600))
        media = tuple(Incoming(kind, f"f{n}", f"u{self.town.next_id()}", size=size) for n in range(count))
        given: dict[str, Any] = {"text": caption, "media": media, "message": self.town.next_id()}
        return Input(f"{count} {kind} of {size}", lambda: chat._act(In.MEDIA, "» [files]", **given), True)

    def _edit(self, chat: Chat) -> Input:
        message = self.draw.choice([*self.wrote[chat.name][-4:], "1"])
        text = self.draw.choice((*PLAIN, *NAUGHTY))
        given: dict[str, Any] = {"text": text, "message": message}
        return Input(f"edit {message} {text[:40]!r}", lambda: chat._act(In.EDIT, "» (edited)", **given), True)

    def _place(self, chat: Chat) -> Input:
        given: dict[str, Any] = {"text": "47.76144, 27.92936", "message": self.town.next_id()}
        return Input("place", lambda: chat._act(In.PLACE, "» [place]", **given), True)
