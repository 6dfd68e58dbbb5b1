"""On the day: which organisations said that they come, which have come; the secretary ticks them off."""

from handlers.context import Context
from handlers.errors import Leave
from handlers.meetings.card import known
from handlers.meetings.words import name_of, when_of
from handlers.messages import Choice, InEach, Reply, Role, Said, Screen, say
from storage import attendance, audit, rsvp
from storage.meetings import CANCELLED, Meeting

PAGE = 8


def listed(context: Context, meeting: int, page: int = 0) -> list[Reply]:
    """Organisations that come or may come, those that have come first; each is ticked with a tap."""
    found = known(context, meeting)
    if found.state == CANCELLED or found.held_on > context.today:
        raise Leave(say("meetings.arrivals.early", title=name_of(found), when=when_of(found)))
    here = attendance.by_organisation(context.connection, meeting)
    expected = _expected(context, found, frozenset(here))
    last = max(0, (len(expected) - 1) // PAGE)
    page = min(max(page, 0), last)
    choices = [
        Choice(
            "meetings.arrived",
            name,
            (meeting, organisation, organisation not in here, page),
            checked=organisation in here,
        )
        for organisation, name in expected[page * PAGE : (page + 1) * PAGE]
    ]
    if page < last:
        choices.append(
            Choice("meetings.arrivals", say("list.next.button"), (meeting, page + 1), role=Role.NAV)
        )
    if page > 0:
        choices.append(
            Choice("meetings.arrivals", say("list.previous.button"), (meeting, page - 1), role=Role.NAV)
        )
    choices.append(Choice("meetings.card", say("ask.back.button"), (meeting,), role=Role.NAV))
    return [Reply(Screen("meetings.arrivals", _lines(context, found, len(here)), choices=tuple(choices)))]


def _lines(context: Context, meeting: Meeting, arrived: int) -> tuple[Said, ...]:
    told = rsvp.counts(context.connection, meeting.id)
    persons = say("meetings.persons", told.persons)
    return (
        say("meetings.about", title=name_of(meeting), when=when_of(meeting)),
        say("meetings.arrivals.said", come=told.come, persons=persons),
        say("meetings.arrivals.here", arrived),
        say("meetings.arrivals.label"),
    )


def _expected(context: Context, meeting: Meeting, here: frozenset[int]) -> list[tuple[int, Said]]:
    """Who has come or said that they come, then those that may; by name within each."""
    answers = {one.organisation_id: one.answer for one in rsvp.of_meeting(context.connection, meeting.id)}
    invited = rsvp.invited(context.connection, meeting.id) | here
    order = {rsvp.YES: 0, rsvp.MAYBE: 1, None: 2, rsvp.NO: 3}
    named = [(one.id, one.name, one.name_ru) for one in context.members if one.id in invited]
    named.sort(key=lambda one: (0 if one[0] in here else order[answers.get(one[0])], one[1]))
    return [(number, InEach(name, name_ru or name, name)) for number, name, name_ru in named]


def arrived(context: Context, meeting: int, organisation: int, here: bool, page: int = 0) -> list[Reply]:
    """Tick an organisation, or take the tick back."""
    found = known(context, meeting)
    if here:
        rsvp.arrive(context.connection, context.now, found.id, organisation, context.person)
    else:
        attendance.take_back(context.connection, found.id, organisation)
    action = "meeting.arrived" if here else "meeting.not_arrived"
    audit.append(context.connection, context.now, context.person, action, found.subject, organisation)
    return listed(context, meeting, page)
