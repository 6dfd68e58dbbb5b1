"""What stands in the groups follows what is so: invitations and results to everybody are posted once, and
the counts of an invitation are edited while answers come.

How often it is looked at is said in ``scheduler.ticks``.
"""

from datetime import datetime, timedelta

from handlers.groups.card import handle_of, invitation, results
from handlers.messages import Kind, Screen
from handlers.rsvp.rules import state_of
from handlers.wire import pack_screen
from storage import broadcasts, groups, meetings, outbox, rsvp
from storage.broadcasts import Broadcast
from storage.database import Connection
from storage.groups import Group, Post
from storage.plan import TOWN

EVERY = timedelta(seconds=30)
"""A message in a group is edited at most so often."""

RECENT = timedelta(days=2)
"""What was approved longer ago is not posted in a group that was confirmed later."""

POSTED = (broadcasts.INVITATION, broadcasts.RESULTS)


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether anything in a group must be posted or edited."""
    if groups.unposted(connection, now, POSTED, now - RECENT):
        return True
    return any(_edition(connection, now, one) is not None for one in _posts(connection, now))


def post_in_groups(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """Post and edit what is due."""
    rows = [
        _posted(connection, now, *pair) for pair in groups.unposted(connection, now, POSTED, now - RECENT)
    ]
    rows += [_edited(connection, now, one) for one in _posts(connection, now)]
    return tuple(row for row in rows if row is not None)


def _posts(connection: Connection, now: datetime) -> tuple[Post, ...]:
    return groups.posts(connection, now.astimezone(TOWN).date() - timedelta(days=1))


def _posted(connection: Connection, now: datetime, broadcast: int, group: int) -> outbox.Row | None:
    """A new message; an invitation whose meeting has begun is only marked as dealt with."""
    about, where = broadcasts.known(connection, broadcast), groups.get(connection, group)
    if where is None:
        return None
    row = None
    if about.meeting_id is None:
        row = _write(connection, now, where, results(about), about.subject)
    elif meetings.known(connection, about.meeting_id).starts_at > now:
        screen = _screen(connection, now, about, about.meeting_id)
        row = _write(connection, now, where, screen, about.subject, meeting=about.meeting_id)
    broadcasts.add_recipient(connection, broadcast, group=group, outbox_id=None if row is None else row.id)
    return row


def _edited(connection: Connection, now: datetime, one: Post) -> outbox.Row | None:
    screen = _edition(connection, now, one)
    if screen is None:
        return None
    subject = groups.subject(one.meeting, one.group.id)
    return _write(connection, now, one.group, screen, subject, meeting=one.meeting, edits=one.message)


def _edition(connection: Connection, now: datetime, one: Post) -> Screen | None:
    """What the message must say instead; None while it is right, on its way, or was edited just now."""
    if one.is_moving or now - one.written_at < EVERY:
        return None
    screen = _screen(connection, now, broadcasts.known(connection, one.broadcast), one.meeting)
    return None if one.content.get("screen") == pack_screen(screen) else screen


def _screen(connection: Connection, now: datetime, broadcast: Broadcast, meeting: int) -> Screen:
    about = meetings.known(connection, meeting)
    return invitation(about, broadcast, rsvp.counts(connection, meeting), state_of(about, now))


def _write(
    connection: Connection,
    now: datetime,
    group: Group,
    screen: Screen,
    subject: str,
    *,
    meeting: int | None = None,
    edits: str | None = None,
) -> outbox.Row | None:
    message = outbox.Message(
        channel=group.channel,
        chat=group.chat,
        kind=Kind.NOTICE if edits else Kind.INVITATION,
        content={"screen": pack_screen(screen), "language": "ro"},
        screen=handle_of(meeting) if meeting is not None and screen.choices else None,
        edits=edits,
        subject=subject,
        source=screen,
    )
    return outbox.add(connection, message, now, claimed=True)
