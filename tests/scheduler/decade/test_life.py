"""The simulated town tells the oracle what it tells the database. Whole years: ``test_decade``."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from storage import people, reminders
from storage.database import Connection
from tests.scheduler.decade.life import Life
from tests.scheduler.decade.oracle import Oracle
from tests.support.traffic import database_in

NOW = datetime(2027, 5, 17, 7, tzinfo=UTC)


async def test_whoever_writes_after_blocking_can_be_reached_again(tmp_path: Path) -> None:
    oracle = Oracle()
    life = Life(Random(1), oracle)

    def blocked_then_wrote(connection: Connection) -> set[tuple[int, int | None]]:
        life.settle_in(connection, NOW, 1)
        for number, person in enumerate(life.people):
            people.set_reachable(connection, NOW, "test", f"chat-{number}", False)
            oracle.nowhere.add(person)
        life._one_of(connection, NOW, life.members[0])
        return {(one.person_id, one.organisation_id) for one in reminders.speakers(connection)}

    async with database_in(tmp_path) as database:
        reached = await database.transaction(blocked_then_wrote)
    assert len(reached) == 1
    assert reached == oracle.speaks()
