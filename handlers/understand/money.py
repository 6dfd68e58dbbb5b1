"""A sum of money in people's words: how much and in which currency. A doubt is asked, never guessed.

Limits and exchange rates are the form's.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words
from handlers.understand.numbers import ABOUT
from handlers.understand.result import Doubt, Reading, Understood

LONGEST_TEXT = 80
HIGHEST = Decimal(10_000_000_000)
LIKELY = ("MDL", "EUR", "USD")
"""Offered where somebody wrote a sum without its currency."""

CURRENCIES = {
    "MDL": "lei leu leul leii mdl лей лея леев леи молдавских moldovenești",
    "EUR": "€ eur euro euri евро",
    "USD": "$ usd dolari dolar доллар доллара долларов доллары dollars dollar",
    "RON": "ron",
    "GBP": "£ gbp lire фунт фунта фунтов pounds",
    "UAH": "₴ uah hrivne гривна гривны гривен гривень",
    "CHF": "chf franci франк франка франков",
}


@dataclass(frozen=True)
class Money:
    """A sum; the currency by its ISO code."""

    amount: Decimal
    currency: str


_OF = {plain(word): code for code, words in CURRENCIES.items() for word in words.split()}
_WORD = "|".join(re.escape(word) for word in sorted(_OF, key=len, reverse=True))
_CURRENCY = re.compile(rf"(?<![^\W\d_])(?:{_WORD})(?![^\W\d_])")
_MULTIPLE = re.compile(
    r"(?<=[\d ])(?P<thousand>k|к)\b"
    r"|(?<=[\d ])(?P<million>mil|mln|milion|milioane|млн|миллион(?:а|ов)?|million)\b\.?"
)
_THOUSANDS = re.compile(r"(?<=\d) ?(?:de )?(?:mii|mie|тыс|тысяч[аи]?|thousand)\b\.?")
_SCORE = re.compile(r"(\d+) de (1000|1000000)\b")
_NUMBER = re.compile(r"\d+(?:[ .,']\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<sign>[ .,'])\d{3})(?:(?P=sign)\d{3})*")
_TAIL = re.compile(r"(?P<whole>.*\d)(?P<sign>[.,])(?P<part>\d{1,2}|\d{4})")
_AROUND = frozenset(
    plain(word)
    for word in (
        "de în in total suma sumă am a fost este primit бюджет сумма всего итого на of about the we got"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"\s(?:sau|или|or)\s|(?<=\d) ?- ?(?=\d)")


def read_money(text: str, default: str = "") -> Reading[Money]:
    """The sum meant; without a currency it is in ``default``, and asked where there is no default.

    Thousands and millions in words, a comma before three digits, "about" and ranges are confirmed first.
    """
    if len(text) > LONGEST_TEXT:
        return None
    written = _SCORE.sub(_multiplied, digits_for_words(_THOUSANDS.sub("k", plain(text).replace("\n", " "))))
    found = {_OF[match.group()] for match in _CURRENCY.finditer(written)}
    rest = _CURRENCY.sub(" ", written)
    amounts, clear = _amounts(rest)
    if not amounts or len(found) > 1 or max(amounts) > HIGHEST or not _nothing_else(rest):
        return None
    currencies = tuple(found) or ((default,) if default else LIKELY)
    sums = tuple(Money(amount, currency) for amount in amounts for currency in currencies)
    return Understood(sums[0]) if clear and len(sums) == 1 else Doubt(sums)


def _amounts(rest: str) -> tuple[tuple[Decimal, ...], bool]:
    """The numbers that the words may mean, and whether they leave no doubt."""
    multiple = _MULTIPLE.search(rest)
    times = 1 if multiple is None else 1000 if multiple["thousand"] else 1_000_000
    about = bool(ABOUT.search(rest))
    parts = _JOINT.split(rest)
    read = [_number(match.group()) for part in parts for match in _NUMBER.finditer(part)]
    if len(read) != len(parts) or not all(read):
        return (), False
    amounts = tuple(dict.fromkeys(one * times for found in read for one in found if one > 0))
    return amounts, len(amounts) == 1 and times == 1 and not about


def _multiplied(match: re.Match[str]) -> str:
    """Numbers in words: "twenty of a thousand" in Romanian."""
    return str(int(match[1]) * int(match[2]))


def _number(written: str) -> tuple[Decimal, ...]:
    """A number in any usual spelling; "1,250" may be either of two."""
    if written.isdecimal():
        return (Decimal(written),)
    grouped = _GROUPED.fullmatch(written)
    if grouped is not None:
        whole = Decimal(re.sub(r"\D", "", written))
        single = grouped["sign"] == "," and written.count(",") == 1
        return (whole, Decimal(written.replace(",", "."))) if single else (whole,)
    tail = _TAIL.fullmatch(written)
    if tail is None or not (tail["whole"].isdecimal() or _GROUPED.fullmatch(tail["whole"])):
        return ()
    if tail["sign"] in tail["whole"]:
        return ()
    return (Decimal(re.sub(r"\D", "", tail["whole"]) + "." + tail["part"]),)


def _nothing_else(rest: str) -> bool:
    left = ABOUT.sub(" ", _MULTIPLE.sub(" ", _NUMBER.sub(" ", _JOINT.sub(" ", rest))))
    if any(word not in _AROUND for word in _WORDS.findall(left)):
        return False
    return not re.sub(r"[\s.,:;()!]", "", _WORDS.sub("", left))
