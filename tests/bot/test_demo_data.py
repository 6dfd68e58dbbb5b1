"""The demo's year is entered like any other, whenever the demo is started, and gives the expected figures."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.demo_data import fill
from reports.figures import figures
from storage import counted, plan
from storage.database import tool_connection
from storage.schema import Base
from tests.reports.test_figures_of_the_demo import VALUES
from tests.support.counted import PLAN_FILE


def filled(folder: Path, today: date) -> dict[str, int]:
    """The indicators that are not zero, of the year that most of the records lie in."""
    now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    with tool_connection(f"sqlite:///{folder / 'demo.sqlite'}") as connection:
        Base.metadata.create_all(connection)
        plan.load(connection, plan.read_file(PLAN_FILE), now=now)
        fill(connection, now, today)
        fill(connection, now, today)
        records = counted.approved(connection, date(2025, 1, 1), date(2030, 12, 31))
        assert len(records) == 13
        assert all(one.activity for one in records)
        shown = figures(plan.in_force(connection, today), records, 2026, date(2027, 2, 1), {1, 2, 3, 4, 5, 6})
    return {one.indicator.code: one.value for one in shown.indicators if one.value}


def test_the_figures_of_the_demo_are_the_expected_ones(tmp_path: Path) -> None:
    assert filled(tmp_path, date(2026, 12, 20)) == VALUES | {"1.1.a": 3, "1.1.b": 63}


@pytest.mark.parametrize("month", range(1, 13))
def test_it_can_be_started_in_any_month(tmp_path: Path, month: int) -> None:
    filled(tmp_path, date(2027, month, 1))
