"""The webhook over HTTP: who may bring updates, what is taken, and when Telegram is asked to come again."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram_client import Refused
from bot.channels.telegram_queries import Queries
from bot.channels.telegram_webhook import HEADER, LONGEST_BODY, register, route
from tests.bot.channels.rendering import buttons, screen
from tests.bot.channels.telegram_line import ANA, CHAT, Line
from tests.bot.channels.test_telegram_poll import Inbox, polling

SECRET = "s3cret_s3cret"
UPDATE = {"update_id": 41, "message": {"message_id": 1, "chat": {"id": ANA, "type": "private"}, "text": "x"}}


class Hook:
    """A served webhook; ``post`` sends as Telegram does unless told otherwise."""

    def __init__(self, url: str, inbox: Inbox, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.inbox = inbox
        self._session = session

    async def post(
        self,
        data: bytes | None = None,
        *,
        secret: str = SECRET,
        kind: str = "application/json",
        method: str = "POST",
    ) -> int:
        headers = {HEADER: secret, "Content-Type": kind}
        body = json.dumps(UPDATE).encode() if data is None else data
        async with self._session.request(method, self.url, data=body, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def served(tg: Line) -> AsyncIterator[Hook]:
    inbox = Inbox()
    queries = Queries(tg.channel.answer_query)
    app = Starlette(routes=[route("/telegram", SECRET, inbox.receive, queries)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, ws="none"))
    await _start(server)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with aiohttp.ClientSession() as session:
        yield Hook(f"http://127.0.0.1:{port}/telegram", inbox, session)
    await queries.close()
    await server.shutdown()


async def _start(server: uvicorn.Server) -> None:
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()


@pytest.fixture
async def hook(tg: Line) -> AsyncIterator[Hook]:
    async with served(tg) as running:
        yield running


async def test_an_update_is_stored_and_accepted(hook: Hook) -> None:
    assert await hook.post() == 200
    (kept,) = hook.inbox.kept
    assert (kept.channel, kept.external, kept.chat, json.loads(kept.payload)) == (
        "telegram",
        "41",
        CHAT,
        UPDATE,
    )


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "ș" * 5])
async def test_without_the_secret_nobody_brings_updates(hook: Hook, secret: str) -> None:
    assert await hook.post(secret=secret) == 403
    assert hook.inbox.kept == []


async def test_only_post_is_served(hook: Hook) -> None:
    assert [await hook.post(method=method) for method in ("GET", "PUT", "DELETE")] == [405, 405, 405]


async def test_only_json_is_taken(hook: Hook) -> None:
    assert await hook.post(kind="text/plain") == 415
    assert await hook.post(kind="Application/JSON; charset=utf-8") == 200


async def test_a_body_may_be_256_kb_and_not_a_byte_more(hook: Hook) -> None:
    longest = json.dumps(UPDATE).encode().ljust(LONGEST_BODY)
    assert [await hook.post(longest), await hook.post(longest + b" ")] == [200, 413]
    assert len(hook.inbox.kept) == 1


async def test_what_the_database_could_not_take_is_asked_for_again(hook: Hook) -> None:
    hook.inbox.failures = 1
    assert [await hook.post(), await hook.post()] == [503, 200]
    assert len(hook.inbox.kept) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"null", b"{}", b'{"update_id":"1"}', b"\xff\xfe", b"[" * 100_000, b"9" * 5000],
)
async def test_what_cannot_be_read_is_kept_for_the_operator_and_does_not_come_again(
    hook: Hook, body: bytes
) -> None:
    assert await hook.post(body) == 200
    (kept,) = hook.inbox.kept
    assert (kept.chat, kept.external[:7]) == (None, "unread:")
    assert json.loads(kept.payload) == {"unread": body.decode("utf-8", "replace")}


async def test_a_webhook_without_a_secret_is_not_built(tg: Line) -> None:
    with pytest.raises(ValueError, match="secret"):
        route("/telegram", "", Inbox().receive, Queries(tg.channel.answer_query))


async def test_telegram_brings_updates_and_taps_are_answered(tg: Line, hook: Hook) -> None:
    sent = await tg.channel.send(CHAT, screen("?", rows=buttons("Da")), None)
    await register(tg.client, hook.url, SECRET)
    tg.api.tap(ANA, int(sent), "s1:0")
    await tg.api.until(lambda: [call.code for call in tg.api.calls("answerCallbackQuery")] == [200])
    assert len(hook.inbox.kept) == 2
    (call,) = tg.api.calls("setWebhook")
    assert call.params["drop_pending_updates"] is False
    assert call.params["secret_token"] == SECRET


async def test_registering_waits_as_long_as_telegram_asks(tg: Line, hook: Hook) -> None:
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    tg.api.fault("429", method="setWebhook", retry_after=7)
    await register(tg.client, hook.url, SECRET, pause)
    assert waited == [pytest.approx(7, abs=0.5)]


async def test_an_address_that_telegram_refuses_is_not_tried_again(tg: Line, hook: Hook) -> None:
    tg.api.fault("400", method="setWebhook", times=9)
    with pytest.raises(Refused):
        await register(tg.client, hook.url, SECRET)
    assert len(tg.api.calls("setWebhook")) == 1


async def test_an_update_has_the_same_key_whether_polled_or_brought(tg: Line, hook: Hook) -> None:
    tg.api.text(ANA, "ș „citat” 👍")
    async with polling(tg) as desk:
        desk.inbox.open.clear()
        await asyncio.wait_for(desk.inbox.began.wait(), 5)
        desk.poller.stop()
    assert len(desk.inbox.kept) == tg.api.pending() == 2
    await register(tg.client, hook.url, SECRET)
    async with asyncio.timeout(5):
        while len(hook.inbox.kept) < 2:
            hook.inbox.stored.clear()
            await hook.inbox.stored.wait()
    assert hook.inbox.kept == desk.inbox.kept
