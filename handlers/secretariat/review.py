"""Review: the queue, the card with photos and flags, accept, and what a correction request leads to."""

from dataclasses import replace
from datetime import timedelta

from handlers import access
from handlers.context import Context
from handlers.errors import Leave
from handlers.member import beside, effects, history, refusals, returns
from handlers.member import records as own
from handlers.member.facts import in_each
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from handlers.secretariat import flags, merging
from storage import annual, audit, heads, letters, people, records, reviews
from storage.heads import Head

PAGE = 5
HOLD = timedelta(minutes=10)
"""How long a card somebody opened is shown to the others as being looked at."""


def queue(context: Context, page: int = 0) -> list[Reply]:
    """What waits, oldest first, each line with its flags."""
    waiting = heads.queue(context.connection)
    requests = reviews.open_requests(context.connection)
    mail, yearly = letters.how_many_wait(context.connection), annual.waiting(context.connection)
    if not waiting and not requests and not mail and not yearly:
        return [Reply(Screen("review.queue", (say("review.empty"),)))]
    last = max(0, (len(waiting) - 1) // PAGE)
    page = min(max(page, 0), last)
    now_shown = waiting[page * PAGE : (page + 1) * PAGE]
    lines: list[Said] = [say("review.label", len(waiting))] if waiting else []
    lines += [_line(context, head) for head in now_shown]
    if requests:
        lines.append(say("review.requests", len(requests)))
    choices = [Choice("review.card", head.number, (head.id,)) for head in now_shown]
    if page < last:
        choices.append(Choice("review.queue", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("review.queue", say("list.previous.button"), (page - 1,), role=Role.NAV))
    choices += [_request_choice(context, request) for request in requests[:PAGE]]
    if mail:
        lines.append(say("letters.waiting", mail))
        choices.append(Choice("letters.list", say("letters.list.button")))
    if yearly:
        lines.append(say("annual.waiting", len(yearly)))
        choices.append(Choice("annual.list", say("annual.list.button"), (yearly[0].year,)))
    return [Reply(Screen("review.queue", tuple(lines), choices=tuple(choices)))]


def _line(context: Context, head: Head) -> Said:
    marks = flags.of(context, head)
    if not marks:
        return say("review.line", number=head.number, organisation=head.organisation, title=head.title)
    return say(
        "review.line_flagged",
        number=head.number,
        organisation=head.organisation,
        title=head.title,
        flags=flags.listed(marks),
    )


def _request_choice(context: Context, request: reviews.Request) -> Choice:
    head = heads.get(context.connection, request.record_id, None)
    number = head.number if head is not None else ""
    return Choice("correction.card", say("correction.look.button", number=number), (request.id,))


def card(context: Context, record: int) -> list[Reply]:
    """One report: its fields, its flags, what it would change, its photos, and the decision."""
    head = access.record_of(context, record)
    if head.status != records.SUBMITTED:
        return [Reply(Screen("review.decided", (own.line(head),), choices=(_to_queue(),)))]
    other = _held_by_other(context, head)
    records.hold(context.connection, record, context.person, context.now + HOLD)
    lines = [
        say("review.card", number=head.number, organisation=head.organisation, title=head.title),
        *own.fields(context, head),
        *history.for_review(context, head),
        *refusals.on_card(context, head),
        *_explained(context, head),
        *beside.lines(context, head),
        *flags.lines(flags.of(context, head)),
        *effects.lines(context, record),
    ]
    if other is not None:
        lines.insert(0, other)
    screen = Screen(f"review.card.{head.version}", tuple(lines), choices=_decisions(context, head))
    album = _album(context, head)
    return [*album, Reply(screen, new=bool(album))]


def _explained(context: Context, head: Head) -> list[Said]:
    """What was asked about the version before and has no answer, with the reason."""
    return [
        say(
            "review.unknown",
            title=say(f"{head.type}.{one.field}.title", total=head.total or 0),
            reason=one.explained or "",
        )
        for one in reviews.explained(context.connection, head.id, head.version - 1)
    ]


def _held_by_other(context: Context, head: Head) -> Said | None:
    if head.held_by in (None, context.person) or head.held_until is None or head.held_until < context.now:
        return None
    return say("review.held", name=people.name_of(context.connection, head.held_by or 0))


def _decisions(context: Context, head: Head) -> tuple[Choice, ...]:
    key = (head.id, head.version)
    accept = Choice("review.accept", say("review.accept.button"), key, role=Role.PRIMARY)
    if head.activity is None:
        accept = Choice("review.activity", say("review.activity.button"), key, role=Role.PRIMARY)
    return (
        accept,
        Choice("review.ask", say("review.ask.button"), key),
        *merging.ways(context, head),
        Choice("review.next", say("review.next.button"), (head.id,), role=Role.NAV),
        _to_queue(),
    )


def _to_queue() -> Choice:
    return Choice("review.queue", say("review.queue.button"), role=Role.NAV)


def _album(context: Context, head: Head) -> list[Reply]:
    """The photos of the report, above its card; files that are not pictures are sent as files."""
    return merging.album(head, refusals.files_of(context, head))


def accept(context: Context, record: int, version: int) -> list[Reply]:
    """Accept a version; the coordinator is told what it changed, the next report follows."""
    head = access.record_of(context, record)
    if head.activity is None:
        return activity(context, record, version)
    changes = effects.lines(context, record)
    if not records.decide(context.connection, context.now, record, version, context.person, records.APPROVED):
        return _decided_before(context, record)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "record.approve",
        f"record:{record}",
        head.organisation_id,
    )
    told = Screen("review.accepted", (say("member.accepted", number=head.number, title=head.title), *changes))
    after = _next(context, record, say("review.accepted", number=head.number), changes)
    return [*after, *_to_coordinator(context, head, told, f"accepted:{record}:{version}")]


def _to_coordinator(context: Context, head: Head, screen: Screen, dedupe: str) -> list[Reply]:
    reader = returns.answerer(context, head)
    return [] if reader is None else [Reply(screen, reader, Kind.NOTICE, dedupe=dedupe, live=False)]


def _decided_before(context: Context, record: int) -> list[Reply]:
    head = access.record_of(context, record)
    if head.status == records.SUBMITTED:
        return card(context, record)
    line = say("review.decided_before", number=head.number, status=say(f"record.status.{head.status}"))
    return [Reply(Screen("review.decided", (line,), choices=(_to_queue(),)))]


def following(context: Context, record: int) -> list[Reply]:
    """The next report of the queue after this one, round to the first."""
    waiting = [head.id for head in heads.queue(context.connection)]
    others = [one for one in waiting if one > record] + [one for one in waiting if one < record]
    return card(context, others[0]) if others else queue(context)


def _next(context: Context, record: int, said: Said, changes: list[Said]) -> list[Reply]:
    """What was done, and how many reports still wait."""
    left = len(heads.queue(context.connection))
    lines = (said, *changes, say("review.left", left) if left else say("review.empty"))
    choices = (Choice("review.next", say("review.next.button"), (record,), role=Role.PRIMARY), _to_queue())
    charts = Choice("charts", say("more.charts.button"))
    return [Reply(Screen("review.done", lines, choices=choices if left else (charts,)))]


def activity(context: Context, record: int, version: int, code: str = "") -> list[Reply]:
    """Name the activity that the coordinator left open; then the card again."""
    head = access.record_of(context, record)
    known = {one.code: one for one in context.plan.accepting(head.type)}
    if head.status == records.SUBMITTED and head.version == version and code in known:
        asked = known[code].asked(head.type)
        only = asked.kinds[0] if asked is not None and len(asked.kinds) == 1 else None
        records.set_activity(context.connection, record, version, code, head.subtype or only)
        audit.append(context.connection, context.now, context.person, "record.classify", f"record:{record}")
        return card(context, record)
    choices = tuple(
        Choice("review.activity", in_each(one.short), (record, version, one.code), in_each(one.text))
        for one in known.values()
    )
    return [
        Reply(Screen("review.activity", (say("review.activity.label", number=head.number),), choices=choices))
    ]


def request_card(context: Context, request: int) -> list[Reply]:
    """One request to correct an accepted report."""
    found = next((one for one in reviews.open_requests(context.connection) if one.id == request), None)
    if found is None:
        raise Leave(say("correction.decided_before"))
    head = access.record_of(context, found.record_id)
    body = say("correction.arrived", number=head.number, organisation=head.organisation, reason=found.reason)
    choices = (
        Choice("correction.grant", say("correction.grant.button"), (request,), role=Role.PRIMARY),
        Choice("correction.decline", say("correction.decline.button"), (request,)),
    )
    return [Reply(Screen("correction.arrived", (body,), choices=choices))]


def grant(context: Context, request: int) -> list[Reply]:
    """Reopen the report: it counts as accepted until its new version is."""
    found = reviews.decide_request(context.connection, context.now, request, context.person, True)
    if found is None or not records.reopen(context.connection, context.now, found.record_id, context.person):
        raise Leave(say("correction.decided_before"))
    head = access.record_of(context, found.record_id)
    returns.open_for(context, found.author_id, head, (), free=True)
    audit.append(context.connection, context.now, context.person, "correction.grant", f"record:{head.id}")
    choice = Choice("returned.answer", say("returned.now.button"), (head.id,), role=Role.PRIMARY)
    screen = Screen("correction.granted", (say("correction.granted", number=head.number),), choices=(choice,))
    told = Reply(screen, found.author_id, Kind.NOTICE, dedupe=f"granted:{request}", live=False)
    return [Reply(Screen("correction.done", (say("correction.done", number=head.number),))), told]


def decline(context: Context, request: int) -> list[Reply]:
    """The report stays as it is."""
    found = reviews.decide_request(context.connection, context.now, request, context.person, False)
    if found is None:
        raise Leave(say("correction.decided_before"))
    head = access.record_of(context, found.record_id)
    screen = Screen("correction.declined", (say("correction.declined", number=head.number),))
    told = Reply(screen, found.author_id, Kind.NOTICE, dedupe=f"declined:{request}", live=False)
    done = replace(
        told, screen=Screen("correction.kept", (say("correction.kept", number=head.number),)), person=None
    )
    return [replace(done, kind=Kind.REPLY, dedupe=None, live=True), told]
