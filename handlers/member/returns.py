"""A returned report: the coordinator answers field by field and it goes back by itself.

Also the way to a correction after acceptance: a request with a reason, which the secretariat grants.
"""

from handlers import access, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Facts
from handlers.flow.walk import Walk
from handlers.forms.correction import CORRECTION
from handlers.forms.records import RECORD_FORMS
from handlers.member import beside
from handlers.messages import Choice, Kind, Reply, Role, Screen, say
from handlers.plain_facts import PlainFacts
from storage import audit, drafts, heads, people, records, reviews
from storage.drafts import Draft


def open_for(
    context: Context, person: int, head: heads.Head, fields: tuple[str, ...], free: bool
) -> Draft | None:
    """Make the draft that answers the secretariat's questions; None when the person is in another form.

    What they have begun stays as it is: their button opens this one later. ``free``: a granted
    correction, which ends on the review screen instead of going back by itself.
    """
    if drafts.current(context.connection, person) is not None:
        return None
    answers = {name: value for name, value in head.answers.items() if name not in fields}
    former = {name: head.answers[name] for name in fields if head.answers.get(name) is not None}
    subject = {"record": head.id, "version": head.version, "free": free, "fields": list(fields)}
    form = RECORD_FORMS[head.type]
    return drafts.start(
        context.connection,
        context.now,
        form.name,
        form.version,
        person,
        head.organisation_id,
        answers=answers,
        wanted=fields,
        former=former,
        subject=subject,
    )


def answerer(context: Context, head: heads.Head) -> int | None:
    """Who answers for a report: its author, or a colleague when the author has left; None for nobody."""
    if head.organisation_id is None:
        return head.author_id
    colleagues = people.with_role(
        context.connection, people.COORDINATOR, people.HEAD, organisation=head.organisation_id
    )
    return head.author_id if head.author_id in colleagues else next(iter(colleagues), None)


def step_back(context: Context, draft: Draft) -> list[Reply] | None:
    """Back to the question that was answered before; from the first one out, with nothing sent."""
    asked = draft.subject.get("fields")
    if not asked:
        return None
    state = desk.state_of(papers.paper_of(draft), draft)
    answered = [name for name in asked if name in state.answers]
    if answered:
        reviews.explain(context.connection, draft.subject["record"], answered[-1], None)
        return desk.change(context, papers.paper_of(draft), draft, answered[-1])
    return papers.park(context)


def answer(context: Context, record: int) -> list[Reply]:
    """Answer a returned report now: its draft becomes the current one."""
    take_up(context, record)
    return papers.show(context, papers.in_hand(context))


def take_up(context: Context, record: int) -> None:
    """The draft that answers a returned report becomes the current one, begun if there is none yet."""
    head = access.own_record(context, record)
    if head.status != records.RETURNED:
        raise Leave(beside.gone(context, head) or say("returned.done_before", number=head.number))
    waiting = [
        *([context.draft] if context.draft else []),
        *drafts.parked(context.connection, context.person),
    ]
    for draft in waiting:
        if draft.subject.get("record") == record:
            if draft.subject.get("version", head.version) != head.version:
                drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
                continue
            current = draft.status == drafts.CURRENT
            context.draft = draft if current else drafts.resume(context.connection, context.now, draft)
            return
    fields = tuple(comment.field for comment in reviews.open_comments(context.connection, record))
    drafts.park(context.connection, context.now, context.person)
    context.draft = open_for(context, context.person, head, fields, free=not fields)
    if context.draft is None:
        raise Leave


def ask_correction(context: Context, record: int) -> list[Reply]:
    """Begin a request to correct an accepted report."""
    head = access.own_record(context, record)
    if head.status != records.APPROVED:
        raise Leave(beside.gone(context, head) or say("correction.not_now", number=head.number))
    context.draft = drafts.start(
        context.connection,
        context.now,
        CORRECTION.name,
        CORRECTION.version,
        context.person,
        head.organisation_id,
        subject={"request": record},
    )
    return papers.show(context, context.draft)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Send the request to the secretariat."""
    head = access.own_record(context, draft.subject["request"])
    reason = here.standing["reason"]
    request = reviews.request_correction(context.connection, context.now, head.id, context.person, reason)
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    audit.append(
        context.connection,
        context.now,
        context.person,
        "correction.ask",
        f"record:{head.id}",
        head.organisation_id,
    )
    body = say("correction.arrived", number=head.number, organisation=head.organisation, reason=reason)
    choices = (
        Choice("correction.grant", say("correction.grant.button"), (request,), role=Role.PRIMARY),
        Choice("correction.decline", say("correction.decline.button"), (request,)),
        Choice("review.card", say("review.look.button"), (head.id,)),
    )
    screen = Screen("correction.arrived", (body,), choices=choices)
    notices = [
        Reply(screen, person, Kind.NOTICE, dedupe=f"correction:{request}:{person}", live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
    ]
    sent = Reply(Screen("correction.sent", (say("correction.sent", number=head.number),)), kind=Kind.RECEIPT)
    return [sent, *notices]


PAPER = Paper(CORRECTION, PlainFacts, _finish)
