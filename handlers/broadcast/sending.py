"""A broadcast becomes messages: one to each person, all written in one unit, none sent before its time.

How far they got is counted from the rows (``storage.broadcasts``); who may approve is said in ``approval``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import post
from handlers.broadcast.audience import Addressee
from handlers.broadcast.card import Cards
from handlers.messages import Kind, Reply, Screen
from storage import broadcasts, meetings, outbox, people, reminders
from storage.broadcasts import Broadcast
from storage.database import Connection
from storage.people import Place

Draw = Callable[[Place, Sequence[int]], Screen]
"""The card for a reader who speaks for these organisations."""


@dataclass(frozen=True)
class Stopped:
    """How many messages were taken back, and how many had gone or were on their way."""

    kept_back: int
    gone: int


def send(
    connection: Connection,
    now: datetime,
    broadcast: Broadcast,
    to: Sequence[Addressee],
    at: datetime,
    draw: Draw | None = None,
) -> None:
    """Write a recipient and a message for everybody; ``draw`` makes another card than the usual one.

    Whoever has no chat is a recipient without a message. Nothing goes before ``at``, and an invitation
    goes no more once its meeting has begun. A second call writes nothing twice.
    """
    meeting = meetings.get(connection, broadcast.meeting_id or 0)
    cards = Cards(connection, broadcast, meeting)
    until = None if meeting is None else meeting.starts_at
    had = {one.person_id for one in broadcasts.recipients(connection, broadcast.id)}
    for one in to:
        if one.person in had:
            continue
        place = people.reach(connection, one.person)
        row = None
        if place is not None:
            shown = (draw or cards.card)(place, one.organisations)
            row = write(connection, now, broadcast, place, (cards.files(), shown), (at, until))
        outbox_id = None if row is None else row.id
        broadcasts.add_recipient(
            connection,
            broadcast.id,
            person=one.person,
            organisations=one.organisations,
            outbox_id=outbox_id,
        )


def write(
    connection: Connection,
    now: datetime,
    broadcast: Broadcast,
    place: Place,
    screens: tuple[Screen | None, Screen],
    span: tuple[datetime, datetime | None],
    copy: int = 0,
) -> outbox.Row | None:
    """The files and the card for one person; ``copy`` numbers what is sent again by hand."""
    files, card = screens
    at, until = span
    key = key_of(broadcast, place.person_id) + (f":{copy}" if copy else "")
    kind = Kind.REMINDER if broadcast.kind == broadcasts.REMINDER else Kind.INVITATION
    sent: outbox.Row | None = None
    for screen, dedupe in ((files, f"{key}:files"), (card, key)):
        if screen is not None:
            reply = Reply(
                screen,
                place.person_id,
                kind,
                dedupe=dedupe,
                live=False,
                subject=broadcast.subject,
                at=at,
                until=until,
            )
            sent = post.to_place(connection, now, reply, place, claimed=False)
    if sent is not None:
        decision = reminders.Decision.SENT
        reminders.note(connection, now, key, place.person_id, broadcast.subject, decision, sent.id)
    return sent


def key_of(broadcast: Broadcast, person: int) -> str:
    """What makes the message of one person unique, in the outbox and in the budget."""
    return f"{broadcast.subject}:p{person}"


def stop(connection: Connection, broadcast: Broadcast) -> Stopped:
    """Take back everything that waits; what is under way counts as gone."""
    before = broadcasts.ladder(connection, broadcast.id)
    outbox.cancel(connection, broadcast.subject, "stopped")
    broadcasts.change(connection, broadcast.id, state=broadcasts.STOPPED, paused_why=None)
    reminders.withdraw(connection, broadcast.subject)
    after = broadcasts.ladder(connection, broadcast.id)
    kept_back = after.get(outbox.CANCELLED, 0) - before.get(outbox.CANCELLED, 0)
    written = sum(number for rung, number in after.items() if rung not in NOT_WRITTEN)
    return Stopped(kept_back, written - after.get(outbox.CANCELLED, 0))


NOT_WRITTEN = (broadcasts.NOWHERE, broadcasts.TAPPED, broadcasts.ANSWERED)
