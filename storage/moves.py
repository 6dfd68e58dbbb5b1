"""What people know of a meeting: what it said before it was moved, and who got which message about it.

What was said to somebody follows from when their message was written, so nothing is kept twice. Whom to
tell, and in which words, is decided in ``handlers.meetings``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select

from storage import broadcasts, outbox
from storage.meetings import Meeting
from storage.schema import Broadcast, MeetingPast, Outbox, Recipient


@dataclass(frozen=True)
class Facts:
    """What an invitation says: a reader who knows these and finds others must hear of it."""

    title: str
    title_ru: str | None
    held_on: date
    begins: str
    place: str
    link: str | None


@dataclass(frozen=True)
class Past:
    """What a meeting said until ``left_at``."""

    facts: Facts
    left_at: datetime
    reason: str | None


@dataclass(frozen=True)
class Reader:
    """Who was, or may have been, written to about a meeting, and all that they may know of it, the newest
    last. A group chat has ``group`` instead of ``person``."""

    person: int | None
    group: int | None
    organisations: tuple[int, ...]
    knows: tuple[Facts, ...]


def facts_of(meeting: Meeting) -> Facts:
    """What a meeting says now."""
    return Facts(
        meeting.title, meeting.title_ru, meeting.held_on, meeting.begins, meeting.place, meeting.link
    )


def leave(
    connection: Connection, now: datetime, meeting: Meeting, by: int | None, reason: str | None = None
) -> None:
    """Keep what a meeting says before it says something else; to be called once a version."""
    said = facts_of(meeting)
    connection.execute(
        insert(MeetingPast).values(
            meeting_id=meeting.id,
            version=meeting.version,
            title=said.title,
            title_ru=said.title_ru,
            held_on=said.held_on,
            begins=said.begins,
            place=said.place,
            link=said.link,
            reason=reason,
            left_by=by,
            left_at=now,
        )
    )


def past(connection: Connection, meeting: int) -> tuple[Past, ...]:
    """What a meeting said before, oldest first."""
    rows = connection.execute(
        select(
            MeetingPast.title,
            MeetingPast.title_ru,
            MeetingPast.held_on,
            MeetingPast.begins,
            MeetingPast.place,
            MeetingPast.link,
            MeetingPast.left_at,
            MeetingPast.reason,
        )
        .where(MeetingPast.meeting_id == meeting)
        .order_by(MeetingPast.version)
    )
    return tuple(Past(Facts(*row[:6]), *row[6:]) for row in rows)


_TOLD = or_(
    Outbox.state.in_((outbox.SENT, outbox.SENDING, outbox.UNCERTAIN)),
    Outbox.uncertain > 0,
)
"""It arrived or may have: a message that was taken back before it was ever sent told nobody."""


def readers(connection: Connection, meeting: Meeting) -> tuple[Reader, ...]:
    """Everybody who got the invitation or a change of it, or may have got one."""
    before = past(connection, meeting.id)
    rows = connection.execute(
        select(
            Recipient.person_id,
            Recipient.group_id,
            Recipient.organisations,
            Outbox.created_at,
            Outbox.state,
        )
        .join(Broadcast, Broadcast.id == Recipient.broadcast_id)
        .join(Outbox, Outbox.id == Recipient.outbox_id)
        .where(
            Broadcast.meeting_id == meeting.id,
            Broadcast.kind.in_((broadcasts.INVITATION, broadcasts.REMINDER, broadcasts.CHANGE)),
            _TOLD,
        )
        .order_by(Outbox.created_at, Outbox.id)
    )
    found: dict[tuple[int | None, int | None], Reader] = {}
    for row in rows:
        key = (row.person_id, row.group_id)
        said = _said_at(before, meeting, row.created_at)
        certain = row.state == outbox.SENT
        knows = () if certain or key not in found else found[key].knows
        found[key] = Reader(*key, tuple(row.organisations), (*knows, said))
    return tuple(found.values())


def _said_at(before: Sequence[Past], meeting: Meeting, moment: datetime) -> Facts:
    """What the meeting said at a moment: the first of its former sayings that was left later."""
    return next((one.facts for one in before if one.left_at > moment), facts_of(meeting))
