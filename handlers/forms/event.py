"""The event report: what happened, when, where, for how many people.

Which facts an activity asks (kind, audience, discipline, volunteers, partners) is said by the plan,
not here. Texts are found by key: ``event.{question}.title``, ``.label``, ``.constraint``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question, always
from handlers.flow.hear import answer
from handlers.messages import Choice, Day, Said, say

UNUSUAL = 5_000
"""More participants than this are asked again, as are three times the organisation's own maximum."""

OLDEST = timedelta(days=365 * 3)


def asks(fact: str) -> Callable[[Answers, Facts], bool]:
    """Relevant when the plan asks ``fact`` of the chosen activity."""
    return lambda answers, facts: facts.asks(fact, answers)


def not_asked(fact: str) -> Callable[[Answers, Facts], bool]:
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
    if not 1 <= total <= PARTICIPANTS.maximum:
        return Problem(say("event.participants.range", total=total))
    usual = facts.usual_maximum()
    if value.get("sure") or (total <= UNUSUAL and not (usual and total > 3 * usual)):
        return None
    sure = answer(PARTICIPANTS, {**value, "sure": True}, say("event.participants.sure.button", total=total))
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


PARTICIPANTS = Question("participants", Ask.COUNT, 4, constraint=believable, minimum=1)


def _group(part: str) -> Question:
    return Question(
        f"groups_{part}",
        Ask.COUNT,
        5,
        required=False,
        relevant=one_by_one,
        constraint=part_within_total,
    )


EVENT = Form(
    "event",
    version=1,
    steps=7,
    questions=(
        Question("activity", Ask.SELECT_ONE, 1, source="activities"),
        Question("kind", Ask.SELECT_ONE, 1, relevant=asks("kind"), source="kinds"),
        Question(
            "audience",
            Ask.SELECT_MULTIPLE,
            1,
            relevant=asks("audience"),
            source="audiences",
            constraint=some_audience,
        ),
        Question("discipline", Ask.TEXT, 1, relevant=asks("discipline"), max_length=80, constraint=some_text),
        Question("held", Ask.PERIOD, 2, constraint=in_the_past),
        Question("place", Ask.PLACE, 3, max_length=120, constraint=some_text),
        PARTICIPANTS,
        Question("volunteers", Ask.COUNT, 4, relevant=asks("volunteers"), constraint=part_within_total),
        Question("groups", Ask.BREAKDOWN, 5, required=False, constraint=within_total),
        _group("women"),
        _group("young"),
        _group("vulnerable"),
        Question("photos", Ask.MEDIA, 6, required=False, max_length=1500, maximum=10),
        Question("parties", Ask.PARTIES, 6, on_request=not_asked("partners"), max_length=600),
        Question("vulnerable_kinds", Ask.SELECT_MULTIPLE, 7, on_request=always, source="vulnerable_kinds"),
        Question("good_practice", Ask.TEXT, 7, on_request=always, max_length=600, constraint=some_text),
        Question("problem", Ask.TEXT, 7, on_request=always, max_length=600, constraint=some_text),
        Question("measure", Ask.TEXT, 7, required=False, relevant=has_problem, max_length=600),
        Question("heading", Ask.TEXT, 7, on_request=always, max_length=120, constraint=some_text),
    ),
)
