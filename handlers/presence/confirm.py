"""A participant confirms presence: one unit of work behind the page, counted once per device.

Not here: the page itself (``bot.web.presence``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers import post
from handlers.messages import Choice, Kind, Reply, Role, Screen, say
from handlers.presence.rules import MOST_A_MINUTE, PAUSE, State, hour, state_of
from storage import outbox, presence
from storage.database import Connection
from storage.presence import CHILD, MAN, OLDER, UNSAID, WOMAN, YOUNG, Listing

GENDERS = (WOMAN, MAN, UNSAID)
AGES = (CHILD, YOUNG, OLDER, UNSAID)


class Answer(StrEnum):
    """What the page says."""

    ASK = "ask"
    NOTED = "noted"
    ALREADY = "already"
    EARLY = "early"
    OVER = "over"
    PAUSED = "paused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Confirmed:
    """What the page says, of which list, and the messages that follow from it."""

    answer: Answer
    listing: Listing | None = None
    rows: tuple[outbox.Row, ...] = ()


_CLOSED = {State.EARLY: Answer.EARLY, State.OVER: Answer.OVER, State.PAUSED: Answer.PAUSED}


def look(connection: Connection, now: datetime, token: str, ticket: str | None) -> Confirmed:
    """What somebody sees who opens the link; ``ticket`` is what the device was given before."""
    found = presence.find(connection, token)
    if found is None:
        return Confirmed(Answer.UNKNOWN)
    if ticket is not None and presence.is_noted(connection, found.id, ticket):
        return Confirmed(Answer.ALREADY, found)
    return Confirmed(_CLOSED.get(state_of(found, now), Answer.ASK), found)


def confirm(
    connection: Connection, now: datetime, token: str, ticket: str, gender: str, age: str
) -> Confirmed:
    """Count the device with this ticket, once; too many in a minute pause the list and tell its owner."""
    seen = look(connection, now, token, ticket)
    if seen.listing is None or seen.answer is not Answer.ASK:
        return seen
    if presence.pace(connection, now, seen.listing.id) > MOST_A_MINUTE:
        return _pause(connection, now, seen.listing)
    presence.note(connection, seen.listing.id, ticket, gender, age)
    return Confirmed(Answer.NOTED, seen.listing)


def _pause(connection: Connection, now: datetime, listing: Listing) -> Confirmed:
    until = now + PAUSE
    presence.change(connection, listing.id, paused_until=until)
    choices = (
        Choice("presence.reopen", say("presence.go_on.button"), (listing.id,), role=Role.PRIMARY),
        Choice("presence.stop", say("presence.stop.button"), (listing.id,), role=Role.DANGER),
    )
    body = say("presence.paused", most=MOST_A_MINUTE, time=hour(until))
    screen = Screen("presence.paused", (body,), head=listing.title, choices=choices)
    notice = Reply(
        screen,
        listing.person_id,
        Kind.NOTICE,
        dedupe=f"presence-paused:{listing.id}:{int(now.timestamp())}",
        live=False,
    )
    row = post.to_person(connection, now, notice)
    return Confirmed(Answer.PAUSED, listing, () if row is None else (row,))
