"""Who cannot come: a colleague goes instead, or a short reason goes with the answer."""

from dataclasses import replace

from handlers import aside, home
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Facts
from handlers.flow.walk import Walk
from handlers.forms.rsvp import REASON
from handlers.messages import Choice, Kind, Reply, Role, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.rsvp import copies, look
from handlers.rsvp.card import Card, shown
from handlers.rsvp.rules import State, state_of
from storage import audit, colleagues, drafts, people, rsvp, rsvp_copies
from storage.colleagues import Colleague
from storage.drafts import Draft
from storage.rsvp import MAYBE, NO

LISTED = 20


def delegate(context: Context, meeting: int, organisation: int, person: int = 0) -> list[Reply]:
    """Choose a colleague of the organisation, who is asked to go and answers for it."""
    card = _mine(context, meeting, organisation)
    if state_of(card.meeting, context.now) is not State.OPEN:
        return [look.reply(context, card)]
    found = colleagues.of(context.connection, organisation)
    others = {one.person_id: one for one in found if _can_go(context, one)}
    if not person:
        return [_choose(context, card, organisation, tuple(others.values()))]
    if person not in others:
        raise NotAllowed
    return _send(context, card, organisation, others[person])


def _can_go(context: Context, one: Colleague) -> bool:
    """Somebody else who can be written to."""
    return one.person_id != context.person and people.reach(context.connection, one.person_id) is not None


def _choose(context: Context, card: Card, organisation: int, others: tuple[Colleague, ...]) -> Reply:
    meeting = card.meeting.id
    keep = Choice("rsvp.show", say("rsvp.keep.button"), (meeting,), role=Role.NAV)
    choices = [
        Choice("rsvp.delegate", one.name or say("rsvp.somebody"), (meeting, organisation, one.person_id))
        for one in others[:LISTED]
    ]
    body = say("rsvp.delegate.label")
    if not choices:
        body = say("rsvp.delegate.alone")
        choices = [Choice("colleagues.invite", say("colleagues.invite.button"), (organisation,))]
    screen = Screen("rsvp.delegate", (body,), choices=(*choices, keep))
    return look.beside(context, card, screen)


def _send(context: Context, card: Card, organisation: int, heir: Colleague) -> list[Reply]:
    """The answer is open again until the colleague gives it."""
    connection, now, meeting = context.connection, context.now, card.meeting.id
    before = card.answers.get(organisation)
    asked = look.reply(context, card)
    if before is None or before.delegate_id != heir.person_id:
        by = context.person
        rsvp.answer(connection, now, meeting, organisation, MAYBE, 0, by, delegate=heir.person_id)
        audit.append(connection, now, by, "rsvp.delegate", f"meeting:{meeting}", organisation)
        copies.renew(context, meeting, organisation)
        asked = look.reply(context, look.card_of(context, meeting, organisation))
        return [asked, *_invitation_to(context, card, organisation, heir)]
    return [asked]


def _invitation_to(context: Context, card: Card, organisation: int, heir: Colleague) -> list[Reply]:
    """The invitation in a message of its own, with who asks."""
    reader = people.reach(context.connection, heir.person_id)
    own = look.organisations_of(context, heir.person_id)
    seen = None if reader is None else look.read(context, card.meeting.id, reader, own)
    if seen is None:
        return []
    name = context.session.name or say("rsvp.somebody")
    said = say("rsvp.delegate.asked", name=name, organisation=seen.name(organisation))
    screen = shown(replace(seen, focus=organisation), context.now, said)
    subject = rsvp_copies.own(card.meeting.id)
    return [Reply(screen, heir.person_id, Kind.NOTICE, live=False, subject=subject)]


def explain(context: Context, meeting: int, organisation: int) -> list[Reply]:
    """Ask for a short reason; it is never needed."""
    card = _mine(context, meeting, organisation)
    answer = card.answers.get(organisation)
    if state_of(card.meeting, context.now) is not State.OPEN or answer is None or answer.answer != NO:
        return [look.reply(context, card)]
    return aside.begin(context, REASON, {"meeting": meeting, "of": organisation})


def _mine(context: Context, meeting: int, organisation: int) -> Card:
    card = look.card_of(context, meeting, organisation)
    if organisation not in {one.id for one in card.organisations}:
        raise NotAllowed
    return card


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Keep the reason with the answer, if that is still no, and show the invitation again."""
    meeting, organisation = draft.subject["meeting"], draft.subject["of"]
    card = _mine(context, meeting, organisation)
    aside.close(context, draft, drafts.SUBMITTED)
    answer = card.answers.get(organisation)
    if answer is not None and answer.answer == NO and state_of(card.meeting, context.now) is State.OPEN:
        reason = here.standing["reason"]
        by, now = context.person, context.now
        rsvp.answer(context.connection, now, meeting, organisation, NO, 0, by, reason=reason)
        copies.renew(context, meeting, organisation)
    if context.draft is not None:
        return home.again(context, say("rsvp.reason.noted"))
    return [look.reply(context, look.card_of(context, meeting, organisation), new=True)]


PAPER = Paper(REASON, PlainFacts, _finish, back=aside.leave)
