"""What a report asks of a language: words, dates, numbers. The words themselves live in the catalogues."""

from datetime import date
from typing import Literal, Protocol

DateStyle = Literal["short", "long", "numeric"]
MoneyStyle = Literal["text", "table"]


class Local(Protocol):
    """A text in three languages; ``ru`` and ``en`` of the plan are translations."""

    @property
    def ro(self) -> str: ...
    @property
    def ru(self) -> str: ...
    @property
    def en(self) -> str: ...


class Words(Protocol):
    """One language of the catalogues."""

    @property
    def language(self) -> str:
        """``ro``, ``ru`` or ``en``."""

    def say(self, key: str, count: int | None = None, /, **args: object) -> str:
        """The text of ``key``; with ``count`` the right plural, where ``{n}`` is the count."""

    def day(self, value: date, style: DateStyle) -> str:
        """A date: ``short`` "mi, 14 oct.", ``long`` "14 octombrie 2026", ``numeric`` "14.10.2026"."""

    def number(self, value: int | float) -> str:
        """A number with a no-break space for thousands and the decimal mark of the language."""

    def money(self, value: int, style: MoneyStyle) -> str:
        """Lei: in a sentence "125 000 de lei", in a table "125 000 MDL"."""

    def percent(self, value: float) -> str:
        """A share of one as "75 %" with a no-break space."""

    def pick(self, local: Local) -> str:
        """The text of ``local`` in this language."""
