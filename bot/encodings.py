"""The bytes of a text file → text, whatever program wrote it: UTF-8, UTF-16, and the two old code pages.

A Romanian and a Russian Windows write CSV in code pages that give each other's letters no error; they are
told apart by how the letters follow each other.
"""

import codecs
import re

ROMANIAN, RUSSIAN = "cp1250", "cp1251"
_MANY_ABOVE = re.compile(rb"[\xc0-\xff]{3}")
"""Three letters beyond ASCII in a row: usual in Russian, never in Romanian."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> str:
    """The text; raises ``ValueError`` for bytes that are none."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data[:200]:
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    if encoding is None:
        try:
            return _text(data, "utf-8")
        except ValueError:
            encoding = RUSSIAN if _MANY_ABOVE.search(data) else ROMANIAN
    return _text(data, encoding)


def _text(data: bytes, encoding: str) -> str:
    text = data.decode(encoding)
    if "\0" in text:
        raise ValueError("not a text")
    return text
