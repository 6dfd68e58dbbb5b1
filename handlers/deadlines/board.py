"""The board of what is owed together: how much of it came, until when, what counts; steps that are done.

Members' own reports are not here (``handlers.missing``), nor the rules of it (``ruled``).
"""

from datetime import date

from handlers.context import Context
from handlers.deadlines.words import name, period_said
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.proactive import secretariat, settle
from handlers.proactive.due import Look
from handlers.proactive.speak import look
from reports.period import Period, parts_of, year_of
from storage import obligations
from storage.obligations import Obligation, State
from storage.rules import Rule

PAGE = 8
RECORDS = 8
"""Records that a card names."""

QUARTER, HALF, YEAR = SPANS = ("quarter", "half_year", "year")
LONG_AGO = date(2000, 1, 1)


def board(context: Context, span: str = YEAR, page: int = 0) -> list[Reply]:
    """What is due in the present quarter, half-year or year; what is overdue from before comes first."""
    span = span if span in SPANS else YEAR
    seen = look(context.connection, context.now)
    found = _due_in(context, seen, _days(context.today, span))
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(found, 1))[page * PAGE : (page + 1) * PAGE]
    body: list[Said] = [say("deadlines.label", len(found), span=say(f"deadlines.span.{span}"))]
    body += [say("list.line", number=at, text=line(context, seen, one)) for at, one in shown]
    choices = [Choice("deadlines.card", at, (one.id,)) for at, one in shown]
    if page < last:
        choices.append(Choice("deadlines", say("list.next.button"), (span, page + 1), role=Role.NAV))
    if page > 0:
        choices.append(Choice("deadlines", say("list.previous.button"), (span, page - 1), role=Role.NAV))
    choices += [Choice("deadlines", say(f"deadlines.{one}.button"), (one,)) for one in SPANS if one != span]
    choices.append(Choice("deadlines.rules", say("deadlines.rules.button")))
    choices.append(Choice("deadlines.days", say("deadlines.days.button")))
    return [Reply(Screen("deadlines", tuple(body), choices=tuple(choices)))]


def _days(today: date, span: str) -> Period:
    if span == YEAR:
        return year_of(today.year)
    parts = parts_of(today.year, "quarter" if span == QUARTER else "half_year")
    return next(part for part in parts if today in part)


def _due_in(context: Context, seen: Look, days: Period) -> list[Obligation]:
    """The obligations of known rules that are due in these days, and older ones that are still owed."""
    every = obligations.of_secretariat(context.connection, LONG_AGO, days.last)
    known = [one for one in every if one.rule in seen.rules.rules]
    wanted = [one for one in known if one.due_on >= days.first or not one.is_settled]
    return sorted(wanted, key=lambda one: (one.due_on, _order(one.subject), one.id))


def _order(subject: str) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in subject.split("."))


def line(context: Context, seen: Look, one: Obligation) -> Said:
    """What it is, how much came of how much, until when, and where it stands."""
    rule = seen.rules.of(one.rule, one.period)
    state = say(f"deadlines.state.{_state(context, one)}")
    due = Day(one.due_on, "numeric")
    what = _what(seen, one, rule)
    if rule.kind == "done":
        return say("deadlines.step", what=what, state=state, day=due)
    came, wanted = settle.progress(context.connection, seen.plan, one, rule.kind)
    return say("deadlines.line", what=what, came=came, wanted=wanted, state=state, day=due)


def _what(seen: Look, one: Obligation, rule: Rule) -> Said:
    if rule.kind == "done":
        return say("deadlines.of", what=name(rule.code), period=one.period)
    short = secretariat.what_of(seen, one, rule)
    if "-" not in one.period:
        return short
    return say("deadlines.what", what=short, period=period_said(one.period))


def _state(context: Context, one: Obligation) -> State:
    return one.state(context.today)


def card(context: Context, obligation: int) -> list[Reply]:
    """One of them, with the records that count and what can be done about it."""
    one = _known(context, obligation)
    seen = look(context.connection, context.now)
    rule = seen.rules.of(one.rule, one.period)
    body: list[Said] = [line(context, seen, one)]
    choices: list[Choice] = []
    if rule.kind == "done":
        label = say("owed.undo.button" if one.fulfilled_at is not None else "owed.done.button")
        choices.append(Choice("owed.done", label, (one.id,), role=Role.PRIMARY))
    else:
        records = settle.behind(context.connection, seen.plan, one, rule.kind)
        body.append(say("deadlines.counts", len(records)))
        body += [say("deadlines.record", number=each.number, title=each.title) for each in records[-RECORDS:]]
        choices += [Choice("record.card", each.number, (each.id,)) for each in records[-RECORDS:]]
        choices += secretariat.choices(one, rule)
    choices.append(Choice("deadlines.rule", say("deadlines.rule.button"), (one.rule,)))
    choices.append(Choice("deadlines", say("list.all.button"), role=Role.NAV))
    return [Reply(Screen("deadlines.card", tuple(body), choices=tuple(choices)))]


def _known(context: Context, obligation: int) -> Obligation:
    one = obligations.get(context.connection, obligation)
    if one is None or one.organisation_id is not None:
        raise NotAllowed
    return one
