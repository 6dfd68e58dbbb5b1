"""The server's memory: people, chats, messages, files, pressed buttons. No HTTP and no method names."""

import hashlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request, forbidden, migrated
from .views import ChatView, Shown

JSON = dict[str, Any]
DOWNLOAD_LIMIT = 20 * 1024 * 1024
FILE_PATH_SECONDS = 3600.0


@dataclass
class Message:
    """A stored message: the object as the API gives it, and what only the server knows."""

    json: JSON
    mine: bool
    markup: JSON | None = None
    edited: int = 0
    deleted: bool = False
    reactions: list[str] = field(default_factory=list)


@dataclass
class Chat:
    """A private chat or a group; ``reachable`` says whether the bot may write there."""

    json: JSON
    reachable: bool = False
    refusal: str = ""
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: JSON | None = None


@dataclass
class Stored:
    """A file's bytes with their names; ``size`` may be claimed larger than the bytes are."""

    data: bytes
    unique: str
    size: int
    name: str
    mime: str
    path: str = ""
    path_until: float = 0.0

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class Query:
    """A pressed button that waits for its answer."""

    id: str
    user_id: int
    until: float
    answer: JSON | None = None


class World:
    """All that the fake remembers; ``clock`` gives wall-clock seconds for dates and expiry."""

    def __init__(self, token: str, seed: int = 7) -> None:
        self.token = token
        self.clock: Callable[[], float] = time.time
        self.random = random.Random(seed)
        self.me: JSON = {
            "id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Rețea",
            "username": "retea_test_bot", "can_join_groups": True,
            "can_read_all_group_messages": False, "supports_inline_queries": False,
        }  # fmt: skip
        self.users: dict[int, JSON] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.queries: dict[str, Query] = {}
        self.query_seconds = 900.0
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu: dict[int | None, JSON] = {}
        self._message_id = 1000
        self._own_ids: dict[int, int] = {}
        self._file_number = 0
        self._query_number = self.random.randrange(10**17, 10**18)

    def user(self, user_id: int, **fields: Any) -> JSON:
        """The person, made on first mention; given fields replace what was known (None removes)."""
        known = self.users.setdefault(
            user_id, {"id": user_id, "is_bot": False, "first_name": f"Om {user_id}", "language_code": "ro"}
        )
        known.update(fields)
        for name in [name for name, value in known.items() if value is None]:
            del known[name]
        return known

    def private(self, user_id: int) -> Chat:
        """The person's chat with the bot, made on first mention."""
        if user_id not in self.chats:
            self.chats[user_id] = Chat({})
        chat = self.chats[user_id]
        person = self.user(user_id)
        names: JSON = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        chat.json = {"id": user_id, "type": "private", **names}
        return chat

    def writable(self, chat_id: object) -> Chat:
        """The chat that a bot's call names; raises the refusal that the server gives."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None and chat_id in self.users:
            raise forbidden("bot can't initiate conversation with a user")
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.refusal:
            raise forbidden(chat.refusal)
        if not chat.reachable:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share one sequence with gaps; supergroups count their own."""
        chat_id = chat.json["id"]
        if chat.json["type"] == "supergroup":
            self._own_ids[chat_id] = self._own_ids.get(chat_id, 0) + 1
            return self._own_ids[chat_id]
        self._message_id += self.random.choice((1, 1, 1, 2, 3))
        return self._message_id

    def add(self, chat: Chat, sender: JSON, content: JSON, markup: JSON | None = None) -> Message:
        """Store a new message of ``sender``; inline keyboards appear in its JSON, others do not."""
        body: JSON = {
            "message_id": self.next_message_id(chat),
            "from": sender,
            "chat": chat.json,
            "date": int(self.clock()),
            **content,
        }
        mine = sender["id"] == self.me["id"]
        message = Message(body, mine, markup)
        if markup and "inline_keyboard" in markup:
            body["reply_markup"] = markup
        elif markup:
            chat.keyboard = markup if "keyboard" in markup else None
        chat.messages[body["message_id"]] = message
        return message

    def store(self, data: bytes, name: str, mime: str, size: int | None = None) -> str:
        """Keep bytes; gives the file_id under which they can be sent and fetched."""
        self._file_number += 1
        unique = f"AQAD{self._file_number:08d}"
        file_id = f"AgACAgIAAxkBAAI{self._file_number:08d}{self.me['id']}"
        self.files[file_id] = Stored(data, unique, len(data) if size is None else size, name, mime)
        return file_id

    def press(self, user_id: int) -> Query:
        """A new pressed button of this person."""
        self._query_number += self.random.randrange(1, 10**6)
        query = Query(str(self._query_number), user_id, self.clock() + self.query_seconds)
        self.queries[query.id] = query
        return query

    def view(self, chat_id: int) -> ChatView:
        """The chat as data for a test; an unknown chat is empty."""
        chat = self.chats.get(chat_id)
        if chat is None:
            return ChatView(chat_id)
        shown = [_shown(message) for message in chat.messages.values()]
        return ChatView(chat_id, shown, _labels(chat.keyboard), bool(chat.refusal))


def _labels(markup: JSON | None) -> list[list[str]] | None:
    if not markup or "keyboard" not in markup:
        return None
    return [[button["text"] for button in row] for row in markup["keyboard"]]


def _shown(message: Message) -> Shown:
    body = message.json
    inline = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    media = next((kind for kind in ("photo", "document", "voice", "sticker") if kind in body), None)
    return Shown(
        id=body["message_id"],
        mine=message.mine,
        text=body.get("text", ""),
        caption=body.get("caption", ""),
        buttons=[[(b["text"], b.get("callback_data") or b.get("url", "")) for b in row] for row in inline],
        keyboard=_labels(message.markup),
        media=_media(media, body[media]) if media else None,
        edited=message.edited,
        deleted=message.deleted,
        reply_to=body.get("reply_to_message", {}).get("message_id"),
        group=body.get("media_group_id"),
        entities=body.get("entities") or body.get("caption_entities") or [],
        reactions=list(message.reactions),
    )


def _media(kind: str, value: Any) -> JSON:
    facts: JSON = value[-1] if isinstance(value, list) else value
    return {"kind": kind} | facts
