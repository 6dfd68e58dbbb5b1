"""Free texts: blank ones, and those that hold something personal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.texts import is_blank, looks_personal


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IDNP 2001002003004", "idnp"),
        ("2 001 002 003 004", "idnp"),
        ("２００１００２００３００４", "idnp"),
        ("+373 69 123 456", "phone"),
        ("+37369123456", "phone"),
        ("069123456", "phone"),
        ("069 123 456", "phone"),
        ("0 69 12 34 56", "phone"),
        ("(0231) 2-35-67", "phone"),
        ("sunați la 79123456", "phone"),
        ("00373 69 123 456", "phone"),
        ("+7 (912) 345-67-89", "phone"),
        ("ana@exemplu.md", "email"),
        ("scrieți: Ana.P+ong@mail.exemplu.md.", "email"),
        ("почта: анна@пример.рф", "email"),
        ("2001002003004, ana@exemplu.md", "idnp"),
        ("25 de persoane", None),
        ("12.10.2026, 25 de persoane", None),
        ("02.10.2026 9 persoane", None),
        ("02.10.2026-04.10.2026", None),
        ("2026-10-12", None),
        ("15 10 3", None),
        ("1 250 000 lei", None),
        ("12 000 000", None),
        ("BLT-2026-0042", None),
        ("de la 10:00 la 12:00", None),
        ("@biblioteca", None),
        ("@SUM(1)", None),
        ("12345678901234", None),
        ("", None),
    ],
)
def test_personal_details_are_noticed(text: str, kind: str | None) -> None:
    assert looks_personal(text) == kind


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u00a0", "\u200b\u200d", "\u200e\u200f\u202e", "\x00", "\u3164"]
)
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "0", "👍", " я "])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert looks_personal(text) in ("idnp", "phone", "email", None)
    assert not is_blank(text + "a")
