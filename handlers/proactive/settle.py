"""What settles an obligation: reports of members, approved records of the plan, somebody's word.

The values are those of the figures (``reports.counting``); nothing is counted here in another way.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from reports import counting
from reports.period import Period
from storage import obligations, plan, rules
from storage.counted import CountedRecord, approved_in
from storage.database import Connection
from storage.obligations import RECORDS, Obligation
from storage.plan import TOWN
from storage.plan_models import Plan

EDITION = (("programme", None), ("event", "info_session"))
"""What an edition of a programme needs (docs/counting.md): the programme and an information session."""

LONG = timedelta(days=800)


def settle(connection: Connection, now: datetime) -> None:
    """Bring what is owed to what came in."""
    obligations.settle_reports(connection, now)
    today = now.astimezone(TOWN).date()
    in_force = plan.found(connection, today)
    if in_force is None:
        return
    known = rules.load(connection)
    for one in obligations.of_secretariat(connection, today - LONG, today + LONG):
        kind = known.of(one.rule, one.period).kind if one.rule in known.rules else ""
        if kind in ("target", "edition") and one.first <= today:
            came, wanted = progress(connection, in_force, one, kind)
            is_there = came >= wanted
            if is_there != (one.fulfilled_at is not None):
                obligations.set_fulfilled(connection, now, one, RECORDS if is_there else None)


def progress(connection: Connection, in_force: Plan, one: Obligation, kind: str) -> tuple[int, int]:
    """How much of what is owed together came, and how much is wanted."""
    came = behind(connection, in_force, one, kind)
    if kind == "edition":
        held = [any(_is(record, *needed) for record in came) for needed in EDITION]
        return sum(held), len(EDITION)
    indicator = in_force.indicator(one.subject)
    target = indicator.target
    wanted = 1 if target is None else target.sub_period.value if target.sub_period else target.value
    return counting.value(indicator, came), wanted


def behind(connection: Connection, in_force: Plan, one: Obligation, kind: str) -> tuple[CountedRecord, ...]:
    """The records that count for it."""
    days = Period(one.first, one.last)
    records = _records(connection, days)
    if kind == "edition":
        of = (record for record in records if one.subject in counting.activities_of(record))
        return tuple(record for record in of if any(_is(record, *needed) for needed in EDITION))
    indicator = in_force.indicator(one.subject)
    return tuple(
        record
        for record in records
        if counting.counts(indicator, record) and counting.dated(indicator, record, days)
    )


def _records(connection: Connection, days: Period) -> Sequence[CountedRecord]:
    years: Iterable[int] = range(days.first.year, days.last.year + 1)
    found = {record.id: record for year in years for record in approved_in(connection, year)}
    inside = (record for record in found.values() if counting.falls_in(record, days))
    return tuple(sorted(inside, key=lambda record: record.number))


def _is(record: CountedRecord, type: str, kind: str | None) -> bool:
    return record.type == type and (kind is None or record.subtype == kind)
