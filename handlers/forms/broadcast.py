"""What the secretariat sends to many: an invitation with its day, place and answer-by day, and a message.

The words go to everybody they are sent to, so nothing of them is held to be private by mistake: they are
what the secretariat signs.
"""

from datetime import date
from typing import Any

from handlers.flow.form import Answers, Ask, Constraint, Facts, Form, Problem, Question
from handlers.forms.rules import LINK, chosen, some_link, some_text
from handlers.messages import Day, say
from handlers.understand.bilingual import RO, RU, language_of, split_text
from handlers.understand.times import read_hour

ONLINE = "online"
"""The place of the button; its link is asked next."""

ALL, OBJECTIVE, CHOSEN, LANGUAGE, ROLE = "all", "objective", "chosen", "language", "role"
WHO = (ALL, OBJECTIVE, CHOSEN, LANGUAGE, ROLE)
RECIPIENTS, READERS = "recipients", "readers"
"""Sources of options that say what the answers lead to: the members reached, the languages they read."""

LONGEST_TITLE, SHORTEST_TITLE, LONGEST_TEXT = 120, 3, 1000
MOST_FILES = 3


def long_enough(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """A title of three letters at least."""
    if len(value.strip()) >= SHORTEST_TITLE:
        return None
    return Problem(say("invite.title.constraint", text=value))


def day_of(value: dict[str, Any]) -> date:
    """The day of a moment answer."""
    return date.fromisoformat(value["day"])


def to_come(value: dict[str, Any], answers: Answers, facts: Facts) -> Problem | None:
    """A day that is not over, within a year and a half."""
    day = day_of(value)
    if day < facts.today:
        return Problem(say("invite.when.past", day=Day(day, "long")))
    if (day - facts.today).days > FARTHEST:
        return Problem(say("invite.when.far", day=Day(day, "numeric")))
    return None


FARTHEST = 550


def no_hour(answers: Answers, facts: Facts) -> bool:
    """The day was said without an hour."""
    return answers["when"]["hour"] is None


def an_hour(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """An hour and nothing else."""
    return None if read_hour(value) is not None else Problem(say("invite.hour.constraint", text=value[:60]))


def needs_link(answers: Answers, facts: Facts) -> bool:
    """Online without an address in the words of the place."""
    place = str(answers["place"])
    return place.casefold().startswith(ONLINE) and LINK.search(place) is None


def before_meeting(value: dict[str, Any], answers: Answers, facts: Facts) -> Problem | None:
    """Answers are waited for from today until the day of the meeting."""
    day, held_on = day_of(value), day_of(answers["when"])
    if day < facts.today:
        return Problem(say("invite.when.past", day=Day(day, "long")))
    return None if day <= held_on else Problem(say("invite.answer_by.late"))


def reaches(name: str) -> Constraint:
    """Somebody must be reached with this answer to the question ``name``."""

    def somebody(value: Any, answers: Answers, facts: Facts) -> Problem | None:
        if facts.options(RECIPIENTS, {**answers, name: value}):
            return None
        return Problem(say("invite.who.nobody"))

    return somebody


def whole(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """Choosing nobody yet is no problem: what is chosen is asked next."""
    return reaches("who")(value, answers, facts) if value == ALL else None


def words_of(answers: Answers) -> str:
    """The words: beside the files, or after them."""
    told = (answers.get("text") or {}).get("text") or answers.get("words")
    return str(told or "")


def only_files(answers: Answers, facts: Facts) -> bool:
    """Files came without words."""
    told = answers.get("text") or {}
    return bool(told.get("files")) and not told.get("text")


def one_language(answers: Answers, facts: Facts) -> bool:
    """Words were written, in one language only."""
    return split_text(words_of(answers)).only is not None


def nobody_reads_other(answers: Answers, facts: Facts) -> bool:
    """Nobody among the recipients reads the language that is missing."""
    written = split_text(words_of(answers)).only
    missing = RU if written == RO else RO
    return all(one.id != missing for one in facts.options(READERS, answers))


def fits(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """At most so many letters in each language."""
    both = split_text(value if isinstance(value, str) else value.get("text") or "")
    longest = max(len(both.ro), len(both.ru))
    return None if longest <= LONGEST_TEXT else Problem(say("ask.too_long", longest, maximum=LONGEST_TEXT))


def in_the_other(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """The second text is not in the language of the first."""
    written = split_text(words_of(answers)).only
    if language_of(value) != written:
        return None
    return Problem(say("invite.other.ro" if written == RO else "invite.other.ru"))


def _who(step: int) -> tuple[Question, ...]:
    def one(name: str, ask: Ask, of: str, source: str) -> Question:
        return Question(
            name,
            ask,
            step,
            relevant=chosen("who", of),
            source=source,
            constraint=reaches(name),
            words=f"invite.{name}",
        )

    return (
        Question("who", Ask.SELECT_ONE, step, source="who", constraint=whole, words="invite.who"),
        one("objectives", Ask.SELECT_MULTIPLE, OBJECTIVE, "objectives"),
        one("members", Ask.SELECT_MULTIPLE, CHOSEN, "members"),
        one("language", Ask.SELECT_ONE, LANGUAGE, "languages"),
        one("role", Ask.SELECT_ONE, ROLE, "roles"),
    )


def _text(step: int, *, required: bool) -> tuple[Question, ...]:
    """Words and files; files alone are asked for their words."""
    longest = 2 * LONGEST_TEXT + 100
    text = Question(
        "text",
        Ask.MEDIA,
        step,
        required=required,
        max_length=longest,
        maximum=MOST_FILES,
        private=True,
        constraint=fits,
    )
    words = Question(
        "words",
        Ask.TEXT,
        step,
        required=required,
        relevant=only_files,
        max_length=longest,
        private=True,
        constraint=fits,
        words="invite.words",
    )
    return text, words


def _other(step: int) -> Question:
    return Question(
        "other",
        Ask.TEXT,
        step,
        required=False,
        relevant=one_language,
        on_request=nobody_reads_other,
        constraint=in_the_other,
        max_length=LONGEST_TEXT,
        private=True,
        words="invite.other",
    )


def _at(step: int) -> Question:
    return Question(
        "at",
        Ask.MOMENT,
        step,
        required=False,
        on_request=lambda answers, facts: True,
        constraint=to_come,
        words="invite.at",
    )


INVITE = Form(
    "invite",
    version=1,
    steps=7,
    questions=(
        Question("title", Ask.TEXT, 1, max_length=LONGEST_TITLE, constraint=long_enough),
        Question("when", Ask.MOMENT, 2, constraint=to_come),
        Question("hour", Ask.TEXT, 2, relevant=no_hour, max_length=40, constraint=an_hour),
        Question("place", Ask.PLACE, 3, max_length=300, constraint=some_text),
        Question("link", Ask.TEXT, 3, relevant=needs_link, max_length=300, constraint=some_link),
        *_who(4),
        *_text(5, required=False),
        _other(5),
        Question("answer_by", Ask.MOMENT, 6, constraint=before_meeting),
        _at(7),
    ),
)
MESSAGE = Form(
    "message",
    version=1,
    steps=4,
    questions=(
        *_text(1, required=True),
        *_who(2),
        _other(3),
        _at(4),
    ),
)
