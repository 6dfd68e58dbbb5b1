"""The demo's clock in a real browser: a plan for next week, the week gone by, and what came of it."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from tests.browser.test_demo import running, start, tap, write
from tests.browser.test_phone import browser, page, phone, picture_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
__all__ = ["browser", "page"]

LONG = 60_000


def quiet_noon() -> datetime:
    """The next noon of early July: nobody is told anything by itself, whenever these tests run."""
    now = datetime.now(UTC)
    this_year = datetime(now.year, 7, 7, 9, tzinfo=UTC)
    return this_year if this_year > now else this_year.replace(year=now.year + 1)


def set_forward(folder: Path, to: datetime) -> None:
    """The demo begins at that time."""
    folder.mkdir(parents=True)
    ahead = (to - datetime.now(UTC)).total_seconds()
    (folder / MovableClock.FILE).write_text(str(ahead), encoding="ascii")


@pytest_asyncio.fixture(loop_scope="module")
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """A demo that begins on a quiet day."""
    set_forward(tmp_path / "data" / "demo", quiet_noon())
    async with running(tmp_path) as address:
        yield address


async def plan_ahead(page: Page) -> None:
    """Ana begins to report an event that lies five days ahead; it becomes a draft that asks afterwards."""
    left = phone(page)
    await start(left)
    await tap(left, "Raportează un eveniment")
    await tap(left, "1.1")
    await expect(left.get_by_text("Pasul 2 din 7")).to_be_visible()
    date = await page.locator("#clock-date").evaluate(
        "field => { const day = new Date(field.min); day.setUTCDate(day.getUTCDate() + 5); "
        "return day.toISOString().slice(0, 10).split('-').reverse().join('.'); }"
    )
    await write(left, date)
    await tap(left, "Completez mai târziu")
    await expect(left.get_by_text("Am salvat ciorna")).to_be_visible()


async def test_a_week_passes_and_the_question_of_the_day_after_has_come(page: Page, demo: str) -> None:
    await page.goto(demo)
    clock = page.get_by_role("region", name="Ceasul demo")
    await expect(clock.get_by_role("time")).to_be_visible()
    await plan_ahead(page)
    await picture_of(page, "clock-1-before")
    await clock.get_by_role("button", name="+1 săptămână").press("Enter")
    await expect(clock.get_by_role("status")).to_contain_text("Mesaje plecate pe drum", timeout=LONG)
    left = phone(page)
    await expect(left.get_by_role("button", name="Continuă").last).to_be_visible()
    await expect(left.locator(".day")).to_have_count(1)
    await clock.get_by_text("Ce a plecat pe drum").click()
    asked = clock.get_by_role("listitem").filter(has_text="De ce: evenimentul din ciornă a trecut")
    await expect(asked).to_have_count(1)
    await expect(asked).to_contain_text("Coordonator")
    await picture_of(page, "clock-2-a-week-later")


async def test_a_jump_to_february_shows_the_annual_steps_up_to_the_call_list(page: Page, demo: str) -> None:
    await page.goto(demo)
    clock = page.get_by_role("region", name="Ceasul demo")
    left, right = phone(page), phone(page, "secretary")
    await start(left)
    await start(right)
    await expect(left.get_by_role("button", name="Raportează un eveniment").last).to_be_visible()
    day = "field => `${Number(field.min.slice(0, 4)) + 1}-02-15`"
    chosen = await page.locator("#clock-date").evaluate(day)
    await clock.get_by_label("Până la data").fill(chosen)
    await clock.get_by_role("button", name="Mergi").click()
    await expect(clock.get_by_role("status")).to_contain_text("Mesaje plecate pe drum", timeout=4 * LONG)
    await expect(left.get_by_text("Termenul a trecut").last).to_be_visible()
    await expect(right.get_by_text(re.compile("trimis raportul anual")).last).to_be_visible()
    await clock.get_by_text("Ce a plecat pe drum").click()
    told = clock.get_by_role("listitem")
    for why in ("deschiderea formularului", "14 zile înainte", "7 zile după termen", "lista de sunat"):
        await expect(told.filter(has_text=why).first).to_be_attached()
    await picture_of(page, "clock-5-february")


async def test_only_forward_and_the_date_is_still_there_after_a_reload(page: Page, demo: str) -> None:
    await page.goto(demo)
    clock = page.get_by_role("region", name="Ceasul demo")
    before = (await clock.get_by_role("time").inner_text()).lower()
    await clock.get_by_label("Până la data").fill("2020-01-01")
    await clock.get_by_role("button", name="Mergi").click()
    await expect(clock.get_by_role("status")).to_contain_text("doar înainte")
    await clock.get_by_role("button", name="+1 zi").click()
    await expect(clock.get_by_role("time")).not_to_have_text(re.compile(re.escape(before[:12])), timeout=LONG)
    await expect(clock.get_by_role("button", name="Oprește")).to_be_hidden(timeout=LONG)
    after = (await clock.get_by_role("time").inner_text()).lower()
    await page.reload()
    await expect(clock.get_by_role("time")).to_have_text(re.compile(re.escape(after[:12])))


async def test_on_a_phone_the_clock_opens_when_it_is_wanted(page: Page, demo: str) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.goto(demo)
    clock = page.get_by_role("region", name="Ceasul demo")
    await expect(clock.get_by_role("button", name="+1 zi")).to_be_hidden()
    await picture_of(page, "clock-3-phone-closed")
    await clock.get_by_role("button", name="Arată ceasul").click()
    await expect(clock.get_by_role("button", name="+1 zi")).to_be_visible()
    for target in await clock.locator("button:visible, input:visible").all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44, "too small for a finger"
    await picture_of(page, "clock-4-phone-open")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "the page scrolls sideways"
