"""From when to when something lasts: phrases in three languages, and every way to write two months."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.result import Doubt, Understood
from handlers.understand.spans import Span, read_span
from tests.handlers.understand.tables import expected, rows

TODAY = date(2026, 10, 14)
RO = (
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"
).split()
RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
FRAMES = (
    "{m1:02d}.{y1}–{m2:02d}.{y2}",
    "{m1:02d}.{y1} - {m2:02d}.{y2}",
    "{m1}/{y1} - {m2}/{y2}",
    "{y1}-{m1:02d} - {y2}-{m2:02d}",
    "{ro1} {y1} – {ro2} {y2}",
    "din {ro1} {y1} până în {ro2} {y2}",
    "с {ru1} {y1} по {ru2} {y2}",
    "с {ru1} {y1} г. до {ru2} {y2} г.",
    "{ro1}, {y1} - {ro2}, {y2}",
)


def span(cell: str) -> Span:
    first, last = cell.split("..")
    return Span(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@pytest.mark.parametrize(("language", "text", "cell"), rows("spans.tsv"))
def test_a_phrase_gives_its_span(language: str, text: str, cell: str) -> None:
    assert read_span(text, TODAY) == expected(cell, span)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("month", range(1, 13))
def test_two_months_are_themselves_in_every_spelling(frame: str, month: int) -> None:
    other = month % 12 + 1
    text = frame.format(
        m1=month,
        m2=other,
        y1=2026,
        y2=2027,
        ro1=RO[month - 1],
        ro2=RO[other - 1],
        ru1=RU[month - 1],
        ru2=RU[other - 1],
    )
    assert read_span(text, TODAY) == Understood(Span(date(2026, month, 1), last_of(2027, other)))


@pytest.mark.parametrize("months", [1, 2, 6, 12, 18, 24, 36])
@pytest.mark.parametrize(
    "frame", ["03.2026, {n} luni", "martie 2026, {n} luni", "с марта 2026 на {n} месяцев"]
)
def test_a_length_is_counted_from_the_first_month(frame: str, months: int) -> None:
    at = 2026 * 12 + 2 + months - 1
    last = last_of(at // 12, at % 12 + 1)
    assert read_span(frame.format(n=months), TODAY) == Understood(Span(date(2026, 3, 1), last))


@pytest.mark.parametrize("frame", ["{}", "luna {}", "в {}"])
def test_one_month_is_asked_whether_it_ends_there(frame: str) -> None:
    reading = read_span(frame.format("05.2026"), TODAY)
    assert reading == Doubt((Span(date(2026, 5, 1), date(2026, 5, 31)), Span(date(2026, 5, 1), None)))


@given(text=st.text(max_size=130))
def test_no_text_breaks_it(text: str) -> None:
    read_span(text, TODAY)
