"""The board of a broadcast: who answered what, how far each message got; one message for each who follows.

It is edited while its figures change, never the live screen of anybody. How often it is looked at is decided
in ``scheduler.broadcasts``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers import post
from handlers.broadcast.hours import local_day, local_hour
from handlers.context import Context
from handlers.messages import Choice, Day, InEach, Kind, Listed, Reply, Role, Said, Screen, say
from storage import boards, broadcasts, meetings, outbox, people, rsvp
from storage.boards import Board
from storage.broadcasts import Broadcast
from storage.database import Connection
from storage.meetings import Meeting

EVERY = timedelta(seconds=20)
"""A board is edited at most so often while its figures grow; the end of the sending is shown at once."""

ON_THE_WAY = (outbox.PENDING, outbox.SENDING)
RUNGS = (
    broadcasts.QUEUED,
    outbox.SENT,
    outbox.UNCERTAIN,
    outbox.BLOCKED,
    outbox.FAILED,
    outbox.EXPIRED,
    outbox.CANCELLED,
    broadcasts.NOWHERE,
    broadcasts.TAPPED,
    broadcasts.ANSWERED,
)
"""The ladder in the order in which it is read."""

UNREACHED = (
    outbox.UNCERTAIN,
    outbox.BLOCKED,
    outbox.FAILED,
    outbox.EXPIRED,
    broadcasts.NOWHERE,
)
"""Whoever stands on one of these is called by telephone."""


@dataclass(frozen=True)
class Figures:
    """All that a board says."""

    broadcast: Broadcast
    meeting: Meeting | None
    ladder: Mapping[str, int]
    answers: rsvp.Counts | None
    open_doubts: int

    def of(self, rung: str) -> int:
        """How many stand on a rung."""
        return self.ladder.get(rung, 0)

    @property
    def digest(self) -> str:
        """The figures as a short text to compare."""
        held = None if self.meeting is None else (self.meeting.version, self.meeting.state)
        answers = None if self.answers is None else vars(self.answers)
        told = [self.broadcast.state, held, dict(self.ladder), answers, self.open_doubts]
        return json.dumps(told, sort_keys=True)


def figures_of(connection: Connection, broadcast: Broadcast) -> Figures:
    """Count everything now."""
    meeting = meetings.get(connection, broadcast.meeting_id or 0)
    doubts = sum(
        one.rung == outbox.UNCERTAIN and one.settled_at is None
        for one in broadcasts.recipients(connection, broadcast.id)
    )
    answers = None if meeting is None else rsvp.counts(connection, meeting.id)
    return Figures(broadcast, meeting, broadcasts.ladder(connection, broadcast.id), answers, doubts)


def screen(figures: Figures, now: datetime) -> Screen:
    """The board as it stands, with what can be done about it."""
    broadcast = figures.broadcast
    lines = [_what(figures), _answers(figures), _rungs(figures), _state(figures, now)]
    body = tuple(one for one in lines if one is not None)
    title = InEach(broadcast.title, broadcast.title_ru or broadcast.title, broadcast.title)
    return Screen("broadcast.board", body, head=title, choices=_choices(figures, now))


def _what(figures: Figures) -> Said:
    """Its number, and when and where the meeting is."""
    meeting = figures.meeting
    if meeting is None:
        return say("board.message", number=figures.broadcast.id)
    place: Said = meeting.place or say("board.online")
    day = Day(meeting.held_on, "long")
    again = figures.broadcast.kind == broadcasts.REMINDER
    return say(
        "board.reminder" if again else "board.invitation",
        number=figures.broadcast.id,
        day=day,
        hour=meeting.begins,
        place=place,
    )


def _answers(figures: Figures) -> Said | None:
    found = figures.answers
    if found is None:
        return None
    return say(
        "board.answers",
        come=found.come,
        people=say("count.people", found.persons),
        maybe=found.maybe,
        no=found.no,
        silent=found.silent,
    )


def _rungs(figures: Figures) -> Said | None:
    parts = tuple(say(f"board.rung.{rung}", number=figures.of(rung)) for rung in RUNGS if figures.of(rung))
    return Listed(parts, " · ") if parts else None


def _state(figures: Figures, now: datetime) -> Said | None:
    broadcast, at = figures.broadcast, figures.broadcast.send_at
    match broadcast.state:
        case broadcasts.STOPPED:
            return say("board.stopped")
        case broadcasts.PAUSED:
            return say("board.paused", why=say("board.paused.errors"))
    if figures.meeting is not None and figures.meeting.state == meetings.CANCELLED:
        return say("board.cancelled")
    if not figures.of(broadcasts.QUEUED):
        return None
    if at is not None and at > now:
        return say("board.goes", day=Day(local_day(at), "long"), hour=local_hour(at))
    return say("board.going")


def _choices(figures: Figures, now: datetime) -> tuple[Choice, ...]:
    about = (figures.broadcast.id,)
    choices: list[Choice] = []
    if figures.broadcast.state == broadcasts.PAUSED:
        choices.append(Choice("broadcast.go_on", say("sending.go_on.button"), about, role=Role.PRIMARY))
    if figures.of(broadcasts.QUEUED):
        choices.append(Choice("broadcast.stop", say("board.stop.button"), about, role=Role.DANGER))
    if figures.answers is not None:
        choices.append(Choice("broadcast.answers", say("board.list.button"), about))
    if _may_remind(figures, now):
        silent = figures.answers.silent if figures.answers is not None else 0
        choices.append(Choice("broadcast.remind", say("board.remind.button", silent), about))
    if _is_to_come(figures, now):
        choices.append(Choice("meetings.card", say("board.change.button"), (figures.broadcast.meeting_id,)))
        cancel = say("board.cancel.button")
        choices.append(Choice("meetings.cancel", cancel, (figures.broadcast.meeting_id,), role=Role.DANGER))
    if figures.open_doubts:
        label = say("board.doubts.button", figures.open_doubts)
        choices.append(Choice("broadcast.doubts", label, about))
    unreached = sum(figures.of(rung) for rung in UNREACHED) + len(
        figures.broadcast.audience.get("unserved", ())
    )
    if unreached:
        choices.append(Choice("broadcast.calls", say("board.calls.button", unreached), about))
    choices.append(Choice("broadcast.list", say("broadcast.list.button"), role=Role.NAV))
    return tuple(choices)


def _may_remind(figures: Figures, now: datetime) -> bool:
    """Somebody is silent, everything has gone, and the meeting is still to come."""
    if not _is_to_come(figures, now) or figures.answers is None or not figures.answers.silent:
        return False
    return not figures.of(broadcasts.QUEUED) and figures.broadcast.kind == broadcasts.INVITATION


def _is_to_come(figures: Figures, now: datetime) -> bool:
    meeting = figures.meeting
    return meeting is not None and meeting.state == meetings.CONFIRMED and now < meeting.starts_at


def opened(context: Context, broadcast: Broadcast, said: Said | None = None, *, here: bool = False) -> Reply:
    """The board in a message that follows the figures from now on."""
    figures = figures_of(context.connection, broadcast)
    board = boards.show(context.connection, context.now, broadcast.id, context.person, figures.digest)
    shown = screen(figures, context.now)
    return Reply(replace(shown, error=said), dedupe=board.key, live=context.draft is None, here=here)


def due(connection: Connection, now: datetime) -> tuple[Board, ...]:
    """Boards that say something else than what is so."""
    return tuple(one for one in boards.followed(connection, now) if _is_due(connection, one, now))


def _is_due(connection: Connection, board: Board, now: datetime) -> bool:
    figures = figures_of(connection, broadcasts.known(connection, board.broadcast_id))
    if figures.digest == board.figures:
        return False
    if now - board.shown_at < EVERY and not _has_turned(board, figures):
        return False
    message = boards.message_of(connection, board)
    return message is not None and message.state not in ON_THE_WAY


def _has_turned(board: Board, figures: Figures) -> bool:
    """It was stopped or paused, its meeting changed, or nothing waits any more."""
    state, held, ladder, *_ = json.loads(board.figures)
    if ladder.get(broadcasts.QUEUED) and not figures.of(broadcasts.QUEUED):
        return True
    return bool([state, held] != json.loads(figures.digest)[:2])


def show_boards(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """Edit the boards that are due."""
    rows = [_show(connection, board, now) for board in due(connection, now)]
    return tuple(row for row in rows if row is not None)


def _show(connection: Connection, board: Board, now: datetime) -> outbox.Row | None:
    """In plain mode, or when its reader cannot be reached, nothing is written: it is shown when asked for."""
    broadcast = broadcasts.known(connection, board.broadcast_id)
    figures = figures_of(connection, broadcast)
    message, reader = boards.message_of(connection, board), people.reach(connection, board.person_id)
    still_here = board.person_id in people.with_role(connection, people.SECRETARIAT)
    if message is None or reader is None or reader.plain or not still_here:
        boards.note(connection, now, board, figures.digest)
        return None
    shown = boards.show(connection, now, broadcast.id, board.person_id, figures.digest)
    reply = Reply(screen(figures, now), kind=Kind.NOTICE, dedupe=shown.key, live=False)
    place = replace(reader, channel=message.channel, chat=message.chat)
    return post.to_place(connection, now, reply, place, edits=message.message)
