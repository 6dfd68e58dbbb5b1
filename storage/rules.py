"""The rules of the clockwork: who owes what until when, when meetings are, and the steps that tell of it.

Rules begin as a data file and are changed by rows: the newest change of a rule is in force, one for a
single period ("annual_report@2026") before one for all. Not here: what is owed by whom (``obligations``),
moments and words of a step (``handlers.proactive``).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, Field, ValidationError, model_validator
from sqlalchemy import Connection, func, insert, select

from storage.calendar import Calendar
from storage.plan_models import Frozen
from storage.schema import RuleChange as Table

FILE = Path(__file__).parent / "data" / "clockwork.yaml"

To = Literal["lead", "coordinators", "everyone", "secretariat", "invited", "silent", "coming"]
"""Who a step speaks to: the first coordinator of an organisation, all of them, also its head; the
secretariat; all who are invited to a meeting, those of them who did not answer, those who come."""


def _hour(text: str) -> str:
    time.fromisoformat(text)
    return text


Hour = Annotated[str, Field(pattern=r"^\d\d:\d\d$"), AfterValidator(_hour)]


class On(Frozen):
    """A day that follows from a period, see the head of the file; ``after`` is another rule of the period."""

    base: Literal["first", "last"] = "last"
    months: int = 0
    day: int | None = Field(default=None, ge=1, le=31)
    days: int = 0
    move: Literal["after", "before", "none"] = "none"
    after: str | None = None
    working_days: int = 0

    def of(self, first: date, last: date, calendar: Calendar) -> date:
        """The day for a period from ``first`` to ``last``."""
        base = first if self.base == "first" else last
        if self.months or self.day is not None:
            year, month = divmod(base.year * 12 + base.month - 1 + self.months, 12)
            longest = monthrange(year, month + 1)[1]
            base = date(year, month + 1, min(self.day or base.day, longest))
        return moved(base + timedelta(days=self.days), self.move, calendar)


def moved(day: date, move: str, calendar: Calendar) -> date:
    """Where a day goes on which the town hall does not work."""
    if move == "after":
        return calendar.next_working(day)
    return calendar.working_before(day) if move == "before" else day


class Step(Frozen):
    """One message of a rule: when, until when it is of use, to whom, and its right before others."""

    name: str
    anchor: Literal["due", "opens", "first", "start"] = "due"
    days: int = 0
    minutes: int | None = None
    at: Hour = "10:00"
    until: int | None = None
    until_minutes: int | None = None
    to: To
    rank: Literal["invitation", "last", "overdue", "other"] = "other"
    on: bool = True

    @model_validator(mode="after")
    def _ends_some_day(self) -> Self:
        if (self.until is None) == (self.until_minutes is None):
            raise ValueError("a step needs 'until' or 'until_minutes', not both")
        if self.until is not None and self.until < self.days:
            raise ValueError("'until' comes after 'days'")
        return self


class Rule(Frozen):
    """Who owes what each period. ``items`` are indicators or activities; none: all no other rule names."""

    code: str
    owes: Literal["members", "secretariat"]
    kind: Literal["report", "target", "edition", "done"]
    period: Literal["year", "half_year", "quarter", "once"]
    items: tuple[str, ...] = ()
    opens: On
    due: On
    steps: tuple[Step, ...]


class MeetingRule(Frozen):
    """Which meetings there are and how people hear of them; without a ``period`` dates are set by hand."""

    code: Literal["thematic", "dialogue", "network", "other"]
    activity: str | None = None
    period: Literal["quarter", "year"] | None = None
    months: tuple[int, ...] = ()
    weekday: int = Field(default=2, ge=0, le=6)
    week: int = Field(default=3, ge=1, le=4)
    begins: Hour = "15:00"
    steps: tuple[Step, ...]

    def days_of(self, year: int, calendar: Calendar) -> tuple[date, ...]:
        """The proposed days of a year, in order; a holiday moves one to the next working day."""
        found = []
        for month in self.months:
            first = date(year, month, 1)
            ahead = (self.weekday - first.weekday()) % 7 + 7 * (self.week - 1)
            found.append(calendar.next_working(first + timedelta(days=ahead)))
        return tuple(found)


class Clockwork(Frozen):
    """All rules of the file."""

    rules: tuple[Rule, ...]
    meetings: tuple[MeetingRule, ...]


@dataclass(frozen=True)
class Rules:
    """The rules in force."""

    rules: Mapping[str, Rule]
    meetings: Mapping[str, MeetingRule]
    changed: Mapping[str, Rule | MeetingRule]

    def of(self, code: str, period: str = "") -> Rule:
        """A rule as it is for one period; ``LookupError`` for an unknown one."""
        for name in (f"{code}@{period}", code):
            found = self.changed.get(name)
            if isinstance(found, Rule):
                return found
        return self.rules[code]

    def meeting(self, kind: str) -> MeetingRule:
        """The rule of a kind of meeting."""
        found = self.changed.get(kind)
        return found if isinstance(found, MeetingRule) else self.meetings[kind]

    def all(self) -> tuple[Rule, ...]:
        """Every rule of something owed, as it is in general."""
        return tuple(self.of(code) for code in self.rules)


@cache
def defaults() -> Clockwork:
    """What the file says; raises ``ValueError`` when it is not as it must be."""
    return Clockwork.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def load(connection: Connection) -> Rules:
    """The rules in force; a stored change that this release cannot read any more is left out."""
    newest = select(func.max(Table.id)).group_by(Table.rule)
    rows = connection.execute(select(Table.rule, Table.body).where(Table.id.in_(newest)))
    known = defaults()
    changed = {row.rule: one for row in rows if (one := _read(row.rule, row.body)) is not None}
    return Rules({one.code: one for one in known.rules}, {one.code: one for one in known.meetings}, changed)


def change(
    connection: Connection, now: datetime, name: str, rule: Rule | MeetingRule, by: int | None
) -> None:
    """Put a changed rule in force; ``name`` is its code, with "@period" for a single period."""
    values = {"rule": name, "body": rule.model_dump(mode="json"), "changed_by": by, "changed_at": now}
    connection.execute(insert(Table).values(values))


def _read(name: str, body: Mapping[str, Any]) -> Rule | MeetingRule | None:
    code = name.partition("@")[0]
    meeting = code in {one.code for one in defaults().meetings}
    try:
        return MeetingRule.model_validate(body) if meeting else Rule.model_validate(body)
    except ValidationError:
        return None
