"""The runner only calls; a tick that fails or is slow does not end the others."""

import asyncio
import logging

import pytest

from scheduler.runner import Runner
from scheduler.ticks import Tick


async def test_every_tick_is_called_again_and_again_although_one_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    called: list[str] = []
    enough = asyncio.Event()

    async def good() -> None:
        called.append("good")
        if called.count("good") == 3:
            enough.set()

    async def bad() -> None:
        called.append("bad")
        raise ValueError(secret)

    secret = "Ana 069123456"
    runner = Runner([Tick("good", 0.01, good), Tick("bad", 0.01, bad)])
    runner.start()
    async with asyncio.timeout(20):
        await enough.wait()
    runner.stop()
    assert called.count("bad") >= 2
    assert "tick bad failed: ValueError" in caplog.text
    assert secret not in caplog.text
    assert [record for record in caplog.records if record.levelno == logging.INFO] == []


async def test_a_slow_tick_does_not_overlap_itself() -> None:
    running, most = 0, 0
    others = asyncio.Event()
    beats = 0

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await others.wait()
        running -= 1

    async def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 5:
            others.set()

    runner = Runner([Tick("slow", 0.01, slow), Tick("beat", 0.01, beat)])
    runner.start()
    async with asyncio.timeout(20):
        await others.wait()
    runner.stop()
    assert most == 1
