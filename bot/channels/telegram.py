"""Telegram as a channel: send, edit, collapse, fetch, menus. What is sent is decided elsewhere.

Reading updates is ``telegram_inbound``; receiving them is ``telegram_poll`` or ``telegram_webhook``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram.error import TelegramError

from bot.channels import telegram_html, telegram_inbound, telegram_media
from bot.channels.telegram_client import Client
from bot.channels.telegram_errors import classify
from handlers.errors import SendError
from handlers.messages import Capabilities, Inbound, Rendered

log = logging.getLogger(__name__)

_BETWEEN_PARTS = 1.05
"""Seconds between the messages of one long text: the platform takes one a second in a chat."""

_PART_TRIES = 3
_LONGEST_TOAST = 200

NOT_MODIFIED = "not_modified"
"""The code of an edit that had nothing to change: the screen is as it should be."""

Pause = Callable[[float], Awaitable[None]]


class Telegram:
    """The channel of people's private chats with the bot."""

    name = "telegram"
    capabilities = Capabilities(edit=True, columns=3)

    def __init__(self, client: Client, pause: Pause = asyncio.sleep) -> None:
        self.client = client
        self._pause = pause

    async def send(self, chat: str, message: Rendered, edits: str | None) -> str:
        """Send or edit; the id is that of the message with the buttons. Raises ``SendError``.

        A long text is several messages. Once the first is out, a pause that the platform asks for is
        made here: sending everything anew would repeat what has already arrived.
        """
        if edits is not None and await self._edited(chat, edits, message):
            return edits
        sent: Any = None
        for part, call in enumerate(await telegram_media.calls(message)):
            arguments = {**call.arguments, "chat_id": chat, "disable_notification": message.quiet or None}
            sent = await self._part(part, call.method, call.words, arguments)
        last = sent[-1] if isinstance(sent, list) else sent
        return str(last["message_id"])

    async def collapse(self, chat: str, message: str, line: str) -> None:
        """One line instead of an answered screen, or only its buttons gone; raises ``SendError``."""
        words = telegram_html.escape(line)
        where = {"chat_id": chat, "message_id": int(message)}
        try:
            if not line:
                await self._call("editMessageReplyMarkup", where)
                return
            await self._say("editMessageText", "text", where | {"text": words})
        except SendError as error:
            if error.code == "no_text":
                await self._say("editMessageCaption", "caption", where | {"caption": words})
            elif error.code != NOT_MODIFIED:
                raise

    async def fetch(self, file: str, limit: int) -> bytes:
        """The bytes of a file; raises ``SendError``, "refused" when it is over ``limit`` bytes."""
        known = await self._call("getFile", {"file_id": file})
        if int(known.get("file_size") or 0) > limit:
            raise SendError("refused", "file_too_big")
        if not known.get("file_path"):
            raise SendError("refused", "file_gone")
        try:
            content = await self.client.download(known["file_path"])
        except TelegramError as error:
            raise _send_error(error) from error
        if len(content) > limit:
            raise SendError("refused", "file_too_big")
        return content

    def is_group(self, chat: str) -> bool:
        """Groups have negative ids."""
        return chat.startswith("-")

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        """See ``telegram_inbound.read``."""
        return telegram_inbound.read(payload, at)

    async def answer_query(self, query_id: str, toast: str | None = None, *, alert: bool = False) -> None:
        """Stop the waiting circle on a tapped button. Best effort: a late answer is refused and forgotten."""
        text = telegram_html.well_formed(toast)[:_LONGEST_TOAST] if toast else None
        asked = {"callback_query_id": query_id, "text": text, "show_alert": alert or None}
        await self._try("answerCallbackQuery", asked)

    async def typing(self, chat: str) -> None:
        """Show for some seconds that an answer is being written. Best effort."""
        await self._try("sendChatAction", {"chat_id": chat, "action": "typing"})

    async def uploading(self, chat: str) -> None:
        """Show for some seconds that a document is on its way. Best effort."""
        await self._try("sendChatAction", {"chat_id": chat, "action": "upload_document"})

    async def menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """The command menu of one chat, in the person's language whatever the app's is; raises ``SendError``.

        ``commands`` are names with descriptions. An empty language code wins over the app's language.
        """
        listed = [{"command": name, "description": words} for name, words in commands]
        scope = {"type": "chat", "chat_id": int(chat)}
        await self._call("setMyCommands", {"commands": listed, "scope": scope})

    async def _edited(self, chat: str, edits: str, message: Rendered) -> bool:
        """Whether the old message now shows the screen; False when only a new message can."""
        texts = telegram_html.texts(message, telegram_media.TEXT)
        if message.home is not None or message.media or len(texts) != 1 or not edits.isdigit():
            return False
        arguments = {
            "chat_id": chat,
            "message_id": int(edits),
            "text": texts[0],
            "reply_markup": telegram_media.keyboard_of(message),
            "link_preview_options": {"is_disabled": True},
        }
        try:
            await self._say("editMessageText", "text", arguments)
        except SendError as error:
            if error.code == NOT_MODIFIED:
                return True
            if error.after == "gone":
                return False
            raise
        return True

    async def _part(self, part: int, method: str, words: str | None, arguments: dict[str, Any]) -> Any:
        if part == 0:
            return await self._say(method, words, arguments)
        wait = _BETWEEN_PARTS
        for _ in range(_PART_TRIES):
            await self._pause(wait)
            try:
                return await self._say(method, words, arguments)
            except SendError as error:
                if error.after not in {"wait", "retry"}:
                    raise
                wait = error.seconds or 2 * wait
        raise SendError("ambiguous", "cut_short")

    async def _say(self, method: str, words: str | None, arguments: dict[str, Any]) -> Any:
        """A call with HTML in the argument ``words``; as plain text should the server refuse the markup."""
        if words is None:
            return await self._call(method, arguments)
        try:
            return await self._call(method, arguments | {"parse_mode": "HTML"})
        except SendError as error:
            if error.after != "plain":
                raise
        log.error("markup was refused, sent as plain text", extra={"method": method})
        return await self._call(method, arguments | {words: telegram_html.plain(arguments[words])})

    async def _call(self, method: str, arguments: dict[str, Any]) -> Any:
        try:
            return await self.client.call(method, **arguments)
        except TelegramError as error:
            raise _send_error(error) from error

    async def _try(self, method: str, arguments: dict[str, Any]) -> None:
        try:
            await self._call(method, arguments)
        except SendError as error:
            log.debug("best effort call failed", extra={"method": method, "code": error.code})


def _send_error(error: TelegramError) -> SendError:
    """The failure in the words that all channels share; what only polling or editing meets is tried again."""
    failure = classify(error)
    match failure.kind:
        case "not_modified":
            return SendError("refused", NOT_MODIFIED)
        case "conflict":
            return SendError("retry", failure.code)
        case after:
            chat = None if failure.chat_id is None else str(failure.chat_id)
            return SendError(after, failure.code, failure.after, chat)
