"""The invitations of a person's organisations that are still to come, with what each was answered."""

from handlers.context import Context
from handlers.messages import Choice, Day, Reply, Said, Screen, say
from handlers.rsvp.rules import State, ends_at, state_of
from storage import meetings, rsvp
from storage.meetings import Meeting
from storage.rsvp import MAYBE, NO, Rsvp

LISTED = 8


def listed(context: Context, said: Said | None = None) -> list[Reply]:
    """Each invitation is a line and a button; those without an answer say so."""
    found = _coming(context)[:LISTED]
    if not found:
        return [Reply(Screen("rsvp.none", (say("rsvp.list.none"),)))]
    lines: list[Said] = [say("rsvp.list.label", len(found))]
    lines += [
        say("list.line", number=at, text=_line(context, meeting, own))
        for at, (meeting, own) in enumerate(found, 1)
    ]
    choices = [Choice("rsvp.show", str(at), (one.id, True)) for at, (one, _) in enumerate(found, 1)]
    return [Reply(Screen("rsvp.list", tuple(lines), error=said, choices=tuple(choices)))]


def _coming(context: Context) -> list[tuple[Meeting, tuple[int, ...]]]:
    """Meetings that are not over, with the person's organisations that were invited."""
    found = rsvp.invitations(context.connection, context.now, context.today, context.organisations)
    known = ((meetings.known(context.connection, meeting), own) for meeting, own in found.items())
    return [(one, own) for one, own in known if context.now < ends_at(one)]


def open_for(context: Context) -> list[int]:
    """Invitations that the person can still answer, the nearest first."""
    return [one.id for one, _ in _coming(context) if state_of(one, context.now) is State.OPEN]


def unanswered(context: Context, organisation: int) -> list[Meeting]:
    """Invitations that wait for the answer of an organisation."""
    waiting = [one for one, own in _coming(context) if organisation in own]
    return [
        one
        for one in waiting
        if state_of(one, context.now) is State.OPEN
        and rsvp.get(context.connection, one.id, organisation) is None
    ]


def _line(context: Context, meeting: Meeting, own: tuple[int, ...]) -> Said:
    answers = rsvp.of(context.connection, meeting.id, own)
    states = [_state(answers.get(one)) for one in own]
    if len(own) == 1:
        state: Said = states[0]
    else:
        answered = sum(one in answers for one in own)
        state = say("rsvp.list.some", answered=answered, all=len(own))
    title = meeting.title_in(context.language)
    return say("rsvp.list.line", day=Day(meeting.held_on), time=meeting.begins, title=title, state=state)


def _state(answer: Rsvp | None) -> Said:
    if answer is None:
        return say("rsvp.list.silent")
    if answer.answer == NO:
        return say("rsvp.list.no")
    return say("rsvp.list.maybe") if answer.answer == MAYBE else say("rsvp.list.yes", answer.persons)
