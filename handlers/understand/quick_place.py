"""Where it was: a place that the organisation used before, or the words that stand for one in the message.

A place is proposed as a list of places would say it («в городском стадионе» → «городской стадион»). A name
that may go on in small letters, and two places, are doubts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.understand import quick_place_words as place_words
from handlers.understand import quick_words as lexicon
from handlers.understand.fold import fold
from handlers.understand.quick_text import Writing
from handlers.understand.result import Doubt, Reading, Understood

ONLINE = "Online"
_MOST_WORDS = 4
_LONGEST_BENT = 3

_ADJECTIVE = "|".join(rf"{stem}\w{{2,3}}" for stem in place_words.PLACE_ADJECTIVES)
_HEADS = [(nominative, line) for nominative, line in place_words.PLACE_HEADS.items()]
_RUSSIAN = [(nominative, line) for nominative, (_, line) in place_words.PLACE_HEADS_RU.items()]
_HEAD = "|".join(lexicon.any_word(line) for _, line in [*_HEADS, *_RUSSIAN])
_BEFORE = rf"(?:(?<!\bde )(?<!\bде )\b(?:{place_words.PLACE_BEFORE})|(?:^|[,;:.\n(|]|(?<=\s)-) ?)"
_PLACE = re.compile(
    rf"{_BEFORE}(?P<place>(?P<adjectives>(?:(?:{_ADJECTIVE}) )*)(?P<head>{_HEAD}))", re.MULTILINE
)
_GOES_ON = re.compile(rf" {place_words.PLACE_GOES_ON}")
_NUMBER = re.compile(r" ?(?:nr|no|№)[. ]*\d{1,3}\b")
_BARE_NUMBER = re.compile(r" \d{1,3}(?![\d.])\b(?= ?(?:[,;.:()\n|-]|$))")
_QUOTED = re.compile(r" ?[„“«\"][^„“”«»\"\n]{1,40}[”“»\"]")
_NAME = re.compile(r" (?:de |din |им |имени )?[\w.-]+")
_ENDS_NAME = re.compile(
    rf"(?! de )\s*(?:$|[^\w\s„“«\"]|\n|\d|(?:{lexicon.FUNCTION.pattern})|(?:{lexicon.FILLER.pattern})"
    r"|(?:despre|unde|care|ora|iar|impreuna|с|где|про|о|об|для|по|от|при|было|был|была|прошел|прошла|прошло|провели)\b)"
)


@dataclass(frozen=True)
class _Found:
    name: str
    bare: bool
    sure: bool


def read_place(writing: Writing, known: Sequence[str]) -> Reading[str]:
    """The place; ``known`` are the organisation's last ones, the latest first."""
    places: dict[str | None, None] = {**dict.fromkeys(_known(writing, known))} or _written(writing, known)
    if place_words.ONLINE.search(writing.plain):
        places = {ONLINE: None, **places}
    named = tuple(place for place in places if place is not None)
    if len(named) == 1 and None not in places:
        return Understood(named[0])
    return Doubt(named) if named else None


def _known(writing: Writing, known: Sequence[str]) -> Iterator[str]:
    """Known places of which at least two words stand together in the message; the fullest match alone."""
    typed = re.findall(r"[^\W_]+", writing.plain.replace("|", " | "))
    scored = [(_most_alike(fold(place).split(), typed), place) for place in known]
    best = max((score for score, _ in scored), default=0)
    yield from (place for score, place in scored if score == best and score >= 2)


def _most_alike(place: Sequence[str], typed: Sequence[str]) -> int:
    windows = (typed[at : at + _MOST_WORDS] for at in range(len(typed)))
    return max((_alike_in(place, window) for window in windows), default=0)


def _alike_in(place: Sequence[str], window: Sequence[str]) -> int:
    """How many of the place's words (of three letters or more) are among these."""
    return sum(any(_same_word(word, one) for one in window) for word in place if len(word) > 2)


def _same_word(one: str, other: str) -> bool:
    """The same word in another case: the beginnings agree, the endings are short."""
    pairs = enumerate(zip(one, other, strict=False))
    common = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    longest = max(len(one), len(other))
    return common >= 3 and longest - common <= _LONGEST_BENT and common >= 0.6 * longest


def _written(writing: Writing, known: Sequence[str]) -> dict[str | None, None]:
    """Places named with a noun; None stands for one whose name may go on."""
    places: dict[str | None, None] = {}
    for found in _found(writing):
        name = _only_known(found.name, known) if found.bare else None
        places[name or found.name] = None
        if not found.sure:
            places[None] = None
    return places


def _only_known(head: str, known: Sequence[str]) -> str | None:
    """The one known place that a bare noun ("la bibliotecă") means."""
    words = fold(head).split()
    meant = [
        place
        for place in known
        if all(any(_same_word(word, one) for one in fold(place).split()) for word in words)
    ]
    return meant[0] if len(meant) == 1 else None


def _found(writing: Writing) -> Iterator[_Found]:
    covered = 0
    for match in _PLACE.finditer(writing.plain):
        if match.start("place") < covered:
            continue
        end, sure = _reach(writing, match.end("head"), match["head"])
        covered = end
        rest = writing.kept[match.end("head") : end]
        kept = writing.kept[match.start("place") : match.end("head")]
        named = _nominative(match["adjectives"], match["head"], kept)
        name = f"{named}{rest}".strip(" .,")
        yield _Found(name[:1].upper() + name[1:], not (rest or match["adjectives"]), sure)


def _reach(writing: Writing, end: int, head: str) -> tuple[int, bool]:
    """Where the name of the place ends, and whether it surely does."""
    numbered = _BARE_NUMBER.match(writing.plain, end) if place_words.NUMBERED_PLACES.fullmatch(head) else None
    end = numbered.end() if numbered else end
    for _ in range(_MOST_WORDS):
        match = (
            _GOES_ON.match(writing.plain, end)
            or _QUOTED.match(writing.kept, end)
            or _NUMBER.match(writing.plain, end)
        )
        match = match or _capital(writing.kept, end)
        if match is None:
            break
        end = match.end()
    return end, bool(_ENDS_NAME.match(writing.plain, end)) or _goes_to_another(writing.plain, end)


def _capital(kept: str, at: int) -> re.Match[str] | None:
    match = _NAME.match(kept, at)
    return match if match and match.group().split()[-1][0].isupper() else None


def _goes_to_another(letters: str, end: int) -> bool:
    """The next word belongs to something else: people, an event, what happened."""
    rest = letters[end:].lstrip()
    shapes = (lexicon.PAST, lexicon.AHEAD, lexicon.SOME_EVENT, _ANY_NOUN, _ANY_PEOPLE)
    return any(shape.match(rest) for shape in shapes)


_ANY_NOUN = re.compile("|".join(lexicon.any_word(noun.spelt) for noun in lexicon.NOUNS))
_ANY_PEOPLE = re.compile("|".join(lexicon.any_word(line) for line in lexicon.PEOPLE.values()))


def _nominative(adjectives: str, head: str, kept: str) -> str:
    """Russian nouns as a list says them; Romanian ones as they were written, out of the genitive."""
    for nominative, (gender, line) in place_words.PLACE_HEADS_RU.items():
        if re.fullmatch(lexicon.any_word(line), head):
            bent = [_straight(word, gender) for word in adjectives.split()]
            return " ".join([*bent, nominative])
    for nominative, line in place_words.PLACE_HEADS.items():
        if re.fullmatch(lexicon.any_word(line), head) and head.endswith(("ului", "ii", "ei")):
            return nominative
    return kept


def _straight(word: str, gender: str) -> str:
    stem = next(stem for stem in place_words.PLACE_ADJECTIVES if word.startswith(stem))
    return place_words.PLACE_ADJECTIVES[stem][gender == "f"]
