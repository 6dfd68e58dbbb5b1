"""The report as blocks: what every writer prints, already in words.

Here are the kinds of block, their numbering and the one place where letters that cannot be printed
are taken out. Not here: what a report says (``report`` and ``chapters``), how a block looks in a format
(``writers``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar

from reports.wording import Words

T = TypeVar("T")
Tone = Literal["", "green", "yellow", "red", "blue", "grey"]


@dataclass(frozen=True)
class Heading:
    """A title of level 1 (chapter), 2 or 3; ``mark`` says how the level is numbered."""

    level: int
    text: str
    mark: Literal["number", "appendix", ""] = "number"


@dataclass(frozen=True)
class Paragraph:
    """Running text; a note is smaller, a lead stays on the page of the block that follows."""

    text: str
    note: bool = False
    lead: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """One number and the words under it."""

    value: str
    label: str


@dataclass(frozen=True)
class KeyFigures:
    """The numbers that open the summary, side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Items:
    """A list with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What a cell prints, and its value where a spreadsheet should keep a number or a date.

    A percent is a share of one; money is in lei.
    """

    text: str
    value: int | float | date | None = None
    kind: Literal["text", "number", "percent", "money", "date"] = "text"
    tone: Tone = ""


@dataclass(frozen=True)
class Column:
    """A column and its share of the table's width (shares are relative to each other)."""

    title: str
    width: float
    right: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first ``grouped`` columns are joined downwards where a row repeats the one above.

    ``name`` is the sheet's name in a spreadsheet: at most 31 letters, unique in the document.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    grouped: int = 0


@dataclass(frozen=True)
class Chart:
    """A drawn picture: its finding is the caption, ``alternative`` says in words what it shows."""

    name: str
    caption: str
    alternative: str
    png: bytes
    svg: bytes


@dataclass(frozen=True)
class Section:
    """A new page; what follows stands in this orientation."""

    landscape: bool


Block = Heading | Paragraph | KeyFigures | Items | Table | Chart | Section


@dataclass(frozen=True)
class Document:
    """A whole report in one language. ``official`` is the bilingual heading: Romanian, then Russian."""

    name: str
    language: str
    official: tuple[str, str]
    title: str
    subtitle: str
    notes: tuple[str, ...]
    contents: str
    made_on: date
    blocks: tuple[Block, ...]


def numbered(blocks: Iterable[Block], words: Words) -> Iterator[Block]:
    """Number chapters, appendices, tables and figures in the order in which they stand."""
    count = {"chapter": 0, "part": 0, "appendix": 0, "table": 0, "figure": 0}
    for block in blocks:
        match block:
            case Heading(level=1, mark="number"):
                count.update(chapter=count["chapter"] + 1, part=0)
                yield replace(block, text=f"{count['chapter']}. {block.text}")
            case Heading(level=2, mark="number"):
                count["part"] += 1
                yield replace(block, text=f"{count['chapter']}.{count['part']}. {block.text}")
            case Heading(mark="appendix"):
                count["appendix"] += 1
                yield replace(block, text=_label("appendix", count["appendix"], block.text, words))
            case Table():
                count["table"] += 1
                yield replace(block, caption=_label("table", count["table"], block.caption, words))
            case Chart():
                count["figure"] += 1
                yield replace(block, caption=_label("figure", count["figure"], block.caption, words))
            case _:
                yield block


def _label(what: str, number: int, text: str, words: Words) -> str:
    return words.say(f"report.label.{what}", number=number, text=text)


def printable(value: T) -> T:
    """The same value with every text in it fit to print.

    XML refuses control letters, and no font of ours draws emoji (they come out as boxes); both go.
    """
    if isinstance(value, str):
        return "".join(letter for letter in value if _prints(ord(letter)))  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(printable(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {
            field.name: printable(getattr(value, field.name)) for field in fields(value)
        }
        return replace(value, **changes)
    return value


_UNPRINTABLE = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x200C, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0x20D0, 0x20FF),
    (0x2300, 0x23FF),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
    (0xD800, 0xF8FF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0x10FFFF),
)
"""Control and direction marks, surrogates and private letters, symbols drawn as emoji, rare planes."""


def _prints(code: int) -> bool:
    return not any(first <= code <= last for first, last in _UNPRINTABLE)
