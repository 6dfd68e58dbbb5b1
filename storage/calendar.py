"""Working days, public holidays and the hours in which people are written to unasked, by the clock in Bălți.

Pure once it is loaded: what recurs every year is a data file, days that a decision moved are rows. Not
here: what is sent when (``handlers.proactive``), deadlines (``storage.rules``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from dateutil.easter import EASTER_ORTHODOX, easter
from pydantic import field_validator, model_validator
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.plan import TOWN
from storage.plan_models import Frozen, Local
from storage.schema import MovedDay as Table

FILE = Path(__file__).parent / "data" / "calendar.yaml"
SATURDAY = 5
DAY = timedelta(days=1)


class Hours(Frozen):
    """From ``first`` until ``last``, local; ``last`` itself is outside."""

    first: time
    last: time

    @model_validator(mode="after")
    def _has_some(self) -> Self:
        if self.first >= self.last:
            raise ValueError("'first' comes before 'last'")
        return self


class Recurring(Frozen):
    """What is so every year: free days by month and day ("05-22") and by days after Easter, and hours."""

    hours: Hours
    same_day_hours: Hours
    fixed: Mapping[str, Local]
    easter: Mapping[int, Local]

    @field_validator("fixed")
    @classmethod
    def _are_days(cls, fixed: Mapping[str, Local]) -> Mapping[str, Local]:
        for day in fixed:
            date.fromisoformat(f"2028-{day}")
        return fixed


@dataclass(frozen=True)
class MovedDay:
    """A day that a decision made free or working."""

    day: date
    working: bool
    reason: str


@dataclass(frozen=True)
class Calendar:
    """The days and hours of the town hall."""

    recurring: Recurring
    moved: Mapping[date, MovedDay] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether the town hall works: Monday to Friday and no holiday, unless a decision says otherwise."""
        if day in self.moved:
            return self.moved[day].working
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def holiday(self, day: date) -> Local | None:
        """The name of the public holiday of a day; None when it is none."""
        fixed = self.recurring.fixed.get(f"{day:%m-%d}")
        return fixed if fixed is not None else self.recurring.easter.get((day - _easter(day.year)).days)

    def next_working(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_before(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add_working(self, day: date, number: int) -> date:
        """The working day so many working days after ``day``."""
        for _ in range(number):
            day = self.next_working(day + DAY)
        return day

    def is_open(self, now: datetime) -> bool:
        """Whether a message that nobody waits for may go out at this moment."""
        local = now.astimezone(TOWN)
        return self.is_working(local.date()) and _within(self.recurring.hours, local.time())

    def is_open_same_day(self, now: datetime) -> bool:
        """Whether people may hear of a change of a meeting that is held today."""
        return _within(self.recurring.same_day_hours, now.astimezone(TOWN).time())

    def open_at(self, now: datetime) -> datetime:
        """``now`` when it is open, else the first moment in UTC when it is."""
        if self.is_open(now):
            return now
        local = now.astimezone(TOWN)
        day = local.date()
        if local.time() >= self.recurring.hours.first:
            day += DAY
        return at(self.next_working(day), self.recurring.hours.first)

    def ends(self, now: datetime, same_day: bool) -> datetime:
        """The end of the hours of this day in which people may be written to, in UTC."""
        hours = self.recurring.same_day_hours if same_day else self.recurring.hours
        return at(now.astimezone(TOWN).date(), hours.last)

    def closes_at(self, day: date) -> datetime:
        """The end of the hours of a day, in UTC."""
        return at(day, self.recurring.hours.last)


def at(day: date, hour: time) -> datetime:
    """A local day and hour as a moment in UTC."""
    return datetime.combine(day, hour, TOWN).astimezone(UTC)


@cache
def recurring() -> Recurring:
    """What the file says; raises ``ValueError`` when it is not as it must be."""
    return Recurring.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def load(connection: Connection) -> Calendar:
    """The calendar with the days that were moved."""
    rows = connection.execute(select(Table.day, Table.working, Table.reason))
    return Calendar(recurring(), {row.day: MovedDay(*row) for row in rows})


def move(connection: Connection, now: datetime, moved: MovedDay, by: int | None) -> None:
    """Keep that a day is free or working; the last word about a day counts."""
    values = {"working": moved.working, "reason": moved.reason, "changed_by": by, "changed_at": now}
    connection.execute(
        insert(Table)
        .values(day=moved.day, **values)
        .on_conflict_do_update(index_elements=[Table.day], set_=values)
    )


def move_back(connection: Connection, day: date) -> bool:
    """The day is again what it is every year; False when it was not moved."""
    return connection.execute(delete(Table).where(Table.day == day)).rowcount == 1


def _within(hours: Hours, moment: time) -> bool:
    return hours.first <= moment < hours.last


@cache
def _easter(year: int) -> date:
    return easter(year, EASTER_ORTHODOX)
