"""Typed answers to choices: the table `choices.tsv`, search for an activity, properties for any text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understand.choices import Option, rank, read_choice, read_choices, read_yes_no
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.tables import expected, rows

GROUPS = (
    Option("elderly", ("Vârstnici", "Пожилые люди", "Older people")),
    Option(
        "disabilities",
        ("Dizabilități", "Persoane cu dizabilități", "Люди с инвалидностью", "Инвалидность", "Disabilities"),
    ),
    Option("refugees", ("Refugiați", "Беженцы", "Refugees")),
    Option("minorities", ("Minorități", "Меньшинства", "Minorities")),
    Option("low_income", ("Venituri mici", "Низкий доход", "Low income")),
    Option("other", ("Altele", "Другое", "Other")),
)


def ids(cell: str) -> tuple[str, ...]:
    return () if cell == "nothing" else tuple(cell.split())


def _rows(reader: str) -> list[tuple[str, ...]]:
    return [row[1:] for row in rows("choices.tsv") if row[0] == reader]


@pytest.mark.parametrize(("text", "cell"), _rows("one"))
def test_a_typed_answer_is_one_choice(text: str, cell: str) -> None:
    assert read_choice(text, GROUPS) == expected(cell, str)


@pytest.mark.parametrize(("text", "cell"), _rows("many"))
def test_a_typed_answer_may_be_several_choices(text: str, cell: str) -> None:
    assert read_choices(text, GROUPS) == expected(cell, ids)


@pytest.mark.parametrize(("text", "cell"), _rows("yesno"))
def test_yes_and_no_are_understood(text: str, cell: str) -> None:
    assert read_yes_no(text) == expected(cell, lambda said: said == "yes")


ACTIVITIES = (
    Option(
        "1.1",
        (
            "1.1",
            "Sesiuni de instruire pe teme de management ONG",
            "Тренинги по управлению НПО",
            "Training sessions",
        ),
    ),
    Option("2.1", ("2.1", "Reuniuni tematice", "Тематические встречи", "Thematic meetings")),
    Option("3.1", ("3.1", "Campanii publice de promovare", "Публичные кампании", "Public campaigns")),
    Option(
        "3.2", ("3.2", "Buletin informativ trimestrial", "Ежеквартальный бюллетень", "Quarterly newsletter")
    ),
    Option(
        "5.1",
        (
            "5.1",
            "Ateliere de stimulare a voluntariatului",
            "Мастерские волонтёрства",
            "Volunteering workshops",
        ),
    ),
    Option("10.2", ("10.2", "Sănătate prin sport", "Здоровье через спорт", "Health through sport")),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("3.2", "3.2"),
        ("10.2", "10.2"),
        ("10.2 Sănătate prin sport", "10.2"),
        ("sport", "10.2"),
        ("спорт", "10.2"),
        ("спортивное", "10.2"),
        ("sanatate", "10.2"),
        ("sănătății", "10.2"),
        ("instruire", "1.1"),
        ("instruiri", "1.1"),
        ("INSTRUIRE", "1.1"),
        ("тренинг", "1.1"),
        ("training", "1.1"),
        ("reuniune", "2.1"),
        ("встреча", "2.1"),
        ("campanie", "3.1"),
        ("кампания", "3.1"),
        ("buletin", "3.2"),
        ("newsleter", "3.2"),
        ("voluntari", "5.1"),
        ("волонтеры", "5.1"),
        ("atelier de voluntariat", "5.1"),
    ],
)
def test_a_typed_word_finds_its_activity(text: str, first: str) -> None:
    assert rank(text, ACTIVITIES)[:1] == (first,)


@pytest.mark.parametrize("text", ["", "...", "xyz", "9.9", "fotografie", "\u200b"])
def test_a_word_of_no_activity_finds_nothing(text: str) -> None:
    assert rank(text, ACTIVITIES) == ()


def test_a_label_that_looks_like_another_place_is_asked() -> None:
    suggestions = (Option("three", ("3",)), Option("fifteen", ("15",)), Option("one", ("1",)))
    assert read_choice("15", suggestions) == Understood("fifteen")
    assert read_choice("3", suggestions) == Doubt(("three", "one"))
    assert read_choice("-15", suggestions) is None


def test_a_label_that_two_choices_share_is_asked() -> None:
    twins = (Option("a", ("Speranța",)), Option("b", ("Speranta",)))
    assert read_choice("speranța", twins) == Doubt(("a", "b"))


@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda label: f" „{label}”. "])
def test_every_label_and_number_can_be_typed(change: Callable[[str], str]) -> None:
    for place, option in enumerate(GROUPS, start=1):
        assert read_choice(str(place), GROUPS) == Understood(option.id)
        assert all(read_choice(change(label), GROUPS) == Understood(option.id) for label in option.labels)


@given(
    st.sets(st.sampled_from(GROUPS), min_size=1), st.sampled_from([", ", "; ", " și ", " и ", " and ", "\n"])
)
def test_labels_joined_in_any_way_are_those_choices(chosen: set[Option], joint: str) -> None:
    picked = sorted(chosen, key=lambda option: option.id)
    assert read_choices(joint.join(option.labels[0] for option in picked), GROUPS) == Understood(
        tuple(option.id for option in picked)
    )


@given(st.text(max_size=400))
def test_any_text_gives_only_ids_of_the_list(text: str) -> None:
    known = {option.id for option in GROUPS}
    one, many, yes_no = read_choice(text, GROUPS), read_choices(text, GROUPS), read_yes_no(text)
    assert isinstance(yes_no, Understood | Doubt | None)
    if isinstance(one, Understood):
        assert one.value in known
    if isinstance(one, Doubt):
        assert set(one.candidates) <= known
        assert len(one.candidates) <= 5
    if isinstance(many, Understood):
        assert set(many.value) <= known
    assert set(rank(text, GROUPS)) <= known
    assert len(rank(text, GROUPS)) <= 5
