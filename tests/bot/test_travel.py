"""The demo's clock set forward: what is due on the way happens on the way, once, in order, at its time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.channels.web import Web
from bot.channels.web_files import Uploads
from bot.clock import MovableClock
from bot.engine import Engine, Options
from bot.server import application
from bot.travel import Travel
from bot.web.clock import ClockPages
from bot.web.demo import Phone
from handlers.errors import SendError
from handlers.messages import Kind, Screen, say
from handlers.wire import pack_screen
from storage import outbox
from storage.calendar import Calendar, recurring
from storage.database import Database
from storage.plan import TOWN
from storage.schema import Outbox
from tests.support.traffic import url_of

PHONES = (Phone("coordinator", "web.phone.coordinator"), Phone("secretary", "web.phone.secretary"))


@dataclass
class House:
    """A demo without its page: the engine, the phones and the clock that is moved."""

    engine: Engine
    clock: MovableClock
    web: Web
    travel: Travel
    http: httpx2.AsyncClient

    async def writes(self, chat: str, at: datetime, kind: Kind = Kind.NOTICE) -> None:
        """A message that goes not before ``at``."""
        content = {"screen": pack_screen(Screen("draft.old", (say("draft.discarded"),))), "language": "ru"}
        message = outbox.Message("web", chat, kind, content, not_before=at)
        await self.engine.database.transaction(outbox.add, message, self.clock.now(), claimed=False)

    def shown(self, chat: str) -> list[datetime]:
        """When each message appeared on a phone, by the clock in town."""
        found: list[datetime] = []
        with self.web.watch(chat, lambda event: found.extend(_times(event))):
            return found


def _times(event: dict[str, object]) -> list[datetime]:
    messages = event.get("messages", [])
    assert isinstance(messages, list)
    return [datetime.fromisoformat(one["at"]).astimezone(TOWN) for one in messages]


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = await Database.open(url_of(tmp_path))
    clock = MovableClock(tmp_path)
    clock.move(at(clock.local_date() + timedelta(days=1), 12))
    engine = Engine(database, clock, Options(secret=b"test", pace_overall=inf, pace_chat=inf))
    web = Web(
        {"coordinator": "Ana", "secretary": "Maria"}, engine.receive, Uploads(tmp_path / "up"), clock.now
    )
    engine.channels[web.name] = web
    travel = Travel(engine, clock, nothing)
    app = application(nothing, nothing, ClockPages(travel, clock, engine.texts, PHONES).routes())  # type: ignore[arg-type]
    await engine.start()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://t") as http:
        yield House(engine, clock, web, travel, http)
    await travel.stop()
    await engine.stop()


async def nothing() -> None:
    """Nothing is under way."""


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=TOWN)


async def test_what_waits_goes_at_its_time_and_not_when_the_way_is_over(house: House) -> None:
    today = house.clock.local_date()
    times = [at(today + timedelta(days=days), 11) for days in (3, 5, 9)]
    for moment in reversed(times):
        await house.writes("coordinator", moment)
    assert house.travel.by_days(7)
    await house.travel.arrived()
    assert [shown.replace(second=0, microsecond=0) for shown in house.shown("coordinator")] == times[:2]
    assert house.clock.local_date() == today + timedelta(days=7)
    assert house.travel.count == 2
    assert house.travel.by_days(7)
    await house.travel.arrived()
    assert len(house.shown("coordinator")) == 3


async def test_a_way_ends_with_the_next_message(house: House) -> None:
    moment = at(house.clock.local_date() + timedelta(days=20), 11)
    await house.writes("secretary", moment)
    assert house.travel.to_message()
    await house.travel.arrived()
    assert timedelta() <= house.clock.now() - moment < timedelta(minutes=1)
    assert [one.chat for one in house.travel.news] == ["secretary"]


async def test_a_send_that_is_to_be_repeated_goes_once_although_weeks_pass(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, tries = house.web.send, []

    async def refuses_once(*given: object) -> str:
        tries.append(given)
        if len(tries) == 1:
            raise SendError("retry", "down")
        return await send(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(house.web, "send", refuses_once)
    await house.writes("coordinator", at(house.clock.local_date() + timedelta(days=2), 11))
    assert house.travel.by_days(28)
    await house.travel.arrived()
    assert house.travel.by_days(28)
    await house.travel.arrived()
    assert len(house.shown("coordinator")) == 1
    states = await house.engine.database.read(
        lambda connection: connection.execute(select(Outbox.state)).all()
    )
    assert [one.state for one in states] == ["sent"]


async def test_only_hours_at_which_people_may_be_written_to_are_stops(house: House) -> None:
    stops = []
    round_ = house.engine.round

    async def watched() -> None:
        stops.append(house.clock.now())
        await round_()

    house.engine.round = watched  # type: ignore[method-assign]
    assert house.travel.by_days(14)
    await house.travel.arrived()
    assert len(stops) >= 20
    assert all(Calendar(recurring()).is_open(stop) for stop in stops)
    assert stops == sorted(stops)


async def test_the_page_orders_the_way_and_tells_what_went_out(house: House) -> None:
    await house.writes("coordinator", at(house.clock.local_date() + timedelta(days=1), 11))
    begun = await house.http.post("/clock?l=ru", content='{"by": "week"}')
    assert begun.status_code == 200
    assert begun.json()["moving"]
    assert (await house.http.post("/clock?l=ru", content='{"by": "day"}')).status_code == 409
    await house.travel.arrived()
    told = (await house.http.get("/clock?l=ru")).json()
    assert (told["moving"], told["sent"], told["gone"]) == (False, 1, 1.0)
    assert told["news"][0] | {"id": "", "at": ""} == {
        "id": "",
        "at": "",
        "to": "Координатор",
        "language": "ru",
        "line": house.engine.texts.render("ru", say("draft.discarded")),
        "why": house.engine.texts.render("ru", say("why.other")),
    }


@pytest.mark.parametrize(
    "order",
    [
        "",
        "[]",
        "{}",
        '{"by": "year"}',
        '{"to": "2020-01-01"}',
        '{"to": "2099-01-01"}',
        '{"to": 5}',
        "9" * 300,
    ],
)
async def test_an_order_that_makes_no_sense_is_refused(house: House, order: str) -> None:
    assert (await house.http.post("/clock", content=order)).status_code == 400
    assert not house.travel.under_way


async def test_another_site_cannot_move_the_clock(house: House) -> None:
    order = await house.http.post("/clock", content='{"by": "day"}', headers={"origin": "http://evil.md"})
    assert order.status_code == 403


async def test_a_way_can_be_halted(house: House) -> None:
    begun = house.clock.local_date()
    await house.http.post("/clock", content=f'{{"to": "{begun + timedelta(days=700)}"}}')
    await house.http.post("/clock", content='{"by": "halt"}')
    await house.travel.stop()
    assert house.clock.local_date() < begun + timedelta(days=600)
    assert house.travel.by_days(1)
    await house.travel.arrived()
