"""A broadcast to a hundred people goes on after every kill: nobody is missed, nobody told twice in vain."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.game import Game
from tests.support.bot_child import Nursery
from tests.support.botapi import FakeBotApi
from tests.support.hundred import PEOPLE, delivered, invite, ladder

KILLS = 5


async def interrupted(folder: Path, nursery: Nursery, seed: int) -> None:
    """Kill the bot five times while it sends, each time at a moment of its own, and judge the end."""
    draw = random.Random(seed)
    async with FakeBotApi(seed=seed) as api:
        game = Game(folder, api, nursery, patience=30)
        game.prepare()
        number = invite(game.url, api, game.now)
        game.begin()
        doubts = 0
        for goal in sorted(draw.sample(range(1, PEOPLE), KILLS)):
            await game.until(f"message {goal}", lambda goal=goal: delivered(api).total() >= goal)
            doubts += await game.dies(draw.uniform(0, 0.05))
        await game.quiet()
        await game.ends()
        judge(game, number, delivered(api), doubts)


def judge(game: Game, number: int, copies: Counter[int], doubts: int) -> None:
    """What the rows say is what the server saw: one message each, and one more for a kill at the most."""
    stand = ladder(game.url, number)
    extra = copies.total() - len(copies)
    print(f"{KILLS} kills, {doubts} sends in doubt, {extra} copies, {stand}")
    assert sum(stand.values()) == PEOPLE
    assert set(stand) <= {"sent", "uncertain"}
    unsure = game.rows("SELECT chat FROM outbox WHERE state = 'uncertain'")
    missing = PEOPLE - len(copies)
    assert missing <= len(unsure) <= doubts // 2
    assert len(copies) >= stand["sent"]
    assert max(copies.values()) <= 2
    assert extra <= doubts <= KILLS
    for row in game.rows("SELECT chat, message FROM outbox WHERE state = 'sent'"):
        shown = {message.id for message in game.api.chat(int(row["chat"])).from_bot}
        assert int(row["message"]) in shown


@pytest.mark.parametrize("seed", range(5))
async def test_a_broadcast_survives_five_kills(tmp_path: Path, nursery: Nursery, seed: int) -> None:
    await interrupted(tmp_path, nursery, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5, 205))
async def test_many_broadcasts_survive_five_kills_each(tmp_path: Path, nursery: Nursery, seed: int) -> None:
    await interrupted(tmp_path, nursery, seed)
