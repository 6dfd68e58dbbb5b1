"""Moving or cancelling a meeting: who must hear of it, and that old reminders die.

Everybody who got the invitation, or may have, is told once what changed since what they know; answers
stay. Two changes before the first was sent are one message, because what waits is taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers import post
from handlers.context import Context
from handlers.meetings import anew
from handlers.meetings.telling import is_same_day, news, tell_at
from handlers.messages import Kind, Reply
from handlers.rsvp.card import Card
from storage import (
    audit,
    broadcasts,
    calendar,
    meetings,
    moves,
    organisations,
    outbox,
    people,
    reminders,
    rsvp,
)
from storage.broadcasts import Broadcast
from storage.database import Connection
from storage.meetings import CANCELLED, Meeting
from storage.moves import Facts, Reader, facts_of
from storage.people import Place

CHANGED = "changed"
"""Why a message was taken back."""


@dataclass(frozen=True)
class Audience:
    """Who must hear of a change; ``organisations`` is how many the people speak for."""

    readers: tuple[Reader, ...] = ()
    organisations: int = 0

    @property
    def persons(self) -> int:
        """How many people are written to."""
        return len(self.readers)


def audience(context: Context, meeting: Meeting, values: Mapping[str, Any]) -> Audience:
    """Who knows something else than what will be so; a cancelled one that is over is news to nobody."""
    changed = replace(meeting, **values)
    ended, after = changed.state == CANCELLED, facts_of(changed)
    if changed.starts_at <= context.now:
        return Audience()
    found = tuple(
        one
        for one in moves.readers(context.connection, meeting)
        if (ended or any(said != after for said in one.knows)) and _place_of(context, one) is not None
    )
    return Audience(found, len({number for one in found for number in one.organisations}))


def apply(context: Context, meeting: Meeting, values: Mapping[str, Any], reason: str | None = None) -> int:
    """Change a meeting and write to everybody who must hear of it; returns how many persons that are."""
    connection, now = context.connection, context.now
    told = audience(context, meeting, values)
    had = frozenset(one.person for one in moves.readers(connection, meeting))
    moves.leave(connection, now, meeting, context.person, reason)
    changed = meetings.change(connection, now, meeting.id, version=meeting.version + 1, **values)
    _take_back(connection, changed)
    action = "meeting.cancel" if changed.state == CANCELLED else "meeting.change"
    audit.append(connection, now, context.person, action, meeting.subject)
    if told.readers:
        _tell(context, changed, told, reason)
    if changed.state != CANCELLED:
        anew.invite(connection, now, changed, had)
    return told.persons


def _take_back(connection: Connection, meeting: Meeting) -> None:
    """Nothing that waits about the meeting as it was is sent, nor does it count for anybody's budget; an
    invitation that was still going to a cancelled meeting is stopped."""
    for sent in broadcasts.of_meeting(connection, meeting.id):
        if meeting.state == CANCELLED and broadcasts.ladder(connection, sent.id).get(broadcasts.QUEUED):
            broadcasts.change(connection, sent.id, state=broadcasts.STOPPED, paused_why=None)
        _cancel(connection, sent.subject)
    _cancel(connection, meeting.subject)


def _cancel(connection: Connection, subject: str) -> None:
    outbox.cancel(connection, subject, CHANGED)
    reminders.withdraw(connection, subject)


def _tell(context: Context, meeting: Meeting, told: Audience, reason: str | None) -> None:
    """Write the broadcast of a change and the message of each of its readers."""
    connection = context.connection
    sent = _broadcast(context, meeting, reason)
    for reader in told.readers:
        place = _place_of(context, reader)
        row = None if place is None else _write(context, meeting, reader, place, reason)
        broadcasts.add_recipient(
            connection,
            sent.id,
            person=reader.person,
            organisations=reader.organisations,
            outbox_id=row,
        )


def _broadcast(context: Context, meeting: Meeting, reason: str | None) -> Broadcast:
    """A change is approved by who makes it: the screen before it said exactly who is told."""
    content = broadcasts.Content(
        broadcasts.CHANGE,
        meeting.title,
        title_ru=meeting.title_ru,
        text_ro=reason or "",
        meeting_id=meeting.id,
    )
    sent = broadcasts.add(context.connection, context.now, content, context.person, state=broadcasts.APPROVED)
    return broadcasts.change(context.connection, sent.id, approved_by=context.person, approved_at=context.now)


def _write(
    context: Context, meeting: Meeting, reader: Reader, place: Place, reason: str | None
) -> int | None:
    connection, now = context.connection, context.now
    starts = [one for one in _starts(meeting, reader) if one > now]
    at = tell_at(now, calendar.load(connection), starts)
    screen = news(_card(context, meeting, reader, place), _known(meeting, reader), reason)
    reply = Reply(
        screen,
        reader.person,
        Kind.INVITATION,
        dedupe=f"{meeting.subject}:v{meeting.version}:p{reader.person}",
        live=False,
        subject=meeting.subject,
        at=None if at <= now else at,
        until=max(starts, default=None),
    )
    row = post.to_place(connection, now, reply, place, claimed=False)
    if row is None:
        return None
    if not is_same_day(now, starts):
        decision = reminders.Decision.SENT
        reminders.note(
            connection, now, reply.dedupe or "", place.person_id, meeting.subject, decision, row.id
        )
    return row.id


def _starts(meeting: Meeting, reader: Reader) -> list[datetime]:
    """The beginnings that a reader has in mind, and the new one."""
    known = [replace(meeting, held_on=one.held_on, begins=one.begins).starts_at for one in reader.knows]
    return known if meeting.state == CANCELLED else [*known, meeting.starts_at]


def _known(meeting: Meeting, reader: Reader) -> Facts:
    """What the reader knows and is not so any more, the newest of it."""
    after = facts_of(meeting)
    return next((one for one in reversed(reader.knows) if one != after), reader.knows[-1])


def _card(context: Context, meeting: Meeting, reader: Reader, place: Place) -> Card:
    those = [organisations.get(context.connection, one) for one in reader.organisations]
    answers = rsvp.of(context.connection, meeting.id, reader.organisations)
    return Card(meeting, None, place, [one for one in those if one is not None], answers)


def _place_of(context: Context, reader: Reader) -> Place | None:
    return None if reader.person is None else people.reach(context.connection, reader.person)
