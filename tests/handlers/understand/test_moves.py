"""Moved days, hours and distances as secretaries write them."""

from datetime import date

import pytest

from handlers.understand.moves import MovedDay, read_days_apart, read_hour, read_moved_day

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("24.12 liberă, hotărârea nr. 900", MovedDay(date(2026, 12, 24), False, "hotărârea nr. 900")),
        ("24 decembrie liber, decizia nr. 12", MovedDay(date(2026, 12, 24), False, "decizia nr. 12")),
        ("27 decembrie lucrătoare", MovedDay(date(2026, 12, 27), True, "")),
        ("27.12 zi lucrătoare: HG 900", MovedDay(date(2026, 12, 27), True, "HG 900")),
        ("4.05.2027 nelucrătoare, HG 1", MovedDay(date(2027, 5, 4), False, "HG 1")),
        ("24.12 выходной, решение № 900", MovedDay(date(2026, 12, 24), False, "решение № 900")),
        ("27 декабря рабочий день, решение № 900", MovedDay(date(2026, 12, 27), True, "решение № 900")),
        ("24.12 нерабочий день, решение № 900", MovedDay(date(2026, 12, 24), False, "решение № 900")),
        ("24.12 free, decision 900", MovedDay(date(2026, 12, 24), False, "decision 900")),
    ],
)
def test_a_moved_day_is_a_day_a_kind_and_a_decision(words: str, read: MovedDay) -> None:
    assert read_moved_day(words, TODAY) == read


@pytest.mark.parametrize(
    "words", ["", "24.12", "liberă", "mâine", "ceva liberă, nr. 9", "31.02 liberă, nr. 9"]
)
def test_what_names_no_day_or_no_kind_is_not_guessed(words: str) -> None:
    assert read_moved_day(words, TODAY) is None


@pytest.mark.parametrize(("words", "hour"), [("11:00", "11:00"), ("ora 9.30", "09:30"), ("в 9:05", "09:05")])
def test_an_hour(words: str, hour: str) -> None:
    assert read_hour(words) == hour


@pytest.mark.parametrize("words", ["25:00", "9:99", "nouă", "10"])
def test_what_is_no_hour(words: str) -> None:
    assert read_hour(words) is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("-10", -10),
        ("+3", 3),
        ("10 zile înainte", -10),
        ("cu 10 zile înainte de termen", -10),
        ("la 3 zile după", 3),
        ("за 10 дней до", -10),
        ("через 3 дня после", 3),
        ("10 days before", -10),
        ("20 de zile înainte", -20),
        ("9", -9),
        ("0", 0),
    ],
)
def test_a_distance_in_days(words: str, days: int) -> None:
    assert read_days_apart(words, -14) == days


@pytest.mark.parametrize("words", ["", "multe", "10 ore", "10 zile poate"])
def test_what_is_no_distance(words: str) -> None:
    assert read_days_apart(words, -14) is None
