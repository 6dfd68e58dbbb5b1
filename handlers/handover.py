"""A half-written report goes from hand to hand: given to a colleague, sent as a link, or taken over.

The answers carry no language and no channel, so whoever continues is asked the next question in their own.
One person holds a draft at a time; the other is told who goes on, and nothing of it is lost.
"""

from datetime import timedelta

from handlers import desk, invited, papers
from handlers.context import Context
from handlers.errors import Invalid, Leave, NotAllowed
from handlers.flow.walk import walk
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from storage import audit, drafts, invitations, people, shelf
from storage.drafts import Draft

AT_WORK = timedelta(minutes=5)
"""Whoever answered so recently is still at it: taking the draft over then asks first."""

LISTED = 8


def is_report(draft: Draft) -> bool:
    """Whether a draft is work that a colleague can go on with: a form in steps, of an organisation."""
    known = draft.form in papers.PAPERS
    return known and draft.organisation_id is not None and papers.paper_of(draft).form.steps > 0


def colleagues(context: Context, organisation: int | None) -> dict[int, str]:
    """The other people of an organisation who can be reached: id → name."""
    if organisation is None:
        return {}
    found = people.with_role(context.connection, people.COORDINATOR, people.HEAD, organisation=organisation)
    places = (people.reach(context.connection, one) for one in found if one != context.person)
    return {place.person_id: place.name for place in places if place is not None}


def give(context: Context, draft_id: int = 0) -> list[Reply]:
    """To whom a draft goes; with several drafts and none named, which one first."""
    if not draft_id:
        begun = [context.draft] if context.draft else []
        mine = [one for one in (*begun, *papers.waiting(context)) if is_report(one)]
        if len(mine) != 1:
            return _which(context, mine)
        draft_id = mine[0].id
    draft = _mine(context, draft_id)
    others = colleagues(context, draft.organisation_id)
    choices = [
        Choice("draft.give_to", name, (draft.id, person)) for person, name in list(others.items())[:LISTED]
    ]
    choices.append(Choice("draft.link", say("handover.link.button"), (draft.id,)))
    choices.append(Choice("drafts.list", say("ask.back.button"), role=Role.NAV))
    title = papers.title_of(context, draft)
    body = say("handover.to_whom", title=title) if others else say("handover.alone", title=title)
    return [Reply(Screen("handover", (body,), choices=tuple(choices)))]


def _which(context: Context, mine: list[Draft]) -> list[Reply]:
    if not mine:
        raise Leave(say("drafts.none"))
    titles = [papers.title_of(context, draft) for draft in mine[:LISTED]]
    lines = tuple(say("list.line", number=at, text=title) for at, title in enumerate(titles, 1))
    choices = tuple(Choice("draft.give", at, (draft.id,)) for at, draft in enumerate(mine[:LISTED], 1))
    return [Reply(Screen("drafts.which", (say("handover.which"), *lines), choices=choices))]


def give_to(context: Context, draft_id: int, person: int) -> list[Reply]:
    """Put a draft into a colleague's hands and tell them; the giver may take it back."""
    draft = _mine(context, draft_id)
    name = colleagues(context, draft.organisation_id).get(person)
    if name is None:
        raise NotAllowed
    notice = _arrived(context, draft, person)
    passed = shelf.pass_on(context.connection, context.now, draft, person)
    _note(context, "draft.give", passed)
    if context.draft is not None and context.draft.id == draft.id:
        context.draft = None
    back = Choice("draft.take", say("handover.take_back.button"), (draft.id,))
    body = say("handover.given", name=name, title=papers.title_of(context, passed))
    return [Reply(Screen("handover.given", (body,), choices=(back,))), notice]


def _arrived(context: Context, draft: Draft, person: int) -> Reply:
    """What the colleague reads: from whom, what it is, how far it is."""
    paper = papers.paper_of(draft)
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    done = len({paper.form.question(name).step for name in here.standing})
    body = say(
        "handover.arrived",
        name=people.name_of(context.connection, context.person),
        title=papers.title_of(context, draft),
        done=done,
        steps=paper.form.steps,
    )
    go_on = Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY)
    screen = Screen("handover.arrived", (body,), choices=(go_on,))
    dedupe = f"handover:{draft.id}:{draft.revision}:{person}"
    return Reply(screen, person, Kind.NOTICE, dedupe=dedupe, live=False)


def link(context: Context, draft_id: int) -> list[Reply]:
    """A link for one colleague, who joins the organisation with it when they are not here yet."""
    draft = _mine(context, draft_id)
    fresh = invitations.create(
        context.connection,
        context.now,
        context.world.secret,
        people.COORDINATOR,
        draft.organisation_id,
        context.person,
        draft=draft.id,
    )
    _note(context, "draft.link", draft)
    organisation = context.organisation_name(draft.organisation_id)
    lines = (say("handover.link", organisation=organisation), *invited.ways_in(context, fresh))
    back = Choice("drafts.list", say("ask.back.button"), role=Role.NAV)
    return [Reply(Screen("handover.link", lines, choices=(back,)), secret=True)]


def take(context: Context, draft_id: int, sure: bool = False) -> list[Reply]:
    """Go on with a colleague's draft; one that they answer this very moment is asked about first."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.organisation_id not in context.organisations or not is_report(draft):
        raise NotAllowed
    if draft.person_id == context.person:
        return papers.resume(context, draft.id)
    if draft.status not in shelf.OPEN:
        raise Leave(say("handover.ended"))
    at_work = draft.status == drafts.CURRENT and context.now - draft.updated_at < AT_WORK
    if at_work and not sure:
        return [_ask(draft, say("handover.at_work", name=_holder(context, draft)))]
    return _take(context, draft)


def resume(context: Context, draft_id: int) -> list[Reply]:
    """Go on with a draft; a button of one that a colleague holds by now says so and asks."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id == context.person or not is_report(draft):
        return papers.resume(context, draft_id)
    if draft.organisation_id not in context.organisations:
        raise NotAllowed
    if draft.status not in shelf.OPEN:
        raise Leave(say("handover.ended"))
    return [_ask(draft, say("handover.elsewhere", name=_holder(context, draft)))]


def _ask(draft: Draft, body: Said) -> Reply:
    choices = (
        Choice("draft.take", say("handover.take.button"), (draft.id, True), role=Role.PRIMARY),
        Choice("drafts.list", say("handover.leave.button"), role=Role.NAV),
    )
    return Reply(Screen("handover.ask", (body,), choices=choices))


def _take(context: Context, draft: Draft) -> list[Reply]:
    former = draft.person_id
    passed = shelf.pass_on(context.connection, context.now, draft, context.person)
    _note(context, "draft.take", passed)
    context.draft = drafts.resume(context.connection, context.now, passed)
    name = people.name_of(context.connection, context.person)
    body = say("handover.taken", name=name, title=papers.title_of(context, passed))
    back = Choice("draft.take", say("handover.take.button"), (draft.id,))
    notice = Reply(Screen("handover.taken", (body,), choices=(back,)), former, Kind.NOTICE, live=False)
    return [*papers.show(context, context.draft), notice]


def redeem(context: Context, offered: invitations.Offer) -> list[Reply]:
    """Somebody of the organisation opens the link of a draft: they go on where the giver stopped."""
    if offered.created_by == context.person:
        raise Invalid(say("handover.own_link"))
    if not invitations.redeem(context.connection, context.now, offered.id, context.person):
        raise Invalid(invited.wrong(context))
    return accepted(context, offered)


def accepted(context: Context, offered: invitations.Offer) -> list[Reply]:
    """Go on with the draft of a link that is used up now; the giver wanted it, so nothing is asked."""
    return take(context, offered.draft_id or 0, sure=True)


def _mine(context: Context, draft_id: int) -> Draft:
    """A report in this person's hands; raises ``NotAllowed``."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id != context.person or not is_report(draft):
        raise NotAllowed
    if draft.organisation_id not in context.organisations or draft.status not in shelf.OPEN:
        raise NotAllowed
    return draft


def _note(context: Context, action: str, draft: Draft) -> None:
    audit.append(
        context.connection, context.now, context.person, action, f"draft:{draft.id}", draft.organisation_id
    )


def _holder(context: Context, draft: Draft) -> str:
    return people.name_of(context.connection, draft.person_id)
