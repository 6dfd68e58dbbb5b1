"""Free words that look like one person's data are questioned before they are kept. Pure.

What looks personal is ``understand.personal``; here stands which answers are looked at and what is asked.
The tap on "keep it" brings the value back, so nothing is kept until then (docs/promises.md).
"""

from handlers.flow.form import Ask, Problem, Question
from handlers.flow.hear import Value, answer
from handlers.messages import Choice, Listed, Role, say
from handlers.understand.personal import find_personal

FREE = (Ask.TEXT, Ask.PLACE, Ask.MEDIA, Ask.PARTIES)
"""Kinds of question whose answers are somebody's own words."""

PERSONAL = ".personal"
"""Ends the key of a screen that asks about such words; its buttons are forgotten with the next screen."""

LONGEST_SHOWN = 40


def doubt(question: Question, words: str, heard: Value | Problem | None) -> Problem | None:
    """What to ask before ``words``, understood as ``heard``, are kept; None when nothing looks personal."""
    if question.private or question.ask not in FREE or heard is None:
        return None
    if isinstance(heard, Problem) and not heard.ways:
        return None
    found = find_personal(words)
    if found is None:
        return None
    message = say(f"personal.{found.kind}", text=found.text[:LONGEST_SHOWN])
    if isinstance(heard, Problem):
        return Problem(Listed((message, heard.message), " "), (_other(), *heard.ways))
    return Problem(message, (_other(), answer(question, heard.value, say("personal.keep.button"))))


def looks_personal(words: str) -> bool:
    """Whether these words would be questioned."""
    return find_personal(words) is not None


def _other() -> Choice:
    return Choice("look", say("personal.other.button"), role=Role.PRIMARY)
