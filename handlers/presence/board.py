"""The counter of a presence list in the chat: one message, edited while it grows, final at the end.

It is proactive: never the live screen, so an open draft is not disturbed. How often it is looked at is
decided in ``scheduler.presence``.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from handlers.presence.rules import State, hour, state_of
from storage import outbox, people, presence
from storage.database import Connection
from storage.plan import TOWN
from storage.presence import Counted, Listing

EVERY = timedelta(seconds=30)
"""The counter is edited at most so often while it grows."""

ON_THE_WAY = (outbox.PENDING, outbox.SENDING)


def screen(listing: Listing, counted: Counted, now: datetime) -> Screen:
    """The counter as it stands now, with what can be done about the list."""
    state = state_of(listing, now)
    lines: list[Said] = [say("presence.board", number=counted.total), *_groups(counted)]
    if state is State.OVER:
        lines.append(say("presence.board.over"))
        return Screen("presence.over", tuple(lines), head=listing.title, choices=_after(listing, now))
    lines.append(_until(listing, state))
    stop = Choice("presence.stop", say("presence.stop.button"), (listing.id,), role=Role.DANGER)
    go_on = Choice("presence.reopen", say("presence.go_on.button"), (listing.id,), role=Role.PRIMARY)
    choices = (go_on, stop) if state is State.PAUSED else (stop,)
    return Screen("presence.board", tuple(lines), head=listing.title, choices=choices)


def _groups(counted: Counted) -> tuple[Said, ...]:
    if not (counted.women or counted.men or counted.young):
        return ()
    told = say("presence.board.groups", women=counted.women, men=counted.men, young=counted.young)
    all_said = counted.all_said_gender and counted.all_said_age
    return (told,) if all_said else (told, say("presence.board.rest"))


def _until(listing: Listing, state: State) -> Said:
    if state is State.PAUSED and listing.paused_until is not None:
        return say("presence.board.paused", time=hour(listing.paused_until))
    if state is State.EARLY:
        day = Day(listing.opens_at.astimezone(TOWN).date(), "long")
        return say("presence.board.early", day=day, time=hour(listing.opens_at))
    return say("presence.board.open", time=hour(listing.closes_at))


def _after(listing: Listing, now: datetime) -> tuple[Choice, ...]:
    """A list that was stopped by mistake goes on while its time lasts; then the event is reported."""
    report = Choice("report.start", say("presence.report.button"), role=Role.PRIMARY)
    again = Choice("presence.reopen", say("presence.reopen.button"), (listing.id,))
    return (report, again) if now < listing.closes_at else (report,)


def due(connection: Connection, now: datetime) -> tuple[Listing, ...]:
    """Lists whose counter says something else than what is so."""
    return tuple(one for one in presence.unfinished(connection) if _is_due(connection, one, now))


def _is_due(connection: Connection, listing: Listing, now: datetime) -> bool:
    if state_of(listing, now) is not State.OVER:
        if listing.shown_at is not None and now - listing.shown_at < EVERY:
            return False
        if presence.counted(connection, listing.id).total == listing.shown_total:
            return False
    last = presence.board(connection, listing)
    return last is None or last.state not in ON_THE_WAY


def show_counts(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """Edit the counters that are due; one whose message is gone is sent anew."""
    rows = [_show(connection, listing, now) for listing in due(connection, now)]
    return tuple(row for row in rows if row is not None)


def _show(connection: Connection, listing: Listing, now: datetime) -> outbox.Row | None:
    """In plain mode nothing is edited: the number is shown when it is asked for, and once at the end."""
    counted = presence.counted(connection, listing.id)
    over = state_of(listing, now) is State.OVER
    last, reader = presence.board(connection, listing), people.reach(connection, listing.person_id)
    shown = {"shown_total": counted.total, "shown_at": now, "finished": over}
    if last is None or reader is None or (reader.plain and not over):
        presence.change(connection, listing.id, **shown)
        return None
    edition = listing.edition + 1
    presence.change(connection, listing.id, edition=edition, **shown)
    key = presence.board_key(listing.id, edition)
    reply = Reply(screen(listing, counted, now), kind=Kind.NOTICE, dedupe=key, live=False)
    place = replace(reader, channel=last.channel, chat=last.chat)
    return post.to_place(connection, now, reply, place, edits=None if reader.plain else last.message)
