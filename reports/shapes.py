"""What the figures of one year look like: plan, objectives, activities, indicators. Shapes only.

Rules: docs/counting.md. Not here: how a figure comes about (``reports.figures``).
"""

from dataclasses import dataclass
from datetime import date

from reports.status import Light, Rhythm
from storage.counted import CountedRecord
from storage.plan_models import Activity, Indicator, Objective, Plan


@dataclass(frozen=True)
class Spread:
    """Breakdown of participations; None where no record states it. The share stated is that of records
    and participations with a breakdown by sex (docs/counting.md#breakdowns).
    """

    women: int | None
    men: int | None
    young: int | None
    vulnerable: int | None
    stated_participations: int
    participations: int
    stated_records: int
    records: int


@dataclass(frozen=True)
class IndicatorFigure:
    """One indicator in one year. ``value`` is lei for money, 1 or 0 for a milestone; ``degree`` 1.5 is
    150 %, None without a target or before a milestone is due; ``capped`` is at most 1.
    """

    indicator: Indicator
    value: int
    target: int | None
    degree: float | None
    capped: float | None
    rhythm: Rhythm | None
    status: str
    light: Light
    records: tuple[CountedRecord, ...]
    spread: Spread | None


@dataclass(frozen=True)
class ActivityFigure:
    """One activity in one year, with every record that belongs to it or moves its indicators."""

    activity: Activity
    indicators: tuple[IndicatorFigure, ...]
    status: str
    light: Light
    records: tuple[CountedRecord, ...]


@dataclass(frozen=True)
class ObjectiveFigure:
    """One objective: ``shares`` counts its activities by status; ``mean_degree`` is the mean of the
    capped degrees of ``with_target`` indicators out of ``indicators`` (None without any).
    """

    objective: Objective
    activities: tuple[ActivityFigure, ...]
    shares: dict[str, int]
    mean_degree: float | None
    with_target: int
    indicators: int


@dataclass(frozen=True)
class PlanFigures:
    """The whole year. ``events`` are distinct records of type event and ``participations`` their sum
    (one person may be counted in several events); organisations are members that reported anything.
    """

    plan: Plan
    year: int
    as_of: date
    closed: bool
    objectives: tuple[ObjectiveFigure, ...]
    events: int
    participations: int
    organisations_reporting: int
    organisations_expected: int

    @property
    def activities(self) -> tuple[ActivityFigure, ...]:
        """Every activity, in the order of the plan."""
        return tuple(activity for objective in self.objectives for activity in objective.activities)

    @property
    def indicators(self) -> tuple[IndicatorFigure, ...]:
        """Every indicator, in the order of the plan."""
        return tuple(indicator for activity in self.activities for indicator in activity.indicators)

    def activity(self, code: str) -> ActivityFigure:
        """The activity with this code; ``KeyError`` when there is none."""
        return {figure.activity.code: figure for figure in self.activities}[code]

    def indicator(self, code: str) -> IndicatorFigure:
        """The indicator with this code; ``KeyError`` when there is none."""
        return {figure.indicator.code: figure for figure in self.indicators}[code]


@dataclass(frozen=True)
class Effect:
    """What one more approved record changes: the value of an indicator before and after."""

    indicator: Indicator
    before: int
    after: int
    target: int | None
