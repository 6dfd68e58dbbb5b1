"""Where a report stands: the card of the member, and its line in the standing of the organisation."""

from handlers.annual import due
from handlers.annual.answering import own_report as own_report
from handlers.context import Context
from handlers.messages import Choice, Day, InEach, Reply, Role, Said, Screen, say
from reports.member_year import changes, member_year
from storage import annual, own, people


def name_of(report: annual.Report) -> Said:
    """The name of the organisation, as each reader calls it."""
    return InEach(report.organisation, report.organisation_ru or report.organisation, report.organisation)


def spoken(context: Context) -> str:
    """The language of a document for who writes: Romanian or Russian."""
    return "ru" if context.language == "ru" else "ro"


def card(context: Context, report: int) -> list[Reply]:
    """A report that was sent: its state, its document, and sending it again once the records changed."""
    found = own_report(context, report)
    choices = [Choice("annual.document", say("annual.document.button"), (report, spoken(context)))]
    lines = [line(found)]
    if found.status == annual.RETURNED:
        choices.insert(0, _answer(report))
    elif _is_stale(context, found) or due.draft_of(context, found) is not None:
        lines.append(say("annual.stale"))
        choices.append(Choice("annual.again", say("annual.again.button"), (report,)))
    choices.append(Choice("standing", say("event.standing.button"), role=Role.NAV))
    return [Reply(Screen("annual.status", tuple(lines), choices=tuple(choices)))]


def _answer(report: int) -> Choice:
    return Choice("annual.answer", say("returned.now.button"), (report,), role=Role.PRIMARY)


def line(report: annual.Report) -> Said:
    """A report in one line: its year, its state, the day it was sent."""
    sent = report.sent_on
    state = say(f"annual.status.{report.status}")
    if sent is None:
        return say("annual.line.draft", year=str(report.year), status=state)
    day = Day(sent, "numeric")
    return say("annual.line", year=str(report.year), status=state, day=day)


def _is_stale(context: Context, report: annual.Report) -> bool:
    """Whether records of the year came or changed after the sending; that one was accepted is no change."""
    records = own.of_organisation(context.connection, report.organisation_id)
    found = member_year(report.organisation_id, report.year, records)
    differences = changes(report.seen.get("records", {}), found)
    return any(what != "accepted" for _, what in differences)


def todo(context: Context, organisation: int) -> list[tuple[Said, str, tuple[int, ...], str]]:
    """What waits: a line, the action with its arguments, the key of its button."""
    found: list[tuple[Said, str, tuple[int, ...], str]] = []
    for one in due.pressing(context, organisation):
        report, year = one.report, str(one.year)
        if report is not None and report.status == annual.RETURNED:
            found.append((say("annual.todo.returned", year=year), "annual.answer", (report.id,), _COMPLETE))
            continue
        key = "annual.todo.late" if context.today > one.until else "annual.todo"
        says = say(key, year=year, day=Day(one.until, "numeric"))
        if holder := _holder(context, report):
            says = say("annual.todo.begun", year=year, name=holder, day=Day(one.until, "numeric"))
        found.append((says, "annual", (one.year, organisation), _DO))
    return found


_DO, _COMPLETE = "annual.todo.do", "standing.complete.button"


def _holder(context: Context, report: annual.Report | None) -> str:
    """The name of the colleague in whose hands the draft is; empty when it is one's own or nobody's."""
    draft = due.draft_of(context, report)
    if draft is None or draft.person_id == context.person:
        return ""
    return people.name_of(context.connection, draft.person_id)


def sent_lines(context: Context, organisation: int) -> list[Said]:
    """The reports that are with the secretariat or accepted: of the last year and of this one."""
    recent = context.today.year - 1
    reports = annual.of_organisation(context.connection, organisation)
    return [line(one) for one in reports if one.year >= recent and one.status in annual.SENT]
