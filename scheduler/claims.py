"""The sender's units of work: taking up rows to send, and settling those that are in doubt."""

from collections.abc import Collection
from datetime import datetime

from scheduler import policy
from scheduler.waiting import ANSWERS
from storage import outbox, results
from storage.database import Connection
from storage.outbox import Row


def settle(connection: Connection, now: datetime) -> tuple[tuple[Row, datetime], ...]:
    """At start-up: judge what a dead process left in the middle of a send; return all unsent answers.

    With each answer comes the time from which it may be sent, so that nothing newer overtakes it.
    """
    left = outbox.left_sending(connection)
    results.record(connection, [policy.doubt(row, "interrupted", now) for row in left], now)
    return outbox.unsent(connection, ANSWERS)


def claim(
    connection: Connection, now: datetime, held: Collection[int], answers: int, others: int
) -> tuple[Row, ...]:
    """Claim so many due answers and other rows; judge rows that nobody holds after their lease."""
    lost = outbox.orphans(connection, now, held)
    results.record(connection, [policy.doubt(row, "lost", now) for row in lost], now)
    return (
        *outbox.claim_due(connection, now, answers, ANSWERS),
        *outbox.claim_due(connection, now, others, ANSWERS, others=True),
    )
