"""Who has not reported: the figures of a year, the members that are missing, and one of them by name."""

from handlers.context import Context
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.missing import card
from handlers.missing.view import Line, View, of_year, usual_year
from handlers.missing.words import in_a_list
from handlers.understand.alike import mentions
from storage.obligations import State

PAGE = 10
SCREEN = "missing.list"
LONGEST_NAME = 60
EXCUSED = "excused"
"""The list of those who were excused instead of those who are missing."""


def listed(context: Context, year: int = 0, page: int = 0, which: str = "") -> list[Reply]:
    """A year: its figures and ten of its missing members."""
    found = of_year(context, year or usual_year(context))
    lines = found.of(State.EXCUSED) if which == EXCUSED else found.missing
    return [Reply(_screen(context, found, lines, page, which))]


def find(context: Context, key: str, text: str) -> list[Reply]:
    """A typed name: its card when there is one, those that it may mean when there are several."""
    year = int(key.rpartition(".")[2])
    found = of_year(context, year)
    words = text.strip()[:LONGEST_NAME]
    named = [one for one in found.lines if mentions(f"{one.said.ro} {one.said.ru}", words)]
    if len(named) == 1:
        return card.show(context, named[0].owed.id)
    label = say("missing.found", len(named), text=words)
    if not named:
        return [Reply(_screen(context, found, found.missing, 0, "", problem=label))]
    choices = tuple(Choice("missing.card", one.name, (one.owed.id,)) for one in named[:PAGE])
    back = Choice("missing", say("list.all.button"), (year,), role=Role.NAV)
    return [Reply(Screen(f"{SCREEN}.{year}", (label,), choices=(*choices, back)))]


def figures(found: View) -> list[Said]:
    """How many reported, had nothing to report, are missing; the rates by the rule of DHIS2."""
    quiet, excused = len(found.of(State.NOTHING)), len(found.of(State.EXCUSED))
    sent = len(found.of(State.FULFILLED))
    label = say("missing.label", year=str(found.year), sent=sent, nothing=quiet, missing=len(found.missing))
    lines: list[Said] = [label]
    if excused:
        lines.append(say("missing.excused", excused))
    rate = found.rate
    shares = say(
        "missing.rate",
        day=Day(found.due, "numeric"),
        sent=rate.sent,
        expected=rate.expected,
        in_time=rate.in_time,
        share=_percent(rate.share),
        share_in_time=_percent(rate.share_in_time),
    )
    return [*lines, shares]


def _percent(share: float | None) -> Said:
    return "–" if share is None else str(int(100 * share + 0.5))


def _screen(
    context: Context,
    found: View,
    lines: tuple[Line, ...],
    page: int,
    which: str,
    problem: Said | None = None,
) -> Screen:
    last = max(0, (len(lines) - 1) // PAGE)
    page = min(max(page, 0), last)
    first = page * PAGE
    shown = lines[first : first + PAGE]
    body = [*figures(found), *(in_a_list(context, at, one) for at, one in enumerate(shown, first + 1))]
    body.append(_hint(context, found, lines))
    choices = [Choice("missing.card", at, (one.owed.id,)) for at, one in enumerate(shown, first + 1)]
    args = (found.year, page, which)
    choices += [*_pages(args, last), *_ways(context, found, which)]
    return Screen(f"{SCREEN}.{found.year}", tuple(body), error=problem, choices=tuple(choices))


def _hint(context: Context, found: View, lines: tuple[Line, ...]) -> Said:
    if not found.lines:
        return say("missing.none")
    if not found.missing and not lines:
        return say("missing.all_there")
    return say("missing.type") if context.today >= found.opens else say("missing.early", day=Day(found.opens))


def _pages(args: tuple[int, int, str], last: int) -> list[Choice]:
    year, page, which = args
    ways = []
    if page < last:
        ways.append(Choice("missing", say("list.next.button"), (year, page + 1, which), role=Role.NAV))
    if page > 0:
        ways.append(Choice("missing", say("list.previous.button"), (year, page - 1, which), role=Role.NAV))
    return ways


def _ways(context: Context, found: View, which: str) -> list[Choice]:
    """What can be done with the whole year, and the years beside it."""
    ways = []
    if found.missing and context.today >= found.opens:
        label = say("missing.remind.button", len(found.missing))
        ways.append(Choice("missing.remind", label, (found.year,), role=Role.PRIMARY))
    if found.missing and context.today > found.due:
        ways.append(Choice("missing.calls", say("missing.calls.button"), (found.year,)))
    if found.lines:
        ways.append(Choice("missing.sheet", say("missing.sheet.button"), (found.year,)))
    if which == EXCUSED:
        ways.append(Choice("missing", say("list.all.button"), (found.year,), role=Role.NAV))
    elif found.of(State.EXCUSED):
        label = say("missing.excused.button", len(found.of(State.EXCUSED)))
        ways.append(Choice("missing", label, (found.year, 0, EXCUSED)))
    ways.append(Choice("deadlines", say("deadlines.button")))
    first, today = context.plan.header.period.first.year, context.today.year
    near = [year for year in (found.year - 1, found.year + 1) if first <= year <= today]
    ways += [Choice("missing", str(year), (year,), role=Role.NAV) for year in near]
    return ways
