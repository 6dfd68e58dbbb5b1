"""Whether two titles or two places name the same thing, in one language or across Romanian and Russian.

Words are brought to one alphabet and to their meaning where the town's vocabulary has both (``_MEANINGS``);
names and numbers speak for themselves. Nothing here knows what an event is.
"""

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from handlers.understand.fold import fold

_MEANINGS = (
    "mestesug mester artizan ремес мастер",
    "ziua zile zilei день дня дню дни",
    "copii copil copiilor дети детеи детск детям детя",
    "tiner молодеж юнош",
    "varstnic batran bunic pensionar пожил пенсионер бабушк",
    "femei женщ",
    "mama mame мам матер",
    "famili семь семе",
    "scoal scolar школ",
    "gradinit детсад садик",
    "casa casei дом",
    "cultur культур",
    "lectur citit cititor carte carti cartii чтени читател книг",
    "piata piete piatet площад",
    "central centru centrul центр",
    "primari примэр",
    "primavar весен весн",
    "vara verii летн лето лета",
    "toamn осен",
    "iarn зим",
    "cros alerg кросс забег",
    "copac pomi arbor puiet дерев саженц",
    "curaten salubriz уборк чист субботник",
    "deseu gunoi отход мусор",
    "sanat здоров",
    "voluntar волонтер",
    "dizabil инвалид",
    "flor цвет",
    "craciun рождеств",
    "paste pasti пасх",
    "muzic музык",
    "verde verzi зелен",
    "mediu ecolog natur эколог природ",
    "ajutor помощ",
    "siguran securit безопас",
    "drept права прав",
    "sah шахмат",
    "biciclet велосипед вело",
    "padur лес леса",
    "nord север",
    "sud юг",
    "nou noua noi нов",
    "bani buget бюджет",
    "razboi войн",
    "limba язык",
    "joc jocuri игр",
    "poezi поэз стих",
    "istori истор",
    "traditi традиц",
    "vecin сосед",
    "prieten друз друж",
)
"""Beginnings of folded words that mean the same; a short one stands for the whole word."""

_KINDS = (
    "targ iarmaroc instruir training trening seminar atelier workshop dezbater conferint curs cursul "
    "festival expoziti competiti concurs turneu campionat sesiun evenim activitat intalnir reuniun sedint "
    "campan nonformal artistic spectacol concert editi "
    "ярмарк тренинг обучен семинар мастерск воркшоп класс дебат конференц курс фестивал выставк соревнован "
    "конкурс турнир чемпионат сесси мероприят встреч собран заседан кампан неформальн художествен концерт "
    "спектакл выпуск"
).split()
"""What sort of thing it is: two seminars are not one seminar for that."""

_SMALL = frozenset(
    "de la din pentru cu si in pe ale al ai un una unui unei despre lui prin spre dintre sau nr no "
    "в во на по для и с со о об к ко из у от за при или the of for and at".split()
)
_EVERYWHERE = tuple(
    "balti бэлц бельц oras municipi город муницип online онлаин zoom meet teams internet интернет "
    "sediu офис birou moldova молдов str strada улиц ул".split()
)
"""Words of a place that half of all places have."""

_LATIN = {
    **dict(zip("абвгдежзиклмнопрстуфхцчшщыэіїє", "abvgdejziclmnoprstufhtcssieiie", strict=True)),
    **dict(zip("ъьюя", ("", "", "iu", "ia"), strict=True)),
}
_ONE_SPELLING = str.maketrans({"k": "c", "q": "c", "w": "v", "y": "i", "x": "cs"})
_CYRILLIC = re.compile("[а-яіїє]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = 4
"""Beginnings shorter than this many letters are whole words."""

NEAR = 85.0
"""Likeness (0-100) of two spellings of one word."""

SAME_START = 0.65
"""Share of the longer word that two forms of one word begin with."""


def same_title(one: str, other: str) -> bool:
    """Whether two titles tell of the same thing: most of what the shorter one tells is in the other."""
    enough = 0.5 if is_cyrillic(one) != is_cyrillic(other) else 0.6
    return _alike(_telling(one, ()), _telling(other, ()), enough)


def same_place(one: str, other: str) -> bool:
    """Whether two places are one: nearly all that the shorter one names is in the other.

    The town and "online" are no place: everything is there.
    """
    return _alike(_telling(one, _EVERYWHERE), _telling(other, _EVERYWHERE), 0.75)


def is_cyrillic(text: str) -> bool:
    """Whether a text is written in Cyrillic letters."""
    return bool(_CYRILLIC.search(fold(text)))


def _alike(one: frozenset[str], other: frozenset[str], enough: float) -> bool:
    numbers = [frozenset(word for word in words if word.isdigit()) for words in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    few, many = sorted((one, other), key=lambda words: (len(words), sorted(words)))
    found = sum(any(_one_word(word, each) for each in many) for word in few)
    return found >= min(2, len(few)) > 0 and found >= enough * len(few)


def _one_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _WHOLE or one.isdigit() or other.isdigit():
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(one), len(other)) if start is None else start
    longest = max(len(one), len(other))
    return (shared >= _WHOLE and shared >= SAME_START * longest) or ratio(one, other) >= NEAR


@lru_cache(maxsize=4096)
def _telling(text: str, without: tuple[str, ...]) -> frozenset[str]:
    """The words that tell this thing from others, by meaning or in Latin letters; years tell nothing."""
    words = (word for word in fold(text).split() if word not in _SMALL and not _YEAR.fullmatch(word))
    return frozenset(
        _meaning(word)
        for word in words
        if (len(word) > 1 or word.isdigit()) and not _begins(word, _KINDS) and not _begins(word, without)
    )


def _begins(word: str, starts: tuple[str, ...] | list[str]) -> bool:
    return any(word == start or (len(start) >= _WHOLE and word.startswith(start)) for start in starts)


def _meaning(word: str) -> str:
    for number, starts in enumerate(_STARTS):
        if _begins(word, starts):
            return f"#{number}"
    return _in_latin(word)


_STARTS = tuple(tuple(line.split()) for line in _MEANINGS)


def _in_latin(word: str) -> str:
    spelt = "".join(_LATIN.get(letter, letter) for letter in word.replace("дж", "g"))
    return spelt.translate(_ONE_SPELLING)


def mentions(text: str, typed: str) -> bool:
    """Whether every typed word begins a word of ``text``, means the same or is nearly spelt so.

    For looking something up: numbers count whole, words of either language find those of the other.
    """
    there = [(word, _meaning(word)) for word in fold(text).split()]
    wanted = [word for word in fold(typed).split() if word not in _SMALL]
    return bool(wanted) and all(any(_found_in(word, *each) for each in there) for word in wanted)


def _found_in(typed: str, word: str, meaning: str) -> bool:
    if typed.isdigit() or word.isdigit():
        return typed.isdigit() and word.isdigit() and int(typed) == int(word)
    same = _meaning(typed)
    return word.startswith(typed) or _one_word(same, meaning) or _in_latin(word).startswith(_in_latin(typed))
