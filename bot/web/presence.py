"""The page behind a presence QR code: any phone, no messenger, no name, no script.

A device is known by one cookie with a random ticket that is good for this list only; the form carries the
same ticket, so no other site can confirm for somebody. No address of a visitor is read or kept.
What counts, and when, is decided in ``handlers.presence``.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.allowance import Allowance, Limit, Verdict
from bot.engine import Engine
from bot.texts import LANGUAGES
from bot.web.words import preferred
from handlers.messages import Day, Text
from handlers.presence.confirm import AGES, GENDERS, Answer, Confirmed, confirm, look
from handlers.presence.opening import PATH
from handlers.presence.rules import hour
from storage.plan import TOWN

COOKIE = "presence"
KEPT = timedelta(days=2)
"""How long a device keeps its ticket after the list has ended."""

MOST_OVERALL = 600
"""Confirmations a minute to all lists together; a list has a pace of its own."""

LONGEST_BODY = 2_048
_TICKET = re.compile(r"[A-Za-z0-9_-]{16}")
_STYLE = Path(__file__).parent / "static" / "presence.css"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
"""A referrer stays inside, so that browsers name their origin when the form is sent."""

_STATUS = {Answer.EARLY: 403, Answer.OVER: 410, Answer.PAUSED: 429, Answer.UNKNOWN: 404}
_NAMES = {"ro": "Română", "ru": "Русский", "en": "English"}


class PresencePages:
    """The routes ``/p/{token}`` of a running engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._allowance = Allowance((Limit(MOST_OVERALL, timedelta(minutes=1)),))
        loader = PackageLoader("bot.web")
        self._pages = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def routes(self) -> list[BaseRoute]:
        """The page, its form and its style."""
        return [
            Route(f"{PATH}style.css", self.style),
            Route(PATH + "{token}", self.show),
            Route(PATH + "{token}", self.receive, methods=["POST"]),
        ]

    async def style(self, _: Request) -> Response:
        """How the page looks."""
        return FileResponse(_STYLE, headers={"cache-control": "public, max-age=3600"})

    async def show(self, request: Request) -> Response:
        """The question, or what is so instead."""
        token, ticket = request.path_params["token"], _ticket(request)
        seen = await self._engine.database.read(look, self._engine.clock.now(), token, ticket)
        return self._page(request, seen, ticket or secrets.token_urlsafe(12))

    async def receive(self, request: Request) -> Response:
        """Count the device; a ticket that is missing or another one asks once more."""
        ticket = _ticket(request)
        if not self._same_origin(request):
            return self._notice(request, "strange", 403)
        given = await _fields(request)
        if given is None or given.get("gender", "") not in GENDERS or given.get("age", "") not in AGES:
            return self._notice(request, "strange", 400)
        now, token = self._engine.clock.now(), request.path_params["token"]
        if ticket is None or ticket != given.get("ticket"):
            seen = await self._engine.database.read(look, now, token, ticket)
            return self._page(request, seen, ticket or secrets.token_urlsafe(12), again=True)
        if self._allowance.judge(PATH, now) is not Verdict.HANDLE:
            return self._notice(request, "paused", 429)
        answers = given.get("gender", ""), given.get("age", "")
        done = await self._engine.database.transaction(confirm, now, token, ticket, *answers)
        self._engine.sender.offer(done.rows)
        return self._page(request, done, ticket)

    def _page(self, request: Request, seen: Confirmed, ticket: str, again: bool = False) -> Response:
        """What somebody sees of a list; the question gives the device its ticket."""
        if seen.listing is None:
            return self._notice(request, seen.answer, _STATUS[seen.answer])
        opens = seen.listing.opens_at
        response = self._rendered(
            request,
            _STATUS.get(seen.answer, 200),
            answer=seen.answer.value,
            title=seen.listing.title,
            day=Day(opens.astimezone(TOWN).date(), "long"),
            time=hour(opens),
            ticket=ticket,
            again=again,
        )
        if seen.answer is Answer.ASK:
            self._give(response, request, ticket, seen.listing.closes_at - self._engine.clock.now() + KEPT)
        return response

    def _give(self, response: Response, request: Request, ticket: str, kept: timedelta) -> None:
        """Lax: the cookie comes along when the link is opened from a chat, not when another site posts."""
        outside = urlsplit(self._engine.public)
        response.set_cookie(
            COOKIE,
            ticket,
            max_age=int(kept.total_seconds()),
            path=f"{outside.path}{PATH}{request.path_params['token']}",
            secure=outside.scheme == "https",
            httponly=True,
            samesite="lax",
        )

    def _notice(self, request: Request, answer: str, status: int) -> Response:
        return self._rendered(request, status, answer=answer, title="", day="", time="")

    def _rendered(self, request: Request, status: int, **values: object) -> HTMLResponse:
        wanted = request.query_params.get("l", "")
        language = wanted if wanted in LANGUAGES else preferred(request.headers)

        def say(key: str, **args: str | Day) -> str:
            return self._engine.texts.render(language, Text(f"presence.page.{key}", args))

        page = self._pages.get_template("presence.html")
        text = page.render(language=language, names=_NAMES, say=say, genders=GENDERS, ages=AGES, **values)
        return HTMLResponse(text, status, _HEADERS | ({"retry-after": "60"} if status == 429 else {}))

    def _same_origin(self, request: Request) -> bool:
        origin = request.headers.get("origin")
        ours = (request.headers.get("host"), urlsplit(self._engine.public).netloc)
        return origin is None or urlsplit(origin).netloc in ours


def _ticket(request: Request) -> str | None:
    known = request.cookies.get(COOKIE, "")
    return known if _TICKET.fullmatch(known) else None


async def _fields(request: Request) -> Mapping[str, str] | None:
    """The fields of the form; None for a body that our form never sends."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return None
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}
