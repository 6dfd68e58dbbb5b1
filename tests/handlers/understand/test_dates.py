"""Days and ranges: the table `dates.tsv`, read on Wednesday 14 October 2026, and properties for any text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.dates import Period, read_period
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.tables import expected, rows

TODAY = date(2026, 10, 14)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
PIECES = st.sampled_from(
    "12 5 31 10 2026 . / - – , ; : octombrie мая mai ieri вчера sâmbătă trecută пятницу last ago în "
    "urmă din până с по și".split()
)


def period(cell: str) -> Period:
    first, _, last = cell.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(("language", "text", "cell"), rows("dates.tsv"))
def test_a_phrase_names_its_days(language: str, text: str, cell: str) -> None:
    assert read_period(text, TODAY) == expected(cell, period)


@pytest.mark.parametrize(
    "shape",
    ["{d}.{m}.{y}", "{d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}", "{d}-{m}-{y}", "{d} {m} {y}", "{y}.{m}.{d}"],
)
@given(day=DAYS)
def test_a_full_date_is_that_day_in_every_shape(shape: str, day: date) -> None:
    assert read_period(shape.format(d=day.day, m=day.month, y=day.year), TODAY) == Understood(
        Period(day, day)
    )


@given(today=DAYS, back=st.integers(0, 334))
def test_a_day_of_the_last_eleven_months_needs_no_year(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    assert read_period(f"{day.day:02}.{day.month:02}", today) == Understood(Period(day, day))


@given(today=DAYS, back=st.integers(0, 300), length=st.integers(1, 60))
def test_a_range_without_years_keeps_both_ends(today: date, back: int, length: int) -> None:
    first = today - timedelta(days=back)
    last = first + timedelta(days=length)
    text = f"{first.day:02}.{first.month:02}–{last.day:02}.{last.month:02}"
    assert read_period(text, today) == Understood(Period(first, last))


@given(
    today=DAYS,
    weekday=st.sampled_from(["luni", "marți", "среда", "joi", "в пятницу", "saturday", "duminică"]),
)
def test_a_weekday_is_one_of_the_last_seven_days(today: date, weekday: str) -> None:
    reading = read_period(weekday, today)
    assert isinstance(reading, Understood)
    assert timedelta() <= today - reading.value.first <= timedelta(days=6)


@given(
    text=st.one_of(
        st.text(max_size=150),
        st.lists(PIECES, max_size=8).map(" ".join),
        st.lists(PIECES, max_size=8).map("".join),
    ),
    today=DAYS,
)
def test_any_text_gives_days_in_order_or_nothing(text: str, today: date) -> None:
    reading = read_period(text, today)
    understood = (reading.value,) if isinstance(reading, Understood) else ()
    asked = reading.candidates if isinstance(reading, Doubt) else ()
    for days in (*understood, *asked):
        assert days.first <= days.last
        assert 1970 <= days.first.year <= days.last.year <= 2110


def test_a_very_long_text_is_no_date() -> None:
    assert read_period("12.10 " * 100, TODAY) is None


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["ieri", "mâine", "luni", "acum 999 zile", "peste 999 zile", "5", "12.10", "12-14", "last friday"]
)
def test_the_ends_of_the_calendar_do_not_break_it(today: date, text: str) -> None:
    read_period(text, today)
