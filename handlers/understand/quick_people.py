"""How many people a message tells of: the total, and women, men, young, vulnerable among them.

A number counts people only beside a word for people. What may be read in two ways is a doubt: a range,
"more than", two totals, bare numbers. Days, times, telephone numbers and links are out of the text before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handlers.understand import quick_words as lexicon
from handlers.understand.breakdown import Breakdown
from handlers.understand.number_words import digits_for_words
from handlers.understand.numbers import ABOUT, HIGHEST, MOST_CANDIDATES, Count
from handlers.understand.quick_text import HOLE, Writing, sentences
from handlers.understand.result import Doubt, Reading, Understood

GROUPS = ("women", "men", "young", "vulnerable")
_GENERAL = ("total", "all", "some", "helpers")
_YEARS = range(1990, 2101)

_UNITS = {name: re.compile(lexicon.any_word(line)) for name, line in lexicon.PEOPLE.items()}
_UNIT = "|".join(f"(?P<{name}>{shape.pattern})" for name, shape in _UNITS.items())
_ANYBODY = "|".join(lexicon.any_word(line) for line in lexicon.PEOPLE.values())
_NUMBER = r"(?<![\w.,/№#-])\d{1,2}[ .]\d{3}(?![\d.])|(?<![\w.,/№#])\d+"
_PIECE = re.compile(
    rf"(?P<range>(?:(?:intre|от|de la) )?\d+"
    r"(?: ?- ?| (?:si|до|pana la|sau|или|ori) (?=\d+ (?:de |pers|oam|чел|дет|copi)))\d+)"
    rf"|(?P<number>{_NUMBER})(?P<more>\+)?|{_UNIT}"
    rf"|(?P<filler>{lexicon.FILLER.pattern})|(?P<word>[^\W_]+)|(?P<sign>[^\w\s])"
)
_ENDS_SEGMENT = re.compile(rf"[,;.!()\n/{re.escape(HOLE)}]+|(?<!\d)-(?!\d)| (?:si|и|iar|а) ")
_NOT_PEOPLE = re.compile(r"(?<!\d)\d+ ?(?:%|- ?(?:a|и|я|е|ые)\b|[xх] ?\d+)|№ ?\d+|#\w+")
_NUMBERED = re.compile(
    rf"(?:{lexicon.NUMBERED.pattern})[ .]*(?:nr|№)?[ .]*\d{{1,3}}(?!\d)(?! (?:pers|чел|de ))(?: ?-)?"
)
_AND_OTHERS = re.compile(
    rf"(?:{_ANYBODY})(?: \w+)? (?:si|и|iar|а|plus|плюс) (\d+) (?!(?:de )?(?:{_ANYBODY}))[^\W\d]"
)
"""A number joined to a count of people, of whom is not known: «15 человек и 2 …»."""

_AGES = re.compile(
    r"\d{1,2} ?(?:-|до|pana la) ?\d{1,2} (?:de )?(?:ani|лет|года)\b|\d{1,2} (?:de )?(?:ani|лет|года?)\b"
)


@dataclass(frozen=True)
class People:
    """What is told: the total, the groups that are sure, and whether any number of people is named at all."""

    total: Reading[Count]
    groups: Breakdown
    told: bool


@dataclass
class _Heard:
    """Numbers of the message by what they count; ``vague`` names groups that cannot be sure."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    estimated: set[int] = field(default_factory=set)
    ranges: list[tuple[int, ...]] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    vague: set[str] = field(default_factory=set)
    aside: list[int] = field(default_factory=list)
    """Groups told beside a sort of people, not as a part of them: "8 bunici și 14 elevi"."""


@dataclass(frozen=True)
class _Token:
    kind: str
    number: int = 0
    text: str = ""
    exact: bool = True


def read_people(writing: Writing) -> People:
    """Read the numbers of a message whose days are holes already."""
    heard = _Heard()
    clean = writing.lacking(lexicon.MONEY, lexicon.STREET, _AGES, _NOT_PEOPLE, _NUMBERED)
    for start, end in sentences(clean.plain):
        _hear_sentence(heard, clean.plain[start:end])
    total = _total(heard)
    groups = _groups(heard)
    named = any(heard.counts.values()) or bool(heard.ranges)
    if isinstance(total, Understood) and _too_many(groups, total.value.total):
        return People(Doubt((total.value,)), Breakdown(), named)
    return People(total, groups, named)


def _hear_sentence(heard: _Heard, sentence: str) -> None:
    """Segment by segment; what follows "of them" counts only as a group."""
    subset = False
    marked = lexicon.SUBSET.sub("\x01", sentence)
    for part in re.split("(\x01)", marked):
        if part == "\x01":
            subset = True
            continue
        for segment in _ENDS_SEGMENT.split(part):
            _hear_segment(heard, segment, subset)
        heard.aside += (
            [] if subset else [int(number) for number in _AND_OTHERS.findall(digits_for_words(part))]
        )


def _hear_segment(heard: _Heard, segment: str, subset: bool) -> None:
    tokens = _tokens(segment)
    for run in _runs(tokens):
        for units, number in _pairs(run, alone=len(run) == len(tokens)):
            _note(heard, units, number, subset)


def _tokens(segment: str) -> list[_Token]:
    spelt = digits_for_words(segment)
    written = re.findall(r"\d+", segment)
    exact = lexicon.NOT_EXACT.search(segment) is None
    about = bool(ABOUT.search(segment))
    return [_token(match, written, exact, about) for match in _PIECE.finditer(spelt)]


def _token(match: re.Match[str], written: Sequence[str], exact: bool, about: bool) -> _Token:
    kind = str(match.lastgroup) if match["more"] is None else "number"
    if match["range"]:
        return _Token("range", text=match["range"])
    if match["number"]:
        digits = re.sub(r"\D", "", match["number"])
        said = (
            "number" if match["number"] in written or digits in written or " " in match["number"] else "spelt"
        )
        return _Token(said, int(digits), "~" if about else "", exact and not match["more"])
    return _Token(kind, text=match.group())


def _runs(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Numbers and units that stand together; fillers do not part them, other words do."""
    run: list[_Token] = []
    for token in [*tokens, _Token("word")]:
        if token.kind == "total" and run:
            yield run
            run = []
        if token.kind in ("number", "spelt", "range", *_UNITS):
            run.append(token)
        elif token.kind == "word" or (token.kind == "sign" and token.text not in ":=-~≈"):
            if run and token.kind == "word" and token.text and not lexicon.FUNCTION.fullmatch(token.text):
                run.append(token)
            if run:
                yield run
            run = []


def _pairs(run: list[_Token], alone: bool) -> Iterator[tuple[list[_Token], _Token]]:
    """Each number with its units: "12 femei 10 tineri", "femei 12 tineri 10", "11 persoane refugiate"."""
    other = run[-1] if run[-1].kind == "word" else None
    tokens = run[:-1] if other else run
    while tokens and tokens[0].kind in _UNITS and len(tokens[0].text) == 1 and not alone:
        tokens = tokens[1:]
    numbers = [at for at, token in enumerate(tokens) if token.kind not in _UNITS]
    units_first = bool(tokens) and tokens[0].kind in _UNITS and tokens[0].kind != "total"
    for place, at in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else len(tokens)
        before = numbers[place - 1] + 1 if place else 0
        units = tokens[before:at] if units_first else tokens[at + 1 : following]
        if units_first and place == len(numbers) - 1:
            units = [*units, *tokens[at + 1 :]]
        if not units_first and place == 0:
            units = [*tokens[:at], *units]
        if not units and other is not None and at == len(tokens) - 1:
            continue
        yield units, tokens[at]


def _note(heard: _Heard, units: list[_Token], number: _Token, subset: bool) -> None:
    if number.kind == "range":
        ends = tuple(int(digits) for digits in re.findall(r"\d+", number.text))
        if any(unit.kind in _GENERAL for unit in units) and not subset:
            heard.ranges.append(ends)
        heard.vague.update(unit.kind for unit in units)
        return
    if number.number > HIGHEST or (number.kind == "spelt" and not units):
        return
    if not units:
        if not subset and number.number not in _YEARS:
            heard.bare.append(number.number)
        return
    kinds = {unit.kind for unit in units}
    group = next((one for one in ("vulnerable", "young", "women", "men") if one in kinds), None)
    if group in ("young", "women", "men") and "all" in kinds:
        heard.vague.update((group, "all"))  # «35 человек молодёжь»: all of them, or a part
        _count(heard, "all", number)
    elif group is not None and "total" not in kinds:
        _count(heard, _letter(group, units), number)
        if group in ("vulnerable", "young") and not subset and not heard.counts.keys() & {"total", "all"}:
            heard.aside.append(number.number)
    elif group is None and not subset:
        _count(heard, next(kind for kind in _GENERAL if kind in kinds or kind == "helpers"), number)
    elif group is not None:
        heard.vague.add(group)


def _letter(group: str, units: list[_Token]) -> str:
    """A letter that means other things too is counted apart."""
    return f"{group}_letter" if any(unit.text in lexicon.LETTERS_ALONE for unit in units) else group


def _count(heard: _Heard, what: str, number: _Token) -> None:
    if not number.exact:
        heard.vague.add(what)
    heard.counts.setdefault(what, []).append(number.number)
    if number.text == "~":
        heard.estimated.add(number.number)


def _total(heard: _Heard) -> Reading[Count]:
    """Said to be the total, else what counts everybody, else one sort of people; never a group."""
    for what in ("total", "all", "some"):
        numbers = tuple(dict.fromkeys(heard.counts.get(what, ())))
        if not numbers:
            continue
        others = [*heard.bare, *(one for ends in heard.ranges for one in ends), *_beside(heard, what)]
        if len(numbers) == 1 and what not in heard.vague and not others:
            return Understood(_as_count(heard, numbers[0]))
        together = (sum(numbers),) if len(numbers) > 1 and what == "some" else ()
        maybe = dict.fromkeys((*numbers, *together, *others, sum((*numbers, *others))))
        return Doubt(tuple(_as_count(heard, one) for one in maybe)[:MOST_CANDIDATES])
    open_ends = [one for ends in heard.ranges for one in ends]
    maybe = dict.fromkeys([*open_ends, *heard.bare, *heard.counts.get("helpers", ())])
    if not maybe:
        parts = [sum(heard.counts.get(part, [])) for part in ("women", "men")]
        if all(parts):
            return Doubt((Count(sum(parts), estimated=False),))
        maybe = dict.fromkeys(one for part in GROUPS for one in heard.counts.get(part, ()))
    return Doubt(tuple(_as_count(heard, one) for one in maybe)[:MOST_CANDIDATES]) if maybe else None


def _beside(heard: _Heard, what: str) -> list[int]:
    """People that may belong to the total or not; what counts everybody has room for groups and helpers."""
    unknown = [one for one in heard.aside if one not in _grouped(heard)]
    return unknown if what != "some" else [*heard.aside, *heard.counts.get("helpers", ())]


def _grouped(heard: _Heard) -> set[int]:
    return {one for part in GROUPS for one in heard.counts.get(part, ())}


def _as_count(heard: _Heard, number: int) -> Count:
    return Count(number, number in heard.estimated)


def _groups(heard: _Heard) -> Breakdown:
    """Each group that one number was told for; letters count beside "f" or "ж" only."""
    counts = dict(heard.counts)
    if heard.aside and "some" in counts and not counts.keys() & {"total", "all"}:
        counts = {part: numbers for part, numbers in counts.items() if part not in ("vulnerable", "young")}
    if "women" in counts:
        for part in ("men", "young", "vulnerable"):
            counts.setdefault(part, counts.get(f"{part}_letter", []))
    sure = {
        part: numbers[0]
        for part in GROUPS
        if len(numbers := counts.get(part, [])) == 1 and part not in heard.vague
    }
    return Breakdown(**sure)


def _too_many(groups: Breakdown, total: int) -> bool:
    parts = [getattr(groups, part) or 0 for part in GROUPS]
    return max(parts) > total or (groups.women or 0) + (groups.men or 0) > total
