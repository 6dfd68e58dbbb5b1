"""The warm process of bots, and what a dialogue that nobody interrupts passes and leaves behind."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.crash.game import Game
from tests.crash.scenes import SCENES, Scene, end_state, play
from tests.support.bot_child import Nursery
from tests.support.botapi import FakeBotApi


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """The process that bots are forked from."""
    with Nursery.open() as opened:
        yield opened


@dataclass(frozen=True)
class Undisturbed:
    """How often an undisturbed dialogue passes each point, and its end state."""

    passed: Counter[str]
    wanted: dict[str, Any]


Undisturb = Callable[[Scene], Awaitable[Undisturbed]]
_KNOWN: dict[str, Undisturbed] = {}


@pytest.fixture
def undisturbed(nursery: Nursery, tmp_path: Path) -> Undisturb:
    """Plays a scene without a kill, once in this process."""

    async def of(scene: Scene) -> Undisturbed:
        if scene.name not in _KNOWN:
            folder = tmp_path / f"undisturbed-{scene.name}"
            folder.mkdir()
            async with FakeBotApi() as api:
                game = Game(folder, api, nursery, traits={**scene.traits, "watch": True})
                await play(scene, game)
                passed = Counter((folder / "passed").read_text().split())
                _KNOWN[scene.name] = Undisturbed(passed, end_state(game, scene.exact))
        return _KNOWN[scene.name]

    return of


@pytest.fixture
def crossing(undisturbed: Undisturb) -> Callable[[str], Awaitable[tuple[Scene, int]]]:
    """The first scene that passes a point, and how often it does."""

    async def of(point: str) -> tuple[Scene, int]:
        for scene in SCENES:
            times = (await undisturbed(scene)).passed[point]
            if times:
                return scene, times
        raise AssertionError(f"no dialogue passes {point}: add it to one in tests/crash/scenes.py")

    return of
