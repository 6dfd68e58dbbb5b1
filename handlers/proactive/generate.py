"""What is owed, made ahead from the plan and the rules: the year before, this one and the next.

Not here: the rules (``storage.rules``), what settles an obligation (``settle``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reports.period import Period, parts_of, year_of
from storage import calendar, obligations, plan, rules
from storage.calendar import Calendar
from storage.counted import members
from storage.database import Connection
from storage.obligations import Wanted
from storage.plan import TOWN
from storage.plan_models import Indicator, Plan
from storage.rules import Rule, Rules


@dataclass(frozen=True)
class _Ground:
    """What all obligations of one run are made of."""

    rules: Rules
    plan: Plan
    calendar: Calendar
    done: Mapping[tuple[str, str], date]


def generate(connection: Connection, now: datetime) -> int:
    """Make what is missing; dates of what is not settled follow their rules. Returns how many changed."""
    today = now.astimezone(TOWN).date()
    in_force = plan.found(connection, today)
    if in_force is None:
        return 0
    ground = _Ground(
        rules.load(connection),
        in_force,
        calendar.load(connection),
        obligations.done_days(connection),
    )
    span = in_force.header.period
    found: list[Wanted] = []
    for year in range(max(today.year - 1, span.first.year), min(today.year + 1, span.last.year) + 1):
        last = date(year, 12, 31)
        expected = [one.id for one in members(connection, last)]
        for rule in ground.rules.all():
            found += _of_rule(ground, rule, year, expected)
    return obligations.ensure(connection, found)


def _of_rule(ground: _Ground, rule: Rule, year: int, expected: list[int]) -> Iterator[Wanted]:
    owners: list[int | None] = list(expected) if rule.owes == "members" else [None]
    for name, part in periods(rule.period, year):
        own = ground.rules.of(rule.code, name)
        for subject in subjects(own, ground.rules, ground.plan):
            days = part if rule.period != "once" else _until_target(ground.plan, subject, year)
            for owner in owners if days is not None else ():
                yield _wanted(ground, own, subject, owner, name, days or part)


def _until_target(in_force: Plan, subject: str, year: int) -> Period | None:
    """From the beginning of the plan to the date of a target, when that is in this year."""
    target = in_force.indicator(subject).target
    if target is None or target.date is None or target.date.year != year:
        return None
    return Period(in_force.header.period.first, target.date)


def _wanted(ground: _Ground, rule: Rule, subject: str, owner: int | None, name: str, days: Period) -> Wanted:
    opens = rule.opens.of(days.first, days.last, ground.calendar)
    due = _due(ground, rule, name, days)
    return Wanted(rule.code, subject, owner, name, days.first, days.last, opens, due)


def _due(ground: _Ground, rule: Rule, name: str, days: Period) -> date:
    """What comes after another rule counts working days from when that was done, else from when it is due."""
    if rule.due.after is None:
        return rule.due.of(days.first, days.last, ground.calendar)
    before = ground.rules.of(rule.due.after, name)
    day = ground.done.get((before.code, name)) or _due(ground, before, name, days)
    return ground.calendar.add_working(day, rule.due.working_days)


def periods(unit: str, year: int) -> Iterator[tuple[str, Period]]:
    """The periods of a year with their names: 2026, 2026-H1, 2026-Q3; what is due once has no other."""
    if unit == "quarter":
        yield from ((f"{year}-Q{number}", part) for number, part in enumerate(parts_of(year, "quarter"), 1))
    elif unit == "half_year":
        yield from ((f"{year}-H{number}", part) for number, part in enumerate(parts_of(year, "half_year"), 1))
    else:
        yield "once" if unit == "once" else str(year), year_of(year)


def subjects(rule: Rule, known: Rules, in_force: Plan) -> tuple[str, ...]:
    """What a rule is about: its items, or every target of its rhythm that no other rule names."""
    if rule.kind != "target":
        return rule.items or ("",)
    if rule.items:
        return tuple(code for code in rule.items if any(one.code == code for one in in_force.indicators))
    named = {code for other in known.all() for code in other.items}
    of_rhythm = (one.code for one in in_force.indicators if rhythm_of(one) == rule.period)
    return tuple(code for code in of_rhythm if code not in named)


def rhythm_of(indicator: Indicator) -> str | None:
    """How often a target is due: year, half_year, quarter, once; None without a target of its own date."""
    target = indicator.target
    if target is None or target.period == "plan_total":
        return None
    if target.period == "by_date":
        return "once"
    return target.sub_period.unit if target.sub_period is not None else "year"
