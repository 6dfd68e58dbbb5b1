"""Reading a plan file (YAML): objectives that hold activities that hold indicators, into one ``Plan``.

Every problem of a file is told at once, one line each, by the code of the item and the name of the field.
Not here: the rows that a plan is kept in (``storage.plan``).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from storage.plan_models import Activity, Frozen, Header, Indicator, Objective, Plan

M = TypeVar("M", bound=Frozen)

LABEL = 28
"""Letters that a one-column button shows on a phone."""

CEDILLA = frozenset("şţŞŢ")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Both read plain values only; the one in C, where it was built, takes a tenth of the time."""


def read_file(path: Path) -> Plan:
    """The plan that a file describes; ``ValueError`` with a line per problem, ``OSError`` without a file."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - it is a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())}") from error
    problems: list[str] = []
    plan = _plan(data if isinstance(data, dict) else {}, problems)
    if plan is not None:
        problems.extend(_contradictions(plan))
    if plan is None or problems:
        raise ValueError("\n".join(f"{path.name}: {problem}" for problem in problems))
    return plan


def _plan(data: dict[str, Any], problems: list[str]) -> Plan | None:
    header = _model(Header, data.get("header"), "header", problems)
    objectives, activities, indicators = _flat(data)
    parsed_objectives = [_item(Objective, item, problems) for item in objectives]
    parsed_activities = [_item(Activity, item, problems) for item in activities]
    parsed_indicators = [_item(Indicator, item, problems) for item in indicators]
    if problems or header is None:
        return None
    return Plan(
        header=header,
        objectives=tuple(item for item in parsed_objectives if item),
        activities=tuple(item for item in parsed_activities if item),
        indicators=tuple(item for item in parsed_indicators if item),
    )


def _flat(data: dict[str, Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """The nested lists as three flat ones, each item knowing the code of the item above."""
    objectives, nested = _split(data.get("objectives"), "activities", "objective")
    activities, nested = _split(nested, "indicators", "activity")
    return objectives, activities, nested


def _split(items: Any, below: str, parent: str) -> tuple[list[Any], list[Any]]:
    """Items without their lists ``below``, and what those lists hold with the code of its parent."""
    flat: list[Any] = []
    nested: list[Any] = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            flat.append(item)
            continue
        flat.append({key: value for key, value in item.items() if key != below})
        for child in item.get(below) or []:
            nested.append({**child, parent: item.get("code")} if isinstance(child, dict) else child)
    return flat, nested


def _item(model: type[M], data: Any, problems: list[str]) -> M | None:
    code = data.get("code", "without a code") if isinstance(data, dict) else repr(data)
    return _model(model, data, f"{model.__name__.lower()} {code}", problems)


def _model(model: type[M], data: Any, name: str, problems: list[str]) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            place = ".".join(str(part) for part in problem["loc"])
            problems.append(f"{name}: {place + ': ' if place else ''}{problem['msg']}")
        return None


def _contradictions(plan: Plan) -> Iterator[str]:
    """What single items cannot see: doubled codes, unknown parties, long labels, cedilla letters."""
    items: list[Objective | Activity | Indicator] = [*plan.objectives, *plan.activities, *plan.indicators]
    for code, times in Counter(item.code for item in items).items():
        if times > 1:
            yield f"code {code} stands {times} times"
    for activity in plan.activities:
        for party in sorted(set(activity.responsible) - set(plan.header.parties)):
            yield f"activity {activity.code}: party {party} is not among header.parties"
        if not plan.indicators_of(activity.code):
            yield f"activity {activity.code}: has no indicator"
    labelled: list[Objective | Activity] = [*plan.objectives, *plan.activities]
    for labelled_item in labelled:
        for language, label in labelled_item.short.model_dump().items():
            if len(label) > LABEL:
                yield f"{labelled_item.code}: short.{language} has {len(label)} letters, at most {LABEL} fit"
    for item in items:
        if CEDILLA & set(item.model_dump_json()):
            yield f"{item.code}: letters with a cedilla; ș and ț have a comma below"
