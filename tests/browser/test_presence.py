"""A participant in a real browser, from the QR code of the demo to the number in the coordinator's chat."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.test_demo import demo, start, tap, write
from tests.browser.test_phone import ARTEFACTS, browser, page, phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
__all__ = ["browser", "demo", "page"]

LONG = 60_000


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone of somebody who came, without scripts."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, locale="ru-RU", java_script_enabled=False, has_touch=True
    )
    yield context
    await context.close()


async def shot(page: Page, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


async def test_a_phone_confirms_and_the_coordinator_sees_the_number_grow(
    page: Page, visitor: BrowserContext, demo: str, tmp_path: Path
) -> None:
    await page.goto(demo)
    left = phone(page)
    await start(left)
    await write(left, "/prezenta")
    await write(left, "Club de lectură „Eminescu”")
    await tap(left, "Acum")
    await expect(left.locator("article img").last).to_be_visible(timeout=LONG)
    await expect(left.get_by_text("Au confirmat: 0")).to_be_visible()
    await shot(page, "presence-1-code")
    link = re.search(r"http://127\.0\.0\.1:\d+/p/[\w-]{16}", await left.locator("body").inner_text())
    assert link is not None

    guest = await visitor.new_page()
    await guest.goto(link[0])
    await expect(guest.locator("html")).to_have_attribute("lang", "ru")
    await expect(guest.get_by_role("heading", level=1)).to_contain_text("Club de lectură „Eminescu”")
    await shot(guest, "presence-2-page-ru")
    await guest.get_by_role("link", name="Română").click()
    await expect(guest.get_by_role("group", name="Vârsta").get_by_role("radio")).to_have_count(4)
    for target in await guest.locator("label, button, nav a").all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44, "too small for a finger"
    assert await guest.evaluate("document.documentElement.scrollWidth") <= 360
    await guest.get_by_label("Femeie").check()
    await guest.get_by_label("14–35 de ani").check()
    await shot(guest, "presence-3-page-ro")
    await guest.get_by_role("button", name="Confirm prezența").click()
    await expect(guest.get_by_role("status")).to_have_text("Gata, prezența este notată. Mulțumim!")
    await shot(guest, "presence-4-noted")
    await guest.goto(link[0] + "?l=ro")
    await expect(guest.get_by_role("status")).to_have_text("Prezența este deja notată.")
    await expect(guest.get_by_role("button")).to_have_count(0)

    await expect(left.get_by_text("Au confirmat: 1")).to_be_visible(timeout=LONG)
    await expect(left.get_by_text("Au confirmat: 0")).to_have_count(0)
    await shot(page, "presence-5-counter")
    await tap(left, "Oprește")
    await expect(left.get_by_text("Lista este închisă")).to_be_visible()
    await guest.goto(link[0])
    await guest.context.clear_cookies()
    await guest.goto(link[0])
    await expect(guest.get_by_role("status")).to_contain_text("Подтверждение завершено")
    await shot(guest, "presence-6-over")
    await tap(left, "Raportează evenimentul")
    await tap(left, "1.1")
    await tap(left, "Azi")
    await tap(left, "Biblioteca municipală")
    await tap(left, "Din codul QR: 1")
    await expect(left.get_by_text("După codul QR: femei – 1")).to_be_visible()
    await shot(page, "presence-7-groups")
