"""The way into the annual report: which organisation, which year, unfinished drafts, whose hands it is in."""

from datetime import date

from handlers import handover, papers
from handlers.annual import answering, due, status
from handlers.annual.due import Due
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.forms.annual import ANNUAL
from handlers.forms.records import RECORD_FORMS
from handlers.messages import Choice, Day, Reply, Role, Screen, say
from storage import annual, audit, drafts
from storage.drafts import Draft

LISTED = 8


def start(context: Context, year: int = 0, organisation: int = 0, sure: bool = False) -> list[Reply]:
    """Begin or go on with the report of a year. ``sure``: the question asked on the way was answered."""
    own = context.organisations
    if not own or (organisation and organisation not in own):
        raise NotAllowed
    if not organisation and len(own) > 1:
        return _which_organisation(context, year)
    chosen = organisation or own[0]
    open_years = due.years(context, chosen)
    if not year and len(open_years) > 1:
        return _which_year(chosen, open_years)
    wanted = next((one for one in open_years if not year or one.year == year), None)
    if wanted is None:
        return _nothing_to_do(context, chosen, year)
    report = wanted.report
    if report is not None and report.status == annual.RETURNED:
        return answering.answer(context, report.id)
    return _open(context, chosen, wanted, sure)


def _which_organisation(context: Context, year: int) -> list[Reply]:
    choices = tuple(
        Choice("annual", context.organisation_name(one), (year, one)) for one in context.organisations
    )
    return [Reply(Screen("annual.organisation", (say("annual.organisation.label"),), choices=choices))]


def _which_year(organisation: int, open_years: tuple[Due, ...]) -> list[Reply]:
    """Each year with its deadline, the one that is due first on top."""
    lines = tuple(
        say("annual.year.line", year=str(one.year), day=Day(one.until, "numeric")) for one in open_years
    )
    choices = tuple(Choice("annual", str(one.year), (one.year, organisation)) for one in open_years)
    return [Reply(Screen("annual.year", (say("annual.year.label"), *lines), choices=choices))]


def _nothing_to_do(context: Context, organisation: int, year: int) -> list[Reply]:
    """The report is with the secretariat, or the plan has not begun."""
    sent = [one for one in annual.of_organisation(context.connection, organisation) if one.version]
    found = next((one for one in reversed(sent) if not year or one.year == year), None)
    if found is None:
        raise Leave(say("annual.nothing"))
    return status.card(context, found.id)


def _open(context: Context, organisation: int, wanted: Due, sure: bool) -> list[Reply]:
    """Go on where it was left, by whomever; else begin, after what is unfinished of the year."""
    draft = due.draft_of(context, wanted.report)
    if draft is not None and draft.person_id == context.person:
        return papers.resume(context, draft.id)
    if draft is not None:
        return handover.take(context, draft.id)
    unfinished = _unfinished(context, organisation, wanted.year)
    if unfinished and not sure:
        return _finish_first(context, organisation, unfinished, wanted.year)
    return begin(context, organisation, wanted.year)


def begin(context: Context, organisation: int, year: int) -> list[Reply]:
    """A fresh draft: nothing of the records has been seen yet."""
    report = annual.begin(context.connection, context.now, organisation, year)
    annual.see(context.connection, report.id, {})
    subject = {"year": year, "report": report.id}
    context.draft = drafts.start(
        context.connection,
        context.now,
        ANNUAL.name,
        ANNUAL.version,
        context.person,
        organisation,
        subject=subject,
    )
    annual.set_draft(context.connection, report.id, context.draft.id)
    audit.append(
        context.connection, context.now, context.person, "annual.begin", f"annual:{report.id}", organisation
    )
    return papers.show(context, context.draft)


def _unfinished(context: Context, organisation: int, year: int) -> list[Draft]:
    """Reports of the year that this person has begun; one without a date may be of it."""
    begun = [*([context.draft] if context.draft else []), *papers.waiting(context)]
    return [
        one
        for one in begun
        if one.form in RECORD_FORMS
        and one.organisation_id == organisation
        and one.answers
        and "record" not in one.subject
        and _year_of(one, year) == year
    ]


def _year_of(draft: Draft, otherwise: int) -> int:
    held = draft.answers.get("held") or draft.former.get("held")
    return date.fromisoformat(held["last"]).year if held else otherwise


def _finish_first(context: Context, organisation: int, unfinished: list[Draft], year: int) -> list[Reply]:
    titles = [papers.title_of(context, one) for one in unfinished[:LISTED]]
    lines = [say("list.line", number=at, text=title) for at, title in enumerate(titles, 1)]
    choices = [
        Choice("draft.resume", say("annual.unfinished.button", number=at), (one.id,))
        for at, one in enumerate(unfinished[:LISTED], 1)
    ]
    on = Choice("annual", say("annual.unfinished.no.button"), (year, organisation, True), role=Role.PRIMARY)
    body = (say("annual.unfinished.label", len(unfinished), year=str(year)), *lines)
    return [Reply(Screen("annual.unfinished", body, choices=(*choices, on)))]
