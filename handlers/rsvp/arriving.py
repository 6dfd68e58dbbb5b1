"""On the day of a meeting: who has come says so, once for each of their organisations that comes."""

from dataclasses import replace

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Reply, Said, say
from handlers.rsvp import answering, look
from handlers.rsvp.card import Card
from handlers.rsvp.rules import BEFORE, State, may_arrive, state_of
from storage import rsvp
from storage.plan import TOWN
from storage.rsvp import YES


def arrive(context: Context, meeting: int, organisation: int = 0) -> list[Reply]:
    """Note that the person came; with several organisations and no answer yet it is asked for which."""
    card = look.card_of(context, meeting)
    if organisation and organisation not in {one.id for one in card.organisations}:
        raise NotAllowed
    if not may_arrive(card.meeting, context.now):
        return [look.reply(context, card, _not_now(context, card))]
    came_for = (organisation,) if organisation else _for_whom(card)
    if not came_for:
        return [answering.which(context, card, "rsvp.arrived", ())]
    for one in came_for:
        rsvp.arrive(context.connection, context.now, meeting, one, context.person)
    arrived = card.arrived.union(came_for)
    return [look.reply(context, replace(card, arrived=arrived))]


def _not_now(context: Context, card: Card) -> Said | None:
    """Too early; what is over or cancelled says so itself."""
    opens = (card.meeting.starts_at - BEFORE).astimezone(TOWN)
    early = state_of(card.meeting, context.now) is State.OPEN
    return say("rsvp.arrived.early", time=f"{opens:%H:%M}") if early else None


def _for_whom(card: Card) -> tuple[int, ...]:
    """The person's organisations that said they come; a single one need not have said it."""
    coming = tuple(one.id for one in card.organisations if _comes(card, one.id))
    return coming or tuple(one.id for one in card.organisations if len(card.organisations) == 1)


def _comes(card: Card, organisation: int) -> bool:
    answer = card.answers.get(organisation)
    return answer is not None and answer.answer == YES
