"""Members' annual reports as the secretariat sees them: the list of a year, one report, accepting it."""

from collections.abc import Iterator

from handlers.annual import answering
from handlers.annual.spoken import in_a_row, shortened
from handlers.annual.status import line, name_of, spoken
from handlers.context import Context
from handlers.errors import Leave
from handlers.member.facts import in_each
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from reports.phrases import in_figures, in_result
from reports.reporting import rate_of
from storage import annual, audit
from storage.annual_models import Content

PAGE = 6
ROOM, LEAST = 3000, 120
"""Letters that the texts of a card share, and what each gets at least: what is accepted is read whole."""


def listed(context: Context, year: int = 0, page: int = 0) -> list[Reply]:
    """The reports of a year, those that wait first; how many came, how many in time."""
    chosen = year or _usual_year(context)
    reports = sorted(
        annual.of_year(context.connection, chosen), key=lambda one: one.status != annual.SUBMITTED
    )
    last = max(0, (len(reports) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = reports[page * PAGE : (page + 1) * PAGE]
    lines = [_rate(context, chosen), *(_line(context, at, one) for at, one in enumerate(shown, 1))]
    choices = [Choice("annual.card", at, (one.id,)) for at, one in enumerate(shown, 1)]
    if page > 0:
        choices.append(Choice("annual.list", say("list.previous.button"), (chosen, page - 1), role=Role.NAV))
    if page < last:
        choices.append(Choice("annual.list", say("list.next.button"), (chosen, page + 1), role=Role.NAV))
    choices += _other_years(context, chosen)
    return [Reply(Screen("annual.list", tuple(lines), choices=tuple(choices)))]


def _usual_year(context: Context) -> int:
    """The year before, as soon as the plan was in force in it; a report that waits says its own."""
    waiting = annual.waiting(context.connection)
    first = context.plan.header.period.first.year
    return waiting[0].year if waiting else max(first, context.today.year - 1)


def _other_years(context: Context, chosen: int) -> list[Choice]:
    first, last = context.plan.header.period.first.year, context.today.year
    near = [year for year in (chosen - 1, chosen + 1) if first <= year <= last]
    return [Choice("annual.list", str(year), (year,), role=Role.NAV) for year in near]


def _rate(context: Context, year: int) -> Said:
    """How many of the members expected to report did, and how many in time."""
    found = rate_of(context.connection, year, context.today)
    return say(
        "annual.list.label",
        year=str(year),
        sent=found.sent,
        expected=found.expected,
        in_time=found.in_time,
        day=Day(found.deadline, "numeric"),
    )


def _line(context: Context, number: int, report: annual.Report) -> Said:
    text = say("annual.list.line", organisation=name_of(report), state=line(report))
    return say("list.line", number=number, text=text)


def card(context: Context, report: int) -> list[Reply]:
    """One report, block by block, and the decision while it waits."""
    found = answering.visible_report(context, report)
    if found.version == annual.PREVIEW:
        raise Leave
    content = annual.content_of(context.connection, report, found.version)
    head = say("annual.list.line", organisation=name_of(found), state=line(found))
    key = (report, found.version)
    decide = (
        Choice("annual.accept", say("review.accept.button"), key, role=Role.PRIMARY),
        Choice("annual.ask", say("review.ask.button"), key),
    )
    choices = (
        *(decide if found.status == annual.SUBMITTED else ()),
        Choice("annual.document", say("annual.document.button"), (report, spoken(context))),
        Choice("annual.list", say("list.all.button"), (found.year,), role=Role.NAV),
    )
    body: tuple[Said, ...] = (head, *_blocks(context, content, found.year))
    return [Reply(Screen(f"annual.card.{found.version}", body, choices=choices))]


def _blocks(context: Context, content: Content, year: int) -> tuple[str, ...]:
    """Every text of the report, each cut only when all of them would not fit one message."""
    said = list(_said(context, content, year))
    most = max(LEAST, ROOM // max(1, len(said)))
    return tuple(shortened(context, one, most) for one in said)


def _said(context: Context, content: Content, year: int) -> Iterator[Said]:
    if content.active:
        yield say("annual.card.figures", text=in_a_row(in_figures(content.figures)))
    else:
        yield say("annual.none", year=str(year))
    for result in content.results:
        text = result.text or in_a_row(in_result(result, year), " ")
        yield say("annual.card.result", code=result.objective, text=text)
    yield from (say("annual.card.practice", text=one.text) for one in content.practices)
    for one in content.troubles:
        measure = one.measure or say(f"annual.measure.{one.answer}")
        yield say("annual.card.trouble", text=one.text, measure=measure)
    plans = [_planned(context, one.activity) if one.activity else one.text or "" for one in content.plans]
    if plans:
        yield say("annual.card.plans", text=Listed(tuple(plans)))


def _planned(context: Context, code: str) -> Said:
    known = {one.code: one for one in context.plan.activities}
    return in_each(known[code].short) if code in known else code


def accept(context: Context, report: int, version: int) -> list[Reply]:
    """Accept a version; who sent it is told."""
    found = answering.visible_report(context, report)
    if not annual.decide(context.connection, context.now, report, version, context.person, annual.APPROVED):
        return card(context, report)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "annual.approve",
        f"annual:{report}",
        found.organisation_id,
    )
    year, name = str(found.year), name_of(found)
    left = annual.waiting(context.connection)
    choices = tuple(
        Choice("annual.card", say("review.next.button"), (one.id,), role=Role.PRIMARY) for one in left[:1]
    )
    to_list = Choice("annual.list", say("list.all.button"), (found.year,), role=Role.NAV)
    done = Screen(
        "annual.accepted",
        (say("annual.accepted", year=year, organisation=name),),
        choices=(*choices, to_list),
    )
    reader = answering.answerer(context, found)
    if reader is None:
        return [Reply(done)]
    told = Screen("annual.approved", (say("annual.approved", year=year, organisation=name),))
    notice = Reply(told, reader, Kind.NOTICE, dedupe=f"annual-approved:{report}:{version}", live=False)
    return [Reply(done), notice]
