"""What every chapter is given: the figures of the year, the language, the drawn charts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.document import Chart
from reports.figures import IndicatorFigure, PlanFigures
from reports.wording import Words
from storage.counted import CountedRecord


@dataclass(frozen=True)
class Material:
    """``before`` are the figures of the year before, where the plan was already in force in it."""

    figures: PlanFigures
    words: Words
    before: PlanFigures | None = None
    charts: Mapping[str, Chart] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """The year as it is printed: no thousands in it."""
        return str(self.figures.year)

    @property
    def records(self) -> tuple[CountedRecord, ...]:
        """Every record of the year once, oldest first."""
        found = {record.id: record for activity in self.figures.activities for record in activity.records}
        return tuple(sorted(found.values(), key=lambda record: (record.date_to, record.number)))

    def earlier(self, figure: IndicatorFigure) -> IndicatorFigure | None:
        """The same indicator in the year before."""
        if self.before is None:
            return None
        codes = {other.indicator.code: other for other in self.before.indicators}
        return codes.get(figure.indicator.code)
