"""Numbers written as words in Romanian, Russian and English, and how to make them digits.

What a number counts, or which day it names, is for the readers.
"""

import re
from collections.abc import Callable, Mapping

from handlers.understand.fold import plain

_CARDINALS = {
    0: "zero ноль нуль",
    1: "unu una один одна одно одну одного one",
    2: "doi două два две двух двое two",
    3: "trei три трёх трое three",
    4: "patru четыре четырёх четверо four",
    5: "cinci пять пяти пятеро five",
    6: "șase шесть шести шестеро six",
    7: "șapte семь семи семеро seven",
    8: "opt восемь восьми eight",
    9: "nouă девять девяти nine",
    10: "zece десять десяти ten",
    11: "unsprezece unșpe одиннадцать eleven",
    12: "doisprezece douăsprezece doișpe двенадцать twelve",
    13: "treisprezece treișpe тринадцать thirteen",
    14: "paisprezece patrusprezece paișpe четырнадцать fourteen",
    15: "cincisprezece cinșpe cincișpe пятнадцать пятнадцати fifteen",
    16: "șaisprezece șasesprezece șaișpe шестнадцать sixteen",
    17: "șaptesprezece șaptișpe семнадцать seventeen",
    18: "optsprezece optișpe восемнадцать eighteen",
    19: "nouăsprezece nouășpe девятнадцать nineteen",
    20: "douăzeci двадцать двадцати twenty",
    30: "treizeci тридцать тридцати thirty",
    40: "patruzeci сорок сорока forty fourty",
    50: "cincizeci пятьдесят пятидесяти fifty",
    60: "șaizeci șasezeci шестьдесят шестидесяти sixty",
    70: "șaptezeci семьдесят семидесяти seventy",
    80: "optzeci восемьдесят восьмидесяти eighty",
    90: "nouăzeci девяносто ninety",
    100: "sută sute сто ста сотня hundred",
    200: "двести",
    300: "триста",
    400: "четыреста",
    500: "пятьсот",
    600: "шестьсот",
    700: "семьсот",
    800: "восемьсот",
    900: "девятьсот",
    1000: "mie mii тысяча тысячи тысяч thousand",
}
_RUSSIAN_ORDINALS = {
    1: "перв", 2: "втор", 3: "треть", 4: "четвёрт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят",
    10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат",
    16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}  # fmt: skip
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ARTICLES = ("o", "a")
_MULTIPLIERS = (100, 1000)


def _cardinals() -> dict[str, int]:
    words = {plain(word): number for number, line in _CARDINALS.items() for word in line.split()}
    for word, number in list(words.items()):
        if number in _MULTIPLIERS:
            words.update({f"{article} {word}": number for article in _ARTICLES})
    return words


def _ordinals() -> dict[str, int]:
    words = {
        plain(stem + ending): number
        for number, stem in _RUSSIAN_ORDINALS.items()
        for ending in ("ое", "ого", "е", "его")
    }
    words.update({word: number for number, word in enumerate(_ENGLISH_ORDINALS.split(), start=1)})
    return words | {"thirtieth": 30, "intai": 1, "intii": 1}


def _joined(total: int, number: int) -> int | None:
    """What two neighbours make together ("twenty", "five" → 25); None when they are two numbers."""
    if number in _MULTIPLIERS and 0 < total < number:
        return total * number
    fits_after_hundreds = total >= 100 and total % 100 == 0 and 0 < number < 100
    fits_after_thousands = total >= 1000 and total % 1000 == 0 and 0 < number < 1000
    fits_after_tens = total % 100 >= 20 and total % 10 == 0 and 0 < number < 10
    return total + number if fits_after_hundreds or fits_after_thousands or fits_after_tens else None


def _replacer(words: Mapping[str, int]) -> Callable[[str], str]:
    names = sorted(words, key=len, reverse=True)
    one = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    joint = re.compile(r" (?:si |and )?|-")

    def replace(text: str) -> str:
        found = list(one.finditer(text))
        if not found:
            return text
        parts, total, end = [text[: found[0].start()]], words[found[0].group()], found[0].end()
        for match in found[1:]:
            gap, number = text[end : match.start()], words[match.group()]
            together = _joined(total, number) if joint.fullmatch(gap) else None
            if together is None:
                parts += [str(total), gap]
                total = number
            else:
                total = together
            end = match.end()
        return "".join([*parts, str(total), text[end:]])

    return replace


CARDINALS = _cardinals()

digits_for_words = _replacer(CARDINALS)
"""Plain text with written numbers made digits: "douazeci si cinci de persoane" → "25 de persoane"."""

digits_for_day_words = _replacer(CARDINALS | _ordinals())
"""The same, with ordinals: "двадцать пятого мая" → "25 мая", "intai mai" → "1 mai"."""
