"""The pieces of Word's XML for which python-docx has no call; nothing here knows what a report is."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

__all__ = ["Run", "WordCell"]

WordCell = _Cell


def element(tag: str, **attributes: str) -> Any:
    """A new element in Word's namespace: ``element("w:lang", val="ro-RO")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_font(style: Any, font: str, size: float, locale: str) -> None:
    """Give a style one font for every script, a size in points and the language of its text."""
    style.font.name, style.font.size = font, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=locale, eastAsia=locale))


def set_language(run: Run, locale: str) -> None:
    """Mark a run as written in another language."""
    run._r.get_or_add_rPr().append(element("w:lang", val=locale))


def _field(kind: str) -> Any:
    made = element("w:r")
    made.append(element("w:fldChar", fldCharType=kind))
    return made


def _instruction(text: str) -> Any:
    made, instruction = element("w:r"), OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = text
    made.append(instruction)
    return made


def add_page_number(paragraph: Paragraph) -> None:
    """A centred page number that Word keeps right."""
    paragraph.alignment = 1  # type: ignore[assignment]
    for piece in (_field("begin"), _instruction("PAGE"), _field("end")):
        paragraph._p.append(piece)


def add_contents(word: Word, entries: Sequence[tuple[int, str]]) -> None:
    """A contents field whose stored text is ``entries`` (level, title) until Word fills in the pages."""
    first = last = word.add_paragraph()
    for piece in (_field("begin"), _instruction(r'TOC \o "1-2" \h \z \u'), _field("separate")):
        first._p.append(piece)
    for position, (level, title) in enumerate(entries):
        last = word.add_paragraph() if position else first
        last.paragraph_format.left_indent = Pt(14 * (level - 1))
        last.paragraph_format.space_after = Pt(2)
        last.add_run(title)
    last._p.append(_field("end"))


def describe(picture: InlineShape, name: str, alternative: str) -> None:
    """Give a picture the text that is read aloud in its place."""
    properties = picture._inline.docPr
    properties.set("name", name)
    properties.set("descr", alternative)


def cells(row: _Row) -> list[_Cell]:
    """The cells of a row as they were made; python-docx's own way looks for joined ones at every call."""
    return [_Cell(cell, row) for cell in row._tr.tc_lst]  # type: ignore[arg-type]


def set_widths(table: Table, widths: Sequence[int]) -> None:
    """Fixed column widths in EMU, in the grid and in every cell (readers honour one or the other)."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for row in table.rows:
        for cell, width in zip(cells(row), widths, strict=True):
            cell.width = Emu(width)


def set_padding(table: Table, millimetres: float) -> None:
    """Padding left and right in every cell; the table itself starts at the margin of the page."""
    padding = element("w:tblCellMar")
    for side in ("left", "right"):
        padding.append(element(f"w:{side}", w=str(round(Mm(millimetres).twips)), type="dxa"))
    properties = table._tbl.tblPr
    layout, look = properties.find(qn("w:tblLayout")), properties.find(qn("w:tblLook"))
    layout.addprevious(element("w:tblInd", w="0", type="dxa"))
    look.addprevious(padding)


def repeat_as_header(row: _Row) -> None:
    """Print the row again at the top of every page its table reaches."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
    keep_whole(row)


def keep_whole(row: _Row) -> None:
    """Do not tear the row across a page."""
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))


def join_down(cell: _Cell, *, starts: bool, continues: bool) -> None:
    """Make the cell the first of cells joined downwards, or one that the cell above covers."""
    if starts:
        cell._tc.vMerge = "restart"
    elif continues:
        cell._tc.vMerge = "continue"


def shade(cell: _Cell, colour: str) -> None:
    """A background colour, RRGGBB."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))
