"""Files that were fetched and could not be kept: their person hears it once, the record shows it.

When the message is written is decided by ``scheduler.checking``; what is wrong with a file by its child.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from handlers import post
from handlers.context import Context
from handlers.messages import Choice, Kind, Reply, Said, Screen, say
from storage import heads, media, outbox, records
from storage.database import Connection
from storage.heads import Head
from storage.media import Media


def tell_refused(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """One message to each person whose files were refused: how many, why, and what to send instead."""
    rows = []
    refused = sorted(media.untold(connection), key=lambda one: (one.person_id or 0, one.id))
    for person, theirs in groupby(refused, key=lambda one: one.person_id or 0):
        rows.append(post.to_person(connection, now, _message(connection, person, tuple(theirs))))
    media.told(connection, now, [one.id for one in refused])
    return tuple(row for row in rows if row is not None)


def _message(connection: Connection, person: int, refused: Sequence[Media]) -> Reply:
    reasons = Counter(one.why or media.GONE for one in refused)
    lines: list[Said] = [say(f"media.refused.{why}", number) for why, number in reasons.items()]
    sent = records.showing(connection, [one.id for one in refused])
    choices = []
    for head in (heads.known(connection, record) for record in sent[:1]):
        lines.append(say("media.refused.sent", number=head.number))
        choices.append(Choice("record.card", head.number, (head.id,)))
    screen = Screen("record.files_refused", tuple(lines), choices=tuple(choices))
    return Reply(screen, person, Kind.NOTICE, live=False)


def on_card(context: Context, head: Head) -> list[Said]:
    """How many of the files of a record were refused, as a line; nothing when all are well."""
    refused = [one for one in files_of(context, head) if one.state == media.REFUSED]
    return [say("media.on_card", len(refused))] if refused else []


def files_of(context: Context, head: Head) -> tuple[Media, ...]:
    """The files of a record as it was last sent."""
    return media.get(context.connection, records.media_of(context.connection, head.id, head.version))
