"""One message in two languages: which words are Romanian, which are Russian."""

import pytest

from handlers.understand.bilingual import Both, split_text, split_title

RO, RU = "Vă așteptăm la ora 15:00.\nDuceți buletinele.", "Ждём вас в 15:00."


@pytest.mark.parametrize(
    ("text", "both"),
    [
        (f"{RO}\n\n{RU}", Both(RO, RU)),
        (f"{RU}\n\n{RO}", Both(RO, RU)),
        (f"{RO}\n---\n{RU}", Both(f"{RO}\n---", RU)),
        (RO, Both(RO, "")),
        (RU, Both("", RU)),
        ("Vă așteptăm la «Дом культуры»", Both("Vă așteptăm la «Дом культуры»", "")),
        (f"{RO}\n{RU}\n{RO}", Both(f"{RO}\n{RU}\n{RO}", "")),
        ("15:00", Both("15:00", "")),
        ("", Both("", "")),
    ],
)
def test_a_text_is_parted_where_its_letters_change_once(text: str, both: Both) -> None:
    assert split_text(text) == both


@pytest.mark.parametrize(
    ("title", "both"),
    [
        ("Reuniunea Rețelei / Встреча Сети", Both("Reuniunea Rețelei", "Встреча Сети")),
        ("Встреча Сети | Reuniunea Rețelei", Both("Reuniunea Rețelei", "Встреча Сети")),
        ("Reuniunea Rețelei\nВстреча Сети", Both("Reuniunea Rețelei", "Встреча Сети")),
        ("Copii / tineri", Both("Copii / tineri", "")),
        ("Встреча   Сети", Both("", "Встреча Сети")),
    ],
)
def test_a_title_is_parted_by_a_stroke_between_two_languages(title: str, both: Both) -> None:
    assert split_title(title) == both


def test_a_single_language_is_named() -> None:
    assert (split_text(RO).only, split_text(RU).only, split_text(f"{RO}\n{RU}").only) == ("ro", "ru", None)
