"""The sender's units of work: taking up rows, writing how they ended, settling those that are in doubt."""

from collections.abc import Collection, Sequence
from datetime import datetime

from handlers.broadcast import pausing
from scheduler import policy
from scheduler.waiting import ANSWERS
from storage import health, outbox, results
from storage.database import Connection
from storage.outbox import Row
from storage.results import Result


def record(
    connection: Connection, group: Sequence[Result], now: datetime, others: int = 0
) -> tuple[Row, ...]:
    """Write how sends ended, pause each broadcast of which too many do not arrive, claim what comes next."""
    results.record(connection, group, now)
    failed = [result.id for result in group if policy.is_failure(result)]
    for broadcast in health.broadcasts_of(connection, failed) if failed else ():
        found = health.of(connection, broadcast)
        if policy.too_many(found):
            pausing.pause(connection, now, broadcast, found)
    return outbox.claim_due(connection, now, others, ANSWERS, others=True) if others else ()


def settle(connection: Connection, now: datetime) -> tuple[tuple[Row, datetime], ...]:
    """At start-up: judge what a dead process left in the middle of a send; return all unsent answers.

    With each answer comes the time from which it may be sent, so that nothing newer overtakes it.
    """
    left = outbox.left_sending(connection)
    record(connection, [policy.doubt(row, outbox.INTERRUPTED, now) for row in left], now)
    return outbox.unsent(connection, ANSWERS)


def claim(
    connection: Connection, now: datetime, held: Collection[int], answers: int, others: int
) -> tuple[Row, ...]:
    """Claim so many due answers and other rows; judge rows that nobody holds after their lease."""
    lost = outbox.orphans(connection, now, held)
    record(connection, [policy.doubt(row, outbox.LOST, now) for row in lost], now)
    return (
        *outbox.claim_due(connection, now, answers, ANSWERS),
        *outbox.claim_due(connection, now, others, ANSWERS, others=True),
    )
