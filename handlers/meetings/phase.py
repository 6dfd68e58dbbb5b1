"""Where a meeting stands between the proposed date and the record. Pure."""

from datetime import datetime
from enum import StrEnum

from storage.broadcasts import APPROVED, PAUSED, WAITS, Broadcast
from storage.meetings import CANCELLED, HELD, PROPOSED, Meeting
from storage.plan import TOWN


class Phase(StrEnum):
    """What comes next is the secretariat's: confirm, invite, wait, receive people, write the minutes."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    """The invitation is ready and goes later, or waits for a second person."""
    INVITED = "invited"
    TODAY = "today"
    OVER = "over"
    HELD = "held"
    CANCELLED = "cancelled"


def phase_of(meeting: Meeting, invitation: Broadcast | None, now: datetime) -> Phase:
    """The phase at a moment; ``invitation`` is the newest one that was not stopped or refused."""
    if meeting.state in (HELD, CANCELLED):
        return Phase(meeting.state)
    if meeting.starts_at <= now:
        return Phase.OVER
    if meeting.state == PROPOSED:
        return Phase.PROPOSED
    if meeting.held_on == now.astimezone(TOWN).date():
        return Phase.TODAY
    if invitation is None:
        return Phase.CONFIRMED
    return Phase.PLANNED if _waits(invitation, now) else Phase.INVITED


def _waits(invitation: Broadcast, now: datetime) -> bool:
    if invitation.state != APPROVED:
        return True
    return invitation.send_at is not None and invitation.send_at > now


def live(broadcasts: tuple[Broadcast, ...], kind: str) -> Broadcast | None:
    """The newest broadcast of a kind that goes, will go or went."""
    states = (WAITS, APPROVED, PAUSED)
    found = [one for one in broadcasts if one.kind == kind and one.state in states]
    return found[-1] if found else None
