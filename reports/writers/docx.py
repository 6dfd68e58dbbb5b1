"""The report as DOCX: real heading styles, a filled contents field, tables that repeat their header.

Times New Roman is named and not embedded. The parts of Word's format that python-docx has no word for
are in ``ooxml``.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from reports import style
from reports.document import (
    Block,
    Cell,
    Chart,
    Document,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from reports.writers import ooxml
from reports.writers.rows import spans

A4_MM = (210, 297)
CHART_MM = 118
HEADING_PT = (16.0, 13.5, 12.0)
CELL_MM = 1.2
LOCALES = {"ro": "ro-RO", "ru": "ru-RU", "en": "en-GB"}


def write(document: Document, path: Path) -> None:
    """Write ``document`` to ``path``."""
    word = docx.Document()
    _set_up(word, document)
    _title_page(word, document)
    _contents(word, document)
    for block in document.blocks:
        _print(word, block)
    word.save(str(path))


def _set_up(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.comments = document.title, "", ""
    properties.language = LOCALES[document.language]
    properties.created = properties.modified = datetime.combine(document.made_on, time(), UTC)
    ooxml.set_font(word.styles["Normal"], style.DOCUMENT_FONT, style.BODY_PT, LOCALES[document.language])
    for level, size in enumerate(HEADING_PT, start=1):
        heading = word.styles[f"Heading {level}"]
        ooxml.set_font(heading, style.DOCUMENT_FONT, size, LOCALES[document.language])
        heading.font.bold, heading.font.color.rgb = True, RGBColor.from_string(style.INK)
    caption = word.styles["Caption"]
    ooxml.set_font(caption, style.DOCUMENT_FONT, 10.5, LOCALES[document.language])
    caption.font.color.rgb = RGBColor.from_string(style.INK)
    caption.paragraph_format.keep_with_next = True
    ooxml.add_page_number(word.sections[0].footer.paragraphs[0])
    word.sections[0].different_first_page_header_footer = True
    _turn(word, landscape=False)


def _turn(word: Word, *, landscape: bool) -> None:
    section = word.sections[-1]
    narrow, wide = A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(wide), Mm(narrow)) if landscape else (Mm(narrow), Mm(wide))
    section.left_margin, section.right_margin = Mm(style.MARGINS_MM["left"]), Mm(style.MARGINS_MM["right"])
    section.top_margin, section.bottom_margin = Mm(style.MARGINS_MM["top"]), Mm(style.MARGINS_MM["bottom"])


def _title_page(word: Word, document: Document) -> None:
    heading = word.add_table(rows=1, cols=2)
    for cell, text, locale in zip(heading.rows[0].cells, document.official, ("ro-RO", "ru-RU"), strict=True):
        run = _centred(cell.paragraphs[0], text, 12, bold=True)
        ooxml.set_language(run, locale)
    for _ in range(9):
        word.add_paragraph()
    _centred(word.add_paragraph(), document.title, 18, bold=True)
    for text in (document.subtitle, *document.notes):
        _centred(word.add_paragraph(), text, 13)


def _centred(paragraph: WordParagraph, text: str, size: float, *, bold: bool = False) -> ooxml.Run:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    return run


def _contents(word: Word, document: Document) -> None:
    title = word.add_paragraph()
    title.paragraph_format.page_break_before = True
    title.add_run(document.contents).bold = True
    entries = [(b.level, b.text) for b in document.blocks if isinstance(b, Heading) and b.level <= 2]
    ooxml.add_contents(word, entries)


def _print(word: Word, block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(block.text, block.level)
        case Paragraph():
            paragraph = word.add_paragraph()
            paragraph.add_run(block.text).font.size = Pt(10) if block.note else None
            paragraph.paragraph_format.keep_with_next = block.lead
        case KeyFigures():
            _key_figures(word, block)
        case Items():
            for item in block.items:
                word.add_paragraph(item, "List Bullet")
        case Table():
            _table(word, block)
        case Chart():
            _chart(word, block)
        case Section():
            word.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
            _turn(word, landscape=block.landscape)


def _key_figures(word: Word, block: KeyFigures) -> None:
    across = min(3, len(block.figures))
    table = word.add_table(rows=-(-len(block.figures) // across), cols=across)
    for index, figure in enumerate(block.figures):
        paragraph = table.rows[index // across].cells[index % across].paragraphs[0]
        value = paragraph.add_run(figure.value)
        value.bold, value.font.size = True, Pt(20)
        paragraph.add_run(f"\n{figure.label}").font.size = Pt(10)


def _chart(word: Word, chart: Chart) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(chart.png), width=Mm(CHART_MM))
    ooxml.describe(picture, chart.name, chart.alternative)
    word.add_paragraph(chart.caption, "Caption").paragraph_format.keep_with_next = False


def _table(word: Word, block: Table) -> None:
    word.add_paragraph(block.caption, "Caption")
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    ooxml.set_padding(table, CELL_MM)
    ooxml.set_widths(table, _widths(word, block))
    header, *rows = table.rows
    ooxml.repeat_as_header(header)
    for column, title in zip(block.columns, ooxml.cells(header), strict=True):
        _fill(title.paragraphs[0], column.title, bold=True)
        if column.right:
            title.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        ooxml.shade(title, style.HEADER)
    for row, cells, heights in zip(rows, block.rows, spans(block), strict=True):
        ooxml.keep_whole(row)
        for target, cell, height, column in zip(ooxml.cells(row), cells, heights, block.columns, strict=True):
            ooxml.join_down(target, starts=height > 1, continues=height == 0)
            if height:
                _cell(target, cell, right=column.right)
    word.add_paragraph()


def _cell(target: ooxml.WordCell, cell: Cell, *, right: bool) -> None:
    paragraph = target.paragraphs[0]
    _fill(paragraph, cell.text)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cell.tone:
        ooxml.shade(target, style.LIGHTS[cell.tone])


def _fill(paragraph: WordParagraph, text: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(style.TABLE_PT), bold
    paragraph.paragraph_format.space_after = Pt(0)


def _widths(word: Word, block: Table) -> list[int]:
    section = word.sections[-1]
    room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    total = sum(column.width for column in block.columns)
    return [int(room * column.width / total) for column in block.columns]
