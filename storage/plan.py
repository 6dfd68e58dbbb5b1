"""The plan as rows with validity dates: loading a plan file, and the plan in force on a day.

An amendment closes the old row the day before and adds a new one; rows are never deleted, so a report
of an earlier year prints the plan of its year. Models stand in ``storage.plan_models``, the file format
in ``storage.plan_file``.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Row, column, insert, or_, select, table, update

from storage.plan_file import read_file as read_file
from storage.plan_models import Activity, Header, Indicator, Objective, Plan
from storage.prepared import Prepared
from storage.schema import PlanItem

TOWN = ZoneInfo("Europe/Chisinau")
"""An amendment is in force from the day it is on in Bălți."""

KEPT = 8
"""Days whose plan stays parsed: today and the ends of the years that reports are about."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Loaded:
    """How many items a file added, changed or closed, and how many it left as they were."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True)
class _Item:
    kind: str
    code: str
    parent: str | None
    position: int
    body: dict[str, Any]


def load(connection: Connection, plan: Plan, *, now: datetime, decision: str | None = None) -> Loaded:
    """Bring the rows to what ``plan`` says; doing it again changes nothing.

    Rows of the first load are in force from the first day of the plan, later ones from the day of
    ``now``. ``decision`` names the council's decision that set them. Items that the plan no longer has
    are closed the day before.
    """
    open_rows = _open_rows(connection)
    first = plan.header.period.first
    if open_rows:
        first = max(first, now.astimezone(TOWN).date())
    items = {(item.kind, item.code): item for item in _items(plan)}
    new = [item for key, item in items.items() if key not in open_rows]
    changed = [item for key, item in items.items() if key in open_rows and _differs(item, open_rows[key])]
    gone = [row for key, row in open_rows.items() if key not in items]
    for row in [*gone, *(open_rows[item.kind, item.code] for item in changed)]:
        _close(connection, row, first, now)
    for item in [*new, *changed]:
        _open(connection, item, first, now, decision)
    if new or changed or gone:
        _set_mark(connection)
    return Loaded(len(new), len(changed) + len(gone), len(items) - len(new) - len(changed))


def found(connection: Connection, on: date) -> Plan | None:
    """The plan in force on a day; None before it begins and where none was loaded."""
    try:
        return in_force(connection, on)
    except LookupError:
        return None


def in_force(connection: Connection, on: date) -> Plan:
    """The plan in force on a day; ``LookupError`` when none is. Parsed once per state of the rows."""
    mark = _mark(connection)
    plans = _parsed.setdefault(connection.engine, {})
    plan = plans.get((on, mark))
    if plan is None:
        plan = _read(connection, on)
        if len(plans) >= KEPT:
            plans.clear()
        plans[on, mark] = plan
    return plan


_MARK = Prepared(select(column("user_version")).select_from(table("pragma_user_version")))
_parsed: "WeakKeyDictionary[Engine, dict[tuple[date, int], Plan]]" = WeakKeyDictionary()


def _mark(connection: Connection) -> int:
    """A number in the file's header, asked at every step instead of reading 82 bodies."""
    return int(_MARK.scalar(connection, {}))


def _set_mark(connection: Connection) -> None:
    """Another one with every change. A random one: the next number would come twice after a rollback."""
    connection.exec_driver_sql(f"PRAGMA user_version = {secrets.randbits(31)}")


def _read(connection: Connection, on: date) -> Plan:
    rows = connection.execute(
        select(PlanItem.kind, PlanItem.body)
        .where(PlanItem.valid_from <= on, or_(PlanItem.valid_to.is_(None), PlanItem.valid_to >= on))
        .order_by(PlanItem.position)
    ).all()
    bodies: dict[str, list[dict[str, Any]]] = {"plan": [], "objective": [], "activity": [], "indicator": []}
    for row in rows:
        bodies[row.kind].append(row.body)
    if not bodies["plan"]:
        raise LookupError(f"no plan is in force on {on}")
    return Plan(
        header=Header.model_validate(bodies["plan"][0]),
        objectives=tuple(Objective.model_validate(body) for body in bodies["objective"]),
        activities=tuple(Activity.model_validate(body) for body in bodies["activity"]),
        indicators=tuple(Indicator.model_validate(body) for body in bodies["indicator"]),
    )


def _items(plan: Plan) -> Iterator[_Item]:
    """Every item with a position that keeps the order of the plan and moves only with its siblings."""
    yield _Item("plan", "plan", None, 0, _body(plan.header))
    for first, objective in enumerate(plan.objectives, 1):
        place = first * 10_000
        yield _Item("objective", objective.code, None, place, _body(objective))
        for second, activity in enumerate(plan.activities_of(objective.code), 1):
            place = first * 10_000 + second * 100
            yield _Item("activity", activity.code, objective.code, place, _body(activity))
            for third, indicator in enumerate(plan.indicators_of(activity.code), 1):
                yield _Item("indicator", indicator.code, activity.code, place + third, _body(indicator))


def _body(item: Header | Objective | Activity | Indicator) -> dict[str, Any]:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _open_rows(connection: Connection) -> dict[Key, Row[Any]]:
    rows: Sequence[Row[Any]] = connection.execute(
        select(
            PlanItem.kind,
            PlanItem.code,
            PlanItem.valid_from,
            PlanItem.parent,
            PlanItem.position,
            PlanItem.body,
        ).where(PlanItem.valid_to.is_(None))
    ).all()
    return {(row.kind, row.code): row for row in rows}


def _differs(item: _Item, row: Row[Any]) -> bool:
    return (item.parent, item.position, item.body) != (row.parent, row.position, row.body)


def _close(connection: Connection, row: Row[Any], first: date, now: datetime) -> None:
    connection.execute(
        update(PlanItem)
        .where(PlanItem.kind == row.kind, PlanItem.code == row.code, PlanItem.valid_from == row.valid_from)
        .values(valid_to=first - timedelta(days=1), loaded_at=now)
    )


def _open(connection: Connection, item: _Item, first: date, now: datetime, decision: str | None) -> None:
    """Add the row of an item. A second change on the same day replaces what that day's first one said."""
    values = {
        "valid_to": None,
        "decision": decision,
        "parent": item.parent,
        "position": item.position,
        "body": item.body,
        "loaded_at": now,
    }
    key = (PlanItem.kind == item.kind, PlanItem.code == item.code, PlanItem.valid_from == first)
    if not connection.execute(update(PlanItem).where(*key).values(values)).rowcount:
        connection.execute(
            insert(PlanItem).values(kind=item.kind, code=item.code, valid_from=first, **values)
        )
