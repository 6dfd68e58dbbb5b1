"""The tables of phrases: one row a phrase, tab-separated, with `?` for a doubt and `-` for not understood."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from handlers.understand.result import Doubt, Reading, Understood

T = TypeVar("T")


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows without the heading; `\\u00a0` and `\\n` in a cell stand for the character."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(_unescaped(cell) for cell in line.split("\t")) for line in lines]


def expected(cell: str, read: Callable[[str], T]) -> Reading[T]:
    """ "x" is understood, "? x / y" asks between them, "?" asks without proposals, "-" is not understood."""
    if cell == "-":
        return None
    if not cell.startswith("?"):
        return Understood(read(cell))
    return Doubt(tuple(read(one.strip()) for one in cell[1:].split(" / ") if one.strip()))


def _unescaped(cell: str) -> str:
    return cell.encode("ascii", "backslashreplace").decode("unicode-escape") if "\\" in cell else cell
