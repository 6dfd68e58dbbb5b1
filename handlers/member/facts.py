"""What the form of a record must know about the world: the plan, this organisation's habits, the calendar.

Queries run only for the question that is open; the form engine calls, nothing here decides. Likely answers
stand in ``suggestions``, the ready answers of select questions in ``lists``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from handlers.context import Context
from handlers.flow.form import Answers, Form, Option
from handlers.member import lists, suggestions
from handlers.messages import Choice, InEach, say
from storage import habits
from storage.plan_models import Activity, Asked, Local, Plan

UNKNOWN = "?"
"""The coordinator leaves the choice of the activity to the secretariat."""

EVENT = "event"
"""What is reported while the activity is open: most reports are events."""


def unknown() -> Option:
    """The way to leave the choice of the activity to the secretariat."""
    return Option(UNKNOWN, say("event.activity.unknown.button"))


def in_each(local: Local) -> InEach:
    """A text of the plan as a text of a message."""
    return InEach(local.ro, local.ru, local.en)


class Options:
    """The activities of a plan as options: made once for everybody, anew for another plan."""

    def __init__(self) -> None:
        self._made: tuple[Plan, dict[str, Option]] | None = None

    def by(self, plan: Plan) -> Mapping[str, Option]:
        """The options by the codes of the activities, with the words they may be typed by."""
        if self._made is None or self._made[0] is not plan:
            self._made = plan, {activity.code: _option(activity) for activity in plan.activities}
        return self._made[1]


def _option(activity: Activity) -> Option:
    words = activity.words
    aliases = (activity.code, *words.ro, *words.ru, *words.en)
    return Option(activity.code, in_each(activity.short), in_each(activity.text), aliases)


_OPTIONS = Options()


class RecordFacts:
    """The ``Facts`` of one person's draft of a record; ``organisation`` is None for the secretariat's own.

    The secretariat names the activity of its own reports itself: they are accepted when they are saved.
    """

    def __init__(self, context: Context, organisation: int | None, form: Form) -> None:
        self.context = context
        self.organisation = organisation or 0
        self.at_desk = organisation is None
        self.form = form

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.today

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of the plan that this person can report something for."""
        return self.context.plan.open_to(secretariat=self.context.is_secretariat)

    def types_of(self, activity: Activity | None) -> tuple[str, ...]:
        """The record types that this person may report an activity by, the likeliest first."""
        if activity is None:
            return (EVENT,)
        return tuple(
            name
            for name, asked in activity.reports.items()
            if asked.by == "anyone" or self.context.is_secretariat
        )

    def type_of(self, answers: Answers) -> str:
        """The record type that the answers make; the form at hand while it is still to be chosen."""
        types = self.types_of(self.activity(answers))
        chosen = answers.get("type")
        if chosen in types:
            return str(chosen)
        return self.form.name if self.form.name in types else types[0]

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Options of the select questions of the records' forms."""
        match source:
            case "activities":
                return self._activity_options
            case "types":
                types = self.types_of(self.activity(answers))
                return [Option(one, say(f"record.type.{one}")) for one in types]
            case "kinds":
                return [Option(kind, say(f"kind.{kind}")) for kind in self.kinds(answers)]
            case "quarters":
                return lists.quarters(self.today)
        asked = self.asked(answers)
        return lists.listed(source, asked.offers.get(source, ()) if asked else ())

    @cached_property
    def _activity_options(self) -> Sequence[Option]:
        known = [self.option(activity) for activity in self.activities]
        return known if self.at_desk else [*known, unknown()]

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely answers as buttons."""
        return tuple(suggestions.of(self, question, answers))

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """Parts of long lists: the objectives, the activities of one, a month of days."""
        name, _, part = view.partition(":")
        if (question, name) == ("activity", "objectives"):
            return self.objectives()
        if (question, name) == ("activity", "objective"):
            return tuple(self.pick(one) for one in self.activities if one.objective == part)
        if name == "month":
            return tuple(
                suggestions.month(self.form.question(question), date.fromisoformat(part), self.today)
            )
        return None

    def asks(self, fact: str, answers: Answers) -> bool:
        """Whether the plan asks this fact of the chosen activity."""
        asked = self.asked(answers)
        return asked is not None and fact in asked.asks

    def usual_maximum(self) -> int:
        """The largest head-count of this organisation so far."""
        return self._usual_maximum

    @cached_property
    def _usual_maximum(self) -> int:
        return habits.usual_maximum(self.context.connection, self.organisation)

    def members(self) -> Sequence[Option]:
        """The other members of the Network."""
        return self._members

    @cached_property
    def _members(self) -> Sequence[Option]:
        return [
            Option(str(one.id), InEach(one.name, one.name_ru or one.name, one.name))
            for one in self.context.members
            if one.id != self.organisation
        ]

    def activity(self, answers: Answers) -> Activity | None:
        """The chosen activity; None while it is open or left to the secretariat."""
        code = answers.get("activity")
        return next((one for one in self.activities if one.code == code), None)

    def asked(self, answers: Answers) -> Asked | None:
        """What a report of this form's type asks for the chosen activity."""
        activity = self.activity(answers)
        return activity.asked(self.form.name) if activity is not None else None

    def kinds(self, answers: Answers) -> tuple[str, ...]:
        """The kinds of record that the chosen activity has."""
        asked = self.asked(answers)
        return asked.kinds if asked is not None else ()

    def option(self, activity: Activity) -> Option:
        """An activity of the plan in force as an option."""
        return _OPTIONS.by(self.context.plan)[activity.code]

    def pick(self, activity: Activity) -> Choice:
        """An activity as a button."""
        option = self.option(activity)
        return Choice("answer", option.label, ("activity", option.id), option.full)

    def objectives(self) -> tuple[Choice, ...]:
        """The objectives; one with a single activity stands for it."""
        choices = []
        for one in self.context.plan.objectives:
            inside = [activity for activity in self.activities if activity.objective == one.code]
            if len(inside) == 1:
                choices.append(self.pick(inside[0]))
            elif inside:
                part = ("activity", f"objective:{one.code}")
                choices.append(Choice("view", in_each(one.short), part, in_each(one.title)))
        return tuple(choices)

    @cached_property
    def recent(self) -> tuple[str, ...]:
        """Codes of the activities that the organisation reported last."""
        return habits.activities(self.context.connection, self.organisation)

    def last(self, answers: Answers) -> Mapping[str, Any]:
        """The answers of the organisation's last report of the chosen activity."""
        code = answers.get("activity") or ""
        return habits.last_answers(self.context.connection, self.organisation, code)
