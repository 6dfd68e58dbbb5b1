"""What one report changes in the plan: "1.1: 3 → 4 of 4 trainings", computed like every printed figure."""

from handlers.context import Context
from handlers.member.facts import in_each
from handlers.messages import Said, say
from reports.figures import Effect, Ground
from storage import counted
from storage.counted import CountedRecord
from storage.plan_models import Plan

MOST = 3
"""Lines on a receipt: the first indicators of the plan that move, counts before head-counts."""


def of(context: Context, record: int) -> tuple[Effect, ...]:
    """The indicators that the present version of a record moves, when it is counted."""
    added = counted.candidate(context.connection, record)
    if added is None or added.activity is None:
        return ()
    year = added.date_to.year
    if not context.plan.header.period.first.year <= year <= context.plan.header.period.last.year:
        return ()
    known = counted.approved_in(context.connection, year)
    return ground_of(context.plan, known, year).effect(added)


_grounds: dict[int, Ground] = {}


def ground_of(plan: Plan, known: tuple[CountedRecord, ...], year: int) -> Ground:
    """The ground of a year, laid anew when its plan or its records are not the same objects any more.

    The store gives the same objects until the secretariat decides something or the plan changes.
    """
    ground = _grounds.get(year)
    if ground is None or ground.plan is not plan or ground.records is not known:
        ground = _grounds[year] = Ground(plan, known, year)
    return ground


def lines(context: Context, record: int) -> list[Said]:
    """The effects as sentences."""
    return [line(one) for one in of(context, record)[:MOST]]


def line(one: Effect) -> Said:
    """One effect: with a target "3 → 4 of 4", else "12 → 37"."""
    key = "effect.with_target" if one.target is not None else "effect.without_target"
    return say(
        key,
        code=one.indicator.activity,
        label=in_each(one.indicator.label),
        before=one.before,
        after=one.after,
        target=one.target or 0,
    )
