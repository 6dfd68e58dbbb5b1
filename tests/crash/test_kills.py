"""Killed at any write point of the real bot, over HTTP with redelivery: nothing lost, nothing doubled."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from zlib import crc32

import pytest

from tests.crash.conftest import Undisturb
from tests.crash.game import Game, Lost, copies
from tests.crash.points import ELSEWHERE, Unnamed, points, points_in
from tests.crash.scenes import SCENES, Scene, play, problems
from tests.support.bot_child import Nursery
from tests.support.botapi import FakeBotApi

Crossing = Callable[[str], Awaitable[tuple[Scene, int]]]
POINTS = points()


async def killed(
    folder: Path, nursery: Nursery, undisturbed: Undisturb, scene: Scene, point: str, passage: int
) -> bool:
    """Play a scene with a kill and demand its end state; False when the passage was not reached."""
    wanted = (await undisturbed(scene)).wanted
    folder.mkdir()
    async with FakeBotApi() as api:
        game = Game(folder, api, nursery, point, passage, traits=scene.traits)
        await play(scene, game)
        assert problems(game, scene, wanted) == []
        print(f"{point} {passage}: {copies(game)} copies, {len(game.in_doubt)} sends in doubt")
    return game.killed


def spread(times: int, wished: int, seed: str) -> Sequence[int]:
    """``wished`` different passages of the first ``times``, or all there are."""
    if wished >= times:
        return range(1, times + 1)
    first = crc32(seed.encode()) % times
    return sorted({1 + (first + number * times // wished) % times for number in range(wished)})


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_loses_nothing_and_doubles_nothing(
    tmp_path: Path, nursery: Nursery, undisturbed: Undisturb, crossing: Crossing, point: str
) -> None:
    scene, times = await crossing(point)
    (passage,) = spread(times, 1, point)
    if not await killed(tmp_path / "one", nursery, undisturbed, scene, point, passage):
        assert await killed(tmp_path / "first", nursery, undisturbed, scene, point, 1)


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
async def test_ten_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, nursery: Nursery, undisturbed: Undisturb, crossing: Crossing, point: str
) -> None:
    scene, times = await crossing(point)
    done = [
        await killed(tmp_path / str(passage), nursery, undisturbed, scene, point, passage)
        for passage in spread(times, 10, point)
    ]
    assert any(done)


async def test_the_dialogues_pass_every_point_and_no_other(undisturbed: Undisturb) -> None:
    passed = {point for scene in SCENES for point in (await undisturbed(scene)).passed}
    assert sorted(passed) == POINTS


def test_a_new_write_makes_a_new_point() -> None:
    source = """
async def do(self):
    crash.point("half.way")
    await self._database.transaction(store.keep, 1)
    await self._commit(self.core.step, 2)

async def _commit(self, unit, *args):
    return await self._database.transaction(unit, *args)
"""
    sides = {f"{unit}.{side}" for unit in ("keep", "step") for side in ("before", "after")}
    assert points_in(source) == {"half.way", *sides}


def test_a_write_without_a_name_is_noticed() -> None:
    with pytest.raises(Unnamed):
        points_in("async def do(database):\n    await database.transaction(lambda connection: None)")


def test_every_exception_still_exists() -> None:
    assert all(Path(place).exists() for place in ELSEWHERE)


@pytest.mark.parametrize(
    ("mutant", "point"),
    [
        ("confirm before commit", "store.before"),
        ("reply outside the outbox", "step.after"),
        ("no deduplication", "poll.stored"),
    ],
)
async def test_a_bot_without_one_of_its_guarantees_is_caught(
    tmp_path: Path, nursery: Nursery, undisturbed: Undisturb, mutant: str, point: str
) -> None:
    scene = SCENES[0]
    known = await undisturbed(scene)
    async with FakeBotApi() as api:
        traits = {**scene.traits, "mutant": mutant}
        game = Game(tmp_path, api, nursery, point, known.passed[point] // 2, patience=4.0, traits=traits)
        found: list[str] = []
        try:
            await play(scene, game)
        except Lost as loss:
            found = [str(loss)]
        assert game.killed
        assert found or problems(game, scene, known.wanted)
