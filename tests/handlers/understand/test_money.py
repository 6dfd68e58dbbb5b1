"""Sums of money: phrases, every way to write a number, every way to name a currency."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.understand.money import Money, read_money
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.tables import expected, rows

NAMES = {
    "MDL": ("lei", "Lei", "LEI", "leu", "MDL", "mdl", "лей", "лея", "леев", "молдавских леев"),
    "EUR": ("EUR", "eur", "euro", "Euro", "€", "евро", "ЕВРО"),
    "USD": ("USD", "usd", "$", "dolari", "долларов", "доллара", "dollars"),
    "RON": ("RON", "ron"),
    "GBP": ("GBP", "£", "фунтов"),
    "UAH": ("UAH", "₴", "hrivne", "гривен"),
    "CHF": ("CHF", "franci", "франков"),
}
NUMBERS = ("12000", "12 000", "12.000", "12'000", "12\u00a0000", "12\u202f000")
FRAMES = ("{n} {c}", "{n}{c}", "{c} {n}", "suma: {n} {c}", "всего {n} {c}.", "  {n}  {c}  ")


def money(cell: str) -> Money:
    amount, currency = cell.split(" ")
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize(("language", "text", "cell"), rows("money.tsv"))
def test_a_phrase_gives_its_sum(language: str, text: str, cell: str) -> None:
    assert read_money(text) == expected(cell, money)


@pytest.mark.parametrize(
    ("currency", "name"), [(code, name) for code, all_ in NAMES.items() for name in all_]
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_sum_is_itself_in_every_spelling(currency: str, name: str, number: str) -> None:
    for frame in FRAMES:
        if "{n}{c}" not in frame or not name[0].isalpha():
            assert read_money(frame.format(n=number, c=name)) == Understood(Money(Decimal(12000), currency))


@settings(max_examples=50)
@given(whole=st.integers(1, 9_999_999), cents=st.integers(0, 99), sign=st.sampled_from(",."))
def test_cents_are_kept_exactly(whole: int, cents: int, sign: str) -> None:
    assert read_money(f"{whole}{sign}{cents:02d} lei") == Understood(
        Money(Decimal(whole * 100 + cents) / 100, "MDL")
    )


@given(number=st.integers(1, 10_000_000))
def test_a_sum_without_a_currency_is_asked_where_there_is_no_usual_one(number: int) -> None:
    sums = tuple(Money(Decimal(number), code) for code in ("MDL", "EUR", "USD"))
    assert read_money(str(number)) == Doubt(sums)
    assert read_money(str(number), "MDL") == Understood(sums[0])


@given(text=st.text(max_size=100))
def test_no_text_breaks_it(text: str) -> None:
    read_money(text)
