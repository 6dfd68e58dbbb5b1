"""Looking up an invitation for its reader: the meeting, the words that were sent, the answers so far."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Reply, Said, Screen
from handlers.rsvp.card import Card, shown
from handlers.wire import read_choice
from storage import broadcasts, meetings, people, rsvp, rsvp_copies, screens
from storage.broadcasts import Broadcast
from storage.people import COORDINATOR, HEAD, Place


def card_of(context: Context, meeting: int, focus: int = 0) -> Card:
    """The invitation as who writes sees it; a meeting they were not invited to is as good as none."""
    found = read(context, meeting, context.place, context.organisations)
    if found is None:
        raise NotAllowed
    return replace(found, focus=focus)


def read(context: Context, meeting: int, place: Place, own: Sequence[int]) -> Card | None:
    """The invitation for a reader who speaks for these organisations; None when none was invited."""
    connection = context.connection
    about = meetings.get(connection, meeting)
    if about is None:
        return None
    invited = rsvp.invited(connection, meeting)
    organisations = [one for one in context.members if one.id in own and one.id in invited]
    if not organisations:
        return None
    answers = rsvp.of(connection, meeting, [one.id for one in organisations])
    arrived = rsvp.has_arrived(connection, meeting, place.person_id)
    return Card(about, words_of(context, meeting), place, organisations, answers, arrived)


def words_of(context: Context, meeting: int) -> Broadcast | None:
    """The newest invitation to a meeting."""
    sent = broadcasts.of_meeting(context.connection, meeting)
    return next((one for one in reversed(sent) if one.kind == broadcasts.INVITATION), None)


def organisations_of(context: Context, person: int) -> tuple[int, ...]:
    """The organisations that somebody speaks for."""
    held = people.roles(context.connection, person)
    return tuple(
        one.organisation_id for one in held if one.role in (COORDINATOR, HEAD) and one.organisation_id
    )


def reply(context: Context, card: Card, said: Said | None = None, *, new: bool = False) -> Reply:
    """The card in the tapped message, or ``new`` below."""
    return beside(context, card, shown(card, context.now, said), new=new)


def beside(context: Context, card: Card, screen: Screen, *, new: bool = False) -> Reply:
    """A screen about the invitation in its own message; typed words refer to it unless a form is open.

    A message that also says other things stays, and the screen comes below.
    """
    here = not new and _is_of_invitation(context)
    subject = rsvp_copies.own(card.meeting.id)
    return Reply(screen, live=context.draft is None, here=here, new=not here, subject=subject)


def _is_of_invitation(context: Context) -> bool:
    """Whether nothing but the invitation can be answered in the tapped message."""
    handle = context.inbound.handle
    tapped = screens.find(context.connection, handle) if handle else None
    if tapped is None:
        return True
    return all(read_choice(one).action.startswith("rsvp.") for one in tapped.choices)
