"""Killed at any named point and started again, the bot loses nothing and doubles nothing beyond doubt."""

import signal
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import tool_connection
from storage.schema import Inbox, Outbox
from tests.support.bystander import CHATS, TEXTS, children, delivered, live, prepare
from tests.support.traffic import states

NOTHING_OUT = [
    ("settle.before", 1),
    ("settle.after", 1),
    ("store.before", 1),
    ("store.after", 1),
    ("step.before", 1),
    ("step.after", 1),
    ("send.before", 1),
]
IN_DOUBT = [
    ("step.before", 3),
    ("step.after", 3),
    ("send.before", 3),
    ("send.after", 1),
    ("send.after", 3),
    ("record.before", 1),
    ("record.after", 1),
]
WANTED = {f"{chat} {text}" for chat in CHATS for text in TEXTS}


def run(folder: Path, point: str | None, passage: int = 1) -> int | None:
    child = children().Process(target=live, args=(folder, point, passage))
    child.start()
    child.join(60)
    return child.exitcode


@pytest.mark.parametrize(("point", "passage"), [*NOTHING_OUT, *IN_DOUBT])
def test_after_a_kill_every_update_has_one_effect_and_every_answer_arrives(
    tmp_path: Path, point: str, passage: int
) -> None:
    prepare(tmp_path)
    assert run(tmp_path, point, passage) == -signal.SIGKILL
    out = len(delivered(tmp_path))
    assert run(tmp_path, None) == 0
    copies = Counter(delivered(tmp_path))
    assert set(copies) == WANTED
    assert max(copies.values()) <= 2
    assert copies.total() - len(WANTED) <= out
    assert out == 0 or (point, passage) in IN_DOUBT
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as connection:
        assert states(connection) == dict.fromkeys(WANTED, "sent")
        assert connection.execute(select(func.count()).select_from(Outbox)).scalar_one() == len(WANTED)
        assert set(connection.execute(select(Inbox.status)).scalars()) == {"done"}


def test_an_orderly_life_needs_no_second_one(tmp_path: Path) -> None:
    prepare(tmp_path)
    assert run(tmp_path, None) == 0
    once = delivered(tmp_path)
    assert sorted(once) == sorted(WANTED)
    assert [said for said in once if said.startswith("ana")] == ["ana one", "ana two"]
    assert run(tmp_path, None) == 0
    assert delivered(tmp_path) == once
