"""When a question of a record is asked, and what its answer must be: rules that several forms share.

A rule never names an activity: which facts an activity needs is said by the plan. Texts are found by key.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from handlers.flow.form import Answers, Ask, Constraint, Facts, Problem, Question, Relevant
from handlers.flow.hear import answer, period
from handlers.messages import Choice, Day, Said, say

UNUSUAL = 5_000
"""More participants than this are asked again, as are three times the organisation's own maximum."""

OLDEST = timedelta(days=365 * 3)
LONGEST = timedelta(days=365 * 10)
"""A project lasts no longer than this and did not begin longer ago."""

MOST = 100_000
HIGHEST_RATE = 1_000
"""Lei for one unit of a currency: more is a sum, not a rate."""

_PARTICIPANTS = Question("participants", Ask.COUNT, 4)


def asks(fact: str) -> Relevant:
    """Relevant when the plan asks ``fact`` of the chosen activity."""
    return lambda answers, facts: facts.asks(fact, answers)


def not_asked(fact: str) -> Relevant:
    """On request unless the plan asks ``fact`` of the chosen activity."""
    return lambda answers, facts: not facts.asks(fact, answers)


def one_by_one(answers: Answers, facts: Facts) -> bool:
    """The person chose to fill the groups in one by one."""
    return bool((answers.get("groups") or {}).get("each"))


def has_problem(answers: Answers, facts: Facts) -> bool:
    """A measure is asked once a problem was told."""
    return bool(answers.get("problem"))


def in_the_past(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """The event is over: a future date is corrected, or the draft waits for the day after."""
    first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
    if last > facts.today:
        wait = Choice("wait", say("event.held.wait.button"), (first.isoformat(), last.isoformat()))
        return Problem(say("event.held.future", day=Day(last, "long")), (wait,))
    if last < first:
        return Problem(say("event.held.backwards", first=Day(first, "long"), last=Day(last, "long")))
    if first < facts.today - OLDEST:
        return Problem(say("event.held.old", day=Day(first, "numeric")))
    return None


def believable(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """1-100,000; an unusual number needs one tap more."""
    total = value["total"]
    if not 1 <= total <= MOST:
        return Problem(say("event.participants.range", total=total))
    usual = facts.usual_maximum()
    if value.get("sure") or (total <= UNUSUAL and not (usual and total > 3 * usual)):
        return None
    sure = answer(_PARTICIPANTS, {**value, "sure": True}, say("event.participants.sure.button", total=total))
    return Problem(say("event.participants.unusual", total), (sure,))


def within_total(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """No group is larger than all participants; women and men together are not either."""
    total = answers["participants"]["total"]
    for part in ("women", "men", "young", "vulnerable"):
        if (value.get(part) or 0) > total:
            return _too_many(part, value[part], total)
    women, men = value.get("women"), value.get("men")
    if women is not None and men is not None and women + men != total:
        return _too_many("sexes", women + men, total)
    return None


def part_within_total(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """One group asked by itself: 0 up to all participants."""
    total = answers["participants"]["total"]
    if 0 <= value["total"] <= total:
        return None
    return Problem(say("event.groups.part", number=value["total"], total=total))


def _too_many(part: str, number: int, total: int) -> Problem:
    ways = (
        Choice("edit", say("event.groups.fix_total.button"), ("participants",)),
        Choice("look", say("event.groups.fix_groups.button")),
    )
    return Problem(say(f"event.groups.{part}", number, total=say("ask.people", total)), ways)


def some_audience(value: list[str], answers: Answers, facts: Facts) -> Problem | None:
    """Who the event was for, where the plan asks it: at least one group."""
    return None if value else Problem(say("event.audience.none"))


def some_text(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """A place or a title has at least two letters."""
    named: Said = value
    return None if len(str(value)) > 1 else Problem(say("ask.too_short", text=named))


def several(source: str) -> Relevant:
    """Relevant when there is something to choose; a single option follows from the activity."""
    return lambda answers, facts: len(facts.options(source, answers)) > 1


def chosen(name: str, *values: str) -> Relevant:
    """Relevant when the answer to ``name``, or the only option of it, is one of ``values``."""
    return lambda answers, facts: picked(name, answers, facts) in values


def picked(name: str, answers: Answers, facts: Facts) -> str | None:
    """The chosen option of a select question whose source has its name, or the only one there is."""
    if answers.get(name) is not None:
        return str(answers[name])
    options = facts.options(name, answers)
    return options[0].id if len(options) == 1 else None


def one_day(name: str) -> Constraint:
    """A single day that has come already, for the question ``name``; of a range, one day is chosen."""

    def single(value: Any, answers: Answers, facts: Facts) -> Problem | None:
        first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
        if first != last:
            ways = tuple(Choice("answer", Day(day), (name, period(day))) for day in (first, last))
            return Problem(say("record.one_day"), ways)
        if first > facts.today:
            return Problem(say("record.future", day=Day(first, "long")))
        if first < facts.today - OLDEST:
            return Problem(say("event.held.old", day=Day(first, "numeric")))
        return None

    return single


def over(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """Days that lie behind us, the first one first: what has not happened yet is no report."""
    first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
    if last < first:
        return Problem(say("event.held.backwards", first=Day(first, "long"), last=Day(last, "long")))
    if first > facts.today:
        return Problem(say("record.future", day=Day(first, "long")))
    if first < facts.today - OLDEST:
        return Problem(say("event.held.old", day=Day(first, "numeric")))
    return None


def lasting(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """A span that ends after it begins, not longer than ten years, not begun too long ago."""
    first = date.fromisoformat(value["first"])
    last = date.fromisoformat(value["last"]) if value["last"] else first
    if last < first:
        return Problem(say("record.span.backwards", first=Day(first, "numeric"), last=Day(last, "numeric")))
    if last - first > LONGEST or first < facts.today - LONGEST or first > facts.today + OLDEST:
        return Problem(say("record.span.long", first=Day(first, "numeric"), last=Day(last, "numeric")))
    return None


def believable_rate(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """Lei for one unit of another currency."""
    if value["currency"] == "MDL" and 0 < Decimal(value["amount"]) < HIGHEST_RATE:
        return None
    return Problem(say("project.rate.range"))


def foreign(answers: Answers, facts: Facts) -> bool:
    """A sum in another currency needs the rate at which it counts."""
    amount = answers.get("amount")
    return amount is not None and amount["currency"] != "MDL"


def somebody(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """At least one name."""
    return None if value["members"] or value["names"] or value["lpa"] else Problem(say("record.nobody"))


def something(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """At least one option of several."""
    return None if value else Problem(say("record.none_chosen"))


def some_link(value: Any, answers: Answers, facts: Facts) -> Problem | None:
    """An address of a page: a name with a dot and no blank in it."""
    named: Said = value
    return None if LINK.fullmatch(str(value)) else Problem(say("record.link.constraint", text=named))


LINK = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", re.IGNORECASE)
