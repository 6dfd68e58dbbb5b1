"""Every format holds the whole report and the same numbers, and prints hostile texts as they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports import build
from reports.chapters.material import Material
from reports.document import Document, Table
from reports.report import compose
from tests.reports import demo
from tests.support.counted import DEMO

FORMATS = ("docx", "pdf", "xlsx")
HOSTILE = (
    '=HYPERLINK("http://x.invalid";"y")',
    "+1+1",
    "@SUM(A1:A9)",
    "#panic() *b* $y$ @ref <label> `code` \\u{41} // x",
    "</w:t><b>&amp;]]> {name} %s",
)


@dataclass(frozen=True)
class Made:
    document: Document
    folder: Path

    def path(self, kind: str) -> Path:
        return self.folder / f"{self.document.name}.{kind}"

    @property
    def word_lines(self) -> list[str]:
        word = docx.Document(str(self.path("docx")))
        rows = ("".join(cell.text for cell in row.cells) for table in word.tables for row in table.rows)
        return [*(paragraph.text for paragraph in word.paragraphs), *rows]

    @property
    def pdf_text(self) -> str:
        return demo.squeezed("".join(page.extract_text() for page in pypdf.PdfReader(self.path("pdf")).pages))

    @property
    def sheets(self) -> Iterator[list[tuple[object, ...]]]:
        for sheet in openpyxl.load_workbook(self.path("xlsx")).worksheets:
            yield list(sheet.values)

    def text(self, kind: str) -> str:
        if kind == "pdf":
            return self.pdf_text
        if kind == "docx":
            return demo.squeezed("".join(self.word_lines))
        cells = (str(cell) for sheet in self.sheets for row in sheet for cell in row if cell is not None)
        return demo.squeezed("".join(cells))


def style_of(paragraph: Paragraph) -> str | None:
    return paragraph.style.name if paragraph.style else None


def written(material: Material, folder: Path) -> Made:
    build.write(material, FORMATS, folder, lambda stage: None)
    return Made(compose(material), folder)


@pytest.fixture(scope="module", params=["ro", "ru"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    words = demo.words(request.param)
    material = Material(demo.year(), words, None, build.drawn(demo.year(), words))
    return written(material, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize("kind", FORMATS)
def test_all_25_activities_and_46_indicators_are_in_every_format(made: Made, kind: str) -> None:
    text = made.text(kind)
    words = demo.words(made.document.language)
    for indicator in demo.PLAN.indicators:
        assert demo.squeezed(f"{indicator.code} {words.pick(indicator.label)}") in text
    for activity in demo.PLAN.activities:
        official = activity.corrected_ro or activity.text.ro
        assert demo.squeezed(official if words.language == "ro" else words.pick(activity.text)) in text


def test_the_indicator_table_has_the_same_numbers_in_every_format(made: Made) -> None:
    words, figures = demo.words(made.document.language), demo.year()
    name = words.say("report.sheet.indicators")
    table = next(block for block in made.document.blocks if isinstance(block, Table) and block.name == name)
    sheet = openpyxl.load_workbook(made.path("xlsx"))[name]
    kept = {row[0]: (row[6], row[7]) for row in sheet.iter_rows(min_row=3, values_only=True)}
    lines = {demo.squeezed(line) for line in made.word_lines}
    pdf = made.pdf_text
    for row in table.rows:
        figure = figures.indicator(row[0].text)
        printed = demo.squeezed("".join(cell.text for cell in row))
        assert printed in lines
        assert printed in pdf
        milestone = figure.indicator.kind == "milestone_bool"
        assert kept[row[0].text][0] == (row[6].text if milestone else figure.value)
        assert kept[row[0].text][1] == ("—" if figure.degree is None else pytest.approx(figure.degree))


def test_docx_repeats_headers_and_describes_pictures(made: Made) -> None:
    body = docx.Document(str(made.path("docx"))).element.body
    printed = [block for block in made.document.blocks if isinstance(block, Table)]
    headers = body.findall(f".//{qn('w:tblHeader')}")
    assert len(headers) == len(printed)
    pictures = body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == 2
    assert all(picture.get("descr") for picture in pictures)


def test_docx_names_its_language_fonts_and_contents(made: Made) -> None:
    word = docx.Document(str(made.path("docx")))
    normal = word.styles["Normal"]
    locale = {"ro": "ro-RO", "ru": "ru-RU"}[made.document.language]
    assert normal.font.name == "Times New Roman"
    assert normal.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == locale
    plain = [paragraph.text for paragraph in word.paragraphs if style_of(paragraph) == "Normal"]
    titles = [paragraph.text for paragraph in word.paragraphs if style_of(paragraph) == "Heading 1"]
    assert titles
    assert set(titles) <= set(plain)
    assert {section.orientation for section in word.sections} == {0, 1}


def test_pdf_is_tagged_embeds_its_fonts_and_has_an_outline(made: Made) -> None:
    reader = pypdf.PdfReader(made.path("pdf"))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:conformance" in metadata
    assert len(reader.outline) > 5
    pages: Any = reader.pages
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all("Tinos" in font for font in fonts)


def test_pdf_repeats_the_header_of_a_long_table(made: Made) -> None:
    title = demo.squeezed(demo.words(made.document.language).say("report.column.official"))
    pages = [demo.squeezed(page.extract_text()) for page in pypdf.PdfReader(made.path("pdf")).pages]
    assert sum(title in page for page in pages) > 1


def test_hostile_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    hostile = dict(enumerate(HOSTILE))
    records = tuple(
        replace(record, title=hostile.get(position, record.title), problem=hostile.get(position))
        for position, record in enumerate(DEMO)
    )
    result = written(demo.material(shown=demo.year(records)), tmp_path)
    for kind in FORMATS:
        text = result.text(kind)
        assert [one for one in HOSTILE if demo.squeezed(one) not in text] == [], kind
    cells = [cell for row in openpyxl.load_workbook(result.path("xlsx"))["Registru"] for cell in row]
    assert {cell.value: cell.data_type for cell in cells if cell.value in HOSTILE} == dict.fromkeys(
        HOSTILE, "s"
    )


def test_five_thousand_letters_without_a_blank_lose_none(tmp_path: Path) -> None:
    records = (replace(DEMO[0], title="Ж" * 5000 + "\x00\x0b"), *DEMO[1:])
    result = written(demo.material(shown=demo.year(records)), tmp_path)
    for kind, times in (("docx", 2), ("pdf", 2), ("xlsx", 1)):
        assert result.text(kind).count("Ж") == 5000 * times, kind
