"""The audit trail: append-only lines of ids, each sealed with the one before, so a change is found.

No personal text: who (id), for which organisation (id), what (a verb), on what ("record:17").
"""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select

from storage.prepared import Prepared
from storage.schema import Audit

START = "0" * 64
_LAST = Prepared(select(Audit.seal).order_by(Audit.seq.desc()).limit(1))
_ADD = Prepared(
    insert(Audit).values(
        {
            name: bindparam(name)
            for name in ("at", "actor", "organisation_id", "action", "object", "digest", "previous", "seal")
        }
    )
)


def append(
    connection: Connection,
    now: datetime,
    actor: int | None,
    action: str,
    target: str,
    organisation: int | None = None,
    content: str = "",
) -> None:
    """Add a line. ``content`` is only kept as a digest: enough to prove, not enough to read."""
    previous = _LAST.scalar(connection, {}) or START
    digest = hashlib.sha256(content.encode()).hexdigest()[:32] if content else ""
    line = {
        "at": now,
        "actor": actor,
        "organisation_id": organisation,
        "action": action,
        "object": target,
        "digest": digest,
    }
    seal = _seal(previous, now, actor, organisation, action, target, digest)
    _ADD.change(connection, {**line, "previous": previous, "seal": seal})


def broken(connection: Connection) -> int | None:
    """The number of the first line that does not fit the chain; None when the chain is whole."""
    previous = START
    rows = connection.execute(
        select(
            Audit.seq,
            Audit.at,
            Audit.actor,
            Audit.organisation_id,
            Audit.action,
            Audit.object,
            Audit.digest,
            Audit.previous,
            Audit.seal,
        ).order_by(Audit.seq)
    )
    for row in rows:
        expected = _seal(previous, row.at, row.actor, row.organisation_id, row.action, row.object, row.digest)
        if row.previous != previous or row.seal != expected:
            return int(row.seq)
        previous = row.seal
    return None


def _seal(
    previous: str,
    at: datetime,
    actor: int | None,
    organisation: int | None,
    action: str,
    target: str,
    digest: str,
) -> str:
    line = f"{previous}|{at.astimezone(UTC).isoformat()}|{actor}|{organisation}|{action}|{target}|{digest}"
    return hashlib.sha256(line.encode()).hexdigest()
