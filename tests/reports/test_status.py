"""From a value to a status: closed year, running year, rhythm, and targets due by a date."""

from datetime import date

import pytest

from reports.figures import IndicatorFigure, PlanFigures, figures
from reports.status import Moment, Rhythm, Standing, of_targets, yearly
from storage.counted import CountedRecord
from storage.plan_models import Plan
from tests.support.counted import official_plan, record

PLAN = official_plan()
CLOSED_YEAR = Moment(2026, date(2027, 1, 1))
RUNNING = Moment(2026, date(2026, 12, 31))


def of(
    *records: CountedRecord, year: int = 2026, as_of: date | None = None, plan: Plan = PLAN
) -> PlanFigures:
    return figures(plan, records, year, as_of or date(year + 1, 2, 1), {1}, {1})


def meetings(*months: int) -> tuple[CountedRecord, ...]:
    return tuple(
        record(index, "2.1", "meeting", subtype="thematic", on=date(2026, month, 15))
        for index, month in enumerate(months, start=1)
    )


def shown(figure: IndicatorFigure) -> tuple[str, str, float | None]:
    return figure.status, figure.light, figure.degree


@pytest.mark.parametrize(
    ("degree", "expected"),
    [
        (0.0, ("not_achieved", "red")),
        (0.49, ("not_achieved", "red")),
        (0.5, ("partly", "yellow")),
        (0.99, ("partly", "yellow")),
        (1.0, ("achieved", "green")),
        (1.5, ("achieved", "green")),
    ],
)
def test_a_closed_year_is_judged_by_the_degree(degree: float, expected: tuple[str, str]) -> None:
    standing = yearly(degree, None, reported=True, moment=CLOSED_YEAR)
    assert (standing.status, standing.light) == expected


def test_the_last_day_of_the_year_is_not_over_yet() -> None:
    assert CLOSED_YEAR.closed
    assert not RUNNING.closed


def test_four_meetings_in_december_are_enough_but_without_rhythm() -> None:
    figure = of(*meetings(12, 12, 12, 12)).indicator("2.1.a")
    assert shown(figure) == ("partly", "yellow", 1.0)
    assert figure.rhythm == Rhythm(covered=1, due=4, ended=4, missed=3)


def test_a_meeting_in_each_quarter_is_achieved() -> None:
    assert shown(of(*meetings(2, 5, 9, 11)).indicator("2.1.a")) == ("achieved", "green", 1.0)


def test_under_half_is_red_also_when_the_rhythm_is_broken() -> None:
    assert shown(of(*meetings(2)).indicator("2.1.a")) == ("not_achieved", "red", 0.25)


def test_more_than_promised_is_shown_whole_and_averaged_capped() -> None:
    trainings = [record(index, "1.1", subtype="training") for index in range(6)]
    figure = of(*trainings).indicator("1.1.a")
    assert (figure.degree, figure.capped) == (1.5, 1.0)


@pytest.mark.parametrize(
    ("months", "as_of", "expected"),
    [
        ((), date(2026, 3, 31), ("not_due", "grey")),
        ((2,), date(2026, 3, 31), ("on_schedule", "green")),
        ((), date(2026, 4, 1), ("late", "yellow")),
        ((2,), date(2026, 7, 1), ("late", "yellow")),
        ((), date(2026, 7, 1), ("late", "red")),
        ((2,), date(2026, 10, 1), ("late", "red")),
        ((2, 5), date(2026, 10, 1), ("late", "yellow")),
        ((2, 5, 9), date(2026, 10, 1), ("on_schedule", "green")),
    ],
)
def test_during_the_year_only_quarters_that_ended_can_be_late(
    months: tuple[int, ...], as_of: date, expected: tuple[str, str]
) -> None:
    figure = of(*meetings(*months), as_of=as_of).indicator("2.1.a")
    assert (figure.status, figure.light) == expected


def test_a_yearly_target_is_not_due_before_the_year_ends() -> None:
    one = record(1, "1.1", subtype="training")
    assert shown(of(one, as_of=date(2026, 12, 31)).indicator("1.1.a")) == ("not_due", "grey", 0.25)
    four = [record(index, "1.1", subtype="training") for index in range(4)]
    assert shown(of(*four, as_of=date(2026, 7, 1)).indicator("1.1.a")) == ("on_schedule", "green", 1.0)


def calendar(on: date) -> CountedRecord:
    return record(1, "2.2", "resource_update", subtype="calendar", on=on, facts={"published": True})


def test_a_milestone_reached_before_its_date_is_achieved() -> None:
    published = calendar(date(2026, 8, 1))
    assert shown(of(published).indicator("2.2.a")) == ("achieved", "green", 1.0)
    assert shown(of(published, year=2027).indicator("2.2.a")) == ("achieved", "green", 1.0)


def test_a_milestone_reached_late_is_zero_in_its_year_and_late_afterwards() -> None:
    late = calendar(date(2027, 3, 1))
    assert shown(of(late).indicator("2.2.a")) == ("not_achieved", "red", 0.0)
    assert shown(of(late, year=2027).indicator("2.2.a")) == ("achieved_late", "green", 1.0)


def test_after_its_end_date_a_one_off_is_out_of_the_mean() -> None:
    due = of(calendar(date(2026, 8, 1))).objectives[1]
    after = of(calendar(date(2026, 8, 1)), year=2027)
    assert (due.with_target, after.objectives[1].with_target) == (3, 2)
    assert (after.activity("2.2").status, after.activity("2.2").light) == ("ended", "grey")


def test_before_its_date_a_one_off_is_within_the_deadline() -> None:
    assert shown(of().indicator("1.3.a")) == ("within_deadline", "grey", None)
    assert shown(of(year=2027).indicator("1.3.a")) == ("not_achieved", "red", 0.0)


def test_a_database_that_works_must_keep_working() -> None:
    works = record(
        1,
        "1.2",
        "resource_update",
        subtype="database",
        on=date(2026, 9, 1),
        facts={"functional": True},
    )
    assert shown(of(works).indicator("1.2.a")) == ("achieved", "green", 1.0)
    assert of(as_of=date(2026, 6, 30)).indicator("1.2.a").status == "not_due"
    assert shown(of(as_of=date(2026, 7, 1)).indicator("1.2.a")) == ("late", "red", 0.0)
    assert of(works, as_of=date(2026, 9, 2)).indicator("1.2.a").status == "on_schedule"


def test_campaigns_may_be_promised_for_the_whole_plan_instead() -> None:
    indicator = PLAN.indicator("3.1.a")
    assert indicator.target is not None
    total = indicator.model_copy(
        update={"target": indicator.target.model_copy(update={"period": "plan_total"})}
    )
    plan = PLAN.model_copy(
        update={"indicators": tuple(total if one is indicator else one for one in PLAN.indicators)}
    )
    campaign = record(1, "3.1", "campaign", subtype="network_information")
    assert shown(of(campaign, year=2028, plan=plan).indicator("3.1.a")) == ("within_deadline", "grey", None)
    assert shown(of(campaign, year=2030, plan=plan).indicator("3.1.a")) == ("partly", "yellow", 0.5)


def test_an_activity_of_which_one_of_two_targets_is_met_is_partly_done() -> None:
    green, red = Standing("achieved", "green"), Standing("not_achieved", "red")
    assert of_targets([green, red], CLOSED_YEAR) == Standing("partly", "yellow")
    assert of_targets([green, green], CLOSED_YEAR) == green
    assert of_targets([red, red], CLOSED_YEAR) == red


def test_what_is_not_due_does_not_weigh_in_an_activity() -> None:
    green, grey = Standing("on_schedule", "green"), Standing("not_due", "grey")
    assert of_targets([grey, green], RUNNING) == green
    assert of_targets([grey, grey], RUNNING) == grey


def test_without_a_target_any_record_of_the_activity_is_under_way() -> None:
    fair_without_partners = record(1, "9.1", subtype="fair")
    assert shown(of(fair_without_partners).indicator("9.1.b")) == ("under_way", "blue", None)
    assert of(fair_without_partners).indicator("9.1.b").value == 0
    assert of().activity("9.1").status == "nothing_reported"


def test_before_the_plan_nothing_has_started() -> None:
    assert {figure.status for figure in of(year=2025).activities} == {"not_started"}
