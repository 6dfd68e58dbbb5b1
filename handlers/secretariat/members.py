"""Members as the secretariat sees them: find one, add one, invite its coordinator.

The card of one stands in ``members_card``.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers import papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.flow.form import Answers, Facts, Option
from handlers.flow.walk import Walk
from handlers.forms.member import MEMBER
from handlers.messages import Choice, Day, InEach, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.secretariat import others
from handlers.secretariat.members_card import card, known, name_of
from handlers.understand.fold import fold
from handlers.understand.organisations import core, near
from storage import access_requests, audit, drafts, invitations, members, organisations, people
from storage.drafts import Draft
from storage.members import Member

PAGE = 8


class MemberFacts(PlainFacts):
    """The ``Facts`` of adding a member."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Present members with nearly the same name, and the way to say that it is another."""
        close = similar(self.context, answers.get("name") or "")
        if not close:
            return ()
        return [
            *(Option(str(one.id), one.name) for one in close),
            Option("new", say("member.similar.new.button")),
        ]


def similar(context: Context, name: str) -> list[Member]:
    """Present and former members whose name is nearly this one."""
    cores = {core(one.name): one for one in members.everyone(context.connection)}
    return list(near(name, cores))


def listed(context: Context, page: int = 0) -> list[Reply]:
    """All members, a button each; a typed name finds one."""
    found = context.members
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    choices = [
        Choice("members.card", InEach(one.name, one.name_ru or one.name, one.name), (one.id,))
        for one in found[page * PAGE : (page + 1) * PAGE]
    ]
    choices.append(Choice("members.add", say("members.add.button"), role=Role.PRIMARY))
    if page < last:
        choices.append(Choice("members.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("members.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    choices += _elsewhere(context)
    return [Reply(Screen("members", (say("members.label", len(found)),), choices=tuple(choices)))]


def _elsewhere(context: Context) -> list[Choice]:
    """Requests for access, invitations on paper, former members: where there are any."""
    alone = len(members.without_coordinator(context.connection))
    gone = len(members.former(context.connection))
    asking = access_requests.how_many_wait(context.connection)
    return [
        *([Choice("access.list", say("access.list.button", asking))] if asking else []),
        *([Choice("sheets.ask", say("sheets.button", alone))] if alone else []),
        *([Choice("members.former", say("members.former.button", gone))] if gone else []),
    ]


def add(context: Context) -> list[Reply]:
    """Begin to add a member."""
    context.draft = drafts.start(
        context.connection, context.now, MEMBER.name, MEMBER.version, context.person, None
    )
    return papers.show(context, context.draft)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Add the member, or take the one that it really is, and invite its coordinator."""
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    chosen = here.standing.get("similar") or "new"
    name = here.standing["name"].strip()
    if chosen != "new":
        return _there_already(context, int(chosen))
    same = organisations.find(context.connection, fold(name))
    if same is not None:
        return _there_already(context, same.id)
    added = organisations.add(context.connection, context.now, context.today, name, fold(name))
    audit.append(
        context.connection, context.now, context.person, "member.add", f"organisation:{added.id}", added.id
    )
    look = Choice("members.card", say("members.back.button"), (added.id,))
    return [*invite(context, added.id), *others.told(context, say("members.added", organisation=name), look)]


def _there_already(context: Context, organisation: int) -> list[Reply]:
    """A present member is invited; one that has left is shown with the way back."""
    if known(context, organisation).left_on is not None:
        return card(context, organisation, say("members.former.here"))
    return invite(context, organisation)


def renew(context: Context, organisation: int) -> list[Reply]:
    """A new code; whatever was open for this member opens nothing any more."""
    ended = members.expire(context.connection, context.now, known(context, organisation).id)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "member.expire",
        f"organisation:{organisation}",
        organisation,
    )
    first, *rest = invite(context, organisation)
    dead = say("members.renewed", ended) if ended else None
    body = (*first.screen.body, *((dead,) if dead is not None else ()))
    return [replace(first, screen=replace(first.screen, body=body)), *rest]


def invite(context: Context, organisation: int) -> list[Reply]:
    """An invitation for a coordinator: a code to read out and a link to send, shown this once."""
    found = known(context, organisation)
    if found.left_on is not None:
        return card(context, organisation)
    fresh = invitations.create(
        context.connection,
        context.now,
        context.world.secret,
        people.COORDINATOR,
        organisation,
        context.person,
    )
    audit.append(
        context.connection,
        context.now,
        context.person,
        "member.invite",
        f"invitation:{fresh.id}",
        organisation,
    )
    link = context.world.link(fresh.token)
    until = Day(context.world.local_date(fresh.expires_at), "long")
    lines: list[Said] = [
        say("members.invitation", organisation=name_of(found), code=f"{fresh.code[:4]} {fresh.code[4:]}"),
        say("members.invitation.until", day=until),
    ]
    if link:
        lines.insert(1, say("members.invitation.link", link=link))
    choices = (Choice("members.card", say("members.back.button"), (organisation,), role=Role.NAV),)
    return [Reply(Screen("members.invitation", tuple(lines), choices=choices), secret=True)]


PAPER = Paper(MEMBER, MemberFacts, _finish)
