"""How requests travel to the Bot API: python-telegram-bot's transport over one aiohttp session.

Only bytes and errors live here; what an error means for a queued message is in ``telegram_errors``.
The token is part of every address, so no address may reach an exception text or a log.
"""

import json
import os
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# The library's durations are timedeltas with this and deprecated integers, with a warning each, without it.
os.environ.setdefault("PTB_TIMEDELTA", "1")

DOWNLOAD_LIMIT = 20 * 1024 * 1024
_CHUNK = 64 * 1024

Seconds = float | None
GivenSeconds = DefaultValue[float] | DefaultValue[None] | float | None


@dataclass(frozen=True)
class Timeouts:
    """Defaults in seconds; None waits without end.

    ``upload`` is added to ``read`` when files are sent, ``download`` bounds fetching a file as a whole.
    """

    connect: Seconds = 5.0
    pool: Seconds = 5.0
    read: Seconds = 10.0
    upload: Seconds = 30.0
    download: Seconds = 120.0


class AiohttpRequest(BaseRequest):
    """Transport with a keep-alive pool of ``connections``; downloads stop at ``download_limit`` bytes.

    Failures are raised as ``TimedOut`` or ``NetworkError`` with the aiohttp error as ``__cause__``, its
    text replaced where it would name the address. A download over the limit is a ``BadRequest`` with
    the Bot API's own words, "file is too big".
    """

    __slots__ = ("_connections", "_limit", "_session", "_timeouts")

    def __init__(
        self,
        connections: int = 40,
        timeouts: Timeouts | None = None,
        download_limit: int = DOWNLOAD_LIMIT,
    ) -> None:
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._limit = download_limit
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Default read timeout in seconds."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the session; a second call does nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, limit_per_host=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close the session; a second call does nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: GivenSeconds = BaseRequest.DEFAULT_NONE,
        write_timeout: GivenSeconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: GivenSeconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: GivenSeconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; gives the status and the body, whatever the status is."""
        uploads = request_data is not None and request_data.contains_files
        ours = self._timeouts
        limits = _client_timeout(
            connect=_given(connect_timeout, ours.connect),
            pool=_given(pool_timeout, ours.pool),
            write=_given(write_timeout, ours.upload) if uploads else 0.0,
            read=_given(read_timeout, ours.read),
            whole=ours.download if method == "GET" else None,
        )
        try:
            return await self._exchange(url, method, _body(request_data), limits)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _failure(error)
        # Raised outside the handler: the original error, which may name the address, stays out of the chain.
        raise failure

    async def _exchange(
        self, url: str, method: str, body: dict[str, Any], limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise ConnectionRefusedError("the transport is closed")
        async with self._session.request(
            method, url, timeout=limits, allow_redirects=False, **body
        ) as response:
            return response.status, await self._bounded(response)

    async def _bounded(self, response: aiohttp.ClientResponse) -> bytes:
        """The body, read no further than the limit."""
        if (response.content_length or 0) > self._limit:
            response.close()
            raise BadRequest("Bad Request: file is too big")
        held = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            held += chunk
            if len(held) > self._limit:
                response.close()
                raise BadRequest("Bad Request: file is too big")
        return bytes(held)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object; unlike the default, a broken one is not written to the log."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def _given(value: GivenSeconds, default: Seconds) -> Seconds:
    return default if isinstance(value, DefaultValue) else value


def _client_timeout(
    *, connect: Seconds, pool: Seconds, write: Seconds, read: Seconds, whole: Seconds
) -> aiohttp.ClientTimeout:
    """aiohttp has no write timeout and counts the pool wait into ``connect``, hence the sums.

    ``whole`` bounds a download; an API call is bounded by the sum of its parts.
    """
    answer = _sum(write, read)
    return aiohttp.ClientTimeout(
        total=whole or _sum(pool, connect, answer),
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read if whole else answer,
    )


def _sum(*parts: Seconds) -> Seconds:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _body(request_data: RequestData | None) -> dict[str, Any]:
    """JSON when nothing is uploaded, otherwise multipart; the same arguments for aiohttp."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        text = json.dumps(request_data.parameters, ensure_ascii=False)
        return {"data": _utf8(text), "headers": {"Content-Type": "application/json"}}
    # Unquoted: Telegram takes file names as they are, so "Bălți.pdf" must not arrive percent-encoded.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, _utf8(value).decode())
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}


def _utf8(text: str) -> bytes:
    """Half a character of a broken text becomes "?": a message is never held back by one letter."""
    return text.encode("utf-8", "replace")


def _failure(error: Exception) -> TelegramError:
    """The error as python-telegram-bot knows it, with a cause that is safe to print."""
    name = type(error).__name__
    failure: NetworkError = TimedOut(name) if isinstance(error, TimeoutError) else NetworkError(name)
    failure.__cause__ = _printable(error)
    return failure


def _printable(error: Exception) -> Exception:
    """The same kind of error without the address of the request."""
    match error:
        case aiohttp.ConnectionTimeoutError():
            return aiohttp.ConnectionTimeoutError("no connection in time")
        case aiohttp.SocketTimeoutError():
            return aiohttp.SocketTimeoutError("no answer in time")
        case aiohttp.ClientPayloadError():
            return aiohttp.ClientPayloadError("the answer ended early")
        case aiohttp.InvalidURL():
            return aiohttp.InvalidURL("the address")
        case aiohttp.ClientResponseError() | aiohttp.ServerFingerprintMismatch():
            return aiohttp.ClientError(type(error).__name__)
    return error.with_traceback(None)
