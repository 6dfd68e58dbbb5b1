"""The demo as a new user meets it: one command, two phones, a report accepted, a chart and a Word file."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FrameLocator, Page, expect

from tests.browser.test_phone import browser, page, phone, picture_of
from tests.support.botapi import sample_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
__all__ = ["Browser", "browser", "page"]

LONG = 60_000
"""Milliseconds: documents are made by a child process."""


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """``python -m bot demo`` with its data in ``folder``, as a process; gives the address it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RETEA_")}
    environment |= {"RETEA_DATA_DIR": str(folder / "data"), "RETEA_HTTP_PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    address = ""
    while not address:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        assert line, "the demo ended before it said where it is"
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        address = found[0] if found else ""
    yield address
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 30) == 0


@pytest_asyncio.fixture(loop_scope="module")
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """The demo of today."""
    async with running(tmp_path) as address:
        yield address


def photo(folder: Path) -> Path:
    path = folder / "poza.jpg"
    path.write_bytes(sample_jpeg())
    return path


async def tap(one: FrameLocator, label: str) -> None:
    await one.get_by_role("button", name=label).last.click()


async def write(one: FrameLocator, text: str) -> None:
    await one.get_by_role("textbox", name="Scrieți un mesaj").fill(text)
    await one.get_by_role("textbox", name="Scrieți un mesaj").press("Enter")


async def start(one: FrameLocator) -> None:
    await tap(one, "Începe")


async def report_a_training(page: Page, left: FrameLocator, folder: Path) -> None:
    await tap(left, "Raportează un eveniment")
    await expect(left.get_by_text("Pasul 1 din 7")).to_be_visible()
    await tap(left, "1.1")
    await tap(left, "Azi")
    await tap(left, "Biblioteca municipală")
    await expect(left.get_by_text("Pasul 4 din 7")).to_be_visible()
    await write(left, "25")
    await expect(left.get_by_text("Pasul 5 din 7")).to_be_visible()
    await write(left, "15 10 3")
    await expect(left.get_by_text("Pasul 6 din 7")).to_be_visible()
    await picture_of(page, "live-1-photos")
    await left.locator("input[type=file]").first.set_input_files(photo(folder))
    await tap(left, "Trimite")
    await expect(left.get_by_text("Pasul 7 din 7")).to_be_visible()
    await picture_of(page, "live-2-review")
    await tap(left, "Da, salvează")


async def test_a_report_travels_from_one_phone_to_the_other_and_into_a_document(
    page: Page, demo: str, tmp_path: Path
) -> None:
    await page.goto(demo)
    left, right = phone(page), phone(page, "secretary")
    await start(left)
    await start(right)
    await report_a_training(page, left, tmp_path)
    await expect(left.get_by_text("3 → 4")).to_be_visible()
    await expect(right.get_by_text("Exemplu-Punte").last).to_be_visible()
    await picture_of(page, "live-3-receipt")
    await tap(right, "Deschide raportul")
    await expect(right.get_by_role("button", name="Acceptă")).to_be_visible()
    await picture_of(page, "live-4-card")
    await tap(right, "Acceptă")
    await expect(left.get_by_text("a acceptat raportul")).to_be_visible()
    await picture_of(page, "live-5-accepted")
    await tap(right, "Grafice")
    await expect(right.locator("article img").last).to_be_visible(timeout=LONG)
    await picture_of(page, "live-6-chart")
    await tap(right, "Raportul anual")
    async with page.expect_download(timeout=LONG) as waited:
        await tap(right, "Word")
        await right.get_by_role("link", name=re.compile("docx")).last.click(timeout=LONG)
    download = await waited.value
    kept = tmp_path / "raport.docx"
    await download.save_as(kept)
    assert kept.read_bytes().startswith(b"PK")
    await picture_of(page, "live-7-document")
