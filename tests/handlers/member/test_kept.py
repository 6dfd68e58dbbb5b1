"""What is kept between steps holds as long as what it was made from, and no longer."""

from handlers.member import effects
from handlers.member.facts import Options
from tests.support.counted import official_plan, record

PLAN = official_plan()
SMALLER = PLAN.model_copy(update={"activities": PLAN.activities[:3]})
APPROVED = (record(1, "1.1", subtype="training", total=10),)


def test_the_options_are_the_activities_of_the_plan_that_is_asked() -> None:
    options = Options()
    for plan in (PLAN, SMALLER, PLAN):
        assert list(options.by(plan)) == [one.code for one in plan.activities]
    assert options.by(PLAN) is options.by(PLAN)


def test_the_ground_stays_while_nothing_is_decided() -> None:
    assert effects.ground_of(PLAN, APPROVED, 2026) is effects.ground_of(PLAN, APPROVED, 2026)


def test_other_records_another_plan_and_another_year_are_another_ground() -> None:
    training = record(2, "1.1", subtype="training", total=5)
    assert [one.before for one in effects.ground_of(PLAN, APPROVED, 2026).effect(training)] == [1, 10]
    assert [one.before for one in effects.ground_of(PLAN, (), 2026).effect(training)] == [0, 0]
    assert [one.before for one in effects.ground_of(PLAN, APPROVED, 2026).effect(training)] == [1, 10]
    assert effects.ground_of(SMALLER, APPROVED, 2026).plan is SMALLER
    assert effects.ground_of(PLAN, APPROVED, 2027).effect(training) == ()
