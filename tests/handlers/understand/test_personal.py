"""What looks like one person's data, and what only looks like a number: the table `personal.tsv`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.personal import find_personal
from tests.handlers.understand.tables import rows


@pytest.mark.parametrize(("kind", "text"), rows("personal.tsv"))
def test_a_phrase_looks_personal_or_does_not(kind: str, text: str) -> None:
    found = find_personal(text)
    assert (found.kind if found else "-") == kind, found


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(rows("personal.tsv")) >= 80


@given(st.integers(2_000_000_000_000, 2_019_999_999_999), st.sampled_from(["{}", "cod {}.", "({})", "«{}»"]))
def test_thirteen_digits_are_always_noticed(number: int, frame: str) -> None:
    found = find_personal(frame.format(number))
    assert found is not None
    assert (found.kind, found.text.strip("()")) == ("idnp", str(number))


@given(st.text())
def test_any_words_are_read_without_harm(text: str) -> None:
    find_personal(text)


def test_what_was_found_is_shown_as_it_was_written() -> None:
    found = find_personal("Sunați-o pe Ana: 069 123 456, după 17:00")
    assert found is not None
    assert found.text == "069 123 456"
