"""The reporting year and its parts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.period import parts_of, quarter_named, quarter_of, year_of


@pytest.mark.parametrize("unit", ["quarter", "half_year"])
@given(year=st.integers(2020, 2050))
def test_parts_fill_the_year_without_a_gap(unit: str, year: int) -> None:
    parts = parts_of(year, unit)  # type: ignore[arg-type]
    assert (parts[0].first, parts[-1].last) == (year_of(year).first, year_of(year).last)
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(parts))


def test_a_quarter_ends_when_its_last_day_is_over() -> None:
    first = quarter_named("2026-Q1")
    assert not first.ended(date(2026, 3, 31))
    assert first.ended(date(2026, 4, 1))


@given(st.dates(date(2020, 1, 1), date(2050, 12, 31)))
def test_every_day_lies_in_its_quarter(day: date) -> None:
    assert day in quarter_of(day)


@pytest.mark.parametrize("name", ["2026", "2026-Q5", "Q1-2026", "2026-Q", ""])
def test_a_name_that_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        quarter_named(name)
