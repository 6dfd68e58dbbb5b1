"""What every chapter is given: the figures of the year, the language, the drawn charts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.deadline import Rate
from reports.document import Chart
from reports.figures import IndicatorFigure, PlanFigures
from reports.wording import Words
from storage.annual import Report
from storage.annual_models import Content
from storage.counted import CountedRecord


@dataclass(frozen=True)
class Material:
    """``before`` are the figures of the year before, where the plan was already in force in it.

    ``yearly`` are the annual reports of members that count as sent, ``rate`` how many of them came.
    """

    figures: PlanFigures
    words: Words
    before: PlanFigures | None = None
    charts: Mapping[str, Chart] = field(default_factory=dict)
    yearly: tuple[tuple[Report, Content], ...] = ()
    rate: Rate | None = None

    @property
    def year(self) -> str:
        """The year as it is printed: no thousands in it."""
        return str(self.figures.year)

    @property
    def records(self) -> tuple[CountedRecord, ...]:
        """Every record of the year once, oldest first."""
        found = {record.id: record for activity in self.figures.activities for record in activity.records}
        return tuple(sorted(found.values(), key=lambda record: (record.date_to, record.number)))

    @property
    def unreported(self) -> tuple[CountedRecord, ...]:
        """Records of those who sent no annual report: a report speaks for all records of its member."""
        told = {report.organisation_id for report, _ in self.yearly}
        return tuple(record for record in self.records if record.organisation_id not in told)

    def earlier(self, figure: IndicatorFigure) -> IndicatorFigure | None:
        """The same indicator in the year before."""
        if self.before is None:
            return None
        codes = {other.indicator.code: other for other in self.before.indicators}
        return codes.get(figure.indicator.code)
