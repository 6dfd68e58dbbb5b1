"""Care for the database: old texts go, idle drafts are archived, the log is written back, the trail checked.

Rows stay as long as something may refer to them; what goes is what people wrote. How long is decided by
the callers (``scheduler.housekeeping``).
"""

from datetime import datetime

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    String,
    cast,
    create_engine,
    delete,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError

from storage import audit
from storage.database import sqlite_path
from storage.outbox import HELD, PENDING, SENDING
from storage.retention import rules
from storage.schema import CodeTry, Invitation, Outbox, ProcessStart

_OPEN = (PENDING, SENDING, HELD)
_FORGOTTEN: dict[str, object] = {}


def forget_sent(connection: Connection, before: datetime) -> int:
    """Empty the content of messages written before that time which will not be sent again."""
    return connection.execute(
        update(Outbox)
        .where(Outbox.created_at < before, Outbox.state.not_in(_OPEN), Outbox.content != _FORGOTTEN)
        .values(content=_FORGOTTEN)
    ).rowcount


def files_waiting(connection: Connection) -> tuple[dict[str, object], ...]:
    """The content of every file message that may still be sent: its file must not be removed."""
    rows = connection.execute(select(Outbox.content).where(Outbox.kind == "file", Outbox.state.in_(_OPEN)))
    return tuple(rows.scalars())


def audit_broken(url: str) -> int | None:
    """The first line of the audit trail that does not fit; reads beside the bot, on any thread."""
    engine = _reader(url)
    try:
        with engine.connect() as connection:
            return audit.broken(connection)
    finally:
        engine.dispose()


def checkpoint(url: str) -> bool:
    """Write the log back into the file and cut it; False when somebody was reading, which is no harm."""
    engine = _reader(url, wait=0)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    finally:
        engine.dispose()
    return not busy


def compact(url: str) -> bool:
    """Write the file anew without what was deleted in it; False when somebody was in the way: try later."""
    engine = _reader(url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    except OperationalError:
        return False
    finally:
        engine.dispose()
    return not busy


def forget_codes(connection: Connection, now: datetime) -> None:
    """Hashes of invitations that opened or can open nothing any more, and old wrong tries, go."""
    before = now - rules().of("invitations")
    old = or_(Invitation.used_at < before, Invitation.expires_at < before)
    bare = {
        "token_hash": literal("gone:") + cast(Invitation.id, String),
        "code_hash": literal("gone:") + cast(Invitation.id, String),
    }
    present = Invitation.token_hash.not_like("gone:%")
    connection.execute(update(Invitation).where(old, present).values(bare))
    connection.execute(delete(CodeTry).where(CodeTry.at < now - rules().of("code_tries")))


def forget_starts(connection: Connection, before: datetime) -> None:
    """Starts and stops of the process older than that go."""
    connection.execute(delete(ProcessStart).where(ProcessStart.started_at < before))


def _reader(url: str, wait: float = 5) -> Engine:
    """``wait`` in seconds for locks: a checkpoint that waited would hold up every answer meanwhile."""
    address = f"sqlite:///{sqlite_path(url)}"
    return create_engine(address, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": wait})
