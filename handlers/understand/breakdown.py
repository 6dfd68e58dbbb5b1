"""Who the people were, in people's words: women, men, young, vulnerable. Sums are checked by the form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words
from handlers.understand.numbers import ABOUT, HIGHEST, LONGEST_TEXT, read_integers
from handlers.understand.result import Doubt, Reading, Understood


@dataclass(frozen=True)
class Breakdown:
    """Counts of people; None where nothing was said."""

    women: int | None = None
    men: int | None = None
    young: int | None = None
    vulnerable: int | None = None


_LABELS = {
    "women": r"f|fem|femei\w*|feme\w*|feminin|doamn[ea]|ж|жен\w*|дам[ы]?|w|wom[ae]n|females?|ladies",
    "men": r"b|barb\w*|m|masc\w*|domni|м|муж\w*|m[ea]n|males?",
    "young": r"t|tin|tiner\w*|tanar\w*|мол\w*|y|young\w*|youth",
    "vulnerable": r"v|vuln\w*|у|уязв\w*",
}
_LABEL = re.compile("|".join(f"(?P<{name}>(?:{stems})$)" for name, stems in _LABELS.items()))
_FILLER = frozenset(
    plain(word)
    for word in (
        "de din dintre ei care sunt sînt au fost persoane persoană pers oameni om grup grupuri participanți "
        "total из них чел человек человека люди людей группы групп группа были было лица лиц "
        "of them were are people persons from groups group in the"
    ).split()
)
_NOT_COUNTED = re.compile(
    r"(?:noi )?(?:nu am|n-am|nu s-a|nu s-au|nu a|nu au) (?:mai )?(?:numarat|contat)\w*"
    r"|nu (?:stiu|stim|se stie)"
    r"|(?:мы )?не (?:считал[иа]?|посчитал[иа]?|знаю|знаем|подсчитывали)|not counted"
    r"|(?:we |i )?(?:did not|didn't) count"
    r"|(?:we |i )?(?:do not|don't) know|fara numaratoare"
)
_ALL = re.compile(
    r"(?:au fost |были |sunt )?(?:toate|toti|numai|doar|все|только|all|only)"
    r"(?: (?:sunt|au fost|были|were|are|of them))*"
    r" (?P<label>[^\W\d_]+)"
)
_ZERO = re.compile(r"\b(?:ни одного|ни одной|nici un|nici o|niciun|nicio|fara|без|нет|no)\b")
_AGES_OF_THE_YOUNG = re.compile(r"\(?\b(?:de )?14 ?(?:-|до) ?35\b(?: de)?(?: ani| лет| years(?: old)?)?\)?")
_MEN_LETTERS = re.compile(r"\bb ?/ ?m\b|\bm ?/ ?b\b")
_BETWEEN = re.compile(r"[,;/+\n]| (?:si|и|and) ")
_NEGATIVE = re.compile(r"(?<!\w)-\d|(?<!\w)-$|\b(?:minus|минус) ?\d")
_NOT_EXACT = re.compile(r"%|\d ?- ?\d|\d[.']\d|\b(?:procent\w*|процент\w*|percent)\b")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_MEN_OR_YOUNG, _VULNERABLE_LETTER = (re.compile(rf"(?<![^\W\d_]){letter}(?![^\W\d_])") for letter in "му")


def read_breakdown(text: str, total: int | None = None) -> Reading[Breakdown]:
    """The counts said; three bare numbers are women, young, vulnerable; "all women" needs the `total`."""
    if len(text) > LONGEST_TEXT:
        return None
    written = _AGES_OF_THE_YOUNG.sub(" t ", plain(text)).strip(" .!")
    if _NOT_COUNTED.fullmatch(written):
        return Understood(Breakdown())
    everyone = _ALL.fullmatch(written)
    if everyone:
        return _everyone(everyone["label"], total)
    bare = read_integers(digits_for_words(written))
    if bare:
        return _bare(bare)
    return _labelled(digits_for_words(_ZERO.sub("0", _MEN_LETTERS.sub("b", written))))


def _everyone(label: str, total: int | None) -> Reading[Breakdown]:
    name = _label(label)
    if name is None:
        return None
    return Doubt(()) if total is None else Understood(Breakdown(**{name: total}))


def _bare(numbers: tuple[int, ...]) -> Reading[Breakdown]:
    if len(numbers) > 3:
        return Doubt(())
    in_order = Breakdown(**dict(zip(("women", "young", "vulnerable"), numbers, strict=False)))
    return Understood(in_order) if len(numbers) == 3 else Doubt((in_order,))


def _labelled(written: str) -> Reading[Breakdown]:
    if _NEGATIVE.search(written):
        return None
    if not any(_label(token) for token in _TOKEN.findall(written)):
        return Doubt(()) if _NOT_EXACT.search(written) else None
    counts = None if _NOT_EXACT.search(written) else _counts(ABOUT.sub(" ", written))
    if counts is None:
        return Doubt(())
    said = Breakdown(**counts)
    if counts.keys() >= {"men", "vulnerable"} and "young" not in counts and _russian_letters(written):
        return Doubt((said, Breakdown(said.women, None, said.men, said.vulnerable)))
    return Doubt((said,)) if ABOUT.search(written) or "?" in written else Understood(said)


def _russian_letters(written: str) -> bool:
    """«ж 15 м 10 у 3»: beside «у» the letter «м» may be men or молодёжь."""
    return bool(_MEN_OR_YOUNG.search(written) and _VULNERABLE_LETTER.search(written))


def _counts(written: str) -> dict[str, int] | None:
    """Every number with its label; None when one is left over, unknown or said twice."""
    counts: dict[str, int] = {}
    for piece in _BETWEEN.split(written):
        for name, number in _pairs(piece):
            if name is None or number is None or name in counts or number > HIGHEST:
                return None
            counts[name] = number
    return counts


def _pairs(piece: str) -> Iterator[tuple[str | None, int | None]]:
    """ "15 f 10 t" and "f 15 t 10" in pairs; a pair with None tells that the piece does not come out even."""
    tokens: list[str | int | None] = []
    for token in _TOKEN.findall(piece):
        if token in _FILLER:
            continue
        meant = int(token) if token.isdecimal() else _label(token)
        if not (isinstance(meant, str) and tokens and tokens[-1] == meant):
            tokens.append(meant)
    for first, second in zip(tokens[::2], [*tokens[1::2], *([None] * (len(tokens) % 2))], strict=True):
        same_order = isinstance(first, int) is isinstance(tokens[0], int)
        name, number = (second, first) if isinstance(first, int) else (first, second)
        yield (
            name if same_order and isinstance(name, str) else None,
            number if isinstance(number, int) else None,
        )


def _label(token: str) -> str | None:
    match = _LABEL.match(token)
    return match.lastgroup if match else None
