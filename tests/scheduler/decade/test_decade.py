"""Simulated years: nothing wrong, nothing doubled, nothing missed that was of use; mutants are noticed."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import Any, TypeGuard
from unittest.mock import patch

import pytest

from handlers.meetings import due as meetings_due
from handlers.proactive import decide, members, steps
from storage import obligations, outbox
from storage.calendar import Calendar
from tests.scheduler.decade.facts import easter
from tests.scheduler.decade.trial import play

FAILED_ONCE: tuple[int, ...] = ()
"""Seeds that found something: they are played again."""

USUAL = {"annual_report:m2", "annual_report:p1", "annual_report:calls", "meeting:silent", "meeting:tomorrow"}
USUAL |= {"meeting:today", "meeting:minutes", "yearly:m30", "newsletter:m2", "publication:p1"}
"""Steps that any year tells of, whatever happens."""

LONGEST = 150
ROOT = Path(__file__).parent


@pytest.mark.parametrize("seed", [1, *FAILED_ONCE])
async def test_a_year_of_thirty_organisations_is_as_the_papers_say(tmp_path: Path, seed: int) -> None:
    seen = await play(tmp_path, seed, range(2027, 2028), 30)
    assert seen.wrong == [], f"seed {seed}"
    assert set(seen.told) >= USUAL, f"seed {seed} says nothing of {USUAL - set(seen.told)}"


@pytest.mark.soak
async def test_a_decade_of_a_hundred_organisations_is_as_the_papers_say(tmp_path: Path) -> None:
    seed = SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    seen = await play(tmp_path, seed, range(2026, 2036), 100)
    print(f"{seen.ticks} ticks, {seen.told.total()} steps told")
    assert seen.wrong == [], f"seed {seed}"


@contextmanager
def a_message_too_many() -> Iterator[None]:
    """Three messages a week instead of two."""
    with patch.object(decide, "BUDGET", 3):
        yield


@contextmanager
def no_version_in_keys() -> Iterator[None]:
    """A moved meeting keeps the keys of its former day."""
    made = meetings_due._due

    def unversioned(*given: Any) -> Any:
        due = made(*given)
        return replace(due, key=re.sub(r"v\d+:", ":", due.key))

    with patch.object(meetings_due, "_due", unversioned):
        yield


@contextmanager
def late_for_ever() -> Iterator[None]:
    """The table of what is late says nothing: a step is of use for a month."""
    with patch.object(steps, "end", lambda step, anchor, calendar: _ten(anchor) + timedelta(days=60)):
        yield


def _ten(day: date) -> datetime:
    from storage.calendar import at

    return at(day, datetime.min.time().replace(hour=10))


@contextmanager
def holidays_forgotten() -> Iterator[None]:
    """Every day from Monday to Friday is a working day."""
    with patch.object(Calendar, "holiday", lambda self, day: None):
        yield


@contextmanager
def reports_settle_nothing() -> Iterator[None]:
    """A report arrives and the reminders go on."""
    with patch.object(obligations, "settle_reports", lambda *given: ()):
        yield


@contextmanager
def nothing_is_taken_back() -> Iterator[None]:
    """What waits about something settled is sent all the same."""
    with patch.object(outbox, "cancel", lambda *given: 0):
        yield


@contextmanager
def no_period_in_keys() -> Iterator[None]:
    """The steps of this year have the keys of last year's."""
    with patch.object(members, "_key", lambda one, step: f"{one.rule}:{one.organisation_id}::{step}"):
        yield


@contextmanager
def everybody_at_once() -> Iterator[None]:
    """The ladder is forgotten: each step goes to everybody of the organisation."""
    to_all = lambda one, step, people: tuple(each.person_id for each in people)  # noqa: E731
    with patch.object(members, "spoken_to", to_all):
        yield


MUTANTS = (
    a_message_too_many,
    no_version_in_keys,
    late_for_ever,
    holidays_forgotten,
    reports_settle_nothing,
    nothing_is_taken_back,
    no_period_in_keys,
    everybody_at_once,
)


@pytest.mark.soak
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
async def test_the_oracle_notices_a_mutant(tmp_path: Path, mutant: Callable[[], Any]) -> None:
    with mutant():
        try:
            seen = await play(tmp_path, 1, range(2027, 2029), 20, often_down=0.4)
        except AssertionError:
            return
    assert seen.wrong


def test_the_oracle_can_be_read_in_one_sitting_and_knows_nothing_of_the_code() -> None:
    source = (ROOT / "oracle.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    told = {line for node in ast.walk(tree) if _is_text(node) for line in _lines(node)}
    written = [line for number, line in enumerate(source.splitlines(), 1) if line and number not in told]
    assert len(written) <= LONGEST
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {"tests.scheduler.decade", "tests.scheduler.decade.facts", "tests.scheduler.decade.papers"}
    assert imported <= {"collections", "collections.abc", "datetime", *own}


def _lines(node: ast.expr | ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _is_text(node: ast.AST) -> TypeGuard[ast.Expr]:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2026, "04-12"), (2027, "05-02"), (2028, "04-16"), (2029, "04-08"), (2030, "04-28"), (2031, "04-13")],
)
def test_easter_is_that_of_the_domain_paper(year: int, day: str) -> None:
    assert f"{easter(year):%m-%d}" == day
