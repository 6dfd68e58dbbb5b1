"""The door ``run`` as a process of its own, against a Bot API server: start, refusals, an orderly end."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.support.botapi import FakeBotApi

WRONG = "123456789:AAE-this-token-was-never-given-to-anybody"


@pytest_asyncio.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


async def start(data: Path, token: str, base_url: str) -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RETEA_")}
    environment |= {
        "RETEA_TELEGRAM_TOKEN": token,
        "RETEA_TELEGRAM_BASE_URL": base_url,
        "RETEA_DATA_DIR": str(data),
        "RETEA_HTTP_PORT": "0",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ends(bot: asyncio.subprocess.Process) -> tuple[int, str]:
    out, err = await asyncio.wait_for(bot.communicate(), 60)
    assert bot.returncode is not None
    return bot.returncode, (out + err).decode()


async def test_a_token_that_telegram_refuses_is_told_in_one_line(api: FakeBotApi, tmp_path: Path) -> None:
    code, said = await ends(await start(tmp_path, WRONG, api.base_url))
    assert code == 1
    assert said.count("does not know this token") == 1
    assert "Traceback" not in said
    assert WRONG not in said


async def test_without_a_network_it_waits_and_still_stops_when_asked(tmp_path: Path) -> None:
    bot = await start(tmp_path, WRONG, "http://127.0.0.1:9/bot")
    assert bot.stderr is not None
    said = ""
    while "cannot be reached" not in said:
        said += (await asyncio.wait_for(bot.stderr.readline(), 60)).decode()
    bot.send_signal(signal.SIGTERM)
    code, rest = await ends(bot)
    assert code == 0
    assert "Traceback" not in said + rest


async def test_it_answers_somebody_new_and_ends_in_order(api: FakeBotApi, tmp_path: Path) -> None:
    bot = await start(tmp_path, api.token, api.base_url)
    api.start(7)
    await api.until(lambda: any("Română" in message.labels for message in api.chat(7).from_bot), 60)
    bot.send_signal(signal.SIGTERM)
    code, said = await ends(bot)
    assert code == 0
    assert api.token not in said
    assert (tmp_path / "bot-username").read_text()
