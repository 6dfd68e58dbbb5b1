"""What the annual report of a member says, as frozen values: what is sent, kept and printed.

Sentences about figures are not among them: they are written anew in the language that is read. Not here:
where the values are kept (``annual``), how they come about (``handlers.annual``).
"""

from datetime import date
from typing import Literal

from storage.plan_models import Frozen


class Figures(Frozen):
    """The year in numbers; ``women`` and ``young`` are None where no record states them, money is in lei."""

    events: int = 0
    participations: int = 0
    women: int | None = None
    young: int | None = None
    objectives: tuple[str, ...] = ()
    projects: int = 0
    others: int = 0
    joint: int = 0
    """Records that the member organised beside another lead; none of them is in the other numbers."""

    amount_mdl: int = 0
    waiting: int = 0
    """Records that the secretariat has not accepted yet."""


class Source(Frozen):
    """One record behind the figures. ``accepted`` is False while the secretariat has not decided."""

    number: str
    type: str
    title: str
    first: date
    last: date
    activity: str | None
    total: int | None
    accepted: bool
    joint: bool


class Named(Frozen):
    """A record by title and number."""

    title: str
    number: str


class Result(Frozen):
    """One objective: its numbers, the records named first, the member's own words (None: the proposal)."""

    objective: str
    events: int
    participations: int
    others: int
    joint: int
    named: tuple[Named, ...]
    numbers: tuple[str, ...]
    text: str | None = None


class Practice(Frozen):
    """A good practice, with the record that told it (None: written for the report)."""

    text: str
    number: str | None = None
    title: str | None = None


class Trouble(Frozen):
    """A problem and what follows: a measure in words, none known, or the town hall's help is asked for."""

    text: str
    answer: Literal["text", "none", "town_hall"]
    measure: str | None = None
    number: str | None = None
    activity: str | None = None


class Planned(Frozen):
    """What goes on next year: an activity of the plan, or the member's own words."""

    activity: str | None = None
    text: str | None = None


class Content(Frozen):
    """A whole report; one without activity has no records and may still tell problems and plans."""

    active: bool
    figures: Figures = Figures()
    sources: tuple[Source, ...] = ()
    results: tuple[Result, ...] = ()
    practices: tuple[Practice, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    plans: tuple[Planned, ...] = ()
