"""Codes to join as people send them: read aloud, typed on a Russian keyboard, or pasted as a whole link."""

import re

LOOK_ALIKES = str.maketrans("АСЕНКМРТХ", "ACEHKMPTX")
"""Letters of a Russian keyboard that look like the ones a code is made of."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
AFTER = "start="
"""In a link the token stands behind this."""


def read_code(text: str, alphabet: str, length: int) -> str | None:
    """The code of ``length`` letters of ``alphabet``, or the token of a link; None when it holds none."""
    words = text.strip().rpartition(AFTER)[2]
    if TOKEN.fullmatch(words):
        return words
    letters = "".join(letter for letter in words.upper().translate(LOOK_ALIKES) if letter.isalnum())
    return letters if len(letters) == length and set(letters) <= set(alphabet) else None
