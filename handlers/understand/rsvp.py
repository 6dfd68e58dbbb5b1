"""Typed answers to an invitation: "venim 3", "nu putem", "придём вдвоём". Pure.

Only whole phrases count, so a report that begins with such a word is never taken for an answer.
"""

import re
from dataclasses import dataclass

from handlers.understand.fold import fold
from handlers.understand.number_words import digits_for_words
from storage.rsvp import MAYBE, NO, YES

LONGEST = 60


@dataclass(frozen=True)
class Heard:
    """What was said: an answer, how many persons, or both."""

    answer: str | None
    persons: int | None


_TOGETHER = {
    "вдвоем": 2, "втроем": 3, "вчетвером": 4, "впятером": 5, "вшестером": 6, "всемером": 7,
}  # fmt: skip
_PEOPLE = (
    r"(?:(?:de )?(?:persoane?|persoana|oameni|om|colegi|insi)|человека?|чел|люди|участник(?:а|ов)?|people|"
    r"persons?)"
)
_SO_MANY = rf"(?:in )?(?P<persons>\d{{1,4}})(?: {_PEOPLE})?"
_POLITE = r"(?:da|sigur|desigur|да|конечно|yes|sure)"
_COME = (
    r"(?:noi )?(?:venim|vin|vom veni|voi veni|vom fi|participam|particip|vom participa)"
    r"|(?:мы |я )?(?:придем|приду|приидем|будем|буду|участвуем)|нас будет|будет"
    r"|(?:we |i )?(?:will )?(?:come|attend)|we are coming|we ll come"
)
_CANNOT = (
    r"(?:din pacate )?(?:noi )?nu (?:putem|pot|venim|vin|vom putea|vom veni|vom fi|participam)(?: veni)?"
    r"|(?:к сожалению )?(?:мы |я )?не (?:сможем|смогу|придем|приду|будем|можем|могу|получится)(?: прийти)?"
    r"|(?:we |i )?(?:cannot|can t|can not|will not|won t)(?: come| attend)?"
)
_UNSURE = (
    r"(?:noi )?(?:inca )?nu (?:stim|stiu)(?: inca)?|poate(?: venim)?|vedem"
    r"|(?:мы |я )?(?:пока )?не (?:знаем|знаю)(?: пока)?|может быть|возможно|посмотрим"
    r"|(?:we |i )?(?:do not|don t) know(?: yet)?|maybe|perhaps"
)
_YES = re.compile(rf"(?:{_POLITE} )?(?:{_COME})(?: {_SO_MANY})?")
_MANY = re.compile(_SO_MANY)
_NO = re.compile(_CANNOT)
_MAYBE = re.compile(_UNSURE)


def read_rsvp(text: str) -> Heard | None:
    """What the words answer; None when they are no answer to an invitation."""
    if len(text) > LONGEST:
        return None
    words = fold(text)
    for together, number in _TOGETHER.items():
        words = words.replace(together, str(number))
    words = digits_for_words(words)
    if found := _YES.fullmatch(words):
        return Heard(YES, _number(found))
    if _NO.fullmatch(words):
        return Heard(NO, None)
    if _MAYBE.fullmatch(words):
        return Heard(MAYBE, None)
    found = _MANY.fullmatch(words)
    return None if found is None else Heard(None, _number(found))


def _number(found: re.Match[str]) -> int | None:
    return None if found["persons"] is None else int(found["persons"])
