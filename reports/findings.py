"""What the two charts of the report show and say: their rows, finding, alternative text.

A chart without data is None here: its place is taken by a sentence. Not here: drawing (``charts``).
"""

from dataclasses import dataclass

from reports import values
from reports.document import Tone
from reports.figures import ActivityFigure, IndicatorFigure, ObjectiveFigure, PlanFigures
from reports.wording import Words

LIGHTS: tuple[Tone, ...] = ("green", "yellow", "red", "blue", "grey")
MOST = 1.5
"""A bar ends at 150 %; its true value is printed beside it."""


@dataclass(frozen=True)
class Part:
    """A part of a bar, or an entry of the legend (where the count is of the whole plan)."""

    label: str
    tone: Tone
    count: int


@dataclass(frozen=True)
class BoardRow:
    """One objective and its activities by status."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Board:
    """The status board of the objectives."""

    name: str
    title: str
    source: str
    alternative: str
    parts: tuple[Part, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class DegreeRow:
    """One indicator: its degree (1 is 100 %, None: none yet) and the true value in words."""

    label: str
    value: str
    degree: float | None
    tone: Tone


@dataclass(frozen=True)
class Degrees:
    """Degrees of achievement against the line of 100 %; bars end at ``scale``."""

    name: str
    title: str
    source: str
    alternative: str
    parts: tuple[Part, ...]
    rows: tuple[DegreeRow, ...]
    line: str
    scale: float


def board(figures: PlanFigures, words: Words) -> Board | None:
    """How many activities of each objective are in which state; None without a single record."""
    told = sum(1 for activity in figures.activities if activity.records)
    if not told:
        return None
    title = words.say("chart.board.title", told, of=len(figures.activities), year=str(figures.year))
    rows = tuple(_board_row(objective, words) for objective in figures.objectives)
    lines = [f"{row.label}: " + ", ".join(f"{p.label} {p.count}" for p in row.parts) for row in rows]
    return Board(
        name="status",
        title=title,
        source=source(figures, words),
        alternative=words.say("chart.board.alternative", rows="; ".join(lines)),
        parts=_parts(figures.activities, words),
        rows=rows,
    )


def _board_row(objective: ObjectiveFigure, words: Words) -> BoardRow:
    label = f"{objective.objective.code}. {words.pick(objective.objective.title)}"
    return BoardRow(label, _parts(objective.activities, words))


def _parts(figures: tuple[ActivityFigure | IndicatorFigure, ...], words: Words) -> tuple[Part, ...]:
    """Figures by status word: in the order of the lights, so that like colours stand together."""
    counts: dict[tuple[int, str], int] = {}
    for figure in figures:
        key = (LIGHTS.index(figure.light), figure.status)
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        Part(_word(status, LIGHTS[light], words), LIGHTS[light], count)
        for (light, status), count in sorted(counts.items())
    )


def _word(status: str, tone: Tone, words: Words) -> str:
    """The status word; on paper without colour "late" alone would not tell yellow from red."""
    return words.say("chart.late.red" if (status, tone) == ("late", "red") else f"status.{status}")


def degrees(figures: PlanFigures, words: Words) -> Degrees | None:
    """The indicators with a target against it; None when none of them has a record."""
    shown = tuple(figure for figure in figures.indicators if figure.indicator.target is not None)
    if not any(figure.records for figure in shown):
        return None
    reached = sum(values.reached(figure) for figure in shown)
    rows = tuple(_degree_row(figure, words) for figure in shown)
    return Degrees(
        name="degree",
        title=words.say("chart.degree.title", reached, of=len(shown), year=str(figures.year)),
        source=source(figures, words),
        alternative=words.say(
            "chart.degree.alternative", rows="; ".join(f"{r.label}: {r.value}" for r in rows)
        ),
        parts=_parts(shown, words),
        rows=rows,
        line=words.percent(1),
        scale=max(1.0, min(MOST, max(row.degree or 0 for row in rows))),
    )


def _degree_row(figure: IndicatorFigure, words: Words) -> DegreeRow:
    said = values.achieved(figure, words)
    if figure.degree is not None:
        said = f"{said} · {words.percent(figure.degree)}"
    label = f"{figure.indicator.code} {words.pick(figure.indicator.label)}"
    return DegreeRow(label, said, figure.degree, figure.light)


def source(figures: PlanFigures, words: Words) -> str:
    """Where the numbers come from and of which day they are."""
    return words.say("chart.source", date=words.day(figures.as_of, "numeric"))


def caption(chart: Board | Degrees) -> str:
    """What stands under the picture in a chat: the finding and the source."""
    return f"{chart.title}. {chart.source}"
