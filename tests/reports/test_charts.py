"""The two charts: what they say, that they are the same bytes each time, and fit a phone."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from reports import charts, findings
from reports.build import chart_sentence, drawn
from tests.reports import demo
from tests.support.counted import D02


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_the_same_figures_give_the_same_bytes(language: str) -> None:
    first = drawn(demo.year(), demo.words(language))
    second = drawn(demo.year(), demo.words(language))
    assert list(first) == ["status", "degree"]
    assert first == second


def test_a_picture_is_as_wide_as_a_phone_needs_and_says_what_it_shows() -> None:
    for chart in drawn(demo.year(), demo.words("ro")).values():
        assert Image.open(BytesIO(chart.png)).width == 1200
        assert chart.caption in ElementTree.tostring(ElementTree.fromstring(chart.svg), encoding="unicode")
        assert len(chart.alternative) > len(chart.caption)


def test_the_board_counts_every_activity_once() -> None:
    board = findings.board(demo.year(), demo.words("ro"))
    assert board is not None
    assert len(board.rows) == 10
    assert sum(part.count for row in board.rows for part in row.parts) == 25
    assert sum(part.count for part in board.parts) == 25
    assert board.title == "Anul 2026: 12 activități ale Planului au înregistrări acceptate, din 25 în total"


def test_degrees_show_the_17_targets_with_true_values() -> None:
    degrees = findings.degrees(demo.year(), demo.words("ro"))
    assert degrees is not None
    assert len(degrees.rows) == 17
    shown = {row.label.split()[0]: row.value for row in degrees.rows}
    assert shown["1.1.a"] == "1 din 4 · 25\N{NO-BREAK SPACE}%"
    assert shown["4.1.a"] == "1 din 2 · 50\N{NO-BREAK SPACE}%"
    assert shown["1.2.a"] == "nu · 0\N{NO-BREAK SPACE}%"
    assert degrees.title == "Anul 2026: 2 indicatori și-au atins ținta, din 17 cu țintă"


def test_a_full_degree_with_a_broken_rhythm_is_not_a_target_reached() -> None:
    december = tuple(
        replace(
            D02, id=id, number=f"BLT-2026-{id:04}", date_from=date(2026, 12, 2), date_to=date(2026, 12, 2)
        )
        for id in (21, 22, 23, 24)
    )
    degrees = findings.degrees(demo.year(december), demo.words("ro"))
    assert degrees is not None
    (row,) = (row for row in degrees.rows if row.label.startswith("2.1.a"))
    assert (row.degree, row.tone) == (1, "yellow")
    assert degrees.title.startswith("Anul 2026: 0 indicatori")


def test_a_late_yellow_and_a_late_red_have_different_words() -> None:
    board = findings.board(demo.year(as_of=demo.RUNNING), demo.words("ro"))
    assert board is not None
    assert len({part.label for part in board.parts}) == len(board.parts)


def test_without_records_a_sentence_stands_for_the_chart() -> None:
    empty, words = demo.year(()), demo.words("ro")
    assert drawn(empty, words) == {}
    assert chart_sentence(empty, words, "status") == "Nu s-au raportat date."


def test_a_word_that_does_not_fit_its_bar_leaves_the_count() -> None:
    part = findings.Part("fără activitate raportată", "grey", 3)
    assert charts._fitting(part, 4) == (["fără activitate raportată: 3"], 11.5)
    assert charts._fitting(part, 1.2)[1] == 9
    assert charts._fitting(part, 0.4) == (["3"], 11.5)
