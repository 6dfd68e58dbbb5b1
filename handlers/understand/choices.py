"""Typed answers to a list of choices: by number, by label in any language, by a word; no choice acts here."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from handlers.understand.fold import fold, plain, tidy
from handlers.understand.number_words import CARDINALS
from handlers.understand.numbers import read_integers
from handlers.understand.result import Doubt, Reading, Understood

LONGEST_TEXT = 300
MOST_CANDIDATES = 5
SHORTEST_PREFIX = 3
SHORTEST_FUZZY = 4
SURE, POSSIBLE, MARGIN = 85.0, 70.0, 8.0
"""Likeness of 0-100: understood from SURE on when MARGIN better than the second, asked from POSSIBLE on."""


@dataclass(frozen=True)
class Option:
    """One choice; its place in the list, from 1, is the number that people see."""

    id: str
    labels: tuple[str, ...]


_NUMBER = re.compile(r"(?:#|№|nr\.?|no\.?|optiunea|punctul|пункт)? ?(\d{1,3}) ?[.)]?")
_RANGE = re.compile(r"(\d{1,2}) ?- ?(\d{1,2})")
_BETWEEN = re.compile(r"[,;\n+/&]| (?:si|şi|și|и|and) ", re.IGNORECASE)
_ALL = frozenset({"toate", "toti", "все", "all", "everything", "all of them"})
_NONE = frozenset(
    {
        "niciunul",
        "niciuna",
        "nimic",
        "никакие",
        "ни один",
        "ничего",
        "none",
        "nothing",
        "nici una",
        "nici unul",
    }
)
_YES = frozenset(
    plain(
        "da dap daa yes yep yeah y sure ok okay bine corect sigur exact desigur bineînțeles perfect "
        "да ага угу конечно верно правильно хорошо согласен согласна ок давайте correct right 👍 ✅ + ✔"
    ).split()
)
_NO = frozenset(
    plain(
        "nu ba no n nope nah incorect greșit нет неа не неверно неправильно wrong incorrect 👎 ❌ -"
    ).split()
)
_POLITE = frozenset(
    plain("mulțumesc mersi спасибо thanks thank you vă rog пожалуйста please este e это it is").split()
)
_UNSURE = frozenset(
    plain("poate posibil probabil может наверное возможно maybe perhaps știu știm знаю знаем know").split()
)
_YES_NO_TOKEN = re.compile(r"[^\W_]+|[👍✅✔👎❌?]|^[+-]$")


def read_choice(text: str, options: Sequence[Option]) -> Reading[str]:
    """The id of the option meant; close ones are asked, at most five."""
    typed, written = fold(text), plain(text)
    if not written or len(text) > LONGEST_TEXT:
        return None
    numbered = _by_number(written, options)
    labelled = [option.id for option in options if typed and typed in _folded(option)]
    if typed.isdecimal() and not numbered and not _NUMBER.fullmatch(written):
        labelled = [
            option.id for option in options if any(plain(label) == written for label in option.labels)
        ]
    exact = tuple(dict.fromkeys((*labelled, *numbered)))
    if exact:
        return _one(exact)
    several = tuple(dict.fromkeys(_at(number, options) for number in read_integers(text)))
    if several:
        return Doubt(tuple(id for id in several if id)[:MOST_CANDIDATES]) if all(several) else None
    return _by_words(typed, options)


def read_choices(text: str, options: Sequence[Option]) -> Reading[tuple[str, ...]]:
    """The ids meant, in the order typed; a part that was not understood makes the rest a proposal."""
    typed = fold(text)
    if len(text) > LONGEST_TEXT or not plain(text):
        return None
    if typed in _ALL or typed in _NONE:
        return Understood(tuple(option.id for option in options) if typed in _ALL else ())
    ends = _RANGE.fullmatch(plain(text))
    if ends:
        return _numbered_range(int(ends[1]), int(ends[2]), options)
    whole = tuple(option.id for option in options if typed in _folded(option))
    if len(whole) == 1:
        return Understood(whole)
    parts = [str(number) for number in read_integers(text)] or [
        part for part in _BETWEEN.split(tidy(text)) if fold(part)
    ]
    return _together([read_choice(part, options) for part in parts]) if parts else None


def rank(text: str, options: Sequence[Option], limit: int = 5) -> tuple[str, ...]:
    """Ids for a typed word, best first: exact code or label, then the same stem, then near spellings."""
    typed = fold(text[:LONGEST_TEXT])
    if not typed:
        return ()
    scored = [(_score(typed, option), -place, option.id) for place, option in enumerate(options)]
    return tuple(id for score, _, id in sorted(scored, reverse=True) if score > 0)[:limit]


def read_yes_no(text: str) -> Reading[bool]:
    """Yes or no; both at once, "maybe" or a question mark is asked."""
    words = _YES_NO_TOKEN.findall(plain(text)) if len(text) <= LONGEST_TEXT else []
    said = {True for word in words if word in _YES} | {False for word in words if word in _NO}
    unsure = any(word in _UNSURE for word in words)
    others = [word for word in words if word not in _YES | _NO | _POLITE | _UNSURE and word != "?"]
    if unsure:
        return Doubt(())
    if not said or (others and len(others) > 3):
        return None
    if len(said) == 1 and not others and "?" not in words:
        return Understood(said.pop())
    return Doubt(tuple(sorted(said)))


def _folded(option: Option) -> tuple[str, ...]:
    return tuple(fold(label) for label in option.labels)


def _at(number: int, options: Sequence[Option]) -> str | None:
    return options[number - 1].id if 1 <= number <= len(options) else None


def _by_number(written: str, options: Sequence[Option]) -> tuple[str, ...]:
    match = _NUMBER.fullmatch(written)
    number = int(match[1]) if match else CARDINALS.get(written.strip(" .!"), 0)
    found = _at(number, options)
    return (found,) if found else ()


def _one(ids: tuple[str, ...]) -> Reading[str]:
    return Understood(ids[0]) if len(ids) == 1 else Doubt(ids[:MOST_CANDIDATES])


def _by_words(typed: str, options: Sequence[Option]) -> Reading[str]:
    if len(typed) < SHORTEST_PREFIX or typed.replace(" ", "").isdecimal():
        return None
    starting = _ids(options, lambda label: label.startswith(typed))
    sharing = _ids(options, lambda label: _shares_words(typed, label))
    if starting:
        return _one(tuple(dict.fromkeys((*starting, *sharing))))
    close = _fuzzy(typed, options)
    if isinstance(close, Understood):
        return close
    together = tuple(dict.fromkeys((*sharing, *(close.candidates if close else ()))))
    return Doubt(together[:MOST_CANDIDATES]) if together else None


def _ids(options: Sequence[Option], fits: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(option.id for option in options if any(fits(label) for label in _folded(option)))


def _shares_words(typed: str, label: str) -> bool:
    """One is made of whole words (or their beginnings) of the other."""
    few, many = sorted((typed.split(), label.split()), key=len)
    return all(len(word) >= SHORTEST_PREFIX and any(other.startswith(word) for other in many) for word in few)


def _fuzzy(typed: str, options: Sequence[Option]) -> Understood[str] | Doubt[str] | None:
    if len(typed) < SHORTEST_FUZZY:
        return None
    scores = sorted(
        (
            (max((_likeness(typed, label) for label in _folded(option)), default=0.0), option.id)
            for option in options
        ),
        key=lambda scored: -scored[0],
    )
    possible = [(score, id) for score, id in scores if score >= POSSIBLE]
    if not possible:
        return None
    best, second = possible[0][0], possible[1][0] if len(possible) > 1 else 0.0
    same_length = _ids(options, lambda label: label.count(" ") == typed.count(" "))
    if best >= SURE and best - second >= MARGIN and possible[0][1] in same_length:
        return Understood(possible[0][1])  # a word more ("nu …", "… 2") may change the meaning
    return Doubt(tuple(id for _, id in possible[:MOST_CANDIDATES]))


def _likeness(typed: str, label: str) -> float:
    return max(fuzz.ratio(typed, label), fuzz.token_sort_ratio(typed, label))


def _numbered_range(first: int, last: int, options: Sequence[Option]) -> Reading[tuple[str, ...]]:
    ends = (_at(first, options), _at(last, options))
    if ends[0] is None or ends[1] is None or first >= last:
        return None
    through = tuple(option.id for option in options[first - 1 : last])
    return Doubt(tuple(dict.fromkeys((through, (ends[0], ends[1])))))


def _together(readings: Sequence[Reading[str]]) -> Reading[tuple[str, ...]]:
    sure = [reading.value for reading in readings if isinstance(reading, Understood)]
    doubts = [reading for reading in readings if isinstance(reading, Doubt)]
    if len(sure) == len(readings):
        return Understood(tuple(dict.fromkeys(sure)))
    if len(doubts) == 1:
        return Doubt(tuple(tuple(dict.fromkeys((*sure, id))) for id in doubts[0].candidates))
    if sure:
        return Doubt((tuple(dict.fromkeys(sure)),))
    return Doubt(()) if doubts else None


_STEM_SHARE, _SHORTEST_STEM = 0.6, 4
_NEAR_WORD = 80.0


def _score(typed: str, option: Option) -> float:
    """3: the code or label itself; 2.5: a label's beginning; up to 2: stems; up to 1: near spellings."""
    labels = (fold(option.id), *_folded(option))
    if typed in labels:
        return 3.0
    if any(label.startswith(typed + " ") for label in labels):
        return 2.5
    if typed.replace(" ", "").isdecimal():
        return 0.0
    return max((_words_score(typed.split(), label.split()) for label in labels), default=0.0)


def _words_score(typed: Sequence[str], label: Sequence[str]) -> float:
    scores = [max((_word_score(word, other) for other in label), default=0.0) for word in _worth(typed)]
    return sum(scores) / len(scores) if scores else 0.0


def _worth(words: Sequence[str]) -> Iterator[str]:
    """Words that say something; a short one only counts when there is nothing longer."""
    long = [word for word in words if len(word) >= SHORTEST_PREFIX]
    yield from long or words


def _word_score(typed: str, word: str) -> float:
    if word.startswith(typed):
        return 1.5 + 0.5 * len(typed) / len(word) if len(typed) >= SHORTEST_PREFIX else 0.0
    common = next(
        (at for at, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other), len(word)
    )
    share = common / max(len(typed), len(word))
    if common >= _SHORTEST_STEM and (share >= _STEM_SHARE or common == len(word)):
        return 1.0 + 0.5 * share
    likeness = fuzz.ratio(typed, word) if len(typed) >= SHORTEST_FUZZY else 0.0
    return likeness / 100 if likeness >= _NEAR_WORD else 0.0
