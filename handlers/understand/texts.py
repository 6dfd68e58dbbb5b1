"""What a free text is like: blank, or holding something personal. What to do about it is the form's."""

import re
from typing import Literal

from handlers.understand.fold import plain, tidy

_DATE = re.compile(r"(?<!\d)\d{1,2}(?:[./]\d{1,2}[./](?:\d{4}|\d{2})|-\d{1,2}-\d{4})(?!\d)")
_IDNP = re.compile(r"(?<!\d)(?:\d{13}|\d(?:[ .-]?\d{3}){4})(?!\d)")
PHONE = re.compile(
    r"(?<!\d)(?:\+ ?\d(?:[ ().-]{0,2}\d){7,14}|00 ?373(?:[ ().-]{0,2}\d){8}|373(?:[ ().-]{0,2}\d){8}"
    r"|\(?0 ?[2-79](?:[ ().-]{0,2}\d){7}|[67]\d{7})(?!\d)"
)
EMAIL = re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")


def looks_personal(text: str) -> Literal["idnp", "phone", "email"] | None:
    """The first kind of personal detail in the text: a 13-digit number, a phone or an e-mail address."""
    written = _DATE.sub(" · ", plain(text))
    if _IDNP.search(written):
        return "idnp"
    if PHONE.search(written):
        return "phone"
    return "email" if EMAIL.search(written) else None


def is_blank(text: str) -> bool:
    """Nothing that can be seen: empty, spaces, zero-width or direction marks only."""
    return not tidy(text)
