"""The HTTP side of the process: health, metrics, further routes that are given, and the server itself.

It runs inside the event loop of the bot. What the routes do is decided by those who give them.
"""

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Health = Callable[[], Awaitable[tuple[bool, Mapping[str, object]]]]
Metrics = Callable[[], Awaitable[Iterable[Metric]]]

SECURITY = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
"""Headers of every answer that does not set its own: nothing inline, nothing from a foreign host."""


class _Given(Collector):
    """Metrics that were computed before, in the form that the library writes out."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


class _SecurityHeaders:
    """Adds ``SECURITY`` to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in SECURITY.items() if n.encode() not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


def application(
    health: Health, metrics: Metrics, routes: Sequence[BaseRoute] = (), hosts: Sequence[str] = ()
) -> Starlette:
    """``/health`` (200, or 503 when not healthy), ``/metrics`` and ``routes``.

    ``hosts`` are the names the server answers to ("127.0.0.1", "localhost"); empty: any.
    """

    async def show_health(_: Request) -> Response:
        healthy, details = await health()
        return JSONResponse(dict(details), 200 if healthy else 503, {"cache-control": "no-store"})

    async def show_metrics(_: Request) -> Response:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Given(await metrics()))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    middleware = [Middleware(_SecurityHeaders)]
    if hosts:
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)))
    own = [Route("/health", show_health), Route("/metrics", show_metrics)]
    return Starlette(routes=[*own, *routes], middleware=middleware)


class Server:
    """Serves an application in the running event loop; ``port`` 0 takes any free one, known after
    ``start``.

    Not ``uvicorn.Server.serve``: that takes over the signals, which belong to the whole process.
    """

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._host = host
        self.port = port
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=65_536,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._socket: socket.socket | None = None
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Bind and serve; raises ``OSError`` that says which address is taken or not ours."""
        self._socket = _bind(self._host, self.port)
        self.port = int(self._socket.getsockname()[1])
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup([self._socket])
        self._serving = asyncio.create_task(self._server.main_loop(), name="http")

    async def stop(self) -> None:
        """Finish open answers (2 s at most) and close."""
        if self._serving is not None:
            self._server.should_exit = True
            await self._serving
            await self._server.shutdown([self._socket] if self._socket else None)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(
                error.errno, f"port {port} on {host} is used by another program; choose another port"
            ) from error
        raise OSError(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listener
