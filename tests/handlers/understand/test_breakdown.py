"""Who the people were: the table `breakdowns.tsv` and properties for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.breakdown import Breakdown, read_breakdown
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.tables import expected, rows


def breakdown(cell: str) -> Breakdown:
    said = [] if cell == "nothing" else [pair.split("=") for pair in cell.split()]
    return Breakdown(**{name: int(number) for name, number in said})


@pytest.mark.parametrize(("language", "total", "text", "cell"), rows("breakdowns.tsv"))
def test_a_phrase_gives_its_breakdown(language: str, total: str, text: str, cell: str) -> None:
    assert read_breakdown(text, int(total) if total else None) == expected(cell, breakdown)


COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize("separator", [" ", ", ", "/", "; ", "\n"])
@given(women=COUNTS, young=COUNTS, vulnerable=COUNTS)
def test_three_bare_numbers_are_women_young_vulnerable(
    separator: str, women: int, young: int, vulnerable: int
) -> None:
    text = separator.join(map(str, (women, young, vulnerable)))
    assert read_breakdown(text) == Understood(Breakdown(women=women, young=young, vulnerable=vulnerable))


@given(
    counts=st.dictionaries(
        st.sampled_from(["femei", "bărbați", "молодых", "vulnerabili"]), COUNTS, min_size=1
    ),
    separator=st.sampled_from([", ", "; ", " și ", " и ", "\n", " "]),
    number_first=st.booleans(),
)
def test_any_subset_in_any_order_keeps_each_number_with_its_label(
    counts: dict[str, int], separator: str, number_first: bool
) -> None:
    text = separator.join(f"{n} {label}" if number_first else f"{label} {n}" for label, n in counts.items())
    labels = {"femei": "women", "bărbați": "men", "молодых": "young", "vulnerabili": "vulnerable"}
    assert read_breakdown(text) == Understood(Breakdown(**{labels[label]: n for label, n in counts.items()}))


WORDS = st.sampled_from(
    "15 10 0 femei f t v b m ж м у мол b/m , ; și de % - ~ toate все nu niciun (14-35) copii".split()
)


@given(st.one_of(st.text(max_size=250), st.lists(WORDS, max_size=9).map(" ".join)), st.none() | COUNTS)
def test_any_text_gives_counts_of_people_or_nothing(text: str, total: int | None) -> None:
    reading = read_breakdown(text, total)
    understood = (reading.value,) if isinstance(reading, Understood) else ()
    asked = reading.candidates if isinstance(reading, Doubt) else ()
    for said in (*understood, *asked):
        assert all(
            n is None or 0 <= n <= 10_000_000 for n in (said.women, said.men, said.young, said.vulnerable)
        )
