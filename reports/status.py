"""From a value to a degree, a light and a status word id. Rules: docs/counting.md#status.

Ids are English and symbolic; the words for people stand in the catalogues. Not here: which records make
the value (``reports.counting``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.period import year_of

Light = Literal["green", "yellow", "red", "blue", "grey"]

HALF = 0.5
"""Degree below which a closed year is red."""

CLOSED_WORDS: dict[Light, str] = {"green": "achieved", "yellow": "partly", "red": "not_achieved"}
OPEN_WORDS: dict[Light, str] = {"green": "on_schedule", "yellow": "late", "red": "late"}


@dataclass(frozen=True)
class Moment:
    """The reporting year and the day of the figures; the year is closed when its last day is over."""

    year: int
    as_of: date

    @property
    def closed(self) -> bool:
        """Whether the last day of the year is over."""
        return year_of(self.year).ended(self.as_of)

    def words(self) -> dict[Light, str]:
        """Status word of each light of a target: the closed year judges, the running one warns."""
        return CLOSED_WORDS if self.closed else OPEN_WORDS


@dataclass(frozen=True)
class Rhythm:
    """Parts of the year: ``covered`` of ``due`` have a record; ``missed`` of the ``ended`` ones have none."""

    covered: int
    due: int
    ended: int
    missed: int = 0


@dataclass(frozen=True)
class Standing:
    """Where an indicator or an activity stands; ``degree`` is None where none can be given."""

    status: str
    light: Light
    degree: float | None = None


NOT_STARTED = Standing("not_started", "grey")
ENDED = Standing("ended", "grey")
NO_DATA = Standing("no_data", "grey")


def untargeted(active: bool, reported: bool) -> Standing:
    """Without a target there is no degree: under way, nothing reported, or nobody has reported at all."""
    if active:
        return Standing("under_way", "blue")
    return Standing("nothing_reported" if reported else "data_missing", "grey")


def yearly(degree: float, rhythm: Rhythm | None, reported: bool, moment: Moment) -> Standing:
    """A target of each year. ``reported``: whether somebody who answers for it reported anything."""
    if not moment.closed:
        return _running(degree, rhythm)
    if degree == 0 and not reported:
        return NO_DATA
    light = graded(degree)
    if light == "green" and rhythm is not None and rhythm.missed:
        light = "yellow"
    return Standing(CLOSED_WORDS[light], light, degree)


def by_date(
    degree: float, in_time: bool, due: date, one_off: bool, reported: bool, moment: Moment
) -> Standing:
    """A target due by a date. ``in_time``: reached by that date. A one-off keeps what it reached; one that
    must stay true (a working database) is read again every year.
    """
    judged = moment.closed or one_off
    if degree >= 1:
        late = one_off and not in_time
        return Standing("achieved_late" if late else "achieved" if judged else "on_schedule", "green", degree)
    if moment.as_of <= due:
        return Standing("within_deadline" if one_off else "not_due", "grey")
    if degree == 0 and not reported:
        return NO_DATA
    light = graded(degree)
    return Standing((CLOSED_WORDS if judged else OPEN_WORDS)[light], light, degree)


def graded(degree: float) -> Light:
    """The light of a degree alone."""
    if degree >= 1:
        return "green"
    return "yellow" if degree >= HALF else "red"


def of_targets(standings: Sequence[Standing], moment: Moment) -> Standing:
    """An activity from its indicators with a target: what is not due or without data does not weigh in."""
    judged = [standing for standing in standings if standing.light != "grey"]
    if not judged:
        return Standing(standings[0].status, "grey")
    if len({(standing.status, standing.light) for standing in judged}) == 1:
        return Standing(judged[0].status, judged[0].light)
    lights = {standing.light for standing in judged}
    light: Light = lights.pop() if len(lights) == 1 else "yellow"
    return Standing(moment.words()[light], light)


def _running(degree: float, rhythm: Rhythm | None) -> Standing:
    """The year is not over: only parts of it that have ended can be late, and one alone is yellow."""
    if rhythm is None:
        return (
            Standing("on_schedule", "green", degree) if degree >= 1 else Standing("not_due", "grey", degree)
        )
    if rhythm.missed:
        most = rhythm.missed > 1 and 2 * rhythm.missed > rhythm.ended
        return Standing("late", "red" if most else "yellow", degree)
    if rhythm.ended or degree:
        return Standing("on_schedule", "green", degree)
    return Standing("not_due", "grey", degree)
