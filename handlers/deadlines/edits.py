"""One change of a rule as a secretary means it → the rules that it changes. Pure.

An edit is a row of JSON values, so a button can carry it: ("due", iso day, period, only it),
("days", step, number), ("at", step, hour), ("to", step, readers), ("on", step, yes or no).
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from storage.rules import MeetingRule, On, Rule, Rules, Step

Edit = tuple[Any, ...]
MOST_DAYS = 120
"""A step lies at most so many days before or after its day."""


def changed(known: Rules, code: str, edit: Edit) -> dict[str, Rule | MeetingRule]:
    """Name of a rule → what it becomes; ``ValueError`` for what no rule can be.

    A step is changed in the rule and in each rule of a single period that was made of it.
    """
    field, *rest = edit
    try:
        if field == "due":
            return _due(known, code, *rest)
        if field not in STEP_FIELDS:
            raise ValueError(field)
        return {name: _with_step(rule, field, *rest) for name, rule in _all_of(known, code).items()}
    except ValidationError as error:
        raise ValueError(str(error)) from None


def seal(known: Rules, code: str) -> str:
    """What the change was shown for: another change in between gives another seal."""
    said = "\n".join(
        f"{name}:{rule.model_dump_json()}" for name, rule in sorted(_all_of(known, code).items())
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def in_force(known: Rules, code: str, period: str = "") -> Rule | MeetingRule:
    """A rule of any kind; raises ``LookupError``."""
    return known.meeting(code) if code in known.meetings else known.of(code, period)


def _all_of(known: Rules, code: str) -> dict[str, Rule | MeetingRule]:
    own = {name: rule for name, rule in known.changed.items() if name.startswith(f"{code}@")}
    return {code: in_force(known, code), **own}


def _due(known: Rules, code: str, day: str, period: str, only: bool) -> dict[str, Rule | MeetingRule]:
    """The day of one period as it was said; of every period it moves to a working day as before."""
    rule = known.of(code, period)
    wanted, last = date.fromisoformat(day), last_day(period)
    months = (wanted.year - last.year) * 12 + wanted.month - last.month
    on = On(months=months, day=wanted.day, move="none" if only else rule.due.move)
    return {f"{code}@{period}" if only else code: rule.model_copy(update={"due": on})}


def _with_step(rule: Rule | MeetingRule, field: str, name: str, value: Any) -> Rule | MeetingRule:
    steps = tuple(STEP_FIELDS[field](step, value) if step.name == name else step for step in rule.steps)
    return type(rule).model_validate(rule.model_copy(update={"steps": steps}).model_dump())


def _days(step: Step, days: int) -> Step:
    """It stays of use as long as before."""
    if abs(days) > MOST_DAYS or step.minutes is not None:
        raise ValueError(days)
    until = None if step.until is None else step.until + days - step.days
    return step.model_copy(update={"days": days, "until": until})


STEP_FIELDS: Mapping[str, Callable[[Step, Any], Step]] = {
    "days": _days,
    "at": lambda step, hour: step.model_copy(update={"at": hour}),
    "to": lambda step, readers: step.model_copy(update={"to": readers}),
    "on": lambda step, on: step.model_copy(update={"on": bool(on)}),
}


def last_day(period: str) -> date:
    """The last day of a period by its name: 2026, 2026-H1, 2026-Q3."""
    year, _, part = period.partition("-")
    months = {"Q": 3, "H": 6}.get(part[:1], 12) * int(part[1:] or 1)
    following = date(int(year) + months // 12, months % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
