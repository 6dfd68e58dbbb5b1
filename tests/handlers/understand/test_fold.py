"""Letters made comparable: what is kept, what is dropped and what becomes equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.fold import fold, is_blank, plain, tidy


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  două   cuvinte ", "două cuvinte"),
        ("Şedinţă ŞI ţară", "Ședință ȘI țară"),
        ("s\u0327coala\u0306", "școală"),
        ("1\u00a0250\u202f000", "1 250 000"),
        ("a\u200bb\u202ec\u2066d\ufeffe", "abcde"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("\ud800a\udfff", "a"),
        ("rând\r\nnou\u2028al treilea", "rând\nnou\nal treilea"),
        ("a \n b", "a\nb"),
        ("\ttab", "tab"),
        ("a" + "\u0301" * 300, "á\u0301\u0301"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("\u2800\u3164", ""),
        ("ёлка й", "ёлка й"),
    ],
)
def test_tidy_keeps_the_words_and_drops_what_cannot_be_seen(text: str, kept: str) -> None:
    assert tidy(text) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Şedinţe", "sedinte"),
        ("ședință", "SEDINTA"),
        ("МОЛОДЁЖЬ", "молодежь"),
        ("йод", "ЙОД"),
        ("Biblioteca „Coșeriu”", "biblioteca coseriu"),
        ("А.О. «Надежда»", "а о надежда"),
        ("țară", "ţară"),
        ("２５", "25"),
        ("٢٥", "25"),
        ("3.2", "3 2"),
    ],
)
def test_fold_makes_spellings_of_one_word_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(), max_size=60))
def test_no_cleaned_text_holds_what_a_document_refuses(text: str) -> None:
    for cleaned in (tidy(text), plain(text), fold(text)):
        assert all(letter == "\n" or letter >= " " for letter in cleaned)
        cleaned.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u00a0", "\u200b\u200d", "\u200e\u200f\u202e", "\x00", "\u3164"]
)
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "0", "👍", " я "])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text(max_size=300))
def test_a_text_with_a_letter_is_never_blank(text: str) -> None:
    assert not is_blank(text + "a")
