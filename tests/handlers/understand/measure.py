"""How well the quick report is read: precision and recall of each field over a half of the gold set."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handlers.understand.fold import fold
from handlers.understand.quick import Sort, Told, read_report
from handlers.understand.quick_subject import Activity
from handlers.understand.result import Understood
from storage.plan_file import read_file

GOLD = Path(__file__).with_name("gold")
PLAN = Path("storage/data/plan-2026-2030.yaml")
FIELDS = ("activity", "kind", "held", "place", "total", "women", "young", "vulnerable")
ASK = "?"


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``fields`` is None when it is no report."""

    language: str
    say: str
    today: date
    places: tuple[str, ...]
    fields: dict[str, Any] | None


@dataclass
class Measured:
    """Counts by field; ``report`` is whether a report is recognised at all."""

    asserted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    missed: list[tuple[str, str, Any]] = field(default_factory=list)

    def precision(self, name: str) -> float:
        """Of what was understood, how much is right."""
        return self.right[name] / self.asserted[name] if self.asserted[name] else 1.0

    def recall(self, name: str) -> float:
        """Of what was said, how much was understood; sentences that were not taken for a report count too."""
        return self.right[name] / self.said[name] if self.said[name] else 1.0


@cache
def activities() -> tuple[Activity, ...]:
    """All activities of the plan."""
    plan = read_file(PLAN)
    return tuple(
        Activity(
            one.code,
            (*one.words.ro, *one.words.ru),
            one.reports["event"].kinds if "event" in one.reports else (),
        )
        for one in plan.activities
    )


def sentences(half: str) -> Iterator[Sentence]:
    """The sentences of a half, each with the day it was written on."""
    data = yaml.safe_load((GOLD / f"{half}.yaml").read_text(encoding="utf-8"))
    for language in ("ro", "ru"):
        for entry in data[language]:
            yield Sentence(
                language,
                entry["say"],
                entry.get("today", data["today"]),
                tuple(data["places"]),
                entry.get("report"),
            )


def measure(half: str, language: str | None = None) -> Measured:
    """Read every sentence of a half and compare."""
    measured = Measured()
    for sentence in sentences(half):
        if language in (None, sentence.language):
            told = read_report(sentence.say, sentence.today, activities(), sentence.places)
            _compare(measured, sentence, told)
    return measured


def understood(told: Told) -> dict[str, Any]:
    """The fields that a message is taken to say, as the gold set writes them."""
    readings = {
        "activity": told.activity,
        "kind": told.kind,
        "held": told.held,
        "place": told.place,
        "total": told.total,
    }
    sure: dict[str, Any] = {name: one.value for name, one in readings.items() if isinstance(one, Understood)}
    if "held" in sure:
        first, last = sure["held"].first.isoformat(), sure["held"].last.isoformat()
        sure["held"] = first if first == last else f"{first}..{last}"
    if "total" in sure:
        sure["total"] = sure["total"].total
    groups = {name: getattr(told.groups, name) for name in ("women", "young", "vulnerable")}
    return sure | {name: number for name, number in groups.items() if number is not None}


def _compare(measured: Measured, sentence: Sentence, told: Told) -> None:
    expected = sentence.fields or {}
    accepted = told.sort is Sort.REPORT
    measured.asserted["report"] += accepted
    measured.said["report"] += sentence.fields is not None
    measured.right["report"] += accepted and sentence.fields is not None
    if accepted is not (sentence.fields is not None):
        measured.wrong.append((sentence.say, "report", sentence.fields is not None, told.sort))
    found = understood(told) if accepted else {}
    for name in FIELDS:
        wanted = expected.get(name)
        if wanted not in (None, ASK):
            measured.said[name] += 1
        if sentence.fields is not None and name in found:
            measured.asserted[name] += 1
            hit = _same(wanted, found[name])
            measured.right[name] += hit
            if not hit:
                measured.wrong.append((sentence.say, name, wanted, found[name]))
        elif wanted not in (None, ASK):
            measured.missed.append((sentence.say, name, wanted))


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, list):
        return any(_same(one, found) for one in wanted)
    return wanted is not None and fold(str(wanted)) == fold(str(found))
