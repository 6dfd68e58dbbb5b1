"""What a failed Bot API call means for the message: pure, no waiting, no sending, no logging.

The question behind every line is whether the call reached Telegram. Where it certainly did not, the
message is simply tried again; where nobody knows, the class of the message decides about a second copy.
"""

import datetime as dtm
import re
from dataclasses import dataclass
from typing import Literal

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

Kind = Literal[
    "retry",
    "wait",
    "ambiguous",
    "blocked",
    "migrated",
    "plain",
    "refused",
    "token",
    "conflict",
    "not_modified",
    "gone",
]

SERVER_ERROR_PAUSE = 30.0


@dataclass(frozen=True)
class Failure:
    """A failed call, named by what to do.

    ``retry``: never reached Telegram, try again with backoff. ``wait``: pause all sends for ``after``
    seconds. ``ambiguous``: may have been delivered. ``blocked``: the chat is unreachable. ``migrated``:
    the group is ``chat_id`` now. ``plain``: the markup was refused, send it as plain text. ``refused``:
    will never work. ``token``: the bot itself is refused. ``conflict``: a second poller.
    ``not_modified``: already as wanted. ``gone``: the message can no longer be changed.
    ``code`` is short, from a fixed set or an upper-case Telegram code, and holds nothing personal.
    """

    kind: Kind
    code: str
    after: float | None = None
    chat_id: int | None = None


# Subclasses first matters to the reader too: ClientConnectorError is a ClientOSError, which is ambiguous.
_NEVER_SENT: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "dns"),
    (aiohttp.ClientConnectorError, "connect"),
    (aiohttp.ConnectionTimeoutError, "connect_timeout"),
    (aiohttp.InvalidURL, "url"),
    (ConnectionRefusedError, "connect"),
)
_PERHAPS_SENT: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.SocketTimeoutError, "read_timeout"),
    (aiohttp.ServerDisconnectedError, "disconnected"),
    (aiohttp.ClientOSError, "connection_lost"),
    (aiohttp.ClientPayloadError, "cut_answer"),
    (TimeoutError, "timeout"),
    (aiohttp.ClientError, "client_error"),
    (OSError, "connection_lost"),
)
_BAD_REQUESTS: tuple[tuple[str, Kind, str], ...] = (
    ("message is not modified", "not_modified", "not_modified"),
    ("query is too old", "refused", "query_too_old"),
    ("chat not found", "blocked", "chat_not_found"),
    ("can't parse entities", "plain", "markup"),
    ("message to edit not found", "gone", "edit_not_found"),
    ("message to delete not found", "gone", "delete_not_found"),
    ("message can't be edited", "gone", "not_editable"),
    ("message can't be deleted", "gone", "not_deletable"),
    ("there is no text in the message to edit", "gone", "no_text"),
    ("there is no caption in the message to edit", "gone", "no_caption"),
    ("message to be replied not found", "refused", "reply_target_not_found"),
    ("message is too long", "refused", "text_too_long"),
    ("message caption is too long", "refused", "caption_too_long"),
    ("message text is empty", "refused", "text_empty"),
    ("text must be non-empty", "refused", "text_empty"),
    ("file is too big", "refused", "file_too_big"),
    ("wrong file", "refused", "wrong_file"),
)
_FORBIDDEN = (
    ("blocked by the user", "bot_blocked"),
    ("user is deactivated", "user_deactivated"),
    ("was kicked", "bot_kicked"),
    ("not a member", "not_a_member"),
    ("can't initiate", "never_started"),
)
_TELEGRAM_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


def classify(exc: BaseException) -> Failure:
    """What the failure of a Bot API call means; anything unforeseen counts as perhaps delivered."""
    match exc:
        case RetryAfter():
            return Failure("wait", "flood", after=_seconds(exc.retry_after))
        case ChatMigrated():
            return Failure("migrated", "migrated", chat_id=exc.new_chat_id)
        case Forbidden():
            return Failure("blocked", _first(_FORBIDDEN, exc.message, "forbidden"))
        case InvalidToken() | EndPointNotFound():
            return Failure("token", "token")
        case Conflict():
            return Failure("conflict", "conflict")
        case BadRequest():
            return _bad_request(exc.message)
        case NetworkError():
            return _network(exc)
        case TelegramError():
            return Failure("ambiguous", "broken_answer")
    return Failure("ambiguous", f"unexpected_{type(exc).__name__}")


def _bad_request(message: str) -> Failure:
    text = message.lower()
    for words, kind, code in _BAD_REQUESTS:
        if words in text:
            return Failure(kind, code)
    return Failure("refused", text.upper() if _TELEGRAM_CODE.fullmatch(text) else "bad_request")


def _network(exc: NetworkError) -> Failure:
    """Timeouts too: ``TimedOut`` is a ``NetworkError``, and only its cause tells the cases apart."""
    cause = exc.__cause__
    for kind, code in _NEVER_SENT:
        if isinstance(cause, kind):
            return Failure("retry", code)
    for kind, code in _PERHAPS_SENT:
        if isinstance(cause, kind):
            return Failure("ambiguous", code)
    if cause is not None and not isinstance(cause, TelegramError):
        return Failure("ambiguous", f"unexpected_{type(cause).__name__}")
    text = exc.message.lower()
    if text.startswith("request entity too large"):
        return Failure("refused", "upload_too_big")
    if text.startswith("too many requests"):
        return Failure("wait", "flood", after=SERVER_ERROR_PAUSE)
    return Failure("ambiguous", "server_error", after=SERVER_ERROR_PAUSE)


def _seconds(value: int | dtm.timedelta) -> float:
    return value.total_seconds() if isinstance(value, dtm.timedelta) else float(value)


def _first(table: tuple[tuple[str, str], ...], message: str, otherwise: str) -> str:
    return next((code for words, code in table if words in message), otherwise)
