"""What a form is: declared questions, no text, no buttons, no channel.

The vocabulary is XLSForm's (name, required, relevant, constraint, select_one …). Texts are found by key:
``{form}.{question}.title``, ``.label``, ``.constraint``. Walking a form is ``walk``, showing it ``screens``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from handlers.messages import Choice, Said

Answers = Mapping[str, Any]
"""Question name → JSON value; ``None`` is a question that was skipped."""


class Ask(StrEnum):
    """The kinds of question and the JSON shape of their answers."""

    SELECT_ONE = "select_one"
    """The id of an option: ``"fair"``."""
    SELECT_MULTIPLE = "select_multiple"
    """Ids of options: ``["children", "adults"]``."""
    PERIOD = "period"
    """``{"first": "2026-10-12", "last": "2026-10-14"}``, both days included."""
    PLACE = "place"
    """A name: ``"Biblioteca"``."""
    COUNT = "count"
    """``{"total": 25, "estimated": false}``; with ``"sure": true`` an unusual number was confirmed,
    with ``"counted": true`` a presence list counted it."""
    BREAKDOWN = "breakdown"
    """``{"women": 15, "men": null, "young": 10, "vulnerable": 3}``, or ``{"each": true}``: one by one."""
    MEDIA = "media"
    """``{"files": [media ids], "text": "…" or null}``; with ``"link"`` where the text came from a page."""
    TEXT = "text"
    """Somebody's words."""
    PARTIES = "parties"
    """``{"members": [organisation ids], "names": ["…"], "lpa": false}``."""
    MONEY = "money"
    """``{"amount": "12500.50", "currency": "EUR"}``: a decimal as text, never a float."""
    SPAN = "span"
    """``{"first": "2026-03-01", "last": "2027-12-31"}``; ``last`` null is an open end."""
    MOMENT = "moment"
    """``{"day": "2026-10-21", "hour": "15:00"}`` of something to come, local; ``hour`` null is only a day."""
    LIST = "list"
    """``{"items": ["…", "…"]}``: short texts, one a line; none is an answer too."""


@dataclass(frozen=True)
class Option:
    """One possible answer of a select question."""

    id: str
    label: Said
    full: Said | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a value cannot stand yet: what to say, and the likely ways out as buttons."""

    message: Said
    ways: tuple[Choice, ...] = ()


class Facts(Protocol):
    """What a form must know about the world; the shell answers, the engine stays pure."""

    @property
    def today(self) -> date:
        """The local date."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """The options of a select question, in the order they are numbered."""

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely answers as buttons, best first; proposals only, never silent data."""

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """The choices of a part of a long list (an objective, a month); None for an unknown part."""

    def asks(self, fact: str, answers: Answers) -> bool:
        """Whether the plan asks this fact of the chosen activity."""

    def usual_maximum(self) -> int:
        """The largest head-count of this organisation so far; 0 when there is none."""

    def members(self) -> Sequence[Option]:
        """Member organisations, for questions about who took part."""


Relevant = Callable[[Answers, Facts], bool]
Constraint = Callable[[Any, Answers, Facts], Problem | None]


def always(answers: Answers, facts: Facts) -> bool:
    """Relevant whatever was answered."""
    return True


@dataclass(frozen=True)
class Question:
    """One declared question. ``step`` is its place on the progress line, shared by its sub-screens.

    An ``on_request`` question is asked only when the person wants it (a button on the review screen).
    The words of a ``private`` one may name people: they stay between the person and the secretariat.
    ``words`` is the catalogue prefix of its texts where it shares those of another question; ``currency`` is
    what a sum of money without one is in, ``""`` asks.
    """

    name: str
    ask: Ask
    step: int
    required: bool = True
    on_request: Relevant | None = None
    relevant: Relevant = always
    constraint: Constraint | None = None
    source: str = ""
    minimum: int = 0
    maximum: int = 100_000
    max_length: int = 1000
    private: bool = False
    words: str = ""
    currency: str = ""


Migration = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Form:
    """A form: its steps on the progress line end with the review, so ``steps`` = last question step + 1;
    a short dialogue has 0 and shows none. One that cannot wait offers no way to set it aside.

    ``migrations[n]`` turns the answers of version n - 1 into those of version n.
    """

    name: str
    version: int
    questions: tuple[Question, ...]
    steps: int
    can_wait: bool = True
    migrations: Mapping[int, Migration] = field(default_factory=dict)

    def question(self, name: str) -> Question:
        """The question called ``name``; raises ``KeyError``."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(name)

    def key(self, name: str) -> str:
        """The catalogue prefix of a question: ``event.place``; raises ``KeyError``."""
        return self.question(name).words or f"{self.name}.{name}"

    def upgrade(self, answers: Answers, version: int) -> dict[str, Any]:
        """Answers of an older version as answers of this one; unknown names are kept, not asked."""
        upgraded = dict(answers)
        for step in range(version + 1, self.version + 1):
            migrate = self.migrations.get(step)
            upgraded = migrate(upgraded) if migrate else upgraded
        return upgraded


def renamed(old: str, new: str) -> Migration:
    """A migration for a question that got another name."""

    def migrate(answers: dict[str, Any]) -> dict[str, Any]:
        return {new if name == old else name: value for name, value in answers.items()}

    return migrate
