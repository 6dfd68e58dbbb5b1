"""Files that no report and no open draft uses: after their time nothing is known of them any more.

The bytes are removed by whoever keeps the folder, because no row names them (``media.named``).
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from storage import shelf
from storage.media import GONE, REFUSED
from storage.schema import Evidence, JointEvidence, Media


def is_used() -> ColumnElement[bool]:
    """Whether a report uses a file: as evidence of a version, or as what a co-organiser keeps beside it."""
    evidence = exists().where(Evidence.media_id == Media.id)
    beside = exists().where(JointEvidence.media_id == Media.id)
    return or_(evidence, beside)


def forget(connection: Connection, now: datetime, before: datetime) -> int:
    """Forget unused files that came before that time; returns how many. Nobody needs to be told of it."""
    old = select(Media.id).where(Media.created_at <= before, Media.path.is_not(None), ~is_used())
    ids = set(connection.execute(old).scalars()) - shelf.files_at_hand(connection)
    bare = {"path": None, "sha256": None, "file": "", "unique_file": ""}
    ended = {"state": REFUSED, "why": GONE, "told_at": now}
    connection.execute(update(Media).where(Media.id.in_(ids)).values(**bare, **ended))
    return len(ids)
