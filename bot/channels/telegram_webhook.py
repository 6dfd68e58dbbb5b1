"""The webhook: an HTTP route that stores an update, commits, and only then answers 200.

It answers 5xx only when the database could not take the update, so that Telegram brings it again; what
cannot be read is stored as it came and answered 200, or it would come for ever. The same update has the
same key as in ``telegram_poll``, so changing from one to the other loses and repeats nothing.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels import telegram_inbound
from bot.channels.telegram_client import Client, Pause, insist
from bot.channels.telegram_queries import Queries
from storage import crash
from storage.inbox import Received

log = logging.getLogger(__name__)

Receive = Callable[[Sequence[Received]], Awaitable[object]]

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_BODY = 256 * 1024


def route(path: str, secret: str, receive: Receive, queries: Queries) -> Route:
    """The route for updates: 200 stored, 403 wrong secret, 405, 413, 415, 503 not stored (come again)."""
    if not secret:
        raise ValueError("a webhook needs a secret")

    async def endpoint(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=415)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=await _store(body, receive, queries))

    return Route(path, endpoint, methods=["POST"])


async def register(client: Client, url: str, secret: str, pause: Pause = asyncio.sleep) -> None:
    """Tell Telegram where to bring updates; what waits there is kept. Raises ``Refused``."""
    arguments: dict[str, Any] = {
        "url": url,
        "secret_token": secret,
        "allowed_updates": telegram_inbound.ALLOWED,
        "drop_pending_updates": False,
    }
    await insist(partial(client.call, "setWebhook", **arguments), pause)


async def _body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


async def _store(body: bytes, receive: Receive, queries: Queries) -> int:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        update = None
    if isinstance(update, dict) and telegram_inbound.number_of(update) is not None:
        received, taps = telegram_inbound.key(update), [update]
    else:
        received, taps = _unread(body), []
    crash.point("webhook.received")
    try:
        await receive([received])
    except Exception:
        log.exception("an update could not be stored")
        return 503
    crash.point("webhook.stored")
    queries.answer(taps)
    return 200


def _unread(body: bytes) -> Received:
    """What came, kept for the operator: it belongs to no chat, so no lane takes it."""
    payload = json.dumps({"unread": body.decode("utf-8", "replace")})
    return Received("telegram", f"unread:{sha256(body).hexdigest()[:32]}", None, payload)
