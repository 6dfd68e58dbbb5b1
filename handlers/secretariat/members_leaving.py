"""A member leaves the Network with a last day, and comes back.

Its reports stay and count for the years in which it was a member. For two days the way back gives its
people their access again; later they are invited anew, for nobody should come in again unseen.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import aside, home
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Answers, Facts, Option, Question
from handlers.flow.hear import answer, period
from handlers.flow.walk import Walk
from handlers.forms.member_data import MEMBER_LEFT
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.secretariat import others
from handlers.secretariat.members_card import card, known, name_of
from storage import audit, drafts, members
from storage.drafts import Draft
from storage.members import Member

UNDO = timedelta(hours=48)
PAGE = 8


class LeavingFacts(PlainFacts):
    """The ``Facts`` of a last day."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Yes or no; the day on which the member joined."""
        if source == "joined":
            joined = known(self.context, self.draft.subject["organisation"]).joined_on
            return [Option(joined.isoformat(), Day(joined, "numeric"))]
        return [
            Option("yes", say("member_left.yes.button")),
            Option("no", say("member_left.no.button")),
        ]

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Today, and the end of last year."""
        if question != "day":
            return ()
        day = MEMBER_LEFT.question("day")
        today = answer(day, period(self.today), say("member_left.today.button"))
        ended = date(self.today.year - 1, 12, 31)
        if ended < known(self.context, self.draft.subject["organisation"]).joined_on:
            return (today,)
        return (today, answer(day, period(ended), Day(ended, "numeric")))


def begin(context: Context, organisation: int) -> list[Reply]:
    """The last day; a member that left already is shown."""
    member = known(context, organisation)
    if member.left_on is not None:
        return card(context, organisation)
    return aside.begin(context, MEMBER_LEFT, {"organisation": organisation})


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """Before the last word: who loses access, and what stays."""
    member = known(context, draft.subject["organisation"])
    if question.name == "day":
        return say("members.card", organisation=name_of(member))
    day = date.fromisoformat(draft.answers["day"]["first"])
    return Listed(
        (
            say("member_left.leaves", organisation=name_of(member), day=Day(day, "numeric")),
            *_effect(context, member),
        ),
        "\n",
    )


def _effect(context: Context, member: Member) -> tuple[Said, ...]:
    serving = len(members.coordinators(context.connection, member.id))
    kept = members.records_kept(context.connection, member.id)
    return (
        say("member_left.people", serving) if serving else say("member_left.nobody"),
        *((say("member_left.reports", kept),) if kept else ()),
        say("member_left.stays"),
    )


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Archive, tell who lost access and the other secretaries, and offer the way back."""
    organisation = draft.subject["organisation"]
    if here.standing["sure"] != "yes" or known(context, organisation).left_on is not None:
        return _end(context, draft, drafts.DISCARDED, None)
    day = date.fromisoformat(here.standing["day"]["first"])
    gone = members.archive(context.connection, context.now, organisation, day)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "member.archive",
        f"organisation:{organisation}",
        organisation,
        day.isoformat(),
    )
    context.__dict__.pop("members", None)
    name = name_of(known(context, organisation))
    done = say("member_left.done", organisation=name, day=Day(day, "numeric"))
    phone = context.world.phone or "—"
    ended = Screen("role.ended", (say("role.member_left", organisation=name, phone=phone),))
    return [
        *_end(context, draft, drafts.SUBMITTED, done),
        *(Reply(ended, person, Kind.NOTICE, live=False) for person in gone if person != context.person),
        *others.told(context, done, _undo(organisation)),
    ]


def _undo(organisation: int) -> Choice:
    return Choice("members.return", say("members.return.button"), (organisation,))


def _end(context: Context, draft: Draft, status: str, said: Said | None) -> list[Reply]:
    aside.close(context, draft, status)
    if context.draft is not None:
        return home.again(context, said)
    return card(context, draft.subject["organisation"], said)


def bring_back(context: Context, organisation: int) -> list[Reply]:
    """A member again; within two days its people have their access again and are told."""
    member = known(context, organisation)
    if member.left_on is None:
        return card(context, organisation)
    early = member.archived_at is not None and context.now - member.archived_at <= UNDO
    back = members.bring_back(context.connection, organisation, with_people=early)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "member.return",
        f"organisation:{organisation}",
        organisation,
    )
    context.__dict__.pop("members", None)
    context.forget_roles()
    name = name_of(member)
    done = (
        say("member_back.people", len(back), organisation=name)
        if back
        else say("member_back", organisation=name)
    )
    again = Screen("role.again", (say("role.returned", organisation=name),))
    look = Choice("members.card", say("members.back.button"), (organisation,))
    return [
        *card(context, organisation, done),
        *(Reply(again, person, Kind.NOTICE, live=False) for person in back if person != context.person),
        *others.told(context, done, look),
    ]


def former(context: Context, page: int = 0) -> list[Reply]:
    """Members that have left, the latest first."""
    found = members.former(context.connection)
    if not found:
        raise Leave(say("members.former.none"))
    last = (len(found) - 1) // PAGE
    page = min(max(page, 0), last)
    choices = [
        Choice("members.card", name_of(one), (one.id,)) for one in found[page * PAGE : (page + 1) * PAGE]
    ]
    if page < last:
        choices.append(Choice("members.former", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("members.former", say("list.previous.button"), (page - 1,), role=Role.NAV))
    choices.append(Choice("members.list", say("list.all.button"), role=Role.NAV))
    label = say("members.former.label", len(found))
    return [Reply(Screen("members.former", (label,), choices=tuple(choices)))]


def _back(context: Context, draft: Draft) -> list[Reply]:
    return _end(context, draft, drafts.DISCARDED, None)


PAPER = Paper(MEMBER_LEFT, LeavingFacts, _finish, _hint, _back)
