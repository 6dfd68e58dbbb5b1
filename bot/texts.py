"""Keys and arguments → sentences in one language; dates, numbers and money as people write them.

Catalogues are gettext ``.po`` files with symbolic keys, several a language, loaded to memory at start.
Which text is shown is decided elsewhere; this module only says it.
"""

import gettext
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, Protocol

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from handlers.messages import Day, DayStyle, InEach, InLanguage, Listed, Said, Text

LANGUAGES = ("ro", "ru", "en")
LOCALES = Path(__file__).parent / "locales"
THIN = "\N{NO-BREAK SPACE}"
KEPT_DAYS = 2000
DASH = "\N{EN DASH}"


class InThree(Protocol):
    """A text of the plan in the three languages."""

    @property
    def ro(self) -> str: ...

    @property
    def ru(self) -> str: ...

    @property
    def en(self) -> str: ...


class Texts:
    """All catalogues. ``today`` tells which year need not be said in a date."""

    def __init__(self, today: Callable[[], date], folder: Path = LOCALES) -> None:
        self._today = today
        self._catalogues = {language: load(language, folder) for language in LANGUAGES}
        self._every: dict[str, tuple[str, ...]] = {}
        self._days: dict[tuple[str, Day, int], str] = {}

    def render(self, language: str, said: Said) -> str:
        """``said`` in ``language``; raises ``KeyError`` for a key that no catalogue has."""
        match said:
            case str():
                return said
            case int():
                return number(said)
            case Text():
                return self._text(language, said)
            case InEach():
                return str(getattr(said, language))
            case Day():
                return self._known_day(language, said)
            case InLanguage():
                return self.render(said.language, said.said)
            case Listed():
                return said.separator.join(self.render(language, item) for item in said.items)

    def every(self, said: Said) -> tuple[str, ...]:
        """``said`` in all languages: what a person may type instead of tapping it."""
        if not isinstance(said, Text) or said.args or said.n is not None:
            return self._in_every(said)
        if said.key not in self._every:
            self._every[said.key] = self._in_every(said)
        return self._every[said.key]

    def _in_every(self, said: Said) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.render(language, said) for language in LANGUAGES))

    def words(self, language: str) -> "SpokenWords":
        """The one-language view that documents are written with."""
        return SpokenWords(self, language)

    def has(self, key: str) -> bool:
        """Whether every language has this key."""
        return all(_found(one, key) or _found(one, key, 1) for one in self._catalogues.values())

    def _text(self, language: str, text: Text) -> str:
        catalogue = self._catalogues[language]
        pattern = _found(catalogue, text.key, text.n)
        if pattern is None:
            raise KeyError(text.key)
        args = {name: self.render(language, value) for name, value in text.args.items()}
        _quote_inside(language, pattern, args)
        if text.n is not None:
            args["n"] = number(text.n)
        return pattern.format_map(args) if args else pattern

    def _known_day(self, language: str, day: Day) -> str:
        """The same few days stand on every screen of a week, and writing one costs more than the rest."""
        key = (language, day, self._today().year)
        if key not in self._days:
            if len(self._days) > KEPT_DAYS:
                self._days.clear()
            self._days[key] = self._day(language, day)
        return self._days[key]

    def _day(self, language: str, day: Day) -> str:
        if day.until is not None and day.until != day.value:
            return self._span(language, day.value, day.until, day.style)
        if day.style == "numeric":
            return f"{day.value:%d.%m.%Y}"
        year = "" if day.value.year == self._today().year else f" {day.value.year}"
        if day.style == "month":
            return format_date(day.value, "LLLL", locale=language) + year
        if day.style == "short":
            weekday = self._text(language, Text("day.weekdays")).split()[day.value.weekday()]
            return f"{weekday}, {format_date(day.value, 'd MMM', locale=language)}{year}"
        return format_date(day.value, "EEEE, d MMMM", locale=language) + year

    def _span(self, language: str, first: date, last: date, style: DayStyle) -> str:
        if style == "numeric":
            return f"{first:%d.%m.%Y}{DASH}{last:%d.%m.%Y}"
        month = "MMM" if style == "short" else "MMMM"
        year = "" if last.year == self._today().year else f" {last.year}"
        end = format_date(last, f"d {month}", locale=language) + year
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}{DASH}{end}"
        begins = format_date(first, f"d {month}", locale=language)
        if first.year != last.year:
            begins, end = f"{begins} {first.year}", f"{end.removesuffix(year)} {last.year}"
        return f"{begins} {DASH} {end}"


class SpokenWords:
    """``Texts`` in one language, as ``reports.wording.Words`` asks for it."""

    def __init__(self, texts: Texts, language: str) -> None:
        self.language = language
        self._texts = texts

    def say(self, key: str, count: int | None = None, /, **args: object) -> str:
        """The text of ``key``; arguments that are not texts are printed as they are."""
        said = {name: value if isinstance(value, int | str) else str(value) for name, value in args.items()}
        return self._texts.render(self.language, Text(key, said, count))

    def day(self, value: date, style: DayStyle = "long") -> str:
        """A date in words or digits."""
        return self._texts.render(self.language, Day(value, style))

    def number(self, value: float) -> str:
        """1 250 or 12,5 in Romanian and Russian; 12.5 in English."""
        return number(value, "." if self.language == "en" else ",")

    def money(self, value: int, style: Literal["text", "table"] = "text") -> str:
        """An amount in lei: with the right plural in a sentence, "lei" after the figure in a table."""
        key = "money.lei" if style == "text" else "money.table"
        return self._texts.render(self.language, Text(key, {}, value))

    def percent(self, value: float) -> str:
        """A share (0.75) as 75 %."""
        return f"{round(value * 100)}{THIN}%"

    def pick(self, local: InThree) -> str:
        """A text of the plan in this language."""
        return str(getattr(local, self.language))


def number(value: float, decimal: str = ",") -> str:
    """Digits in groups of three with a no-break space, decimals only where there are any."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}".replace(",", THIN)
    whole, _, rest = f"{value:,.2f}".rstrip("0").partition(".")
    return f"{whole.replace(',', THIN)}{decimal}{rest}"


@cache
def load(language: str, folder: Path = LOCALES) -> gettext.GNUTranslations:
    """All ``.po`` files of a language as one catalogue; two files may not define the same key."""
    merged: Catalog | None = None
    for path in sorted((folder / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        merged = merged or Catalog(locale=language)
        for message in catalogue:
            if message.id:
                _add(merged, message.id, message.string, path)
    packed = BytesIO()
    write_mo(packed, merged or Catalog(locale=language))
    packed.seek(0)
    return gettext.GNUTranslations(packed)


def _add(catalogue: Catalog, key: Any, text: Any, path: Path) -> None:
    if catalogue.get(key) is not None:
        raise ValueError(f"{path.name}: the key {key} is defined twice")
    catalogue.add(key, text)


QUOTES = {"ro": ("„", "”", "«", "»"), "ru": ("«", "»", "„", "“"), "en": ("“", "”", "‘", "’")}
"""The quotation marks of a language, and those inside them."""


def _quote_inside(language: str, pattern: str, args: dict[str, str]) -> None:
    """A name that has quotation marks itself gets the inner ones where the sentence quotes it."""
    opening, closing, inner_opening, inner_closing = QUOTES[language]
    for name, value in args.items():
        if opening in value and f"{opening}{{{name}}}{closing}" in pattern:
            args[name] = value.replace(opening, inner_opening).replace(closing, inner_closing)


def _found(catalogue: gettext.GNUTranslations, key: str, n: int | None = None) -> str | None:
    text = catalogue.gettext(key) if n is None else catalogue.ngettext(key, key, n)
    return None if text == key else text
