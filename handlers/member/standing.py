"""The standing of an organisation: what it reported this year, which activities moved, what waits for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from handlers import papers
from handlers.annual import status
from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.forms.event import EVENT
from handlers.member import beside, nothing
from handlers.member.facts import in_each
from handlers.messages import Choice, Day, Reply, Said, Screen, say
from handlers.rsvp import listing as invitations
from storage import heads, records
from storage.heads import Head

LISTED = 5


def standing(context: Context, organisation: int = 0) -> list[Reply]:
    """The standing of one organisation: the chosen one, else that of the hat; the others a tap away."""
    own = context.organisations
    if not own or (organisation and organisation not in own):
        raise NotAllowed
    worn = context.hat.organisation_id if context.hat is not None else None
    chosen = organisation or (worn if worn is not None and worn in own else own[0])
    year = context.today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    reported = heads.of_year(context.connection, (chosen,), first, last)
    shared = heads.co_organised(context.connection, (chosen,), first, last)
    todo = (
        *_invitations(context, chosen),
        *_annual(context, chosen),
        *_returned(reported),
        *_drafts(context, chosen),
    )[:LISTED]
    body = [_totals(context, chosen, reported), *beside.summary(context, reported, shared)]
    body += [*_moved(context, reported), *nothing.lines(context, chosen)]
    body.append(say("standing.todo", len(todo)) if todo else say("standing.clear"))
    body += [say("list.line", number=at, text=one.says) for at, one in enumerate(todo, 1)]
    waiting = sum(head.status == records.SUBMITTED for head in reported)
    if waiting:
        body.append(say("standing.waiting", waiting))
    body += status.sent_lines(context, chosen)
    choices = [Choice(one.action, one.label(at), one.args) for at, one in enumerate(todo, 1)]
    choices.append(Choice("report.start", say("home.report.button")))
    if reported or shared:
        choices.append(Choice("records.list", say("lists.all.button")))
    choices += [Choice("standing", context.organisation_name(one), (one,)) for one in own if one != chosen]
    return [Reply(Screen("standing", tuple(body), choices=tuple(choices)))]


@dataclass(frozen=True)
class ToDo:
    """One thing that waits for the organisation: a line of text and the button that does it."""

    says: Said
    action: str
    args: tuple[int, ...]
    button: str

    def label(self, number: int) -> Said:
        """The button, with the number of the line."""
        return say(self.button, number=number)


def _totals(context: Context, organisation: int, reported: tuple[Head, ...]) -> Said:
    events = [head for head in reported if head.type == EVENT.name]
    return say(
        "standing.totals",
        organisation=context.organisation_name(organisation),
        year=str(context.today.year),
        events=say("count.events", len(events)),
        participations=say("count.participations", sum(head.total or 0 for head in events)),
    )


def _moved(context: Context, reported: tuple[Head, ...]) -> list[Said]:
    """Each activity with the number of its accepted and of its waiting reports."""
    accepted = Counter(head.activity for head in reported if head.approved_version is not None)
    all_of_them = Counter(head.activity for head in reported)
    short = {activity.code: activity.short for activity in context.plan.activities}
    return [
        say("standing.activity", activity=in_each(short[code]), accepted=accepted[code], reported=number)
        for code, number in sorted(all_of_them.items(), key=lambda item: _order(item[0]))
        if code in short
    ]


def _order(code: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".")) if code else ()


def _invitations(context: Context, organisation: int) -> tuple[ToDo, ...]:
    """Invitations that nobody of the organisation has answered."""
    return tuple(
        ToDo(
            say("standing.invitation", title=one.title_in(context.language), day=Day(one.held_on)),
            "rsvp.show",
            (one.id,),
            "standing.invitation.button",
        )
        for one in invitations.unanswered(context, organisation)
    )


def _annual(context: Context, organisation: int) -> tuple[ToDo, ...]:
    return tuple(ToDo(*one) for one in status.todo(context, organisation))


def _returned(reported: tuple[Head, ...]) -> tuple[ToDo, ...]:
    return tuple(
        ToDo(
            say("standing.complete", number=head.number, title=head.title),
            "returned.answer",
            (head.id,),
            "standing.complete.button",
        )
        for head in reported
        if head.status == records.RETURNED
    )


def _drafts(context: Context, organisation: int) -> tuple[ToDo, ...]:
    """Set-aside reports of this organisation; one that is returned stands among the returned already."""
    waiting = [
        one
        for one in papers.waiting(context)
        if one.organisation_id == organisation and not {"record", "year"} & one.subject.keys()
    ]
    return tuple(
        ToDo(
            say("standing.draft", title=papers.title_of(context, one)),
            "draft.resume",
            (one.id,),
            "standing.draft.button",
        )
        for one in waiting
    )
