"""Lists of meetings: all of them with state and next step for the secretariat, one's own for members."""

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


def listed(context: Context, page: int = 0) -> list[Reply]:
    """Meetings for the hat that the person wears."""
    hat = context.hat
    return _at_desk(context, page) if hat is not None and hat.role == SECRETARIAT else _mine(context, page)


def _at_desk(context: Context, page: int) -> list[Reply]:
    """What is to come first, then what was, the newest first."""
    found = meetings.all_from(context.connection, context.today - BACK)
    ahead = [one for one in found if one.held_on >= context.today]
    behind = [one for one in found if one.held_on < context.today]
    unfinished = [one for one in behind if sight_of(context, one).phase is Phase.OVER]
    settled = [one for one in reversed(behind) if one not in unfinished]
    return _page(context, [*unfinished, *ahead, *settled], page, "meetings.card")


def _page(context: Context, found: list[Meeting], page: int, action: str) -> list[Reply]:
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(found[page * PAGE : (page + 1) * PAGE], page * PAGE + 1))
    lines = tuple(_line(context, number, one, action) for number, one in shown)
    choices = [Choice(action, number, (one.id,)) for number, one in shown if action]
    if page < last:
        choices.append(Choice("meetings.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("meetings.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    label = say("meetings.label", len(found)) if found else say("meetings.none")
    return [Reply(Screen("meetings.list", (label, *lines), choices=tuple(choices)))]


def _line(context: Context, number: int, meeting: Meeting, action: str) -> Said:
    state = _state(context, meeting) if action == "meetings.card" else _own_answers(context, meeting)
    day = Day(meeting.held_on)
    return say(
        "meetings.line",
        number=number,
        day=day,
        time=meeting.begins,
        title=name_of(meeting),
        state=state,
    )


def _state(context: Context, meeting: Meeting) -> Said:
    """The state, and what is expected of the secretariat where something is."""
    phase = sight_of(context, meeting).phase
    state = say(f"meetings.state.{phase}")
    if phase not in NEXT:
        return state
    return Listed((state, say(f"meetings.next.{phase}")), ". ")


NEXT = (Phase.PROPOSED, Phase.CONFIRMED, Phase.TODAY, Phase.OVER)
"""Phases in which the secretariat has something to do."""


def _mine(context: Context, page: int) -> list[Reply]:
    """Meetings to come that one's organisations were invited to, and the thematic ones whose date stands."""
    invited = rsvp.invitations(context.connection, context.now, context.today, context.organisations)
    found = [
        one
        for one in meetings.coming(context.connection, context.today)
        if one.id in invited or (one.kind == THEMATIC and one.state == CONFIRMED)
    ]
    return _page(context, found, page, "")


def _own_answers(context: Context, meeting: Meeting) -> Said:
    """What each of one's organisations answered, named when there are several."""
    answers = rsvp.of(context.connection, meeting.id, context.organisations)
    several = len(context.organisations) > 1
    parts: list[Said] = []
    for organisation in context.organisations:
        given = answers.get(organisation)
        said = say("meetings.own.silent") if given is None else _answer(given)
        name = context.organisation_name(organisation)
        parts.append(Listed((name, said), ": ") if several else said)
    return Listed(tuple(parts), "; ")


def _answer(given: rsvp.Rsvp) -> Said:
    if given.answer == rsvp.YES:
        return say("meetings.own.yes", persons=say("meetings.persons", given.persons))
    return say("meetings.own.maybe") if given.answer == rsvp.MAYBE else say("meetings.own.no")
