"""The report as blocks: what it must contain, whoever prints it."""

import re

import pytest

from reports.document import Block, Document, Heading, Items, Paragraph, Table, printable
from reports.report import compose
from storage.counted import CountedRecord
from tests.reports import demo
from tests.support.counted import DEMO

LANGUAGES = ("ro", "ru", "en")


def headings(document: Document, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def tables(document: Document) -> dict[str, Table]:
    return {block.name: block for block in document.blocks if isinstance(block, Table)}


def following(document: Document, heading: str) -> list[Block]:
    start = next(
        index
        for index, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.text.startswith(heading) and block.level == 3
    )
    rest = document.blocks[start + 1 :]
    end = next((index for index, block in enumerate(rest) if isinstance(block, Heading)), len(rest))
    return list(rest[:end])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_has_its_text_also_where_nothing_was_reported(language: str) -> None:
    document = compose(demo.material(language))
    codes = [text.split(". ")[0] for text in headings(document, 3)]
    assert codes == [activity.code for activity in demo.PLAN.activities]
    assert len(codes) == 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_appendix_lists_all_46_indicators(language: str) -> None:
    material = demo.material(language)
    table = tables(compose(material))[material.words.say("report.sheet.indicators")]
    assert [row[0].text for row in table.rows] == [indicator.code for indicator in demo.PLAN.indicators]
    assert len(table.rows) == 46


def test_an_activity_without_records_says_so_in_words() -> None:
    (paragraph,) = following(compose(demo.material()), "1.2.")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Stadiul: nerealizat. Nu s-au raportat date pentru această activitate."


def test_a_figure_leads_back_to_its_record() -> None:
    paragraph, items = following(compose(demo.material()), "1.1.")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(items, Items)
    assert "1 din 4 (25\N{NO-BREAK SPACE}%)" in paragraph.text
    assert [re.findall(r"\((BLT-2026-\d{4})\)$", item) for item in items.items] == [["BLT-2026-0001"]]


@pytest.mark.parametrize("records", [(), DEMO, demo.WITH_LESSONS])
def test_chapters_are_numbered_without_a_gap(records: tuple[CountedRecord, ...]) -> None:
    chapters = [
        int(found.group(1))
        for text in headings(compose(demo.material(shown=demo.year(records))), 1)
        if (found := re.match(r"(\d+)\. ", text))
    ]
    assert chapters == list(range(1, len(chapters) + 1))


def test_a_chapter_without_data_is_left_out() -> None:
    with_lessons = headings(compose(demo.material()), 1)
    without = headings(compose(demo.material(shown=demo.year(DEMO))), 1)
    assert "4. Probleme identificate și măsuri propuse" in with_lessons
    assert not any("Probleme" in text or "Bune practici" in text for text in without)
    assert "4. Concluzii" in without


def test_a_running_year_is_marked_as_a_draft_on_the_cover_and_in_the_summary() -> None:
    document = compose(demo.material(shown=demo.year(as_of=demo.RUNNING)))
    assert document.notes[0] == "Situația la 15.10.2026. Cifre provizorii: anul nu este încheiat"
    assert any(isinstance(block, Paragraph) and "15.10.2026" in block.text for block in document.blocks)


@pytest.mark.parametrize(("language", "mark"), [("ru", "Перевод"), ("en", "Translation")])
def test_a_translation_says_that_it_is_one(language: str, mark: str) -> None:
    assert compose(demo.material(language)).notes[1].startswith(mark)


def test_the_official_heading_is_bilingual_in_every_language() -> None:
    assert len({compose(demo.material(language)).official for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_names_are_short_and_differ(language: str) -> None:
    document = compose(demo.material(language))
    names = [block.name for block in document.blocks if isinstance(block, Table)]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_letters_that_cannot_be_printed_are_taken_out_everywhere() -> None:
    dirty = (Paragraph("a\x00b\x1fc\ud800d🎉e\ufe0f❤"), Items(("x\x0by",)))
    assert printable(dirty) == (Paragraph("abcde"), Items(("xy",)))


def test_ordinary_text_is_printed_as_it_is() -> None:
    text = "„Târg” – ș ț ă «ёлка» № 5 € 10\N{NO-BREAK SPACE}% ≥ 2\n=1+1 #x $y$ <b>&amp;"
    assert printable(text) == text


def test_the_fair_of_two_organisations_stands_once_in_the_register() -> None:
    register = tables(compose(demo.material()))["Registru"]
    assert len(register.rows) == len(DEMO)
    assert [row[6].value for row in register.rows if row[0].text == "BLT-2026-0009"] == [640]
