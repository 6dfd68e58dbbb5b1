"""Measured effects in a sentence: "150 de copaci", "2 tone de deșeuri", «300 м²». Only what is certain.

The sentence itself is kept as it was written; what is read here only joins it.
"""

import re
from decimal import Decimal

from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words

MOST = 3
_UNITS: tuple[tuple[str, str, int], ...] = (
    ("trees", r"copac\w*|pomi\w*|puiet\w*|arbor\w*|arbust\w*|дерев\w*|саженц\w*|куст\w*|trees?|saplings?", 1),
    (
        "waste_kg",
        r"(?:kg|kilogram\w*|кг|килограмм\w*)(?: (?:de |of )?(?:deseuri|gunoi|мусора|отходов|waste))?",
        1,
    ),
    (
        "waste_kg",
        r"(?:tone|tona|тонн[аы]?|тн?|tonnes?)(?: (?:de |of )?(?:deseuri|gunoi|мусора|отходов|waste))?",
        1000,
    ),
    ("area_m2", r"(?:m2|m²|mp|metri patrati|м2|м²|кв\.? ?м|квадратн\w+ метр\w*|square met\w+)", 1),
    ("area_m2", r"(?:ha|hectare?|гектар\w*|га)", 10_000),
    (
        "persons",
        r"(?:persoane|oameni|locuitori|copii|elevi|человек|люд\w+|жител\w+|дет\w+|people|persons)",
        1,
    ),
)
_NUMBER = r"(\d{1,3}(?:[ .]\d{3})+|\d+(?:[.,]\d{1,2})?)"


def read_measures(text: str) -> list[dict[str, int | str]]:
    """At most three ``{"measure": …, "value": whole number}``, in the order of the units; none is common."""
    written = digits_for_words(plain(text))
    found: dict[str, int] = {}
    for measure, unit, times in _UNITS:
        match = re.search(rf"(?<![\d.,]){_NUMBER} ?(?:de )?(?:{unit})(?!\w)", written)
        if match and measure not in found:
            found[measure] = int(_value(match[1]) * times)
    return [{"measure": measure, "value": value} for measure, value in list(found.items())[:MOST] if value]


def _value(written: str) -> Decimal:
    grouped = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", written)
    return Decimal(re.sub(r"[ .]", "", written) if grouped else written.replace(",", "."))
