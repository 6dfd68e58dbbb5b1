"""What follows from a failed send: which error makes which result, and when a copy may be sent.

Pure. Not here: sending itself (``sending``), writing results (``storage.results``).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.errors import SendError
from handlers.messages import Kind
from storage.health import Health
from storage.outbox import Row
from storage.results import Again, Blocked, Moved, Refused, Result, Uncertain

COPY_AFTER: dict[str, timedelta] = {
    Kind.REPLY: timedelta(seconds=5),
    Kind.RECEIPT: timedelta(seconds=5),
    Kind.NOTICE: timedelta(minutes=1),
    Kind.INVITATION: timedelta(minutes=1),
    Kind.ALERT: timedelta(minutes=1),
    Kind.MENU: timedelta(seconds=5),
}
"""One copy of a message that may have arrived; a kind that is not here is never copied by itself."""

LONGEST_BACKOFF = 60.0
TOKEN_PROBE = 60.0
FAILED_IN_A_ROW = 5
ARRIVED, ONE_IN = 10, 10
"""A broadcast pauses after so many failures in a row; or when, once so many messages of it have arrived, at
least one in so many of all that were tried did not."""

ATTEMPTS = 3
"""How often a row is tried that fails before it reaches the channel for a reason of our own."""


def doubt(row: Row, code: str, now: datetime, least: float = 0.0) -> Uncertain:
    """It may have arrived: one copy for most kinds, after at least ``least`` seconds."""
    after = COPY_AFTER.get(row.kind)
    if after is None or row.uncertain:
        return Uncertain(row.id, None, code)
    return Uncertain(row.id, now + max(after, timedelta(seconds=least)), code)


def is_failure(result: Result) -> bool:
    """Whether a message did not arrive or may not have, for a reason that is not its reader's."""
    return isinstance(result, Uncertain | Refused)


def too_many(health: Health) -> bool:
    """Whether a broadcast fares so badly that its author should look."""
    tried = health.arrived + health.failed
    often = health.arrived >= ARRIVED and health.failed * ONE_IN >= tried
    return often or health.in_a_row >= FAILED_IN_A_ROW


def backoff(tries: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row (1 = first); ``chance`` 0-1 spreads them."""
    return min(LONGEST_BACKOFF, 2.0 ** min(tries - 1, 10)) * (1 + chance / 4)


def reshaped(row: Row, error: SendError) -> Row | None:
    """The row in the shape in which it goes once more at once, where another shape may help."""
    if error.after == "plain" and not row.plain:
        return replace(row, plain=True)
    if error.after == "gone" and row.edits is not None:
        return replace(row, edits=None)
    return None


def pause(error: SendError) -> float:
    """Seconds for which nothing at all is sent after this error."""
    if error.after == "wait":
        return (error.seconds or 0.0) + 0.1
    return TOKEN_PROBE if error.after == "token" else 0.0


def judge(row: Row, error: SendError, now: datetime, wait: float) -> Result:
    """The result of a send that raised ``error``; ``wait`` is the backoff in seconds, if one is due."""
    match error.after:
        case "retry":
            return Again(row.id, now + timedelta(seconds=wait), error.code)
        case "wait" | "token":
            return Again(row.id, now + timedelta(seconds=pause(error)), error.code)
        case "ambiguous":
            return doubt(row, error.code, now, error.seconds or 0.0)
        case "blocked":
            return Blocked(row.id, error.code)
        case "migrated" if error.chat is not None:
            return Moved(row.id, row.channel, row.chat, error.chat, now + timedelta(seconds=1))
        case _:
            return Refused(row.id, error.code)


def mishap(row: Row, error: Exception, now: datetime) -> Result:
    """The result of a failure of our own before the channel was called: a few tries, then given up."""
    code = f"bug:{type(error).__name__}"
    if row.attempts >= ATTEMPTS:
        return Refused(row.id, code)
    return Again(row.id, now + timedelta(seconds=5), code, counts=True)
