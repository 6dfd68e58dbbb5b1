"""The figures of one year: every objective, activity and indicator of the plan with its value,
degree, rhythm, status and the records behind it. Pure: a plan and approved records in, figures out.

Rules: docs/counting.md. Not here: which record an indicator counts (``reports.counting``), how a
value becomes a status (``reports.status``), words and charts.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from statistics import fmean

from reports import counting
from reports.period import Period, parts_of, year_of
from reports.shapes import ActivityFigure as ActivityFigure
from reports.shapes import Effect as Effect
from reports.shapes import IndicatorFigure as IndicatorFigure
from reports.shapes import ObjectiveFigure as ObjectiveFigure
from reports.shapes import PlanFigures as PlanFigures
from reports.shapes import Spread as Spread
from reports.status import (
    ENDED,
    NOT_STARTED,
    Moment,
    Rhythm,
    Standing,
    by_date,
    of_targets,
    untargeted,
    yearly,
)
from storage.counted import CountedRecord
from storage.plan_models import Activity, Indicator, Objective, Plan


def figures(
    plan: Plan,
    records: Iterable[CountedRecord],
    year: int,
    as_of: date,
    expected_members: Collection[int],
    reporting_members: Collection[int] = (),
) -> PlanFigures:
    """The figures of a year as known on ``as_of``; records of every year of the plan may be passed.

    ``expected_members`` are ids of the organisations expected to report, ``reporting_members`` of those
    that sent a report or said that there is none; leading a record of the year is reporting too.
    """
    found = _Found(plan, records, Moment(year, as_of), reporting_members)
    events = [record for record in found.of_year if record.type == "event"]
    return PlanFigures(
        plan=plan,
        year=year,
        as_of=as_of,
        closed=found.moment.closed,
        objectives=tuple(_objective(found, objective) for objective in plan.objectives),
        events=len(events),
        participations=sum(record.total or 0 for record in events),
        organisations_reporting=len(found.reporting & frozenset(expected_members)),
        organisations_expected=len(expected_members),
    )


class _Found:
    """The records known at one moment, and what the rules find among them for one year."""

    def __init__(
        self,
        plan: Plan,
        records: Iterable[CountedRecord],
        moment: Moment,
        reporting: Collection[int] = (),
    ) -> None:
        self.plan = plan
        self.records = tuple(sorted(records, key=lambda record: (record.date_to, record.number)))
        self.moment = moment
        self.year = year_of(moment.year)
        self._said = frozenset(reporting)
        self._moving: dict[str, tuple[CountedRecord, ...]] = {}

    @cached_property
    def of_year(self) -> tuple[CountedRecord, ...]:
        """Records that fall into the year by their own type."""
        return tuple(record for record in self.records if counting.falls_in(record, self.year))

    @cached_property
    def reporting(self) -> frozenset[int]:
        """Members that reported anything for the year."""
        leads = {record.organisation_id for record in self.of_year}
        return self._said | {lead for lead in leads if lead is not None}

    def moving(self, indicator: Indicator) -> tuple[CountedRecord, ...]:
        """Records of any year that the indicator counts."""
        if indicator.code not in self._moving:
            self._moving[indicator.code] = tuple(
                record for record in self.records if counting.counts(indicator, record)
            )
        return self._moving[indicator.code]

    def behind(self, indicator: Indicator, last: date | None = None) -> tuple[CountedRecord, ...]:
        """Records of the year; for a target by a date, of all years until ``last`` (default: this one)."""
        period = self.period(indicator, last)
        return tuple(record for record in self.moving(indicator) if counting.dated(indicator, record, period))

    def period(self, indicator: Indicator, last: date | None = None) -> Period:
        """The days that ``behind`` is about."""
        if not indicator.target or indicator.target.period == "per_year":
            return self.year
        first = self.plan.activity(indicator.activity).period.first
        return Period(first, min(last or self.year.last, self.year.last))

    def value(self, indicator: Indicator, last: date | None = None) -> int:
        """The value over ``behind``."""
        return counting.value(indicator, self.behind(indicator, last))

    def of_activity(self, activity: Activity) -> tuple[CountedRecord, ...]:
        """Records of the year that belong to the activity or that one of its indicators counts."""
        found = {record.id for record in self.of_year if activity.code in counting.activities_of(record)}
        for indicator in self.plan.indicators_of(activity.code):
            dated = (one for one in self.moving(indicator) if counting.dated(indicator, one, self.year))
            found.update(record.id for record in dated)
        return tuple(record for record in self.records if record.id in found)

    def reported(self, activity: Activity) -> bool:
        """Whether a zero is a zero: somebody who answers for the activity has reported something."""
        return "members" not in activity.responsible or bool(self.reporting)


class Ground:
    """The approved records of a year, on which any number of candidates are tried.

    What the indicators count there is found once, so trying a candidate costs little however many there are.
    """

    def __init__(self, plan: Plan, records: tuple[CountedRecord, ...], year: int) -> None:
        self.plan = plan
        self.records = records
        self._found = _Found(plan, records, Moment(year, year_of(year).last))
        self._behind: dict[str, tuple[tuple[CountedRecord, ...], int]] = {}

    def effect(self, added: CountedRecord) -> tuple[Effect, ...]:
        """Indicators that ``added`` changes in the year, in the order of the plan.

        When there is an earlier version of the same record, it is replaced.
        """
        tried = (added, *(record for record in self.records if record.id == added.id))
        moved = [one for one in self.plan.indicators if any(counting.counts(one, record) for record in tried)]
        effects = [self._effect(indicator, added) for indicator in moved]
        return tuple(one for one in effects if one.before != one.after)

    def _effect(self, indicator: Indicator, added: CountedRecord) -> Effect:
        if indicator.code not in self._behind:
            behind = self._found.behind(indicator)
            self._behind[indicator.code] = behind, counting.value(indicator, behind)
        known, before = self._behind[indicator.code]
        after = [record for record in known if record.id != added.id]
        period = self._found.period(indicator)
        if counting.counts(indicator, added) and counting.dated(indicator, added, period):
            after.append(added)
        target = indicator.target.value if indicator.target else None
        return Effect(indicator, before, counting.value(indicator, after), target)


def _objective(found: _Found, objective: Objective) -> ObjectiveFigure:
    activities = tuple(_activity(found, one) for one in found.plan.activities_of(objective.code))
    indicators = [figure for activity in activities for figure in activity.indicators]
    degrees = [
        figure.capped
        for activity in activities
        for figure in activity.indicators
        if figure.capped is not None and not (_one_off(activity.activity) and _over(found, activity.activity))
    ]
    return ObjectiveFigure(
        objective=objective,
        activities=activities,
        shares=dict(Counter(activity.status for activity in activities)),
        mean_degree=fmean(degrees) if degrees else None,
        with_target=len(degrees),
        indicators=len(indicators),
    )


def _activity(found: _Found, activity: Activity) -> ActivityFigure:
    records = found.of_activity(activity)
    indicators = tuple(
        _indicator(found, activity, indicator, bool(records))
        for indicator in found.plan.indicators_of(activity.code)
    )
    targets = [Standing(one.status, one.light) for one in indicators if one.target is not None]
    if found.year.last < activity.period.first:
        standing = NOT_STARTED
    elif _over(found, activity):
        standing = ENDED
    elif targets:
        standing = of_targets(targets, found.moment)
    else:
        standing = untargeted(bool(records), found.reported(activity))
    return ActivityFigure(activity, indicators, standing.status, standing.light, records)


def _indicator(found: _Found, activity: Activity, indicator: Indicator, active: bool) -> IndicatorFigure:
    records = found.behind(indicator)
    value = counting.value(indicator, records)
    rhythm = _rhythm(indicator, records, found.moment)
    standing = _standing(found, activity, indicator, value, rhythm, active)
    return IndicatorFigure(
        indicator=indicator,
        value=value,
        target=indicator.target.value if indicator.target else None,
        degree=standing.degree,
        capped=None if standing.degree is None else min(standing.degree, 1.0),
        rhythm=rhythm,
        status=standing.status,
        light=standing.light,
        records=records,
        spread=_spread(records) if indicator.counts.field == "total" else None,
    )


def _standing(
    found: _Found, activity: Activity, indicator: Indicator, value: int, rhythm: Rhythm | None, active: bool
) -> Standing:
    target = indicator.target
    reported = found.reported(activity)
    if found.year.last < activity.period.first:
        return NOT_STARTED
    if target is None:
        return ENDED if _over(found, activity) and not active else untargeted(active, reported)
    degree = value / target.value
    if target.period == "per_year":
        return ENDED if _over(found, activity) else yearly(degree, rhythm, reported, found.moment)
    due = target.date or activity.period.last
    one_off = _one_off(activity) or target.period == "plan_total"
    in_time = found.value(indicator, due) >= target.value
    return by_date(degree, in_time, due, one_off, reported, found.moment)


def _rhythm(indicator: Indicator, records: tuple[CountedRecord, ...], moment: Moment) -> Rhythm | None:
    sub_period = indicator.target.sub_period if indicator.target else None
    if sub_period is None:
        return None
    parts = parts_of(moment.year, sub_period.unit)
    covered = {
        part
        for part in parts
        if sum(counting.dated(indicator, one, part) and counting.in_time(one, part) for one in records)
        >= sub_period.value
    }
    ended = {part for part in parts if part.ended(moment.as_of)}
    return Rhythm(len(covered), len(parts), len(ended), len(ended - covered))


def _spread(records: tuple[CountedRecord, ...]) -> Spread:
    told = [record for record in records if record.total is not None]
    stated = [record for record in told if record.women is not None or record.men is not None]
    return Spread(
        women=counting.stated_sum(record.women for record in told),
        men=counting.stated_sum(record.men for record in told),
        young=counting.stated_sum(record.young for record in told),
        vulnerable=counting.stated_sum(record.vulnerable for record in told),
        stated_participations=sum(record.total or 0 for record in stated),
        participations=sum(record.total or 0 for record in told),
        stated_records=len(stated),
        records=len(told),
    )


def _one_off(activity: Activity) -> bool:
    return activity.frequency == "one_off"


def _over(found: _Found, activity: Activity) -> bool:
    return activity.period.last < found.year.first
