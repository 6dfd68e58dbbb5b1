"""Somebody without an invitation asks for access; the secretariat decides (``secretariat.requests``).

Nothing of it is kept before the notice was agreed to. Of the members only names like the written one are
shown. Joining itself, and who is let to these questions, stand in ``joining``.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import islice

from handlers.context import Context
from handlers.desk import Paper
from handlers.flow.form import Answers, Facts, Option, Question
from handlers.flow.walk import Walk
from handlers.forms.asking_in import ASKING_IN
from handlers.messages import Choice, Day, InEach, Kind, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.understand.organisations import core, near
from storage import access_requests, audit, drafts, people
from storage.access_requests import Request
from storage.drafts import Draft

A_DAY, OF_ALL = 3, 60
"""Requests of one person and of all in 24 hours: more are no organisations that look for the Network."""

LIKELY = 3
Refused = Callable[[Context, Draft], list[Reply]]


class AskingFacts(PlainFacts):
    """The ``Facts`` of asking for access."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Members whose name is like the written one, and the answers to the notice."""
        if source == "consent":
            return [Option("yes", say("join.agree.button")), Option("no", say("join.disagree.button"))]
        names = {core(one.name): one for one in self.context.members}
        names |= {core(one.name_ru): one for one in self.context.members if one.name_ru}
        found = dict.fromkeys(islice(near(answers.get("which") or "", names), LIKELY))
        if not found:
            return ()
        likely = [Option(str(one.id), InEach(one.name, one.name_ru or one.name, one.name)) for one in found]
        return [*likely, Option("other", say("asking_in.other.button"))]


def begin(context: Context, version: str) -> Draft | Said:
    """The dialogue, or why it does not begin today; the notice of this version is agreed to once."""
    since = context.now - timedelta(hours=24)
    mine = access_requests.asked_since(context.connection, since, context.person)
    if mine >= A_DAY or access_requests.asked_since(context.connection, since) >= OF_ALL:
        return say("asking_in.too_many", phone=_phone(context))
    known = {"privacy": "yes"} if context.session.privacy_version == version else {}
    context.draft = drafts.start(
        context.connection,
        context.now,
        ASKING_IN.name,
        ASKING_IN.version,
        context.person,
        None,
        answers=known,
    )
    return context.draft


def _phone(context: Context) -> Said:
    return context.world.phone or say("join.secretariat")


def waits(context: Context) -> Said | None:
    """That a request is on its way, to be said where a code is asked; None when there is none."""
    found = access_requests.open_of(context.connection, context.person)
    if found is None:
        return None
    day = Day(context.world.local_date(found.created_at), "long")
    return say("asking_in.waits", organisation=found.said, day=day)


def paper(refused: Refused, version: Callable[[], str]) -> Paper:
    """The dialogue; ``refused`` is what follows a no to the notice, ``version`` that of the notice."""

    def finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
        if here.standing.get("privacy") == "no":
            return refused(context, draft)
        return _sent(context, draft, here, version())

    return Paper(ASKING_IN, AskingFacts, finish, ways=_ways)


def _ways(context: Context, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Back to the code from the first question."""
    return (Choice("back", say("ask.back.button"), role=Role.NAV),) if question.name == "which" else ()


def _sent(context: Context, draft: Draft, here: Walk, version: str) -> list[Reply]:
    """Keep the request and show it to the secretariat."""
    connection, now = context.connection, context.now
    chosen = here.standing.get("member") or "other"
    organisation = None if chosen == "other" else int(chosen)
    member = next((one for one in context.members if one.id == organisation), None)
    said = member.name if member is not None else here.standing["which"].strip()
    agreed = {"privacy_version": version, "privacy_at": now}
    people.update_person(connection, context.person, name=context.inbound.name, **agreed)
    request = access_requests.ask(connection, now, context.person, organisation, said)
    audit.append(connection, now, context.person, "access.ask", f"access:{request}", organisation)
    drafts.set_status(connection, now, draft, drafts.SUBMITTED)
    context.draft = None
    sent = say("asking_in.sent", organisation=said, phone=_phone(context))
    kept = access_requests.get(connection, request)
    return [Reply(Screen("asking_in.sent", (sent,))), *(_relayed(context, kept) if kept else ())]


def _relayed(context: Context, request: Request) -> list[Reply]:
    look = Choice("access.card", say("access.card.button"), (request.id,))
    screen = Screen("access.arrived", (line(request),), choices=(*decisions(request), look))
    return [
        Reply(screen, person, Kind.NOTICE, dedupe=f"access:{request.id}:{person}", live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
    ]


def line(request: Request) -> Said:
    """A request as the secretariat reads it."""
    return say("access.line", name=request.name or "—", organisation=request.said)


def decisions(request: Request) -> tuple[Choice, ...]:
    """One tap decides where the organisation is a member; another name is looked at first."""
    refuse = Choice("access.refuse", say("access.refuse.button"), (request.id,), role=Role.DANGER)
    if request.organisation_id is None:
        return (refuse,)
    grant = (request.id, request.organisation_id)
    return (Choice("access.grant", say("access.grant.button"), grant, role=Role.PRIMARY), refuse)
