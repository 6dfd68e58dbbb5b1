"""Which years an organisation has to report, and until when. Nothing is sent from here."""

from dataclasses import dataclass
from datetime import date

from handlers.context import Context
from reports.reporting import deadline_of
from storage import annual, drafts, organisations, shelf
from storage.drafts import Draft

DECEMBER = 12


@dataclass(frozen=True)
class Due:
    """A year that is to be reported: its deadline, and the report when somebody has begun it."""

    year: int
    until: date
    report: annual.Report | None


def years(context: Context, organisation: int) -> tuple[Due, ...]:
    """Past years that were not reported, the last one first; the present year from December on, or when
    no other is due. Years before the plan or before the membership are nobody's.
    """
    first = max(
        context.plan.header.period.first.year, organisations.joined_in(context.connection, organisation)
    )
    reports = {one.year: one for one in annual.of_organisation(context.connection, organisation)}
    today = context.today
    past = [_due(context, year, reports) for year in range(today.year - 1, first - 1, -1)]
    open_ones = [one for one in past if not _sent(one)]
    current = _due(context, today.year, reports)
    if first <= today.year and not _sent(current) and (today.month == DECEMBER or not open_ones):
        open_ones.append(current)
    return tuple(open_ones)


def pressing(context: Context, organisation: int) -> tuple[Due, ...]:
    """What is on the list of things to do: what is due by now, and what somebody has begun."""
    today = context.today
    return tuple(
        one
        for one in years(context, organisation)
        if one.year < today.year or today.month == DECEMBER or draft_of(context, one.report) is not None
    )


def draft_of(context: Context, report: annual.Report | None) -> Draft | None:
    """The draft in which a report is being written; None when there is none any more."""
    if report is None or report.draft_id is None:
        return None
    draft = drafts.find(context.connection, report.draft_id)
    return draft if draft is not None and draft.status in shelf.OPEN else None


def _due(context: Context, year: int, reports: dict[int, annual.Report]) -> Due:
    return Due(year, deadline_of(context.connection, year), reports.get(year))


def _sent(due: Due) -> bool:
    return due.report is not None and due.report.status in annual.SENT
