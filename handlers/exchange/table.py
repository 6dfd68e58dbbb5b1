"""A table as it was written, before anybody knows what it means."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A sheet as it was written: its name, its heading and its rows; cells are text."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
