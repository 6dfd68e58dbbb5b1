"""Days that are still to come, as people write them."""

from datetime import date

import pytest

from handlers.understand.ahead import read_ahead
from handlers.understand.result import Understood

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20.12", date(2026, 12, 20)),
        ("10.01", date(2027, 1, 10)),
        ("25.11", date(2026, 11, 25)),
        ("24.11", date(2027, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("31 ianuarie", date(2027, 1, 31)),
        ("29 февраля", date(2028, 2, 29)),
        ("до 20 декабря 2026 г.", date(2026, 12, 20)),
        ("până pe 20.12", date(2026, 12, 20)),
        ("until 20 December", date(2026, 12, 20)),
        ("30", date(2026, 11, 30)),
        ("3", date(2026, 12, 3)),
        ("31", date(2026, 12, 31)),
        ("mâine", date(2026, 11, 26)),
        ("завтра", date(2026, 11, 26)),
        ("miercuri", date(2026, 12, 2)),
        ("vineri", date(2026, 11, 27)),
        ("понедельник", date(2026, 11, 30)),
        ("peste 2 săptămâni", date(2026, 12, 9)),
        ("2 săptămâni", date(2026, 12, 9)),
        ("через 3 дня", date(2026, 11, 28)),
    ],
)
def test_a_day_without_a_year_is_the_coming_one(words: str, day: date) -> None:
    assert read_ahead(words, TODAY) == Understood(day)


@pytest.mark.parametrize("words", ["", "???", "cândva", "31.02", "peste 900 de ani", "x" * 300, "12.13.2026"])
def test_what_names_no_day_is_not_guessed(words: str) -> None:
    assert not isinstance(read_ahead(words, TODAY), Understood)
