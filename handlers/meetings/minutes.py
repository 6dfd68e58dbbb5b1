"""Minutes: the record of a meeting, proposed from what is known of it; decisions and the file are asked.

The day, the place and the theme stand, because the secretariat settled them; how many came and which
organisations are proposals to be tapped. What saving does to the meeting stands in ``held``.
"""

from typing import Any

from handlers import papers
from handlers.context import Context
from handlers.errors import Leave
from handlers.flow.hear import period
from handlers.forms.meeting import MEETING
from handlers.meetings import held
from handlers.meetings.card import card, known
from handlers.meetings.words import name_of, when_of
from handlers.messages import Reply, say
from storage import attendance, audit, drafts, meetings, outbox, rsvp, rules
from storage.meetings import CANCELLED, DIALOGUE, HELD, Meeting


def begin(context: Context, meeting: int) -> list[Reply]:
    """Begin the minutes, or go on with those that this person began."""
    found = _over(context, meeting)
    if found.state in (HELD, CANCELLED):
        return card(context, meeting)
    for draft in (context.draft, *papers.waiting(context)):
        if draft is not None and draft.subject.get(held.MEETING) == meeting:
            return papers.resume(context, draft.id)
    context.draft = drafts.start(
        context.connection,
        context.now,
        MEETING.name,
        MEETING.version,
        context.person,
        None,
        answers=_settled(context, found),
        former=_proposed(context, found),
        wanted=("decisions", "parties"),
        subject={held.MEETING: meeting},
    )
    return papers.show(context, context.draft)


def _over(context: Context, meeting: int) -> Meeting:
    """A meeting that has begun; before that there is nothing to write down."""
    found = known(context, meeting)
    if found.starts_at > context.now and found.state not in (HELD, CANCELLED):
        raise Leave(say("meetings.minutes.early", title=name_of(found), when=when_of(found)))
    return found


def took_place(context: Context, meeting: int) -> list[Reply]:
    """A meeting that no activity of the plan counts took place: it needs no record."""
    found = _over(context, meeting)
    if found.state not in (HELD, CANCELLED):
        meetings.recorded(context.connection, context.now, meeting, None)
        outbox.cancel(context.connection, found.subject, "held")
        audit.append(context.connection, context.now, context.person, "meeting.held", found.subject)
    return card(context, meeting)


def activity_of(context: Context, meeting: Meeting) -> str | None:
    """The activity of the plan that a meeting counts for; None for one by hand."""
    return rules.load(context.connection).meeting(meeting.kind).activity


def _settled(context: Context, meeting: Meeting) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "held": period(meeting.held_on),
        "place": meeting.place or "Online",
    }
    if meeting.title:
        answers["theme"] = meeting.title
    activity = activity_of(context, meeting)
    return answers if activity is None else {"activity": activity, **answers}


def _proposed(context: Context, meeting: Meeting) -> dict[str, Any]:
    """How many came and from where: those ticked on the day, else those who said that they come.

    By name: a member that only came is no co-organiser, and is not asked to confirm that it was one.
    """
    came = attendance.by_organisation(context.connection, meeting.id)
    answers = {one.organisation_id: one for one in rsvp.of_meeting(context.connection, meeting.id)}
    said = {number: one.persons for number, one in answers.items() if one.answer == rsvp.YES}
    people = {number: max(said.get(number, 0), came[number]) for number in came} or said
    names = [one.name for one in context.members if one.id in people]
    parties = {"members": [], "names": names, "lpa": meeting.kind == DIALOGUE}
    total = sum(people.values())
    counted = {"participants": {"total": total, "estimated": False}} if total else {}
    return counted | ({"parties": parties} if people or meeting.kind == DIALOGUE else {})
