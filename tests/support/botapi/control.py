"""``/control/NAME`` on a port of its own: the fake's public methods for another process, as JSON.

The body is ``{"args": [...], "kwargs": {...}}``; bytes travel as ``{"base64": "..."}``.
"""

import base64
import dataclasses
import inspect
import json
from typing import Any

from aiohttp import web

from .server import FakeBotApi

_LOCAL_ONLY = {"until", "reply_to"}


def control_app(api: FakeBotApi) -> web.Application:
    """The control side of a fake."""

    async def handle(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        body = await request.json() if request.can_read_body else {}
        try:
            result = await called(api, name, body.get("args", []), body.get("kwargs", {}))
        except Exception as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response({"result": plain(result)})

    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_post("/control/{name}", handle)
    return app


async def called(api: FakeBotApi, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Call a public method, or read a public attribute."""
    if name.startswith("_") or name in _LOCAL_ONLY:
        raise AttributeError(name)
    member = getattr(api, name)
    if not callable(member):
        return member
    result = member(*map(_opened, args), **{key: _opened(value) for key, value in kwargs.items()})
    return await result if inspect.isawaitable(result) else result


def plain(value: Any) -> Any:
    """JSON-friendly form of a result."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def wrapped(value: Any) -> Any:
    """Bytes made fit for JSON."""
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _opened(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"base64"}:
        return base64.b64decode(value["base64"])
    return value


def encoded(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """A control request's body."""
    return json.dumps(
        {"args": [wrapped(arg) for arg in args], "kwargs": {k: wrapped(v) for k, v in kwargs.items()}}
    ).encode()
