"""The people of one's organisation: the list, inviting one, removing one, taking back who joined by mistake.

Passing one's own role on stands in ``roles``. Only the head removes; a removal takes rights with the next
message, and the drafts of who goes move to the head: they belong to the organisation.
"""

from datetime import timedelta

from handlers import access, invited
from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from storage import audit, colleagues, invitations, people, shelf
from storage.colleagues import Colleague

UNDO = timedelta(hours=48)
"""For so long the head takes a join back with one tap (RELIABILITY: invitations)."""

LISTED = 20


def own_organisation(context: Context, organisation: int = 0) -> int:
    """One of the person's own organisations, the one they act for when none is named."""
    hat = context.hat.organisation_id if context.hat is not None else None
    own = context.organisations
    chosen = organisation or (hat if hat in own else (own[0] if own else 0))
    if chosen not in own:
        raise NotAllowed
    return chosen or 0


def me(context: Context, found: tuple[Colleague, ...]) -> Colleague:
    """The person's own membership among those of an organisation."""
    for one in found:
        if one.person_id == context.person:
            return one
    raise NotAllowed


def other(context: Context, found: tuple[Colleague, ...], person: int) -> Colleague:
    """A colleague of the organisation, not oneself; another's and a missing one are the same."""
    for one in found:
        if one.person_id == person != context.person:
            return one
    raise NotAllowed


def listed(context: Context, organisation: int = 0) -> list[Reply]:
    """Everybody who serves the organisation, in which role, and what can be done."""
    chosen = own_organisation(context, organisation)
    found = colleagues.of(context.connection, chosen)
    mine = me(context, found)
    lines: list[Said] = [say("colleagues.label", len(found), organisation=context.organisation_name(chosen))]
    lines += [_line(context, one, at) for at, one in enumerate(found[:LISTED], 1)]
    choices = [Choice("colleagues.invite", say("colleagues.invite.button"), (chosen,), role=Role.PRIMARY)]
    if mine.role == people.HEAD:
        choices += [
            Choice("colleagues.card", Listed((f"{at}.", one.name), " "), (chosen, one.person_id))
            for at, one in enumerate(found[:LISTED], 1)
            if one.person_id != context.person
        ]
    choices.append(Choice("role.pass", role_button(mine), (chosen,)))
    return [Reply(Screen("colleagues", tuple(lines), choices=tuple(choices)))]


def role_button(mine: Colleague) -> Said:
    """The head passes the role on; a coordinator leaves."""
    return say("role.pass.button" if mine.role == people.HEAD else "role.leave.button")


def _line(context: Context, one: Colleague, number: int) -> Said:
    role = say("colleagues.head" if one.role == people.HEAD else "colleagues.coordinator")
    own = one.person_id == context.person
    name: Said = say("colleagues.you", name=one.name) if own else one.name
    return say("list.line", number=number, text=Listed((name, role)))


def card(context: Context, organisation: int, person: int) -> list[Reply]:
    """One colleague as the head sees them."""
    one = _under_me(context, organisation, person)
    since = Day(context.world.local_date(one.since), "long")
    drafts = len(shelf.of_person(context.connection, person, organisation))
    lines = (say("colleagues.card", name=one.name, since=since), say("count.drafts", drafts))
    choices = (
        Choice(
            "colleagues.remove", say("colleagues.remove.button"), (organisation, person), role=Role.DANGER
        ),
        Choice("colleagues.list", say("list.all.button"), (organisation,), role=Role.NAV),
    )
    return [Reply(Screen("colleagues.card", lines, choices=choices))]


def _under_me(context: Context, organisation: int, person: int) -> Colleague:
    """A colleague of an organisation that this person leads; raises ``NotAllowed``."""
    access.lead(context, organisation)
    return other(context, colleagues.of(context.connection, organisation), person)


def invite(context: Context, organisation: int = 0) -> list[Reply]:
    """A link and a code for one colleague, shown this once."""
    chosen = own_organisation(context, organisation)
    fresh = invitations.create(
        context.connection, context.now, context.world.secret, people.COORDINATOR, chosen, context.person
    )
    audit.append(
        context.connection,
        context.now,
        context.person,
        "colleague.invite",
        f"invitation:{fresh.id}",
        chosen,
    )
    head = say("colleagues.invitation", organisation=context.organisation_name(chosen))
    back = Choice("colleagues.list", say("list.all.button"), (chosen,), role=Role.NAV)
    lines = (head, *invited.ways_in(context, fresh))
    return [Reply(Screen("colleagues.invitation", lines, choices=(back,)), secret=True)]


def remove(context: Context, organisation: int, person: int, sure: bool = False) -> list[Reply]:
    """End a colleague's role after one question that says what follows."""
    one = _under_me(context, organisation, person)
    if not sure:
        return [_sure(context, one)]
    end(context, one, context.person)
    name = context.organisation_name(organisation)
    told = Reply(_ended(name), one.person_id, Kind.NOTICE, live=False)
    back = Choice("colleagues.list", say("list.all.button"), (organisation,), role=Role.NAV)
    done = say("colleagues.removed", name=one.name, organisation=name)
    return [Reply(Screen("colleagues.removed", (done,), choices=(back,))), told]


def _sure(context: Context, one: Colleague) -> Reply:
    drafts = say("count.drafts", len(shelf.of_person(context.connection, one.person_id, one.organisation_id)))
    name = context.organisation_name(one.organisation_id)
    body = say("colleagues.remove.sure", name=one.name, organisation=name, drafts=drafts)
    choices = (
        Choice(
            "colleagues.remove",
            say("colleagues.remove.yes.button"),
            (one.organisation_id, one.person_id, True),
            role=Role.DANGER,
        ),
        Choice("colleagues.list", say("colleagues.remove.no.button"), (one.organisation_id,)),
    )
    return Reply(Screen("colleagues.remove", (body,), choices=choices))


def _ended(organisation: str) -> Screen:
    """What somebody reads whose role was ended; their right ends with their next message."""
    return Screen("role.ended", (say("role.ended", organisation=organisation),))


def end(context: Context, one: Colleague, heir: int) -> None:
    """End a membership; the drafts that the person holds for the organisation go to ``heir``."""
    for draft in shelf.of_person(context.connection, one.person_id, one.organisation_id):
        shelf.pass_on(context.connection, context.now, draft, heir)
    people.leave(context.connection, context.now, one.id)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "member.leave",
        f"person:{one.person_id}",
        one.organisation_id,
    )


def joined(context: Context, organisation: int, membership: int) -> list[Reply]:
    """The heads of an organisation learn who joined, and take it back within two days."""
    one = colleagues.by_membership(context.connection, membership)
    if one is None:
        return []
    name = say("colleagues.joined", name=one.name, organisation=context.organisation_name(organisation))
    undo = Choice("colleagues.undo", say("colleagues.undo.button"), (membership,), role=Role.DANGER)
    screen = Screen("colleagues.joined", (name,), choices=(undo,))
    others = colleagues.heads_among(colleagues.of(context.connection, organisation))
    return [
        Reply(screen, head, Kind.NOTICE, dedupe=f"joined:{membership}:{head}", live=False)
        for head in others
        if head != one.person_id
    ]


def undo(context: Context, membership: int) -> list[Reply]:
    """Take a join back; after two days it is a removal like any other."""
    one = colleagues.by_membership(context.connection, membership)
    if one is None:
        raise NotAllowed
    access.lead(context, one.organisation_id)
    if one.person_id == context.person:
        raise NotAllowed
    late = context.now - one.since > UNDO
    return remove(context, one.organisation_id, one.person_id, sure=not late)
