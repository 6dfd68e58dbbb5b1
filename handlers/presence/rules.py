"""When a presence list takes confirmations and how fast. Pure; who may open one is said in ``opening``."""

from datetime import datetime, timedelta
from enum import StrEnum

from storage.plan import TOWN
from storage.presence import Listing

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=3)
"""The window around the start of the event."""

MOST_A_MINUTE = 120
"""More confirmations of one list than this in a minute come from a script: the list pauses."""

PAUSE = timedelta(minutes=5)


class State(StrEnum):
    """What a list does with a confirmation at a moment."""

    EARLY = "early"
    OPEN = "open"
    PAUSED = "paused"
    OVER = "over"


def window(start: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """From an hour before the start to three hours after it; now for an event that has begun (None)."""
    begins = max(start or now, now)
    return max(begins - BEFORE, now), begins + AFTER


def state_of(listing: Listing, now: datetime) -> State:
    """What the list does now."""
    if listing.stopped_at is not None or now >= listing.closes_at:
        return State.OVER
    if now < listing.opens_at:
        return State.EARLY
    if listing.paused_until is not None and now < listing.paused_until:
        return State.PAUSED
    return State.OPEN


def hour(moment: datetime) -> str:
    """The time of day in Bălți: 18:00."""
    return moment.astimezone(TOWN).strftime("%H:%M")
