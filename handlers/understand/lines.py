"""Several short texts in one message: one a line, or with a semicolon between them."""

import re

from handlers.understand.fold import fold

_NONE = frozenset(
    fold(words)
    for words in (
        "0",
        "nu",
        "niciuna",
        "nimic",
        "nicio decizie",
        "нет",
        "ни одного",
        "решений нет",
        "none",
        "no",
    )
)
_BULLET = re.compile(r"^\s*(?:[-–—•*]|\d{1,2}[.)])\s*")


def read_lines(text: str) -> tuple[str, ...] | None:
    """The texts without their bullets; () for "none", None when there is no word in it."""
    if fold(text) in _NONE:
        return ()
    lines = [_BULLET.sub("", one).strip() for one in re.split(r"[\n;]", text)]
    kept = tuple(one for one in lines if fold(one))
    return kept or None
