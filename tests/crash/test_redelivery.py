"""Updates that come again and again, shuffled between chats and across a restart, have one effect."""

import random
from pathlib import Path

import pytest

from tests.crash.conftest import Undisturb
from tests.crash.game import Game
from tests.crash.scenes import CHATTER, play, problems
from tests.support.bot_child import Nursery
from tests.support.botapi import FakeBotApi


async def delivered_often(folder: Path, nursery: Nursery, undisturbed: Undisturb, seed: int) -> None:
    """Every update 1-5 times, a kill somewhere, and the end state of single delivery is demanded."""
    known = await undisturbed(CHATTER)
    draw = random.Random(seed)
    point = draw.choice(("poll.stored", "store.after", "step.after", "send.after"))
    passage = draw.randint(1, known.passed["step.after"] - 2)
    async with FakeBotApi(seed=seed) as api:
        api.redeliver((1, 5), shuffle_between_chats=True, seed=seed)
        game = Game(folder, api, nursery, point, passage)
        await play(CHATTER, game)
        assert problems(game, CHATTER, known.wanted) == []


@pytest.mark.parametrize("seed", range(5))
async def test_repeated_updates_end_in_the_state_of_single_delivery(
    tmp_path: Path, nursery: Nursery, undisturbed: Undisturb, seed: int
) -> None:
    await delivered_often(tmp_path, nursery, undisturbed, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5, 205))
async def test_many_repeated_deliveries_end_in_the_state_of_single_delivery(
    tmp_path: Path, nursery: Nursery, undisturbed: Undisturb, seed: int
) -> None:
    await delivered_often(tmp_path, nursery, undisturbed, seed)
