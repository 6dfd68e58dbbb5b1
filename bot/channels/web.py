"""The web chat as a channel: phones on a page instead of phones in a pocket.

A chat is known by its token ("coordinator", "secretary"). The routes and the page stand in
``bot.web``; this module knows no web framework. What a person does is committed to the inbox before it
is acknowledged, exactly as on any other channel.
"""

import asyncio
import json
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.web_actions import PageAction, SentFile, StoredAction, stored_action
from bot.channels.web_files import Uploads, is_picture
from bot.channels.web_transcript import Entry, Shown, Transcript, bot_entry
from handlers.errors import SendError
from handlers.messages import Capabilities, Inbound, MediaRef, Rendered
from storage.inbox import Received

Receive = Callable[[Sequence[Received]], Awaitable[object]]
Event = dict[str, Any]

FILES = "/files/"
"""Where the page finds a file: this and its token."""

_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that a chat was shown: where it lies and the name to save it under."""

    chat: str
    path: Path
    name: str


class Web:
    """``Channel`` for the demo's page.

    ``people`` maps a chat's token to the person's name. ``receive`` returns once the inbox has committed.
    ``first`` is the first message id: give a number that grows between starts (milliseconds), so that
    an id in the database never means another message after a restart.
    """

    name = "web"
    capabilities = Capabilities(edit=True, columns=3, text=4096, caption=4096, download=20_000_000)

    def __init__(
        self,
        people: Mapping[str, str],
        receive: Receive,
        uploads: Uploads,
        now: Callable[[], datetime],
        first: int = 1,
    ) -> None:
        self.uploads = uploads
        self._receive = receive
        self._now = now
        self._next = first
        self._files: dict[str, SharedFile] = {}
        self._chats = {token: Transcript(name, self._forget) for token, name in people.items()}
        self._accepted: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._turns = {token: asyncio.Lock() for token in people}

    def is_group(self, chat: str) -> bool:
        """Everybody has a page of their own."""
        return False

    async def send(self, chat: str, message: Rendered, edits: str | None) -> str:
        """Show a message; in place of ``edits`` while that is still in the transcript."""
        transcript = self._chat(chat)
        number = edits if edits is not None and edits in transcript.entries else self._number()
        media = tuple(self._shown(chat, *pair) for pair in self._with_alts(message))
        if message.home is not None:
            transcript.home = message.home
        transcript.language = message.language
        transcript.put(bot_entry(number, message, media, self._now()))
        return number

    async def collapse(self, chat: str, message: str, line: str) -> None:
        """Shorten an answered question to one line; nothing to do when it left the transcript."""
        transcript = self._chat(chat)
        entry = transcript.entries.get(message)
        if entry is not None:
            transcript.put(entry.shortened(line))

    async def menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """Show these commands in the menu at the top of the page."""
        transcript = self._chat(chat)
        transcript.commands = tuple(commands)
        transcript.tell({"type": "menu", "commands": transcript.commands})

    async def answer_query(self, query_id: str, toast: str | None = None, *, alert: bool = False) -> None:
        """The page waits for no answer to a tap, and knows no groups."""

    async def fetch(self, file: str, limit: int) -> bytes:
        """The bytes of an uploaded file; ``SendError`` when missing or over ``limit`` bytes."""
        return await asyncio.to_thread(self.uploads.read, file, limit)

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        """Read a stored action; ``In.NOTHING`` when the shape is unknown."""
        return stored_action(payload, at)

    def knows(self, chat: str) -> bool:
        """Whether there is such a phone."""
        return chat in self._chats

    def person(self, chat: str) -> str:
        """The name of the person whose phone it is."""
        return self._chat(chat).name

    def language(self, chat: str) -> str:
        """The language of the last message of a chat."""
        return self._chat(chat).language

    def shared(self, token: str) -> SharedFile | None:
        """The file behind an address; None once its message has left the transcript."""
        return self._files.get(token)

    @contextmanager
    def watch(self, chat: str, tell: Callable[[Event], None]) -> Iterator[None]:
        """Give the whole conversation to ``tell``, then every change until the context ends."""
        transcript = self._chat(chat)
        tell(transcript.whole())
        transcript.watchers.append(tell)
        try:
            yield
        finally:
            transcript.watchers.remove(tell)

    async def act(self, chat: str, action: PageAction) -> Event:
        """Commit what a person did, show it, and return the acknowledgement for the page.

        The same id again is acknowledged again without a second effect. Raises ``ValueError`` when a
        file is not in the upload folder, and whatever ``receive`` raises: then nothing is acknowledged.
        """
        transcript = self._chat(chat)
        known = (chat, action.id)
        async with self._turns[chat]:
            if known not in self._accepted:
                await self._commit(transcript, chat, action)
                self._accepted[known] = None
                if len(self._accepted) > _REMEMBERED:
                    self._accepted.popitem(last=False)
        return {"type": "ack", "id": action.id}

    async def _commit(self, transcript: Transcript, chat: str, action: PageAction) -> None:
        """First the inbox, then the bubble; its number is taken before, so that answers come below it."""
        action = action.model_copy(update={"media": [self._measured(sent) for sent in action.media]})
        entry = self._own_entry(transcript, chat, action)
        try:
            await self._receive([self._received(transcript, chat, action, entry)])
        except BaseException:
            if entry is not None and entry.id not in transcript.entries:
                self._forget(entry.addresses)
            raise
        if entry is not None:
            transcript.put(entry)

    def _own_entry(self, transcript: Transcript, chat: str, action: PageAction) -> Entry | None:
        """What the person sees of the own action: nothing for a tap, the changed bubble for an edit."""
        if action.kind == "tap":
            return None
        lines = tuple(action.text.strip().splitlines())
        if action.kind == "edit":
            before = transcript.entries.get(action.message or "")
            if before is None or before.who != "me":
                raise ValueError("only an own message can be changed")
            return replace(before, lines=lines)
        media = tuple(
            self._shown(chat, MediaRef("document", file=sent.file, channel="web", name=sent.name), sent.name)
            for sent in action.media
        )
        now = self._now().isoformat()
        return Entry(
            self._number(), "me", now, transcript.language, lines=lines, media=media, external=action.id
        )

    def _received(
        self, transcript: Transcript, chat: str, action: PageAction, entry: Entry | None
    ) -> Received:
        own = action.message if entry is None else entry.id
        stored = StoredAction(
            **{**action.model_dump(exclude={"id"}), "message": own},
            chat=chat,
            name=transcript.name,
            hint=transcript.language,
        )
        payload = json.dumps(stored.model_dump(), ensure_ascii=False)
        return Received("web", f"{chat}:{action.id}", chat, payload)

    def _measured(self, sent: SentFile) -> SentFile:
        path = self.uploads.path(sent.file)
        if path is None:
            raise ValueError("no such upload")
        return sent.model_copy(update={"size": path.stat().st_size})

    def _shown(self, chat: str, ref: MediaRef, alt: str) -> Shown:
        path = Path(ref.path) if ref.path else None
        if path is None and ref.channel == self.name and ref.file:
            path = self.uploads.path(ref.file)
        if path is None or not path.is_file():
            raise SendError("refused", "file-missing")
        name = Path(ref.name or path.name).name
        token = secrets.token_urlsafe(16)
        self._files[token] = SharedFile(chat, path, name)
        return Shown(FILES + token, name, alt, picture=is_picture(path.name))

    @staticmethod
    def _with_alts(message: Rendered) -> list[tuple[MediaRef, str]]:
        alts = message.alts + ("",) * (len(message.media) - len(message.alts))
        return list(zip(message.media, alts, strict=False))

    def _forget(self, addresses: set[str]) -> None:
        for address in addresses:
            self._files.pop(address.removeprefix(FILES), None)

    def _chat(self, chat: str) -> Transcript:
        if chat not in self._chats:
            raise SendError("refused", "no-such-chat")
        return self._chats[chat]

    def _number(self) -> str:
        self._next += 1
        return str(self._next - 1)
