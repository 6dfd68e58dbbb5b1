"""A meeting with its invitation on everybody's phone, as the product writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import post
from handlers.messages import Kind, Reply
from handlers.rsvp.card import invitation
from storage import broadcasts, meetings, organisations, outbox, people, rsvp
from storage.broadcasts import Broadcast
from storage.database import Connection
from storage.meetings import Meeting
from storage.people import COORDINATOR, HEAD
from tests.support.chat import Town

WHEN = meetings.Content(
    meetings.NETWORK,
    "Reuniunea Rețelei",
    date(2026, 10, 21),
    "15:00",
    "Primăria municipiului Bălți, sala 210",
    title_ru="Встреча Сети",
)


@dataclass
class Invited:
    """A meeting and its invitation."""

    town: Town
    meeting: Meeting
    broadcast: Broadcast

    def counts(self) -> rsvp.Counts:
        """The answers so far."""
        with self.town.work() as connection:
            return rsvp.counts(connection, self.meeting.id)

    def answers(self) -> list[tuple[int, str, int]]:
        """(organisation, answer, persons) of each answer."""
        with self.town.work() as connection:
            found = rsvp.of_meeting(connection, self.meeting.id)
        return sorted((one.organisation_id, one.answer, one.persons) for one in found)

    def changes(self, **values: object) -> None:
        """The meeting is moved or cancelled."""
        with self.town.work() as connection:
            self.meeting = meetings.change(connection, self.town.now, self.meeting.id, **values)


def invite(town: Town, names: Sequence[str] = (), when: meetings.Content = WHEN) -> Invited:
    """Invite everybody who speaks for one of these organisations, or for any."""
    with town.work() as connection:
        meeting = meetings.add(connection, town.now, when)
        content = broadcasts.Content(
            broadcasts.INVITATION,
            meeting.title,
            text_ro="Discutăm planul anului.",
            text_ru="Обсудим план года.",
            meeting_id=meeting.id,
            answer_by=date(2026, 10, 19),
        )
        made = broadcasts.add(connection, town.now, content, None)
        sent = broadcasts.change(connection, made.id, state=broadcasts.APPROVED)
        for person in people.with_role(connection, COORDINATOR, HEAD):
            _send(connection, town, meeting, sent, person, names)
    delivers(town)
    return Invited(town, meeting, sent)


def _send(
    connection: Connection, town: Town, meeting: Meeting, sent: Broadcast, person: int, names: Sequence[str]
) -> None:
    held = {one.organisation_id for one in people.roles(connection, person)}
    own = [one for one in organisations.members(connection) if one.id in held]
    own = [one for one in own if not names or one.name in names]
    place = people.reach(connection, person)
    if not own or place is None:
        return
    screen = invitation(meeting, sent, place, own, {})
    reply = Reply(screen, person, Kind.INVITATION, live=False, subject=sent.subject)
    row = post.to_place(connection, town.now, reply, place, claimed=False)
    broadcasts.add_recipient(
        connection,
        sent.id,
        person=person,
        organisations=[one.id for one in own],
        outbox_id=None if row is None else row.id,
    )


def delivers(town: Town) -> None:
    """Send all that waits and is due."""
    with town.work() as connection:
        rows = outbox.claim_due(connection, town.now, 1000, (), others=True)
    town.deliver(rows)
