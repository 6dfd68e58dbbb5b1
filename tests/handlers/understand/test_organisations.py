"""Names that may be one organisation spelled twice, and those that only have what all names have."""

import pytest

from handlers.understand.organisations import alike, core


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asociația Obștească „Exemplu Speranța”", "AO Exemplu Speranta"),
        ("Exemplu Speranța", "Exemplu Speranțe"),
        ("Caritas", "Caritas Bălți"),
        ("Общественная организация «Пример»", "ОО Пример, мун. Бэлць"),
        ("Speranța Nouă", "Noua Speranță"),
        ("Fundația", "Fundația"),
    ],
)
def test_one_name_spelled_twice_is_suspected(one: str, other: str) -> None:
    assert alike(core(one), core(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asociația Obștească „Pro”", "Asociația Obștească „Dar”"),
        ("Școala nr. 1", "Școala nr. 2"),
        ("ONG Test 12", "ONG Test 21"),
        ("Exemplu Nord", "Exemplu Punte"),
        ("Centrul de Tineret", "Centrul de Creație"),
    ],
)
def test_what_all_names_have_in_common_makes_nobody_alike(one: str, other: str) -> None:
    assert not alike(core(one), core(other))
