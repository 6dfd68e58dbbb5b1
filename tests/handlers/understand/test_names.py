"""Lists of partners in people's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.choices import Option
from handlers.understand.names import Name, read_names

KNOWN = (
    Option("acr", ("ACR", "Asociația pentru Copii și Refugiați")),
    Option("hope", ("Exemplu Speranța", "НПО Надежда")),
    Option("new_hope", ("Speranța Nouă",)),
    Option("active", ("Tineri și Activi",)),
    Option("library", ("Biblioteca „Eugeniu Coșeriu”",)),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "ACR, Biblioteca „Coșeriu”, НПО Надежда",
            (
                Name("ACR", "acr"),
                Name("Biblioteca „Coșeriu”", close=("library",)),
                Name("НПО Надежда", "hope"),
            ),
        ),
        ("acr", (Name("acr", "acr"),)),
        ("ACR și Tineri și Activi", (Name("ACR", "acr"), Name("Tineri și Activi", "active"))),
        ("Tineri și Activi, ACR", (Name("Tineri și Activi", "active"), Name("ACR", "acr"))),
        ("Asociația pentru Copii și Refugiați", (Name("Asociația pentru Copii și Refugiați", "acr"),)),
        ("Speranța", (Name("Speranța", close=("hope", "new_hope")),)),
        ("Speranta Noua", (Name("Speranta Noua", "new_hope"),)),
        ("„Speranţa Nouă”", (Name("Speranţa Nouă".replace("ţ", "ț"), "new_hope"),)),
        ("Надежда", (Name("Надежда", close=("hope",)),)),
        ("Tineri si Aktivi", (Name("Tineri si Aktivi", close=("active",)),)),
        ("Casa „Pace și Bine”", (Name("Casa „Pace și Bine”"),)),
        ("Фонд «Мир, труд и май»; ACR", (Name("Фонд «Мир, труд и май»"), Name("ACR", "acr"))),
        ("1. ACR\n2. Primăria", (Name("ACR", "acr"), Name("Primăria"))),
        ("- ACR\n- Teatrul", (Name("ACR", "acr"), Name("Teatrul"))),
        ("parteneri: ACR, Biblioteca", (Name("ACR", "acr"), Name("Biblioteca", close=("library",)))),
        ("партнёры: ACR и Театр", (Name("ACR", "acr"), Name("Театр"))),
        ("ACR, acr, Acr.", (Name("ACR", "acr"),)),
        ("Liga (Bălți, Soroca)", (Name("Liga (Bălți, Soroca)"),)),
        ("Liga „neînchis, ACR", (Name("Liga „neînchis"), Name("ACR", "acr"))),
        ("fără parteneri", ()),
        ("без партнёров", ()),
        ("no partners", ()),
        ("", ()),
        (" ,;\n, ", ()),
        ("\u200b", ()),
    ],
)
def test_a_list_of_partners_is_read(text: str, names: tuple[Name, ...]) -> None:
    assert read_names(text, KNOWN) == names


@given(st.text(max_size=300))
def test_any_text_gives_names_that_say_something(text: str) -> None:
    known = {option.id for option in KNOWN}
    for name in read_names(text, KNOWN):
        assert name.text.strip() == name.text != ""
        assert name.known is None or not name.close
        assert set(name.close) <= known
