"""One tap answers for an organisation; how many persons, which organisation and a change are one more.

Until the start the answer may change as often as wanted; taps on old, moved or cancelled invitations only
show how things stand.
"""

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Input, Reply, Role, Screen, say
from handlers.rsvp import copies, look
from handlers.rsvp.card import AT_ONCE, Card, answered, answers_of
from handlers.rsvp.rules import State, state_of
from storage import audit, broadcasts, rsvp
from storage.rsvp import YES

MOST = 100
"""So many persons of one organisation are taken for a slip of the finger."""


def show(context: Context, meeting: int, new: bool = False) -> list[Reply]:
    """The invitation as it stands."""
    return [look.reply(context, look.card_of(context, meeting), new=new)]


def answer(context: Context, meeting: int, organisation: int, chosen: str, persons: int = 0) -> list[Reply]:
    """Note the answer of an organisation; with several it is asked which."""
    card = look.card_of(context, meeting)
    _touch(context, card)
    if state_of(card.meeting, context.now) is not State.OPEN:
        return [look.reply(context, card)]
    one = organisation or (card.organisations[0].id if len(card.organisations) == 1 else 0)
    if not 0 <= persons <= MOST:
        return [look.reply(context, card, say("rsvp.persons.limit", number=persons, most=MOST))]
    if not one:
        return [which(context, card, "rsvp.answer", (chosen, persons))]
    note(context, card, one, chosen, persons)
    return [look.reply(context, look.card_of(context, meeting, one))]


def note(context: Context, card: Card, organisation: int, chosen: str, persons: int = 0) -> None:
    """Write an answer that is allowed; the same answer once more changes nothing, not even its time."""
    if organisation not in {one.id for one in card.organisations}:
        raise NotAllowed
    before = card.answers.get(organisation)
    kept = before.persons if before is not None and before.answer == chosen else 1
    number = (persons or kept) if chosen == YES else 0
    if before is not None and _is_same(card, before, chosen, number):
        return
    connection, now, meeting = context.connection, context.now, card.meeting.id
    rsvp.answer(connection, now, meeting, organisation, chosen, number, context.person)
    audit.append(connection, now, context.person, "rsvp.answer", f"meeting:{meeting}", organisation)
    copies.renew(context, meeting, organisation)


def _is_same(card: Card, before: rsvp.Rsvp, chosen: str, persons: int) -> bool:
    said = (before.answer, before.persons, before.delegate_id, before.version)
    return said == (chosen, persons, None, card.meeting.version)


def _touch(context: Context, card: Card) -> None:
    """A tap proves that the invitation arrived."""
    for one in broadcasts.of_meeting(context.connection, card.meeting.id):
        broadcasts.tapped(context.connection, context.now, one.id, context.person)


def many(context: Context, meeting: int, organisation: int) -> list[Reply]:
    """How many come, when it is more than a few: some buttons, and any number can be typed."""
    card = look.card_of(context, meeting, organisation)
    if state_of(card.meeting, context.now) is not State.OPEN:
        return [look.reply(context, card)]
    choices = [
        Choice("rsvp.persons", str(number), (meeting, organisation, number))
        for number in range(AT_ONCE + 1, AT_ONCE + 6)
    ]
    keep = Choice("rsvp.show", say("rsvp.keep.button"), (meeting,), role=Role.NAV)
    screen = Screen("rsvp.many", (say("rsvp.how_many"),), choices=(*choices, keep), input=Input("integer"))
    return [look.beside(context, card, screen)]


def persons(context: Context, meeting: int, organisation: int, number: int) -> list[Reply]:
    """So many come."""
    return answer(context, meeting, organisation, YES, number)


def change(context: Context, meeting: int, organisation: int = 0) -> list[Reply]:
    """The three answers again; the present one stays until another is chosen."""
    card = look.card_of(context, meeting)
    if state_of(card.meeting, context.now) is not State.OPEN:
        return [look.reply(context, card)]
    if not organisation and len(card.organisations) > 1:
        return [which(context, card, "rsvp.change", ())]
    one = organisation or card.organisations[0].id
    if one not in {own.id for own in card.organisations}:
        raise NotAllowed
    keep = Choice("rsvp.show", say("rsvp.keep.button"), (meeting,), role=Role.NAV)
    mine = [own for own in card.organisations if own.id == one]
    lines = answered(Card(card.meeting, None, card.place, mine, card.answers))
    choices = (*answers_of(card.meeting, one), keep)
    screen = Screen("rsvp.change", (*lines, say("rsvp.change.label")), choices=choices)
    return [look.beside(context, card, screen)]


def which(context: Context, card: Card, action: str, rest: tuple[str | int, ...]) -> Reply:
    """For which organisation; each is answered for on its own."""
    choices = [
        Choice(action, card.name(one.id), (card.meeting.id, one.id, *rest)) for one in card.organisations
    ]
    keep = Choice("rsvp.show", say("rsvp.keep.button"), (card.meeting.id,), role=Role.NAV)
    return look.beside(context, card, Screen("rsvp.which", (say("rsvp.which"),), choices=(*choices, keep)))
