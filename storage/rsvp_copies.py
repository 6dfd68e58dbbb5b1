"""Where a person sees an invitation: the newest message that shows it, so that it can follow the answer."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from storage.broadcasts import MESSAGE, RESULTS
from storage.outbox import CANCELLED, FAILED, SENDING
from storage.schema import Broadcast, Outbox, Recipient


@dataclass(frozen=True)
class Copy:
    """A message that shows an invitation: where it is and the channel's id of it."""

    channel: str
    chat: str
    message: str


def own(meeting: int) -> str:
    """The subject of what answers somebody about an invitation."""
    return f"rsvp:{meeting}"


def renewing(meeting: int, person: int) -> str:
    """The subject of what only renews somebody's message: a newer one takes back one that waits."""
    return f"rsvp:{meeting}:{person}"


def shown_to(connection: Connection, meeting: int, person: int) -> Copy | None:
    """The newest message of a person that shows the invitation; None when none has arrived."""
    sent = (
        select(Recipient.outbox_id)
        .join(Broadcast, Broadcast.id == Recipient.broadcast_id)
        .where(Broadcast.meeting_id == meeting, Broadcast.kind.not_in((MESSAGE, RESULTS)))
        .where(Recipient.person_id == person)
    )
    subjects = (own(meeting), renewing(meeting, person))
    message = func.coalesce(Outbox.message, Outbox.edits)
    row = connection.execute(
        select(Outbox.channel, Outbox.chat, message)
        .where(
            or_(Outbox.subject.in_(subjects), Outbox.id.in_(sent)),
            Outbox.person_id == person,
            Outbox.state.not_in((FAILED, CANCELLED)),
            message.is_not(None),
            message != "",
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Copy(*row)


def is_renewing(connection: Connection, meeting: int, person: int) -> bool:
    """Whether an older state is on its way to a person and cannot be taken back."""
    wanted = (Outbox.subject == renewing(meeting, person), Outbox.state == SENDING)
    return connection.execute(select(Outbox.id).where(*wanted)).first() is not None
