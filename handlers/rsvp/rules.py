"""When an invitation is answered and when somebody can say that they have come. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from storage.meetings import CANCELLED, Meeting

BEFORE = AFTER = timedelta(hours=3)
"""Who has come says so from so long before the start until the end, or so long after it when none is set."""


class State(StrEnum):
    """What an invitation does with an answer at a moment."""

    OPEN = "open"
    BEGUN = "begun"
    OVER = "over"
    CANCELLED = "cancelled"


def ends_at(meeting: Meeting) -> datetime:
    """When the meeting is over, as far as anybody knows."""
    return meeting.ends_at or meeting.starts_at + AFTER


def state_of(meeting: Meeting, now: datetime) -> State:
    """Answers change until the start."""
    if meeting.state == CANCELLED:
        return State.CANCELLED
    if now < meeting.starts_at:
        return State.OPEN
    return State.BEGUN if now < ends_at(meeting) else State.OVER


def may_arrive(meeting: Meeting, now: datetime) -> bool:
    """Whether somebody can say that they have come."""
    return meeting.state != CANCELLED and meeting.starts_at - BEFORE <= now < ends_at(meeting)
