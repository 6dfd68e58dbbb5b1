"""The people side: what persons do in their apps, as updates with the right JSON.

Every method is synchronous, works on the world at once and gives a JSON-friendly value (mostly the id of
the person's new message), so the same calls travel to a fake in another process.
"""

import io
from functools import cache
from typing import Any

from PIL import Image

from . import entities, media
from .updates import UpdateQueue
from .world import JSON, Chat, World


class People:
    """Actions of people; ``chat_id`` names a group, otherwise it is the person's chat with the bot."""

    world: World
    queue: UpdateQueue

    def user(self, user_id: int, **fields: Any) -> JSON:
        """Make or change a person: ``first_name``, ``username``, ``language_code`` … (None: absent)."""
        return self.world.user(user_id, **fields)

    def group(self, chat_id: int, title: str = "Grup", supergroup: bool = False) -> None:
        """A group in which the bot is a member."""
        kind = "supergroup" if supergroup else "group"
        self.world.chats[chat_id] = Chat({"id": chat_id, "type": kind, "title": title}, reachable=True)

    def start(self, user_id: int, payload: str = "") -> int:
        """Press Start, by a deep link when there is a payload."""
        return self.text(user_id, f"/start {payload}".strip())

    def text(self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None) -> int:
        """Type a message."""
        content: JSON = {"text": text}
        if found := entities.commands(text):
            content["entities"] = found
        return self.message(user_id, content, chat_id, reply_to)

    def photo(
        self,
        user_id: int,
        caption: str | None = None,
        group: str | None = None,
        data: bytes | None = None,
        size: int | None = None,
        width: int = 1280,
        height: int = 960,
    ) -> int:
        """Send a photo; ``group`` is an album's media_group_id, ``size`` a claimed size in bytes."""
        sizes = media.photo_sizes(self.world, data or sample_jpeg(width, height), width, height, size)
        return self.message(user_id, {"photo": sizes} | _caption(caption) | _album(group))

    def document(
        self,
        user_id: int,
        name: str = "lista.pdf",
        data: bytes = b"%PDF-1.4 sample",
        mime: str = "application/pdf",
        caption: str | None = None,
        group: str | None = None,
        size: int | None = None,
    ) -> int:
        """Send a file; ``size`` claims more bytes than there are."""
        file_id = self.world.store(data, name, mime, size)
        stored = self.world.files[file_id]
        document = {
            "file_id": file_id,
            "file_unique_id": stored.unique,
            "file_size": stored.size,
            "file_name": name,
            "mime_type": mime,
        }
        return self.message(user_id, {"document": document} | _caption(caption) | _album(group))

    def sticker(self, user_id: int, emoji: str = "👍") -> int:
        """Send a sticker."""
        names = self._file(b"RIFFsticker", "sticker.webp", "image/webp")
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.message(user_id, {"sticker": names | shape | {"emoji": emoji}})

    def voice(self, user_id: int, seconds: int = 5) -> int:
        """Send a voice message."""
        names = self._file(b"OggS voice", "voice.ogg", "audio/ogg")
        return self.message(user_id, {"voice": names | {"duration": seconds, "mime_type": "audio/ogg"}})

    def contact(self, user_id: int, phone: str = "+37369000000", own: bool = True) -> int:
        """Share a contact, one's own unless said otherwise."""
        person = self.world.user(user_id)
        contact = {"phone_number": phone, "first_name": person["first_name"]}
        return self.message(user_id, {"contact": contact | ({"user_id": user_id} if own else {})})

    def location(self, user_id: int, latitude: float = 47.7631, longitude: float = 27.9293) -> int:
        """Share a place."""
        return self.message(user_id, {"location": {"latitude": latitude, "longitude": longitude}})

    def message(
        self, user_id: int, content: JSON, chat_id: int | None = None, reply_to: int | None = None
    ) -> int:
        """Send any content: the fields of a Message besides id, from, chat and date."""
        chat = self._chat(user_id, chat_id)
        if reply_to is not None:
            content = content | {"reply_to_message": dict(chat.messages[reply_to].json)}
        body = self.world.add(chat, self._person(user_id), content).json
        self._acted(chat)
        self.queue.add("message", dict(body), chat.json["id"])
        return int(body["message_id"])

    def edit_text(self, user_id: int, message_id: int, new: str, chat_id: int | None = None) -> None:
        """Edit one's own message (a caption when it is a photo or a file)."""
        chat = self._chat(user_id, chat_id)
        stored = chat.messages[message_id]
        stored.json["text" if "text" in stored.json else "caption"] = new
        stored.json["edit_date"] = int(self.world.clock())
        stored.edited += 1
        self._acted(chat)
        self.queue.add("edited_message", dict(stored.json), chat.json["id"])

    def tap(self, user_id: int, message_id: int, data: str, chat_id: int | None = None) -> str:
        """Press a button with this data under any message, deleted ones too; gives the query id."""
        chat = self._chat(user_id, chat_id)
        stored = chat.messages.get(message_id)
        here = {"chat": chat.json, "message_id": message_id, "date": 0}
        query = self.world.press(user_id)
        body = {
            "id": query.id,
            "from": self._person(user_id),
            "message": here if stored is None or stored.deleted else dict(stored.json),
            "chat_instance": str(7_000_000_000_000_000 + chat.json["id"]),
            "data": data,
        }
        self._acted(chat)
        self.queue.add("callback_query", body, chat.json["id"])
        return query.id

    def press(self, user_id: int, label: str, chat_id: int | None = None) -> str:
        """Press the button with this label, or the only one containing it, on the newest such message."""
        shown = self.world.view(chat_id or user_id).with_button(label)
        return self.tap(user_id, shown.id, shown.data_of(label), chat_id)

    def block(self, user_id: int) -> None:
        """Block the bot: a my_chat_member update, then 403 on every send."""
        self._membership(user_id, "member", "kicked")
        self.world.private(user_id).refusal = "bot was blocked by the user"

    def unblock(self, user_id: int) -> None:
        """Unblock the bot."""
        self.world.private(user_id).refusal = ""
        self._membership(user_id, "kicked", "member")

    def deactivate(self, user_id: int) -> None:
        """Delete the account: no update, 403 on every send."""
        self.world.private(user_id).refusal = "user is deactivated"

    def kick(self, user_id: int, chat_id: int) -> None:
        """Remove the bot from a group."""
        chat = self.world.chats[chat_id]
        kind = "supergroup" if chat.json["type"] == "supergroup" else "group"
        self._membership(user_id, "member", "kicked", chat)
        chat.refusal = f"bot was kicked from the {kind} chat"

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """Turn a group into a supergroup with a new id."""
        old = self.world.chats[chat_id]
        self.group(new_chat_id, old.json["title"], supergroup=True)
        old.migrated_to = new_chat_id

    def raw(self, update: JSON, chat_id: int | None = None) -> int:
        """Queue any object as an update; gives its update_id."""
        return self.queue.add_raw(update, chat_id)

    def _chat(self, user_id: int, chat_id: int | None) -> Chat:
        if chat_id is not None and chat_id != user_id:
            return self.world.chats[chat_id]
        chat = self.world.private(user_id)
        chat.reachable = True
        return chat

    def _person(self, user_id: int) -> JSON:
        return dict(self.world.user(user_id))

    def _file(self, data: bytes, name: str, mime: str) -> JSON:
        file_id = self.world.store(data, name, mime)
        stored = self.world.files[file_id]
        return {"file_id": file_id, "file_unique_id": stored.unique, "file_size": stored.size}

    def _membership(self, user_id: int, old: str, new: str, chat: Chat | None = None) -> None:
        where = chat or self._chat(user_id, None)
        body = {
            "chat": where.json,
            "from": self._person(user_id),
            "date": int(self.world.clock()),
            "old_chat_member": {"user": self.world.me, "status": old} | _until(old),
            "new_chat_member": {"user": self.world.me, "status": new} | _until(new),
        }
        self._acted(where)
        self.queue.add("my_chat_member", body, where.json["id"])

    def _acted(self, chat: Chat) -> None:
        """A person did something in the chat; the waiting side listens here."""


def _until(status: str) -> JSON:
    return {"until_date": 0} if status == "kicked" else {}


def _caption(caption: str | None) -> JSON:
    return {} if caption is None else {"caption": caption}


def _album(group: str | None) -> JSON:
    return {} if group is None else {"media_group_id": group}


@cache
def sample_jpeg(width: int = 1280, height: int = 960) -> bytes:
    """A plain JPEG of that size in pixels."""
    held = io.BytesIO()
    Image.new("RGB", (width, height), (200, 210, 220)).save(held, "JPEG")
    return held.getvalue()
