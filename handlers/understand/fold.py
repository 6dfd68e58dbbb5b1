"""Letters made comparable: `tidy` for keeping, `plain` for reading, `fold` for matching and search.

Nothing here knows what a text means.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

_CEDILLA = str.maketrans("ŞşŢţ", "ȘșȚț")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−﹣"}
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ODD_SPACE = re.compile("[\t\x0b\x0c\xa0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_SPACES = re.compile(" {2,}")
_SPACE_AT_LINE_END = re.compile(" *\n *")
_NOT_WORD = re.compile(r"[\W_]+")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


def tidy(text: str) -> str:
    """The same words, safe to keep: NFC, comma-below ș ț, ordinary spaces, nothing invisible.

    Line ends stay as `\\n`; runs of spaces become one; marks piled on a letter are cut to two.
    """
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    text = _UNSEEN.sub("", _ODD_SPACE.sub(" ", _LINE_END.sub("\n", text)))
    text = unicodedata.normalize("NFC", text).translate(_CEDILLA)
    text = _PILED_MARKS.sub(r"\1", text)
    return _SPACE_AT_LINE_END.sub("\n", _SPACES.sub(" ", text)).strip()


def is_blank(text: str) -> bool:
    """Nothing that can be seen: empty, spaces, zero-width or direction marks only."""
    return not tidy(text)


def plain(text: str) -> str:
    """`tidy`, casefolded, without diacritics (ё → е, й → и), digits 0-9, dashes as `-`."""
    return _bare(tidy(text), "NFD")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """For matching and search: `plain` with every run of punctuation and spaces made one space.

    Kept for texts seen before: the labels that typed words are compared with are always the same ones.
    """
    return _NOT_WORD.sub(" ", _bare(tidy(text), "NFKD")).strip()


def _bare(text: str, form: Literal["NFD", "NFKD"]) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize(form, text)
    text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M")).casefold()
    text = text.translate(_FULL_WIDTH).translate(_DASHES)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)
