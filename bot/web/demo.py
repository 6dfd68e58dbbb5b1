"""The routes of the two phones: pages, the live connection, uploads and the files that were sent.

Meant for this computer only (docs/promises.md): there is no login, so only pages of the same origin
may connect.
"""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader
from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.web import Web
from bot.channels.web_actions import page_action
from bot.channels.web_files import LARGEST, MOST_AT_ONCE, FileRefused, Upload, is_picture
from bot.web.words import page_words, preferred

log = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent
_ENVELOPE = 100_000
_STATUS = {"size": 413, "type": 415, "count": 413, "rate": 429, "empty": 400}
_ALONE = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, max-age=3600"}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the page: the chat, the key of its caption (``web.phone.…``), and what Start sends.

    One that stands ``aside`` is a link that opens it alone.
    """

    chat: str
    caption: str
    start: str = "/start"
    aside: bool = False


class Demo:
    """The pages around one ``Web`` channel."""

    def __init__(self, web: Web, phones: Sequence[Phone]) -> None:
        self._web = web
        self._phones = {phone.chat: phone for phone in phones}
        loader = PackageLoader("bot.web")
        self._pages = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def routes(self) -> list[BaseRoute]:
        """``/``, ``/phone/{chat}``, ``/ws/{chat}``, ``/upload/{chat}``, ``/files/{token}``, ``/static``."""
        return [
            Route("/", self.both),
            Route("/phone/{chat}", self.phone),
            WebSocketRoute("/ws/{chat}", self.connection),
            Route("/upload/{chat}", self.upload, methods=["POST"]),
            Route("/files/{token}", self.file),
            Mount("/static", StaticFiles(directory=_FOLDER / "static")),
        ]

    async def both(self, request: Request) -> Response:
        """All phones side by side."""
        language = preferred(request.headers)
        return self._page(
            "demo.html",
            language,
            phones=self._shown(aside=False),
            others=self._shown(aside=True),
        )

    def _shown(self, *, aside: bool) -> list[tuple[Phone, str]]:
        """Phones with their people: those of the page, or those beside it."""
        chosen = (phone for phone in self._phones.values() if phone.aside is aside)
        return [(phone, self._web.person(phone.chat)) for phone in chosen]

    async def phone(self, request: Request) -> Response:
        """One phone."""
        phone = self._known(request.path_params["chat"])
        return self._page("phone.html", self._web.language(phone.chat), phone=phone)

    async def connection(self, socket: WebSocket) -> None:
        """Events go out, actions come in; an action is acknowledged after its commit."""
        chat = socket.path_params["chat"]
        if chat not in self._phones or not same_origin(socket.headers):
            await socket.close(4403)
            return
        await socket.accept()
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        with self._web.watch(chat, events.put_nowait):
            sending = asyncio.create_task(_send_all(socket, events))
            try:
                while True:
                    events.put_nowait(await self._act(chat, await socket.receive_text()))
            except WebSocketDisconnect:
                return
            finally:
                sending.cancel()

    async def upload(self, request: Request) -> Response:
        """Files of one message (multipart, at most 10 of 20 MB); answers with our names for them."""
        phone = self._known(request.path_params["chat"])
        if not same_origin(request.headers):
            raise HTTPException(403)
        try:
            _check_length(request.headers)
            async with request.form(max_files=MOST_AT_ONCE + 1, max_fields=0) as form:
                sent = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
                uploads = [await _read(part) for part in sent]
            names = await asyncio.to_thread(self._web.uploads.keep, phone.chat, uploads)
        except FileRefused as refused:
            return JSONResponse({"why": refused.why, "name": refused.name}, _STATUS[refused.why])
        pairs = zip(names, uploads, strict=True)
        return JSONResponse({"files": [{"file": name, "name": upload.name} for name, upload in pairs]})

    async def file(self, request: Request) -> Response:
        """A file that a chat was shown, by its unguessable address; only pictures open in the page."""
        shared = self._web.shared(request.path_params["token"])
        if shared is None or not shared.path.is_file():
            raise HTTPException(404)
        inside = "inline" if is_picture(shared.path.name) else "attachment"
        return FileResponse(
            shared.path, filename=shared.name, content_disposition_type=inside, headers=_ALONE
        )

    async def _act(self, chat: str, raw: str) -> dict[str, Any]:
        """The acknowledgement; "refused" for what never fits, "later" when it could not be stored now."""
        number = re.search(r'"id"\s*:\s*"([A-Za-z0-9_-]{1,64})"', raw)
        known = number.group(1) if number else ""
        try:
            return await self._web.act(chat, page_action(raw))
        except ValueError:
            return {"type": "refused", "id": known}
        except Exception:
            log.exception("an action of chat %s was not stored", chat)
            return {"type": "later", "id": known}

    def _page(self, template: str, language: str, **values: object) -> HTMLResponse:
        words = page_words()
        page = self._pages.get_template(template)
        text = page.render(language=language, words=words, say=words[language], **values)
        return HTMLResponse(text, headers={"cache-control": "no-store"})

    def _known(self, chat: str) -> Phone:
        if chat not in self._phones or not self._web.knows(chat):
            raise HTTPException(404)
        return self._phones[chat]


async def _send_all(socket: WebSocket, events: "asyncio.Queue[dict[str, Any]]") -> None:
    while True:
        await socket.send_json(await events.get())


async def _read(part: UploadFile) -> Upload:
    name = Path((part.filename or "").replace("\\", "/")).name[:255]
    if (part.size or 0) > LARGEST:
        raise FileRefused("size", name)
    return Upload(name, await part.read())


def _check_length(headers: Headers) -> None:
    """Refuse before reading: nothing that is larger than all files together, nothing of unknown length."""
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST * MOST_AT_ONCE + _ENVELOPE:
        raise FileRefused("size")


def same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
