"""Passing one's role on: the head names another head, a coordinator leaves and a colleague gets the drafts.

Asked twice with exactly what follows, because it cannot be taken back by who did it.
"""

from handlers import colleagues as people_of
from handlers import commands
from handlers.context import Context
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from storage import audit, colleagues, people, shelf
from storage.colleagues import Colleague


def begin(context: Context, organisation: int = 0) -> list[Reply]:
    """To whom: every colleague is a button; without one, invite first."""
    chosen = people_of.own_organisation(context, organisation)
    found = colleagues.of(context.connection, chosen)
    mine = people_of.me(context, found)
    others = [one for one in found if one.person_id != context.person]
    back = Choice("colleagues.list", say("list.all.button"), (chosen,), role=Role.NAV)
    name = context.organisation_name(chosen)
    if not others:
        invite = Choice("colleagues.invite", say("colleagues.invite.button"), (chosen,), role=Role.PRIMARY)
        return [Reply(Screen("role.alone", (say("role.alone", organisation=name),), choices=(invite, back)))]
    asked = say("role.pass.label" if mine.role == people.HEAD else "role.leave.label", organisation=name)
    choices = [Choice("role.give", one.name, (chosen, one.person_id)) for one in others[: people_of.LISTED]]
    return [Reply(Screen("role.pass", (asked,), choices=(*choices, back)))]


def give(context: Context, organisation: int, person: int, times: int = 0) -> list[Reply]:
    """Say what follows, ask once more, then do it."""
    chosen = people_of.own_organisation(context, organisation)
    found = colleagues.of(context.connection, chosen)
    mine, heir = people_of.me(context, found), people_of.other(context, found, person)
    if times < 2:
        return [_ask(context, mine, heir, times)]
    return _pass_head(context, mine, heir) if mine.role == people.HEAD else _leave(context, mine, heir)


def _ask(context: Context, mine: Colleague, heir: Colleague, times: int) -> Reply:
    name = context.organisation_name(mine.organisation_id)
    body: Said
    if times:
        body = say("role.again", organisation=name)
    elif mine.role == people.HEAD:
        body = say("role.pass.sure", organisation=name, name=heir.name)
    else:
        drafts = len(shelf.of_person(context.connection, context.person, mine.organisation_id))
        body = say("role.leave.sure", organisation=name, name=heir.name, drafts=say("count.drafts", drafts))
    key = "role.yes_again.button" if times else "role.yes.button"
    choices = (
        Choice("role.give", say(key), (mine.organisation_id, heir.person_id, times + 1), role=Role.DANGER),
        Choice("colleagues.list", say("role.no.button"), (mine.organisation_id,)),
    )
    return Reply(Screen("role.sure", (body,), choices=choices))


def _pass_head(context: Context, mine: Colleague, heir: Colleague) -> list[Reply]:
    connection, now = context.connection, context.now
    colleagues.change_role(connection, now, mine, people.COORDINATOR)
    colleagues.change_role(connection, now, heir, people.HEAD)
    audit.append(
        connection, now, context.person, "role.pass", f"person:{heir.person_id}", mine.organisation_id
    )
    context.forget_roles()
    name = context.organisation_name(mine.organisation_id)
    told = Screen("role.received", (say("role.received", organisation=name, name=mine.name),))
    back = Choice("colleagues.list", say("list.all.button"), (mine.organisation_id,), role=Role.NAV)
    done = say("role.passed", organisation=name, name=heir.name)
    return [
        Reply(Screen("role.passed", (done,), choices=(back,))),
        Reply(told, heir.person_id, Kind.NOTICE, live=False),
    ]


def _leave(context: Context, mine: Colleague, heir: Colleague) -> list[Reply]:
    name = context.organisation_name(mine.organisation_id)
    drafts = len(shelf.of_person(context.connection, context.person, mine.organisation_id))
    people_of.end(context, mine, heir.person_id)
    context.forget_roles()
    if context.draft is not None and context.draft.organisation_id == mine.organisation_id:
        context.draft = None
    gone = say("role.left_behind", organisation=name, name=mine.name, drafts=say("count.drafts", drafts))
    look = (Choice("drafts.list", say("more.drafts.button")),) if drafts else ()
    notice = Screen("role.left_behind", (gone,), choices=look)
    done = Screen("role.left", (say("role.left", organisation=name),), home=commands.home_labels(context))
    return [Reply(done), Reply(notice, heir.person_id, Kind.NOTICE, live=False)]
