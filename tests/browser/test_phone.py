"""The phones of the demo in a real browser: writing, tapping, files, keyboard only, a narrow screen."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, FrameLocator, Page, async_playwright, expect

from handlers.messages import Button, Rendered, Role
from tests.browser.scripted import ScriptedBot, picture, welcome

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"


@pytest_asyncio.fixture(loop_scope="module")
async def bot(tmp_path: Path) -> AsyncIterator[ScriptedBot]:
    bot = ScriptedBot(tmp_path / "bot")
    await bot.server.start()
    yield bot
    await bot.server.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: tuple[str, list[str]]) -> AsyncIterator[Browser]:
    path, arguments = chromium
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page that fails the test when a script fails or the content policy stops something."""
    problems: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            problems.append(said.text)

    page = await browser.new_page(
        viewport={"width": 1280, "height": 900}, locale="ro-RO", reduced_motion="reduce"
    )
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", heard)
    yield page
    await page.close()
    assert problems == []


async def picture_of(page: Page, name: str) -> None:
    """Keep a screenshot for people to look at."""
    ARTEFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTEFACTS / f"{name}.png")


def phone(page: Page, chat: str = "coordinator") -> FrameLocator:
    return page.frame_locator(f"#panel-{chat} iframe")


async def to_date(page: Page, bot: ScriptedBot) -> None:
    await page.goto(f"{bot.url}/phone/coordinator")
    await page.get_by_role("button", name="Începe").click()
    await page.get_by_role("log").get_by_role("button", name="Raportează un eveniment").click()
    await page.get_by_role("button", name="La fel: Club de lectură").click()
    await expect(page.get_by_text("Pasul 2 din 7")).to_be_visible()


async def to_participants(page: Page, bot: ScriptedBot) -> None:
    await to_date(page, bot)
    await page.get_by_label("Data").fill("2026-10-12")
    await page.get_by_role("log").get_by_role("button", name="Trimite").click()
    await expect(page.get_by_text("Pasul 4 din 7")).to_be_visible()


async def test_a_tap_edits_the_screen_in_place(page: Page, bot: ScriptedBot) -> None:
    await to_date(page, bot)
    await expect(page.locator("article")).to_have_count(2)
    await expect(page.get_by_text("Pasul 1 din 7")).to_have_count(0)


async def test_typed_words_shorten_the_question_and_bring_a_new_one_below(
    page: Page, bot: ScriptedBot
) -> None:
    await to_participants(page, bot)
    assert bot.seen[-1].text == "12.10.2026"
    await expect(page.locator(".done")).to_have_text("Data: 12.10.2026")
    await expect(page.locator(".done button")).to_have_count(0)


async def test_a_whole_report_on_two_phones(page: Page, bot: ScriptedBot, tmp_path: Path) -> None:
    await page.goto(bot.url)
    first = phone(page)
    await picture_of(page, "demo-1-start")
    await first.get_by_role("button", name="Începe").click()
    await first.get_by_role("log").get_by_role("button", name="Raportează un eveniment").click()
    await first.get_by_role("button", name="La fel: Club de lectură").click()
    await picture_of(page, "demo-2-date")
    await first.get_by_role("button", name="Azi, mi 14").click()
    number = first.get_by_label("Numărul")
    await expect(number).to_be_focused()
    await expect(number).to_have_attribute("inputmode", "numeric")
    await number.fill("250")
    await number.press("Enter")
    await expect(first.locator(".error")).to_contain_text("250")
    await picture_of(page, "demo-3-error")
    await first.get_by_label("Numărul").fill("25")
    await first.get_by_label("Numărul").press("Enter")
    for label, value in (("Femei", "15"), ("Tineri", "10"), ("Vulnerabili", "3")):
        await first.get_by_label(label, exact=True).fill(value)
    await picture_of(page, "demo-4-groups")
    await first.get_by_role("log").get_by_role("button", name="Trimite").click()
    await expect(first.get_by_role("button", name="Alege poze")).to_be_visible()
    assert bot.seen[-1].text == "15 10 3"
    names = [
        picture(tmp_path / f"{n}.png", colour, n)
        for n, colour in (("a", "#4a7c6f"), ("b", "#7a5c8f"), ("c", "#b5793f"))
    ]
    await first.locator("#files").set_input_files(names)
    await expect(first.locator("#tray img")).to_have_count(3)
    await first.get_by_label("Scrieți pe scurt ce se vede").fill("Am citit împreună cu bunicii.")
    await picture_of(page, "demo-5-photos")
    await first.locator("#send").click()
    await expect(first.get_by_text("Pasul 7 din 7")).to_be_visible()
    assert (len(bot.seen[-1].media), bot.seen[-1].text) == (3, "Am citit împreună cu bunicii.")
    await expect(first.locator(".own .album img")).to_have_count(3)
    async with page.expect_download() as download:
        await first.get_by_label("Descarcă Raport 2026").click()
    assert (await download.value).suggested_filename == "Raport 2026 Exemplu Speranța.docx"
    await picture_of(page, "demo-6-review")
    inside = first.locator("html")
    assert await inside.evaluate("html => html.scrollHeight - html.clientHeight") == 0


async def test_the_keyboard_alone_is_enough(page: Page, bot: ScriptedBot) -> None:
    await page.goto(f"{bot.url}/phone/coordinator")
    start = page.get_by_role("button", name="Începe")
    await start.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("article").last).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(
        page.get_by_role("log").get_by_role("button", name="Raportează un eveniment")
    ).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("article").last).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(page.get_by_label("Data")).to_be_focused()
    line = page.get_by_label("Scrieți un mesaj")
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await line.evaluate("line => line === document.activeElement"):
            break
    await page.keyboard.type("12.10.2026")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Numărul")).to_be_focused()
    await page.keyboard.type("25")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Femei")).to_be_focused()
    assert [inbound.text for inbound in bot.seen] == ["/start", "", "", "12.10.2026", "25"]


async def test_a_notice_takes_neither_the_focus_nor_the_open_question(page: Page, bot: ScriptedBot) -> None:
    await to_participants(page, bot)
    await page.get_by_label("Scrieți un mesaj").fill("2")
    await bot.web.send("coordinator", Rendered("notice", None, None, ("Aveți o invitație.",), ()), None)
    await expect(page.get_by_text("Aveți o invitație.")).to_be_visible()
    await expect(page.get_by_label("Scrieți un mesaj")).to_be_focused()
    await expect(page.get_by_label("Numărul")).to_be_visible()


async def test_fields_left_empty_are_asked_for_in_words(page: Page, bot: ScriptedBot) -> None:
    await to_participants(page, bot)
    await page.get_by_role("log").get_by_role("button", name="Trimite").click()
    await expect(page.get_by_role("alert").filter(has_text="Completați toate câmpurile.")).to_be_visible()
    assert bot.seen[-1].text == "12.10.2026"


async def test_what_was_written_while_the_inbox_was_down_arrives_once(page: Page, bot: ScriptedBot) -> None:
    await to_participants(page, bot)
    bot.down = True
    await page.get_by_label("Numărul").fill("25")
    await page.get_by_label("Numărul").press("Enter")
    await expect(page.locator(".waiting")).to_have_count(1)
    before = len(bot.seen)
    await page.reload()
    await expect(page.locator(".waiting")).to_have_text(re.compile(r"25\s*se trimite"))
    bot.down = False
    await expect(page.get_by_text("Pasul 5 din 7")).to_be_visible()
    assert [inbound.text for inbound in bot.seen[before:]] == ["25"]


async def test_what_was_written_without_a_connection_arrives_when_it_is_back(
    page: Page, bot: ScriptedBot
) -> None:
    await to_participants(page, bot)
    await bot.server.stop()
    await expect(page.get_by_text("Legătura s-a întrerupt.")).to_be_visible()
    await page.get_by_label("Numărul").fill("25")
    await page.get_by_label("Numărul").press("Enter")
    await expect(page.locator(".waiting")).to_have_count(1)
    await bot.back()
    await expect(page.get_by_text("Pasul 5 din 7")).to_be_visible(timeout=20_000)
    await expect(page.get_by_text("Legătura s-a întrerupt.")).to_be_hidden()
    assert [inbound.text for inbound in bot.seen].count("25") == 1


async def test_a_reload_shows_the_conversation_and_its_open_question(page: Page, bot: ScriptedBot) -> None:
    await to_participants(page, bot)
    await page.reload()
    await expect(page.locator("article")).to_have_count(4)
    await expect(page.get_by_label("Numărul")).to_be_visible()
    await expect(page.get_by_role("group", name="Meniu").get_by_role("button")).to_have_count(5)


async def test_a_file_of_another_kind_is_explained_and_the_others_stay(
    page: Page, bot: ScriptedBot, tmp_path: Path
) -> None:
    await to_participants(page, bot)
    (tmp_path / "program.exe").write_bytes(b"MZ\x90\0")
    files = [picture(tmp_path / "a.png", "#4a7c6f", "a"), tmp_path / "program.exe"]
    await page.locator("#files").set_input_files(files)
    await page.locator("#send").click()
    await expect(page.locator("#problem")).to_contain_text("„program.exe” este de alt tip")
    await page.get_by_role("button", name="Scoate program.exe").click()
    await page.locator("#send").click()
    await expect(page.get_by_text("Pasul 7 din 7")).to_be_visible()
    assert len(bot.seen[-1].media) == 1


async def test_the_menu_of_commands_opens_sends_and_closes(page: Page, bot: ScriptedBot) -> None:
    await page.goto(f"{bot.url}/phone/coordinator")
    toggle = page.get_by_role("button", name="Comenzi")
    await expect(toggle).to_be_hidden()
    await bot.web.menu("coordinator", [("raport", "Raportează un eveniment"), ("ajutor", "Ajutor")])
    await toggle.click()
    await page.keyboard.press("Escape")
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    await toggle.click()
    await picture_of(page, "phone-commands")
    await page.get_by_role("button", name="/ajutor Ajutor").click()
    await expect(page.get_by_text("Bună ziua, Ana!")).to_be_visible()
    assert bot.seen[-1].text == "/ajutor"


async def test_the_page_follows_the_language_of_the_last_message(page: Page, bot: ScriptedBot) -> None:
    await to_date(page, bot)
    rows = ((Button("Проверить", "s:0", role=Role.PRIMARY),),)
    await bot.web.send("coordinator", Rendered("x", "Здравствуйте!", None, (), rows, language="ru"), None)
    await expect(page.get_by_label("Напишите сообщение")).to_be_visible()
    assert await page.locator("html").get_attribute("lang") == "ru"
    assert [await each.get_attribute("lang") for each in await page.locator("article").all()] == [
        "ro",
        "ro",
        "ru",
    ]


async def test_a_phone_of_360_pixels_shows_one_phone_under_tabs(page: Page, bot: ScriptedBot) -> None:
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.goto(bot.url)
    await phone(page).get_by_role("button", name="Începe").click()
    await expect(phone(page).get_by_text("Bună ziua, Ana!")).to_be_visible()
    await picture_of(page, "narrow-1-coordinator")
    await bot.web.send("secretary", welcome(), None)
    await expect(page.get_by_role("tab", name="Secretariat").locator(".unread")).to_be_visible()
    await page.get_by_role("tab", name="Coordonator").focus()
    await page.keyboard.press("ArrowRight")
    await expect(phone(page, "secretary").get_by_text("Bună ziua, Ana!")).to_be_visible()
    await expect(phone(page, "coordinator").locator("body")).to_be_hidden()
    await picture_of(page, "narrow-2-secretary")


@pytest.mark.parametrize("width", [360, 320])
async def test_nothing_is_wider_than_a_small_screen_and_targets_are_large(
    page: Page, bot: ScriptedBot, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 700})
    await to_participants(page, bot)
    await page.get_by_label("Numărul").fill("25")
    await page.get_by_label("Numărul").press("Enter")
    await expect(page.get_by_text("Pasul 5 din 7")).to_be_visible()
    await picture_of(page, f"narrow-3-groups-{width}")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    for target in await page.locator("button:visible, .answer input:visible, textarea:visible").all():
        box = await target.bounding_box()
        assert box is not None
        assert (box["height"] >= 44, box["width"] >= 44, box["x"] + box["width"] <= width) == (
            True,
            True,
            True,
        )
