"""Codes to join: what one opens, and the same answer for a wrong, a used and an expired one.

Ten wrong tries an hour for an account, then no code is looked at. What follows is ``joining``.
"""

from handlers.context import Context
from handlers.messages import Day, Said, say
from handlers.understand.codes import read_code
from storage import invitations, people
from storage.invitations import Fresh, Offer


def code_in(text: str) -> str | None:
    """The code or token in what was typed; None when it cannot be one."""
    return read_code(text, invitations.ALPHABET, invitations.CODE_LENGTH)


def opened(context: Context, typed: str) -> Offer | Said:
    """The invitation that a code opens, or what to say; a wrong one counts as a try."""
    connection, now, address = context.connection, context.now, context.session.address_id
    if not invitations.may_try(connection, now, address):
        return say("join.code.locked")
    offer = invitations.find(connection, now, context.world.secret, code_in(typed) or typed)
    if offer is not None:
        return offer
    invitations.note_wrong_try(connection, now, address)
    return wrong(context)


def wrong(context: Context) -> Said:
    """No open invitation has this code; where to get another."""
    return say("join.code.wrong", phone=context.world.phone or say("join.secretariat"))


def ways_in(context: Context, fresh: Fresh) -> tuple[Said, ...]:
    """A link to send, where the channel has links, the code to read out, and until when both work."""
    link = context.world.link(fresh.token)
    until = Day(context.world.local_date(fresh.expires_at), "long")
    return (
        *((say("members.invitation.link", link=link),) if link else ()),
        say("invitation.code", code=f"{fresh.code[:4]} {fresh.code[4:]}"),
        say("members.invitation.until", day=until),
    )


def done(offer: Offer) -> Said:
    """What somebody reads who has joined by it."""
    if offer.role == people.VIEWER:
        return say("join.done.viewer")
    return say("join.done.desk" if offer.organisation_id is None else "join.done.member")


def role_of(context: Context, offer: Offer) -> str:
    """The first coordinator of an organisation is its head; whoever serves it already stays what they are."""
    for role in context.roles:
        if role.organisation_id is not None and role.organisation_id == offer.organisation_id:
            return role.role
    if offer.role != people.COORDINATOR or offer.organisation_id is None:
        return offer.role
    present = people.with_role(
        context.connection, people.COORDINATOR, people.HEAD, organisation=offer.organisation_id
    )
    return people.COORDINATOR if present else people.HEAD
