"""Counts of people: the table `counts.tsv` and properties for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.understand.numbers import HIGHEST, Count, read_count, read_integers
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.tables import expected, rows


def count(cell: str) -> Count:
    return Count(int(cell.lstrip("~")), estimated=cell.startswith("~"))


@pytest.mark.parametrize(("language", "text", "cell"), rows("counts.tsv"))
def test_a_phrase_gives_its_count(language: str, text: str, cell: str) -> None:
    assert read_count(text) == expected(cell, count)


@pytest.mark.parametrize("separator", ["", " ", ".", ",", "'", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("frame", ["{}", " {} ", "{} de persoane", "{} человек", "Total: {}", "{}."])
@settings(max_examples=20)
@given(number=st.integers(0, HIGHEST))
def test_a_number_is_itself_in_every_format(separator: str, frame: str, number: int) -> None:
    text = frame.format(f"{number:,}".replace(",", separator))
    assert read_count(text) == Understood(Count(number, estimated=False))


@pytest.mark.parametrize("first_digit", ["٠", "０", "०"])
@given(number=st.integers(0, 9999))
def test_digits_of_other_scripts_are_the_same_number(first_digit: str, number: int) -> None:
    text = "".join(chr(ord(first_digit) + int(digit)) for digit in str(number))
    assert read_count(text) == Understood(Count(number, estimated=False))


@pytest.mark.parametrize(
    "frame", ["~{}", "circa {}", "vreo {} de oameni", "около {}", "примерно {} человек", "about {}"]
)
@given(number=st.integers(0, HIGHEST))
def test_a_word_for_about_makes_it_estimated(frame: str, number: int) -> None:
    assert read_count(frame.format(number)) == Understood(Count(number, estimated=True))


@pytest.mark.parametrize("joint", ["-", "–", " - ", " sau ", " или ", " or ", ", ", "/"])
@given(low=st.integers(10, 99), more=st.integers(1, 99))
def test_a_range_asks_instead_of_guessing(joint: str, low: int, more: int) -> None:
    assert read_count(f"{low}{joint}{low + more}") == Doubt((Count(low, False), Count(low + more, False)))


@given(number=st.integers(1, HIGHEST))
def test_a_negative_number_is_not_understood(number: int) -> None:
    assert read_count(f"-{number}") is None


@given(whole=st.integers(0, 9999), fraction=st.integers(0, 99), sign=st.sampled_from(".,"))
def test_a_fraction_is_not_understood(whole: int, fraction: int, sign: str) -> None:
    assert read_count(f"{whole}{sign}{fraction}") is None


@given(st.one_of(st.text(max_size=250), st.text(alphabet="0123456789 .,-~%e+вdeoсîa/\u00a0", max_size=20)))
def test_any_text_gives_a_count_in_range_or_nothing(text: str) -> None:
    reading = read_count(text)
    understood = (reading.value,) if isinstance(reading, Understood) else ()
    asked = reading.candidates if isinstance(reading, Doubt) else ()
    assert all(0 <= count.total <= HIGHEST for count in (*understood, *asked))
    assert all(0 <= number <= HIGHEST for number in read_integers(text))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("15 10 3", (15, 10, 3)),
        ("15, 10, 3", (15, 10, 3)),
        ("15/10/3", (15, 10, 3)),
        ("1 și 3", (1, 3)),
        ("1 и 3", (1, 3)),
        ("15\n10\n3", (15, 10, 3)),
        ("25", (25,)),
        ("20-25", ()),
        ("-5", ()),
        ("12.5", ()),
        ("15 femei", ()),
        ("", ()),
    ],
)
def test_bare_numbers_are_read_in_order(text: str, numbers: tuple[int, ...]) -> None:
    assert read_integers(text) == numbers
