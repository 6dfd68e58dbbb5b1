"""The messages of colleagues follow the answer of their organisation: each its own, once more edited.

A renewal that still waits is taken back by the next one, so a burst of taps ends in one edit a person. An
older one that is already on its way cannot be: then the newest state is written after it, whoever tapped.
"""

from dataclasses import replace

from handlers import post
from handlers.context import Context
from handlers.messages import Kind, Reply
from handlers.rsvp import look
from handlers.rsvp.card import shown
from storage import colleagues, outbox, people, rsvp_copies


def renew(context: Context, meeting: int, organisation: int) -> None:
    """Write what the messages of everybody in the organisation must show now."""
    for one in colleagues.of(context.connection, organisation):
        _renew(context, meeting, one.person_id)


def _renew(context: Context, meeting: int, person: int) -> None:
    connection = context.connection
    subject = rsvp_copies.renewing(meeting, person)
    outbox.cancel(connection, subject, "renewed")
    copy, reader = rsvp_copies.shown_to(connection, meeting, person), people.reach(connection, person)
    if copy is None or reader is None or _is_answered_there(context, meeting, person, copy):
        return
    place = replace(reader, channel=copy.channel, chat=copy.chat)
    card = look.read(context, meeting, place, look.organisations_of(context, person))
    if card is None:
        return
    reply = Reply(shown(card, context.now), kind=Kind.NOTICE, live=False, subject=subject)
    post.to_place(connection, context.now, reply, place, edits=copy.message, claimed=False)


def _is_answered_there(context: Context, meeting: int, person: int, copy: rsvp_copies.Copy) -> bool:
    """The tapped message itself is answered at once."""
    inbound = context.inbound
    same = (inbound.channel, inbound.chat, inbound.message) == (copy.channel, copy.chat, copy.message)
    here = person == context.person and same
    return here and not rsvp_copies.is_renewing(context.connection, meeting, person)
