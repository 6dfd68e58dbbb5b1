"""The page of a presence list over HTTP: counted once a device, closed to other sites, safe with anything."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

import bot.web.presence
from bot.engine import Engine, Options
from bot.server import application
from bot.web.presence import LONGEST_BODY, PresencePages
from storage import people, presence
from storage.database import Connection, Database
from tests.scheduler.still import StillClock
from tests.support.traffic import START, url_of

PUBLIC = "https://retea.example.md"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass
class House:
    """A running page with one list that is open for three hours."""

    engine: Engine
    clock: StillClock
    token: str
    transport: httpx2.ASGITransport

    @contextmanager
    def phone(self, language: str = "ro") -> "Iterator[httpx2.AsyncClient]":
        """A browser of its own."""
        yield httpx2.AsyncClient(
            transport=self.transport, base_url=PUBLIC, headers={"accept-language": language}
        )

    @property
    def path(self) -> str:
        return f"/p/{self.token}"

    async def total(self) -> int:
        return (await self.engine.database.read(presence.counted, 1)).total


def opened(connection: Connection, title: str) -> str:
    person = people.meet(connection, START, "fake", "ana").person_id
    times = {"opens_at": START, "closes_at": START + timedelta(hours=3)}
    return presence.create(
        connection, START, person, None, draft=None, title=title, day=date(2026, 10, 14), **times
    )[1]


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async def fine() -> tuple[bool, dict[str, object]]:
        return True, {}

    async def none() -> list[object]:
        return []

    database = await Database.open(url_of(tmp_path))
    clock = StillClock()
    engine = Engine(database, clock, Options(secret=b"test", public=PUBLIC))  # type: ignore[arg-type]
    token = await database.transaction(opened, "<b>Club</b> & „lectură”")
    app = application(fine, none, PresencePages(engine).routes())  # type: ignore[arg-type]
    yield House(engine, clock, token, httpx2.ASGITransport(app=app))
    await database.close()


async def confirms(phone: httpx2.AsyncClient, path: str, **fields: str) -> httpx2.Response:
    """Open the page and press the button."""
    page = await phone.get(path)
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    ticket = found[1] if found else phone.cookies.get("presence", "")
    return await phone.post(path, data={"ticket": ticket, "gender": "", "age": "", **fields})


async def test_a_phone_confirms_and_the_second_time_it_is_already_noted(house: House) -> None:
    with house.phone() as phone:
        first = await confirms(phone, house.path, gender="woman", age="young")
        again = await phone.get(house.path)
        pressed = await confirms(phone, house.path)
    assert (first.status_code, again.status_code) == (200, 200)
    assert "prezența este notată" in first.text
    assert "Prezența este deja notată" in again.text
    assert "Prezența este deja notată" in pressed.text
    assert await house.total() == 1


async def test_fifty_phones_at_once_are_fifty(house: House) -> None:
    async def one() -> int:
        with house.phone() as phone:
            return (await confirms(phone, house.path)).status_code

    assert await asyncio.gather(*(one() for _ in range(50))) == [200] * 50
    assert await house.total() == 50


async def test_an_impatient_finger_counts_once(house: House) -> None:
    with house.phone() as phone:
        ticket = re.findall(r'name="ticket" value="([^"]+)"', (await phone.get(house.path)).text)[0]
        presses = (phone.post(house.path, data={"ticket": ticket}) for _ in range(5))
        await asyncio.gather(*presses)
    assert await house.total() == 1


@pytest.mark.parametrize(
    ("language", "words"), [("ro", "Confirm prezența"), ("ru-RU", "Подтверждаю"), ("de", "Confirm")]
)
async def test_the_page_speaks_the_language_of_the_phone(house: House, language: str, words: str) -> None:
    with house.phone(language) as phone:
        page = (await phone.get(house.path)).text
    assert words in page
    assert f'<html lang="{language[:2] if language != "de" else "ro"}">' in page


async def test_the_language_can_be_chosen_and_stays_after_the_button(house: House) -> None:
    with house.phone() as phone:
        page = await phone.get(f"{house.path}?l=ru")
        assert 'action="?l=ru"' in page.text
        done = await phone.post(f"{house.path}?l=ru", data={"ticket": phone.cookies["presence"]})
    assert "Готово, присутствие отмечено" in done.text


async def test_nothing_runs_and_nothing_comes_from_elsewhere(house: House) -> None:
    with house.phone() as phone:
        page = await phone.get(house.path)
        style = await phone.get("/p/style.css")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in page.text
    assert "://" not in page.text
    assert style.headers["content-type"].startswith("text/css")


async def test_a_title_is_text_and_never_markup(house: House) -> None:
    with house.phone() as phone:
        page = (await phone.get(house.path)).text
    assert "<b>" not in page
    assert "&lt;b&gt;Club&lt;/b&gt; &amp; „lectură”" in page


async def test_the_cookie_is_for_this_list_only_and_out_of_reach(house: House) -> None:
    with house.phone() as phone:
        cookie = (await phone.get(house.path)).headers["set-cookie"]
    assert f"Path={house.path}" in cookie
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax"))


async def test_another_site_cannot_confirm_for_somebody(house: House) -> None:
    with house.phone() as phone:
        ticket = re.findall(r'value="([^"]{16})"', (await phone.get(house.path)).text)[0]
        foreign = await phone.post(
            house.path, data={"ticket": ticket}, headers={"origin": "https://evil.example"}
        )
        guessed = await phone.post(house.path, data={"ticket": "A" * 16})
    assert foreign.status_code == 403
    assert "Apăsați butonul încă o dată" in guessed.text
    assert await house.total() == 0


async def test_without_a_cookie_the_page_says_what_to_do(house: House) -> None:
    with house.phone() as phone:
        answer = await phone.post(house.path, data={"ticket": "A" * 16})
    assert "cookie" in answer.text
    assert await house.total() == 0


async def test_outside_its_time_the_page_says_when(house: House) -> None:
    with house.phone() as phone:
        house.clock.seconds = -60
        early = await phone.get(house.path)
        house.clock.seconds = 3 * 3600
        late = await confirms(phone, house.path)
    assert early.status_code == 403
    assert "miercuri, 14 octombrie, la 12:00" in early.text
    assert late.status_code == 410
    assert "Confirmarea s-a încheiat" in late.text
    assert await house.total() == 0


@pytest.mark.parametrize("token", ["nobody", "A" * 16, "%00", "..%2f..%2fetc", "ș" * 40, "x" * 4000])
async def test_an_address_that_nobody_made_is_told_kindly(house: House, token: str) -> None:
    with house.phone() as phone:
        for answer in (await phone.get(f"/p/{token}"), await phone.post(f"/p/{token}", data={"ticket": "x"})):
            assert answer.status_code == 404
        assert "nicio listă de prezență" in (await phone.get(f"/p/{'A' * 16}")).text


@pytest.mark.parametrize(
    "body",
    [
        b"gender=<script>",
        b"gender=woman' OR 1=1",
        b"age=999",
        b"ticket=\xc4\x83",
        b"\xff\xfe\x00",
        b"&".join(b"a=b" for _ in range(50)),
        b"ticket=" + b"A" * LONGEST_BODY,
        b'{"ticket": "x"}',
    ],
)
async def test_what_our_form_never_sends_is_refused(house: House, body: bytes) -> None:
    with house.phone() as phone:
        await phone.get(house.path)
        answer = await phone.post(house.path, content=body, headers=FORM)
        named_other = await phone.post(house.path, content=body, headers={"content-type": "application/json"})
    assert named_other.status_code == 400
    assert answer.status_code == 400 or "încă o dată" in answer.text
    assert await house.total() == 0


async def test_all_lists_together_have_a_pace(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.web.presence, "MOST_OVERALL", 3)
    pages = PresencePages(house.engine)
    app = application(None, None, pages.routes())  # type: ignore[arg-type]
    house.transport = httpx2.ASGITransport(app=app)
    statuses = []
    for _ in range(5):
        with house.phone() as phone:
            statuses.append((await confirms(phone, house.path)).status_code)
    assert statuses == [200, 200, 200, 429, 429]
    assert await house.total() == 3


async def test_a_cookie_of_somebody_elses_making_is_not_taken(house: House) -> None:
    with house.phone() as phone:
        for wrong in (b"' OR 1=1", b"x" * 5000, "ă".encode(), b"\xff"):
            answer = await phone.get(house.path, headers={"cookie": b"presence=" + wrong})
            assert answer.status_code == 200
