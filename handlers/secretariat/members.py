"""Members as the secretariat sees them: find one, add one, invite its coordinator."""

from collections.abc import Sequence

from rapidfuzz.fuzz import token_set_ratio

from handlers import papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Answers, Facts, Option
from handlers.flow.walk import Walk
from handlers.forms.member import MEMBER
from handlers.messages import Choice, Day, InEach, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.understand.fold import fold
from storage import audit, drafts, invitations, organisations, people
from storage.drafts import Draft
from storage.organisations import Organisation

PAGE = 8
CLOSE = 88
"""Names this alike (0-100) may be one organisation spelled twice."""


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


def similar(context: Context, name: str) -> list[Organisation]:
    """Members whose name is nearly this one."""
    folded = fold(name)
    return [one for one in context.members if token_set_ratio(folded, fold(one.name)) >= CLOSE]


def listed(context: Context, page: int = 0) -> list[Reply]:
    """All members, a button each; a typed name finds one."""
    found = context.members
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    choices = [
        Choice("members.card", _name(one), (one.id,)) for one in found[page * PAGE : (page + 1) * PAGE]
    ]
    choices.append(Choice("members.add", say("members.add.button"), role=Role.PRIMARY))
    if page < last:
        choices.append(Choice("members.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("members.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    return [Reply(Screen("members", (say("members.label", len(found)),), choices=tuple(choices)))]


def _name(one: Organisation) -> Said:
    return InEach(one.name, one.name_ru or one.name, one.name)


def card(context: Context, organisation: int) -> list[Reply]:
    """One member: who it has here, when it last reported, and the way to invite."""
    found = organisations.get(context.connection, organisation)
    if found is None:
        raise Leave
    coordinators, waiting, last = organisations.life(context.connection, organisation)
    when: Said = Day(context.world.local_date(last), "long") if last else say("members.never")
    lines = (
        say("members.card", organisation=_name(found)),
        say("members.people", coordinators),
        say("members.last", day=when),
        *((say("members.waiting", waiting),) if waiting else ()),
    )
    choices = (
        Choice("members.invite", say("members.invite.button"), (organisation,), role=Role.PRIMARY),
        Choice("members.list", say("list.all.button"), role=Role.NAV),
    )
    return [Reply(Screen("members.card", lines, choices=choices))]


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
    chosen = here.standing.get("similar")
    if chosen is not None and chosen != "new":
        return invite(context, int(chosen))
    name = here.standing["name"].strip()
    added = organisations.add(context.connection, context.now, context.today, name, fold(name))
    audit.append(
        context.connection, context.now, context.person, "member.add", f"organisation:{added.id}", added.id
    )
    return invite(context, added.id)


def invite(context: Context, organisation: int) -> list[Reply]:
    """An invitation for a coordinator: a code to read out and a link to send, shown this once."""
    found = organisations.get(context.connection, organisation)
    if found is None:
        raise Leave
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
        say("members.invitation", organisation=_name(found), code=f"{fresh.code[:4]} {fresh.code[4:]}"),
        say("members.invitation.until", day=until),
    ]
    if link:
        lines.insert(1, say("members.invitation.link", link=link))
    choices = (Choice("members.card", say("members.back.button"), (organisation,), role=Role.NAV),)
    return [Reply(Screen("members.invitation", tuple(lines), choices=choices), secret=True)]


PAPER = Paper(MEMBER, MemberFacts, _finish)
