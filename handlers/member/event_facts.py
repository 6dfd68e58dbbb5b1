"""What the event form must know about the world: the plan, this organisation's habits, the calendar.

Queries run only for the question that is open; the form engine calls, nothing here decides.
"""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from handlers.context import Context
from handlers.flow.form import Answers, Option, Question
from handlers.flow.hear import answer, period
from handlers.flow.shown import shown
from handlers.forms.event import EVENT
from handlers.messages import Choice, Day, InEach, Said, say
from storage import habits
from storage.plan_models import Activity, Local

AUDIENCES = ("children", "young", "adults", "marginalised")
VULNERABLE = (
    "older",
    "disabilities",
    "veterans",
    "repression",
    "refugees",
    "minorities",
    "low_income",
)
UNKNOWN = "?"
"""The coordinator leaves the choice of the activity to the secretariat."""


def _unknown() -> Option:
    return Option(UNKNOWN, say("event.activity.unknown.button"))


def in_each(local: Local) -> InEach:
    """A text of the plan as a text of a message."""
    return InEach(local.ro, local.ru, local.en)


class EventFacts:
    """The ``Facts`` of one person's event draft; ``organisation`` is None for the secretariat's own.

    The secretariat names the activity of its own reports itself: they are accepted when they are saved.
    """

    _at_desk = False

    def __init__(self, context: Context, organisation: int | None) -> None:
        self._context = context
        self._organisation = organisation or 0
        self._at_desk = organisation is None

    @property
    def today(self) -> date:
        """The local date."""
        return self._context.today

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of the plan that an event can be reported for."""
        return self._context.plan.accepting("event")

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Options of the select questions of the event form."""
        match source:
            case "activities":
                known = [self._option(activity) for activity in self.activities]
                return known if self._at_desk else [*known, _unknown()]
            case "kinds":
                return [Option(kind, say(f"event_kind.{kind}")) for kind in self._kinds(answers)]
            case "audiences":
                return [Option(one, say(f"event.audience.{one}")) for one in AUDIENCES]
            case "vulnerable_kinds":
                return [Option(one, say(f"event.vulnerable.{one}")) for one in VULNERABLE]
        return ()

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely answers as buttons."""
        suggested = getattr(self, f"_suggest_{question}", None)
        return tuple(suggested(answers)) if suggested else ()

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """Parts of long lists: the objectives, the activities of one, a month of days."""
        name, _, part = view.partition(":")
        if (question, name) == ("activity", "objectives"):
            return self._objectives()
        if (question, name) == ("activity", "objective"):
            return tuple(self._pick(one) for one in self.activities if one.objective == part)
        if (question, name) == ("held", "month"):
            return tuple(_month(date.fromisoformat(part), self.today))
        return None

    def asks(self, fact: str, answers: Answers) -> bool:
        """Whether the plan asks this fact of the chosen activity."""
        if fact == "kind":
            return len(self._kinds(answers)) > 1
        activity = self._activity(answers)
        return activity is not None and activity.event is not None and fact in activity.event.asks

    def usual_maximum(self) -> int:
        """The largest head-count of this organisation so far."""
        return habits.usual_maximum(self._context.connection, self._organisation)

    def members(self) -> Sequence[Option]:
        """The other members of the Network."""
        return [
            Option(str(one.id), InEach(one.name, one.name_ru or one.name, one.name))
            for one in self._context.members
            if one.id != self._organisation
        ]

    def _option(self, activity: Activity) -> Option:
        words = activity.words
        aliases = (activity.code, *words.ro, *words.ru, *words.en)
        return Option(activity.code, in_each(activity.short), in_each(activity.text), aliases)

    def _pick(self, activity: Activity) -> Choice:
        option = self._option(activity)
        return Choice("answer", option.label, ("activity", option.id), option.full)

    def _activity(self, answers: Answers) -> Activity | None:
        code = answers.get("activity")
        return next((one for one in self.activities if one.code == code), None)

    def _kinds(self, answers: Answers) -> tuple[str, ...]:
        activity = self._activity(answers)
        return activity.event.kinds if activity is not None and activity.event is not None else ()

    def _objectives(self) -> tuple[Choice, ...]:
        """The objectives that events belong to; one with a single such activity stands for it."""
        choices = []
        for one in self._context.plan.objectives:
            inside = [activity for activity in self.activities if activity.objective == one.code]
            if len(inside) == 1:
                choices.append(self._pick(inside[0]))
            elif inside:
                part = ("activity", f"objective:{one.code}")
                choices.append(Choice("view", in_each(one.short), part, in_each(one.title)))
        return tuple(choices)

    @cached_property
    def _recent(self) -> tuple[str, ...]:
        return habits.activities(self._context.connection, self._organisation)

    def _last(self, answers: Answers) -> dict[str, Any]:
        code = answers.get("activity") or ""
        return habits.last_answers(self._context.connection, self._organisation, code)

    def _suggest_activity(self, answers: Answers) -> Iterator[Choice]:
        known = {activity.code: activity for activity in self.activities}
        recent = [code for code in self._recent if code in known]
        for code in recent:
            yield self._pick(known[code])
        if recent:
            yield Choice("view", say("event.activity.all.button"), ("activity", "objectives"))
        else:
            yield from self._objectives()
        if not self._at_desk:
            yield answer(EVENT.question("activity"), UNKNOWN, _unknown().label)

    def _suggest_discipline(self, answers: Answers) -> Iterator[Choice]:
        before = self._last(answers).get("discipline")
        if before:
            yield answer(EVENT.question("discipline"), before, before)

    def _suggest_held(self, answers: Answers) -> Iterator[Choice]:
        question = EVENT.question("held")
        for label, day in (
            ("event.held.today", self.today),
            ("event.held.yesterday", self.today - timedelta(1)),
        ):
            yield answer(question, period(day), say(f"{label}.button", day=Day(day)))
        for day in _weekend_before(self.today):
            yield answer(question, period(day), Day(day))
        month = self.today.replace(day=1).isoformat()
        yield Choice("view", say("event.held.calendar.button"), ("held", f"month:{month}"))

    def _suggest_place(self, answers: Answers) -> Iterator[Choice]:
        question = EVENT.question("place")
        for place in habits.places(self._context.connection, self._organisation):
            yield answer(question, place, place)
        yield answer(question, "Online", "Online")

    def _suggest_participants(self, answers: Answers) -> Iterator[Choice]:
        question = EVENT.question("participants")
        for total in sorted(set(habits.totals(self._context.connection, self._organisation))):
            yield answer(question, {"total": total, "estimated": False}, total)

    def _suggest_groups(self, answers: Answers) -> Iterator[Choice]:
        yield answer(EVENT.question("groups"), {"each": True}, say("event.groups.each.button"))

    def _suggest_photos(self, answers: Answers) -> Iterator[Choice]:
        yield Choice("skip", say("event.photos.none.button"), ("photos",))

    def _suggest_parties(self, answers: Answers) -> Iterator[Choice]:
        question = EVENT.question("parties")
        before = self._last(answers).get("parties")
        if before and (before["members"] or before["names"]):
            yield answer(question, before, self._shown(question, before, answers))
        yield answer(question, {"members": [], "names": [], "lpa": True}, say("ask.parties.lpa"))
        yield answer(question, {"members": [], "names": [], "lpa": False}, say("ask.parties.nobody"))

    def _shown(self, question: Question, value: Any, answers: Answers) -> Said:
        return shown(EVENT, question, value, answers, self)


def _weekend_before(today: date) -> Iterator[date]:
    """The Saturday and the Sunday before yesterday: most events happen at weekends."""
    for back in range(2, 9):
        day = today - timedelta(back)
        if day.weekday() in (5, 6):
            yield day


def _month(first: date, today: date) -> Iterator[Choice]:
    """A month as seven columns; days outside it and in the future are dots that change nothing."""
    question = EVENT.question("held")
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        for day in week:
            if day.month == first.month and day <= today:
                yield answer(question, period(day), str(day.day))
            else:
                yield Choice("look", "·")
    earlier, later = first - timedelta(1), (first + timedelta(32)).replace(day=1)
    yield Choice("view", Day(earlier.replace(day=1), "month"), ("held", f"month:{earlier.replace(day=1)}"))
    if later <= today:
        yield Choice("view", Day(later, "month"), ("held", f"month:{later}"))
