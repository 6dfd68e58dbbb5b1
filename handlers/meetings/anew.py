"""Invitations that had not gone when their meeting was moved: they go with what is so now."""

from collections.abc import Collection
from datetime import datetime, timedelta

from handlers.broadcast import sending
from handlers.broadcast.card import Cards
from handlers.meetings.telling import tell_at
from storage import broadcasts, calendar, outbox, people, recipients
from storage.broadcasts import APPROVED, INVITATION, PAUSED, Broadcast
from storage.database import Connection
from storage.meetings import Meeting

LATEST = timedelta(days=1)
"""An invitation that was to go later than this before the meeting goes as soon as it may."""


def invite(connection: Connection, now: datetime, meeting: Meeting, had: Collection[int | None]) -> None:
    """Write the messages that were taken back once more, but to nobody who ``had`` one, or may have."""
    for sent in broadcasts.of_meeting(connection, meeting.id):
        if sent.kind == INVITATION and sent.state in (APPROVED, PAUSED):
            _again(connection, now, _in_time(connection, sent, meeting), meeting, had)


def _in_time(connection: Connection, sent: Broadcast, meeting: Meeting) -> Broadcast:
    """A day to answer by that lies behind the meeting is none."""
    if sent.answer_by is None or sent.answer_by <= meeting.held_on:
        return sent
    return broadcasts.change(connection, sent.id, answer_by=None)


def _again(
    connection: Connection, now: datetime, sent: Broadcast, meeting: Meeting, had: Collection[int | None]
) -> None:
    cards = Cards(connection, sent, meeting)
    span = (_goes_at(connection, now, sent, meeting), meeting.starts_at)
    for one in broadcasts.recipients(connection, sent.id):
        place = people.reach(connection, one.person_id or 0)
        if one.rung != outbox.CANCELLED or one.person_id in had or place is None:
            continue
        screens = (cards.files(), cards.card(place, one.organisations))
        row = sending.write(connection, now, sent, place, screens, span, copy=one.outbox_id or 0)
        if row is not None:
            recipients.point_to(connection, one.id, row.id)
    if sent.state == PAUSED:
        outbox.hold(connection, sent.subject, sent.paused_why or PAUSED)


def _goes_at(connection: Connection, now: datetime, sent: Broadcast, meeting: Meeting) -> datetime:
    """When it was to go, unless that is too late for the new day."""
    planned = sent.send_at
    if planned is not None and now < planned < meeting.starts_at - LATEST:
        return planned
    return tell_at(now, calendar.load(connection), [meeting.starts_at])
