"""The Bot API over real HTTP on the loopback address: routes, tokens, answers, injected faults."""

import asyncio
import json
import socket
import struct
import time
from types import TracebackType
from typing import Any

from aiohttp import web

from .controls import Controls
from .delivery import Polling, Webhook
from .errors import ApiError
from .faults import BEFORE, Fault
from .methods import MESSAGE_METHODS, METHODS
from .params import Params, read
from .updates import JSON, UpdateQueue
from .views import Call
from .world import World

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789abcdef"
_FIRST_UPDATE_ID = 740_211_003
_UPDATE_METHODS = {
    name.lower(): name for name in ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
}
_RESET = struct.pack("ii", 1, 0)
_HTML_502 = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
_NOTICED_SECONDS = 0.01  # clients learn of the reset before they try again
_LARGEST_BODY = 80 * 1024 * 1024


class FakeBotApi(Controls):
    """The fake; ``async with FakeBotApi() as api`` listens on an ephemeral port until the block ends."""

    def __init__(self, token: str = TOKEN, port: int = 0, seed: int = 7) -> None:
        super().__init__()
        self.token = token
        self.port = port
        self.world = World(token, seed)
        self.queue = UpdateQueue(lambda: self.world.clock(), _FIRST_UPDATE_ID)
        self.polling = Polling(self.queue)
        self.webhook = Webhook(self.queue, self._run_for_webhook)
        self._server = web.Server(self._handle, access_log=None)
        self._runner: web.ServerRunner | None = None
        self._site: web.TCPSite | None = None
        self._reopening: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "FakeBotApi":
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.05)
        await self._runner.setup()
        await self.start_listening()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._reopening:
            task.cancel()
        self.webhook.stop()
        await self.stop_listening()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def host_url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For the client's ``base_url``; the token follows directly."""
        return f"{self.host_url}/bot"

    @property
    def base_file_url(self) -> str:
        """For the client's ``base_file_url``."""
        return f"{self.host_url}/file/bot"

    async def start_listening(self) -> None:
        """Open the port again (the same one)."""
        if self._site is not None or self._runner is None:
            return
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    async def stop_listening(self) -> None:
        """Close the port and reset every connection: from now on they are refused."""
        if self._site is None:
            return
        site, self._site = self._site, None
        await site.stop()
        for connection in list(self._server.connections):
            _abort(connection.transport)
        await asyncio.sleep(_NOTICED_SECONDS)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        if not path.startswith("/bot"):
            return _answer(ApiError(404, "Not Found").body(), 404)
        token, _, method = path.removeprefix("/bot").partition("/")
        try:
            self._check_token(token)
            name = _known(method)
            params = await read(_with_room(request))
        except ApiError as error:
            return _answer(error.body(), error.code)
        call = Call(name, params.values, time.monotonic())
        call.files = {
            part: {"name": upload.name, "mime": upload.mime, "size": len(upload.data)}
            for part, upload in params.files.items()
        }
        self.log.append(call)
        self._wake(self._watchers)
        return await self._served(request, call, params)

    def _check_token(self, token: str) -> None:
        if ":" not in token:
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    async def _served(self, request: web.BaseRequest, call: Call, params: Params) -> web.StreamResponse:
        fault = self._faults.pick(call.method, params.values.get("chat_id"), call.text)
        call.fault = fault.kind if fault else ""
        if self.delay:
            await asyncio.sleep(self.delay)
        if fault and fault.kind in BEFORE:
            call.done = time.monotonic()
            return await self._spoiled_before(request, call, fault)
        answer = await self._executed(call, params)
        if fault:
            return await _spoiled_after(request, answer, call.code, fault)
        return _answer(answer, call.code)

    async def _executed(self, call: Call, params: Params) -> JSON:
        try:
            result = await self._run(call, params)
            call.result = dict(result) if isinstance(result, dict) else result
            call.code, call.delivered = 200, True
            answer = {"ok": True, "result": result}
        except ApiError as error:
            call.code, call.error = error.code, error.description
            answer = error.body()
        call.done = time.monotonic()
        self._note(call)
        return answer

    async def _run(self, call: Call, params: Params) -> Any:
        if call.method == "getUpdates":
            self.webhook.refuse_polling()
            return await self.polling.get_updates(params)
        if call.method == "setWebhook":
            return self.webhook.install(params, self.polling)
        if call.method == "deleteWebhook":
            return self.webhook.remove(params)
        if call.method == "getWebhookInfo":
            return self.webhook.info()
        if self._flood and call.method in MESSAGE_METHODS and call.chat_id is not None:
            self._flood.admit(call.chat_id, time.monotonic(), len(params.values.get("media") or [0]))
        return METHODS[call.method.lower()][1](self.world, params)

    async def _run_for_webhook(self, method: str, values: JSON) -> None:
        """A method call in the answer to a webhook: its result is told to nobody."""
        call = Call(_known(method), values, time.monotonic())
        self.log.append(call)
        await self._executed(call, Params(values))

    async def _spoiled_before(self, request: web.BaseRequest, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds or 3600)
        if fault.kind == "refuse":
            await self.stop_listening()
            task = asyncio.create_task(self._reopen_after(fault.seconds))
            self._reopening.add(task)
            task.add_done_callback(self._reopening.discard)
        if fault.kind in {"reset", "hang", "refuse"}:
            _abort(request.transport)
            return web.Response()
        if fault.kind == "502":
            return web.Response(status=502, body=_HTML_502, content_type="text/html")
        refusal = fault.refusal()
        call.code, call.error = refusal.code, refusal.description
        self._note(call)
        return _answer(refusal.body(), refusal.code)

    async def _reopen_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.start_listening()

    def _download(self, rest: str) -> web.StreamResponse:
        token, _, path = rest.partition("/")
        if token != self.token:
            return _answer(ApiError(401, "Unauthorized").body(), 401)
        for stored in self.world.files.values():
            if stored.path == path and path and self.world.clock() <= stored.path_until:
                return web.Response(body=stored.data, content_type="application/octet-stream")
        return _answer(ApiError(404, "Not Found").body(), 404)


def _known(method: str) -> str:
    lower = method.lower()
    if lower in METHODS:
        return METHODS[lower][0]
    if lower in _UPDATE_METHODS:
        return _UPDATE_METHODS[lower]
    raise ApiError(404, "Not Found: method not found" if method else "Not Found")


def _with_room(request: web.BaseRequest) -> web.BaseRequest:
    """Requests of the low-level server stop at 1 MB otherwise."""
    request._client_max_size = _LARGEST_BODY
    return request


def _answer(body: JSON, status: int) -> web.Response:
    data = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(status=status, body=data, content_type="application/json")


async def _spoiled_after(
    request: web.BaseRequest, answer: JSON, code: int, fault: Fault
) -> web.StreamResponse:
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return _answer(answer, code)
    if fault.kind == "hang_after":
        await asyncio.sleep(fault.seconds or 3600)
    if fault.kind == "500_after":
        return _answer(ApiError(500, "Internal Server Error").body(), 500)
    if fault.kind == "502_after":
        return web.Response(status=502, body=_HTML_502, content_type="text/html")
    if fault.kind == "broken":
        return web.Response(body=b'{"ok":true,"result":{"mess', content_type="application/json")
    if fault.kind == "cut":
        return await _cut(request)
    if fault.kind == "drop" and request.transport is not None:
        request.transport.close()
    _abort(request.transport)
    return web.Response()


async def _cut(request: web.BaseRequest) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"ok":true,')
    if request.transport is not None:
        request.transport.close()
    return response


def _abort(transport: asyncio.BaseTransport | None) -> None:
    """Reset the connection, so that the other side sees ECONNRESET and not an orderly end."""
    if not isinstance(transport, asyncio.Transport) or transport.is_closing():
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()
