"""One meeting as the secretariat sees it: what is settled, who comes, what is to be done next."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.meetings.dates import clashes
from handlers.meetings.phase import Phase, live, phase_of
from handlers.meetings.words import KINDS, period_of, place_of, title_of, when_of
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from storage import broadcasts, calendar, meetings, moves, rsvp
from storage.broadcasts import INVITATION, Broadcast
from storage.meetings import DIALOGUE, THEMATIC, Meeting
from storage.plan import TOWN

SETTLED = (Phase.HELD, Phase.CANCELLED)


@dataclass(frozen=True)
class Sight:
    """A meeting with its invitation and the phase it is in."""

    meeting: Meeting
    invitation: Broadcast | None
    phase: Phase


def sight_of(context: Context, meeting: Meeting) -> Sight:
    """Look at a meeting."""
    sent = live(broadcasts.of_meeting(context.connection, meeting.id), INVITATION)
    return Sight(meeting, sent, phase_of(meeting, sent, context.now))


def known(context: Context, meeting: int) -> Meeting:
    """A meeting that exists; raises ``NotAllowed``."""
    found = meetings.get(context.connection, meeting)
    if found is None:
        raise NotAllowed
    return found


def card(context: Context, meeting: int, said: Said | None = None) -> list[Reply]:
    """A meeting with what can be done about it now; ``said`` is what was just done."""
    found = known(context, meeting)
    seen = sight_of(context, found)
    lines: list[Said] = [] if said is None else [said]
    lines += _facts(found)
    lines += _answers(context, seen)
    lines += _doubts(context, seen)
    choices = (*CHOICES[seen.phase](found), *_always(seen))
    return [Reply(Screen("meetings.card", tuple(lines), head=_head(found), choices=choices))]


def _head(meeting: Meeting) -> Said:
    period = period_of(meeting)
    return KINDS[meeting.kind] if period is None else Listed((KINDS[meeting.kind], period), " · ")


def _facts(meeting: Meeting) -> list[Said]:
    theme = title_of(meeting) if meeting.title else say("meetings.theme.none")
    return [
        say("meetings.card.theme", theme=theme),
        say("meetings.card.when", when=when_of(meeting)),
        say("meetings.card.place", place=place_of(meeting)),
    ]


def _answers(context: Context, seen: Sight) -> list[Said]:
    """The state, and once people are invited how many come."""
    lines: list[Said] = [say("meetings.card.state", state=say(f"meetings.state.{seen.phase}"))]
    if seen.phase is Phase.CANCELLED:
        before = moves.past(context.connection, seen.meeting.id)
        reason = before[-1].reason if before else None
        return [*lines, say("meetings.card.reason", reason=reason)] if reason else lines
    if seen.phase is Phase.PLANNED and seen.invitation is not None and seen.invitation.send_at is not None:
        local = seen.invitation.send_at.astimezone(TOWN)
        lines.append(say("meetings.card.goes", day=Day(local.date(), "long"), time=f"{local:%H:%M}"))
    if seen.invitation is not None and seen.phase is not Phase.PLANNED:
        told = rsvp.counts(context.connection, seen.meeting.id)
        lines.append(
            say(
                "meetings.card.answers",
                come=told.come,
                persons=say("meetings.persons", told.persons),
                maybe=told.maybe,
                no=told.no,
                silent=told.silent,
            )
        )
    return lines


def _doubts(context: Context, seen: Sight) -> list[Said]:
    """What speaks against the day, while it can still be another one."""
    if seen.phase in (*SETTLED, Phase.OVER):
        return []
    meeting = seen.meeting
    others = meetings.coming(context.connection, meeting.held_on, meeting.held_on)
    return list(clashes(meeting.held_on, calendar.load(context.connection), others, meeting.id))


def _edit(meeting: Meeting, *names: str) -> tuple[Choice, ...]:
    return tuple(
        Choice("meetings.edit", say(f"meeting_change.{name}.add"), (meeting.id, name)) for name in names
    )


def _cancel(meeting: Meeting) -> Choice:
    return Choice("meetings.cancel", say("meetings.cancel.button"), (meeting.id,), role=Role.DANGER)


def _proposed(meeting: Meeting) -> tuple[Choice, ...]:
    confirm = Choice("meetings.confirm", say("meetings.confirm.button"), (meeting.id,), role=Role.PRIMARY)
    return (confirm, *_edit(meeting, "day", "begins", "theme", "place"), _cancel(meeting))


def _confirmed(meeting: Meeting) -> tuple[Choice, ...]:
    invite = Choice("meetings.invite", say("meetings.invite.button"), (meeting.id,), role=Role.PRIMARY)
    return (invite, *_edit(meeting, "day", "begins", "theme", "place"), _cancel(meeting))


def _invited(meeting: Meeting) -> tuple[Choice, ...]:
    return (*_edit(meeting, "day", "begins", "place"), _cancel(meeting))


def _today(meeting: Meeting) -> tuple[Choice, ...]:
    came = Choice("meetings.arrivals", say("meetings.arrivals.button"), (meeting.id,), role=Role.PRIMARY)
    return (came, *_edit(meeting, "begins", "place", "day"), _cancel(meeting))


def _over(meeting: Meeting) -> tuple[Choice, ...]:
    """Only what counts for the plan must have minutes."""
    held = Choice("meetings.held", say("meetings.held.button"), (meeting.id,))
    return (
        Choice("meetings.minutes", say("meetings.minutes.button"), (meeting.id,), role=Role.PRIMARY),
        Choice("meetings.arrivals", say("meetings.arrivals.button"), (meeting.id,)),
        *(() if meeting.kind in (THEMATIC, DIALOGUE) else (held,)),
        Choice("meetings.not_held", say("meetings.not_held.button"), (meeting.id,)),
    )


def _held(meeting: Meeting) -> tuple[Choice, ...]:
    if meeting.record_id is None:
        return ()
    return (
        Choice("record.card", say("event.card.button"), (meeting.record_id,), role=Role.PRIMARY),
        Choice("meetings.results", say("meetings.results.button"), (meeting.id,)),
    )


def _cancelled(meeting: Meeting) -> tuple[Choice, ...]:
    return (Choice("meetings.again", say("meetings.again.button"), (meeting.id,), role=Role.PRIMARY),)


CHOICES: dict[Phase, Callable[[Meeting], tuple[Choice, ...]]] = {
    Phase.PROPOSED: _proposed,
    Phase.CONFIRMED: _confirmed,
    Phase.PLANNED: _invited,
    Phase.INVITED: _invited,
    Phase.TODAY: _today,
    Phase.OVER: _over,
    Phase.HELD: _held,
    Phase.CANCELLED: _cancelled,
}
"""What can be done in each phase, the likeliest first."""


def _always(seen: Sight) -> tuple[Choice, ...]:
    """The answers, once somebody was invited, and the way back to the list."""
    back = Choice("meetings.list", say("list.all.button"), role=Role.NAV)
    if seen.invitation is None:
        return (back,)
    board = Choice("broadcast.board", say("meetings.board.button"), (seen.invitation.id,))
    return (board, back)
