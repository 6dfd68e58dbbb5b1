"""Organisations named in people's words, matched with the known ones; the form asks about near ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from handlers.understand.choices import Option
from handlers.understand.fold import fold, tidy

MOST_CLOSE = 5
NEAR, ALMOST_SAME = 80.0, 90.0
SHORTEST_NEAR = 4

TOWN_HALL = (
    *("primaria", "primaria balti", "primaria mun balti", "primaria municipiului balti"),
    *("примэрия", "примэрия бэлць", "примэрия мун бэлць", "мэрия", "примария", "town hall"),
)
"""What people write for the town hall beside its full name."""


@dataclass(frozen=True)
class Name:
    """One organisation as typed, the id of the known one that it is, or ids of near ones to ask about."""

    text: str
    known: str | None = None
    close: tuple[str, ...] = ()


_QUOTED_OR_BRACKETED = re.compile(r"„[^„”“]*[”“]|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|\([^()]*\)")
_BETWEEN = re.compile(r"[,;\n]")
_CONJUNCTION = re.compile(r" (?:și|si|и|and|&) ", re.IGNORECASE)
_HEADING = re.compile(r"^(?:parteneri[i]?|partener|партн[её]ры?|partners?) ?[:-] ?", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,2}[.)]) +")
_WHOLLY_QUOTED = re.compile(r"[„“«\"]([^„“”«»\"]+)[”“»\"]")
_NOBODY = frozenset(
    {
        "fara parteneri",
        "fara",
        "niciunul",
        "nimeni",
        "без партнеров",
        "нет",
        "никто",
        "no partners",
        "none",
        "nu",
        "no",
    }
)
_LEGAL_FORM = re.compile(
    r"\b(?:a ?o|o ?n ?g|ongul|asociatia(?: obsteasca)?|fundatia|i ?p|о ?о|н ?п ?о"
    r"|общественная (?:организация|ассоциация)|"
    r"общественное объединение|ассоциация|фонд|n ?g ?o|association|foundation)\b"
)


def read_names(text: str, known: Sequence[Option]) -> tuple[Name, ...]:
    """The organisations named, in order, each once; empty when there are none ("fără parteneri")."""
    written = _HEADING.sub("", tidy(text))
    if fold(written) in _NOBODY:
        return ()
    labels = [(fold(label), option.id) for option in known for label in option.labels]
    names: dict[str, Name] = {}
    for piece in _pieces(written, dict(labels)):
        names.setdefault(fold(piece), _matched(piece, labels))
    return tuple(names.values())


def _pieces(written: str, known: dict[str, str]) -> Iterator[str]:
    for part in _split(_BETWEEN, written):
        for piece in _split_by_conjunction(part, known):
            clean = _BULLET.sub("", piece.strip()).strip(" .,;:")
            quoted = _WHOLLY_QUOTED.fullmatch(clean)
            if fold(clean):
                yield quoted[1].strip() if quoted else clean


def _split_by_conjunction(part: str, known: dict[str, str]) -> Iterator[str]:
    """ "A și B" are two, unless the words around the conjunction are one known name or almost."""
    pieces = _split(_CONJUNCTION, part)
    starts = [part.index(pieces[0])]
    for piece in pieces[1:]:
        starts.append(part.index(piece, starts[-1] + 1))
    at = 0
    while at < len(pieces):
        end = len(pieces)
        while end > at + 1 and not _one_name(
            part[starts[at] : starts[end - 1] + len(pieces[end - 1])], known
        ):
            end -= 1
        yield part[starts[at] : starts[end - 1] + len(pieces[end - 1])]
        at = end


def _one_name(text: str, known: dict[str, str]) -> bool:
    typed = fold(text)
    return typed in known or any(fuzz.ratio(typed, label) >= ALMOST_SAME for label in known)


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Split outside quotes and brackets."""
    closed = [match.span() for match in _QUOTED_OR_BRACKETED.finditer(text)]
    pieces, start = [], 0
    for match in separator.finditer(text):
        if not any(opening < match.start() < closing for opening, closing in closed):
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _matched(piece: str, labels: Sequence[tuple[str, str]]) -> Name:
    typed = fold(piece)
    exact = tuple(dict.fromkeys(id for label, id in labels if label == typed))
    if len(exact) == 1:
        return Name(piece, known=exact[0])
    return Name(piece, close=exact[:MOST_CLOSE] or _close(typed, labels))


def _close(typed: str, labels: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    core = _core(typed)
    scored = sorted(((-_likeness(core, _core(label)), place, id) for place, (label, id) in enumerate(labels)))
    return tuple(dict.fromkeys(id for score, _, id in scored if -score >= NEAR))[:MOST_CLOSE]


def _core(folded: str) -> str:
    """The name without its legal form, unless nothing else is left."""
    return " ".join(_LEGAL_FORM.sub(" ", folded).split()) or folded


def _likeness(typed: str, label: str) -> float:
    if len(typed) < SHORTEST_NEAR or len(label) < SHORTEST_NEAR:
        return 100.0 if typed == label else 0.0
    few, many = sorted((typed.split(), label.split()), key=len)
    if all(word in many for word in few):
        return 95.0
    return max(fuzz.ratio(typed, label), fuzz.token_sort_ratio(typed, label))
