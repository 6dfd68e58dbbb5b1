"""Lists of meetings: all of them with state and next step for the secretariat, one's own for members."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.context import Context
from handlers.meetings.card import sight_of
from handlers.meetings.phase import Phase
from handlers.meetings.words import name_of
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from storage import meetings, rsvp
from storage.meetings import CONFIRMED, THEMATIC, Meeting
from storage.people import SECRETARIAT

PAGE = 6
BACK = timedelta(days=100)
"""Meetings of so long ago are listed with the coming ones; the older ones have their records."""

NEXT = (Phase.PROPOSED, Phase.CONFIRMED, Phase.TODAY, Phase.OVER)
"""Phases in which the secretariat has something to do."""

State = Callable[[Meeting], Said]
Open = Callable[[Meeting], tuple[str, tuple[int | bool, ...]] | None]
"""What opens a meeting: an action with its arguments; None for one that cannot be opened."""


def listed(context: Context, page: int = 0) -> list[Reply]:
    """Meetings for the hat that the person wears."""
    hat = context.hat
    return _at_desk(context, page) if hat is not None and hat.role == SECRETARIAT else _mine(context, page)


def _at_desk(context: Context, page: int) -> list[Reply]:
    """What waits for its minutes, then what is to come, then what was, the newest first."""
    found = meetings.all_from(context.connection, context.today - BACK)
    ahead = [one for one in found if one.held_on >= context.today]
    behind = [one for one in found if one.held_on < context.today]
    unfinished = [one for one in behind if sight_of(context, one).phase is Phase.OVER]
    settled = [one for one in reversed(behind) if one not in unfinished]

    def state(meeting: Meeting) -> Said:
        phase = sight_of(context, meeting).phase
        said = say(f"meetings.state.{phase}")
        return Listed((said, say(f"meetings.next.{phase}")), ". ") if phase in NEXT else said

    invite = Choice("broadcast.invite", say("meetings.new.button"))
    shown = [*unfinished, *ahead, *settled]
    return _page(shown, page, state, lambda one: ("meetings.card", (one.id,)), invite)


def _mine(context: Context, page: int) -> list[Reply]:
    """Meetings to come that one's organisations were invited to, and the thematic ones whose date stands."""
    invited = rsvp.invitations(context.connection, context.now, context.today, context.organisations)
    found = [
        one
        for one in meetings.coming(context.connection, context.today)
        if one.id in invited or (one.kind == THEMATIC and one.state == CONFIRMED)
    ]

    def state(meeting: Meeting) -> Said:
        own = invited.get(meeting.id)
        return say("meetings.own.later") if own is None else _answers(context, meeting, own)

    return _page(found, page, state, lambda one: ("rsvp.show", (one.id, True)) if one.id in invited else None)


def _page(found: Sequence[Meeting], page: int, state: State, opens: Open, *more: Choice) -> list[Reply]:
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(found[page * PAGE : (page + 1) * PAGE], page * PAGE + 1))
    lines = tuple(_line(number, one, state(one)) for number, one in shown)
    opened = [(number, opens(one)) for number, one in shown]
    choices = [Choice(way[0], number, way[1]) for number, way in opened if way is not None]
    label = say("meetings.label", len(found)) if choices else say("meetings.list.label")
    if page < last:
        choices.append(Choice("meetings.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("meetings.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    body = (label, *lines) if found else (say("meetings.none"),)
    return [Reply(Screen("meetings.list", body, choices=(*choices, *more)))]


def _line(number: int, meeting: Meeting, state: Said) -> Said:
    return say(
        "meetings.line",
        number=number,
        day=Day(meeting.held_on),
        time=meeting.begins,
        title=name_of(meeting),
        state=state,
    )


def _answers(context: Context, meeting: Meeting, own: Sequence[int]) -> Said:
    """What each of one's organisations answered, named when there are several."""
    answers = rsvp.of(context.connection, meeting.id, own)
    parts: list[Said] = []
    for organisation in own:
        given = answers.get(organisation)
        said = say("meetings.own.silent") if given is None else _answer(given)
        name = context.organisation_name(organisation)
        parts.append(Listed((name, said), ": ") if len(own) > 1 else said)
    return Listed(tuple(parts), "; ")


def _answer(given: rsvp.Rsvp) -> Said:
    if given.answer == rsvp.YES:
        return say("meetings.own.yes", persons=say("meetings.persons", given.persons))
    return say("meetings.own.maybe") if given.answer == rsvp.MAYBE else say("meetings.own.no")
