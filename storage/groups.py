"""Groups that the assistant was added to, and what was posted there. Only confirmed ones hear anything.

What is posted and when is decided in ``handlers.groups``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from storage.broadcasts import APPROVED
from storage.outbox import CANCELLED, EXPIRED, FAILED, PENDING, SENDING
from storage.schema import Broadcast, GroupChat, Meeting, Outbox, Recipient

ASKED, NETWORK, REFUSED, LEFT = "asked", "network", "refused", "left"


@dataclass(frozen=True)
class Group:
    """A group as stored; ``state`` is asked, network, refused or left."""

    id: int
    channel: str
    chat: str
    title: str
    state: str


@dataclass(frozen=True)
class Post:
    """An invitation in a group: the newest row of its message, where it stands and what it says there."""

    group: Group
    broadcast: int
    meeting: int
    is_moving: bool
    message: str | None
    content: dict[str, Any]
    written_at: datetime


_COLUMNS = (GroupChat.id, GroupChat.channel, GroupChat.chat, GroupChat.title, GroupChat.state)


def at(connection: Connection, channel: str, chat: str) -> Group | None:
    """The group of a chat; None when we were never added to it."""
    here = (GroupChat.channel == channel, GroupChat.chat == chat)
    row = connection.execute(select(*_COLUMNS).where(*here)).one_or_none()
    return None if row is None else Group(*row)


def get(connection: Connection, id: int) -> Group | None:
    """A group by id."""
    row = connection.execute(select(*_COLUMNS).where(GroupChat.id == id)).one_or_none()
    return None if row is None else Group(*row)


def add(connection: Connection, now: datetime, channel: str, chat: str, title: str) -> Group:
    """Keep a group that nobody has decided about."""
    values = {"channel": channel, "chat": chat, "title": title, "state": ASKED, "changed_at": now}
    return Group(*connection.execute(insert(GroupChat).values(values).returning(*_COLUMNS)).one())


def change(connection: Connection, now: datetime, id: int, **values: Any) -> Group:
    """Change columns of a group (title, state, changed_by, chat); gives it as it is then."""
    changed = update(GroupChat).where(GroupChat.id == id).values(**values, changed_at=now)
    return Group(*connection.execute(changed.returning(*_COLUMNS)).one())


def of_network(connection: Connection) -> tuple[Group, ...]:
    """The groups that the secretariat confirmed."""
    rows = connection.execute(select(*_COLUMNS).where(GroupChat.state == NETWORK).order_by(GroupChat.id))
    return tuple(Group(*row) for row in rows)


def move(connection: Connection, now: datetime, channel: str, chat: str, new_chat: str) -> None:
    """A group became a supergroup: it keeps its place, and messages of the old chat cannot be edited."""
    old = at(connection, channel, chat)
    if old is not None and at(connection, channel, new_chat) is None:
        change(connection, now, old.id, chat=new_chat)


def unposted(
    connection: Connection, now: datetime, kinds: tuple[str, ...], since: datetime
) -> tuple[tuple[int, int], ...]:
    """(broadcast, group) where a broadcast to everybody, approved since then, is not in a confirmed group.

    It is looked for once the first of its people has it: until then it can be stopped.
    """
    written = select(Recipient.id).where(
        Recipient.broadcast_id == Broadcast.id, Recipient.outbox_id.is_not(None)
    )
    arrived = written.join(Outbox, Outbox.id == Recipient.outbox_id).where(Outbox.sent_at.is_not(None))
    posted = select(Recipient.id).where(
        Recipient.broadcast_id == Broadcast.id, Recipient.group_id == GroupChat.id
    )
    query = (
        select(Broadcast.id, GroupChat.id)
        .join(GroupChat, GroupChat.state == NETWORK)
        .where(
            Broadcast.state == APPROVED,
            Broadcast.kind.in_(kinds),
            Broadcast.approved_at >= since,
            func.json_extract(Broadcast.audience, "$.who") == "all",
            or_(Broadcast.send_at.is_(None), Broadcast.send_at <= now),
            ~posted.exists(),
            or_(~written.exists(), arrived.exists()),
        )
        .order_by(Broadcast.id, GroupChat.id)
    )
    return tuple((row[0], row[1]) for row in connection.execute(query))


def subject(meeting: int, group: int) -> str:
    """What renews the invitation of a meeting in a group."""
    return f"rsvp:{meeting}:g{group}"


def posts(connection: Connection, first: date) -> tuple[Post, ...]:
    """Invitations in confirmed groups to meetings from a day on, each as it was last written."""
    query = (
        select(*_COLUMNS, Broadcast.id, Meeting.id, Recipient.outbox_id)
        .join(Recipient, Recipient.group_id == GroupChat.id)
        .join(Broadcast, Broadcast.id == Recipient.broadcast_id)
        .join(Meeting, Meeting.id == Broadcast.meeting_id)
        .where(GroupChat.state == NETWORK, Meeting.held_on >= first, Broadcast.kind == "invitation")
    )
    found = [_post(connection, row) for row in connection.execute(query)]
    return tuple(one for one in found if one is not None)


def _post(connection: Connection, row: Any) -> Post | None:
    group, (broadcast, meeting, outbox_id) = Group(*row[:5]), row[5:]
    newest = connection.execute(
        select(Outbox.state, Outbox.chat, Outbox.message, Outbox.edits, Outbox.content, Outbox.created_at)
        .where(
            or_(Outbox.id == outbox_id, Outbox.subject == subject(meeting, group.id)),
            Outbox.state.not_in((FAILED, CANCELLED, EXPIRED)),
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return None
    state, chat, message, edits, content, at_time = newest
    where = (message or edits) if chat == group.chat else None
    return Post(group, broadcast, meeting, state in (PENDING, SENDING), where, content, at_time)
