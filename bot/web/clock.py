"""The clock of the demo page: what time it is in the town, setting it forward, and what was sent on the way.

Not here: how the time in between is lived through (``bot.travel``).
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import MovableClock
from bot.deliver import render
from bot.texts import Texts
from bot.travel import Travel
from bot.web.demo import Phone, same_origin
from bot.web.words import page_words
from handlers.messages import Day, Said
from handlers.upcoming.why import why
from handlers.wire import read_screen
from storage.plan import TOWN
from storage.sent import News

DAYS = {"day": 1, "week": 7}
LONGEST_ORDER = 200
LONGEST_LINE = 160


class ClockPages:
    """``GET /clock`` tells the time and the news; ``POST /clock`` sets the clock forward or halts it."""

    def __init__(self, travel: Travel, clock: MovableClock, texts: Texts, phones: Sequence[Phone]) -> None:
        self._travel = travel
        self._clock = clock
        self._texts = texts
        self._phones = {phone.chat: phone for phone in phones}

    def routes(self) -> list[BaseRoute]:
        """``/clock``."""
        return [Route("/clock", self.show), Route("/clock", self.set, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """The time, how far the way is, and the news, in the language ``l``."""
        return self._answer(request)

    async def set(self, request: Request) -> Response:
        """``{"by": "day" | "week" | "message" | "halt"}`` or ``{"to": "2027-01-11"}``.

        400 for anything else and for a day that is past or too far, 409 while the clock is being moved.
        """
        if not same_origin(request.headers):
            raise HTTPException(403)
        try:
            begun = self._begin(await _order(request))
        except (ValueError, TypeError, KeyError) as error:
            raise HTTPException(400) from error
        return self._answer(request, 200 if begun else 409)

    def _begin(self, order: dict[str, Any]) -> bool:
        if "to" in order:
            return self._travel.to_day(date.fromisoformat(order["to"]))
        if order["by"] == "message":
            return self._travel.to_message()
        if order["by"] == "halt":
            self._travel.halt()
            return True
        return self._travel.by_days(DAYS[order["by"]])

    def _answer(self, request: Request, status: int = 200) -> Response:
        language = request.query_params.get("l", "")
        language = language if language in page_words() else next(iter(page_words()))
        return JSONResponse(self._state(language), status, {"cache-control": "no-store"})

    def _state(self, language: str) -> dict[str, Any]:
        now, travel = self._clock.now(), self._travel
        local = now.astimezone(TOWN)
        way = travel.way
        gone = (now - way.begins) / (way.ends - way.begins) if way is not None else 0.0
        return {
            "now": now.isoformat(),
            "today": local.date().isoformat(),
            "day": self._say(language, Day(local.date(), "long")),
            "year": local.year,
            "hour": f"{local:%H:%M}",
            "moving": travel.under_way,
            "gone": min(1.0, gone),
            "sent": travel.count,
            "moved": way is not None,
            "news": [self._told(language, one) for one in reversed(travel.news)],
        }

    def _told(self, language: str, one: News) -> dict[str, str]:
        """When, to whom, the first line in the words of the one who got it, and why."""
        spoken = str(one.content.get("language", language))
        return {
            "id": str(one.id),
            "at": f"{self._day(language, one.sent_at)}, {one.sent_at.astimezone(TOWN):%H:%M}",
            "to": self._phone(language, one.chat),
            "language": spoken,
            "line": self._first_line(spoken, one),
            "why": self._say(language, why(one.keys, one.content["screen"]["key"])),
        }

    def _day(self, language: str, moment: datetime) -> str:
        return self._say(language, Day(moment.astimezone(TOWN).date(), "short"))

    def _phone(self, language: str, chat: str) -> str:
        phone = self._phones.get(chat)
        return page_words()[language][phone.caption.removeprefix("web.")] if phone is not None else ""

    def _first_line(self, language: str, one: News) -> str:
        screen = render(self._texts, language, read_screen(one.content["screen"]), None, 3)
        lines = "\n".join((screen.head or "", *screen.lines)).strip().splitlines()
        line = lines[0] if lines else ""
        return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()}…"

    def _say(self, language: str, said: Said) -> str:
        return self._texts.render(language, said)


async def _order(request: Request) -> dict[str, Any]:
    """The body as an object; raises ``ValueError`` for anything else."""
    body = await request.body()
    order = json.loads(body) if len(body) <= LONGEST_ORDER else None
    if not isinstance(order, dict):
        raise ValueError
    return order
