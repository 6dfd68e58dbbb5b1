"""Likely answers of a record's questions as buttons: habits, the last days, what was said last time.

Proposals only: nothing is an answer before somebody taps it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.flow.form import Answers, Ask, Question
from handlers.flow.hear import answer, period, span
from handlers.flow.shown import shown
from handlers.messages import Choice, Day, say
from handlers.presence import proposals
from storage import habits

if TYPE_CHECKING:
    from handlers.member.facts import RecordFacts


def of(facts: RecordFacts, question: str, answers: Answers) -> Iterator[Choice]:
    """The likely answers of a question, best first."""
    asked = next((one for one in facts.form.questions if one.name == question), None)
    if asked is None:
        return
    if asked.ask is Ask.PERIOD:
        yield from _days(facts, asked)
    elif question in LIKELY:
        yield from LIKELY[question](facts, asked, answers)


def month(question: Question, first: date, today: date) -> Iterator[Choice]:
    """A month as seven columns; days outside it and in the future are dots that change nothing."""
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        for day in week:
            if day.month == first.month and day <= today:
                yield answer(question, period(day), str(day.day))
            else:
                yield Choice("look", "·")
    earlier, later = first - timedelta(1), (first + timedelta(32)).replace(day=1)
    before = (question.name, f"month:{earlier.replace(day=1)}")
    yield Choice("view", Day(earlier.replace(day=1), "month"), before)
    if later <= today:
        yield Choice("view", Day(later, "month"), (question.name, f"month:{later}"))


def _days(facts: RecordFacts, question: Question) -> Iterator[Choice]:
    today = facts.today
    for label, day in (("event.held.today", today), ("event.held.yesterday", today - timedelta(1))):
        yield answer(question, period(day), say(f"{label}.button", day=Day(day)))
    for day in _weekend_before(today):
        yield answer(question, period(day), Day(day))
    this = today.replace(day=1).isoformat()
    yield Choice("view", say("event.held.calendar.button"), (question.name, f"month:{this}"))


def _weekend_before(today: date) -> Iterator[date]:
    """The Saturday and the Sunday before yesterday: most events happen at weekends."""
    for back in range(2, 9):
        day = today - timedelta(back)
        if day.weekday() in (5, 6):
            yield day


def _activity(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    known = {activity.code: activity for activity in facts.activities}
    recent = [code for code in facts.recent if code in known]
    for code in recent:
        yield facts.pick(known[code])
    if recent:
        yield Choice("view", say("event.activity.all.button"), ("activity", "objectives"))
    else:
        yield from facts.objectives()
    if not facts.at_desk:
        left_open = facts.options("activities", answers)[-1]
        yield answer(question, left_open.id, left_open.label)


def _as_before(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """The words of last time, cut to fit a button."""
    before = facts.last(answers).get(question.name)
    if before:
        yield answer(question, before, before if len(before) <= LABEL else f"{before[: LABEL - 1]}…")


LABEL = 28
"""Letters of a button."""


def _place(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    for place in habits.places(facts.context.connection, facts.organisation):
        yield answer(question, place, place)
    yield answer(question, "Online", "Online")


def _participants(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    yield from proposals.total(facts, question, answers)
    for total in sorted(set(habits.totals(facts.context.connection, facts.organisation))):
        yield answer(question, {"total": total, "estimated": False}, total)


def _groups(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    yield from proposals.groups(facts, question, answers)
    yield answer(question, {"each": True}, say("event.groups.each.button"))


def _photos(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    if question.required or question.on_request is None:
        none = f"{question.words or 'event.photos'}.none.button"
        yield Choice("skip", say(none), (question.name,))


def _parties(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    before = facts.last(answers).get(question.name)
    if before and (before["members"] or before["names"]):
        yield answer(question, before, shown(facts.form, question, before, answers, facts))
    yield answer(question, {"members": [], "names": [], "lpa": True}, say("ask.parties.lpa"))
    if question.constraint is None:
        yield answer(question, {"members": [], "names": [], "lpa": False}, say("ask.parties.nobody"))


def _span(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """This year, this year and the next, a year from today."""
    today = facts.today
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    yield answer(question, span(first, last), str(today.year))
    both = f"{today.year}–{today.year + 1}"
    yield answer(question, span(first, date(today.year + 1, 12, 31)), both)
    ends = (today + timedelta(366)).replace(day=1) - timedelta(1)
    yield answer(question, span(today, ends), say("record.span.year.button"))


def _rate(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """The rate that was recorded last for the same currency, with its day."""
    currency = answers["amount"]["currency"]
    known = habits.last_rate(facts.context.connection, currency)
    if known is not None:
        value = {"amount": known[0], "currency": "MDL"}
        label = say("project.rate.last.button", rate=known[0].replace(".", ","), day=Day(known[1], "numeric"))
        yield answer(question, value, label)


def _issue(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """The number after the last one."""
    following = habits.last_issue(facts.context.connection) + 1
    yield answer(question, {"total": following, "estimated": False}, following)


def _decisions(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    yield answer(question, {"items": []}, say("meeting.decisions.none.button"))


Likely = Callable[["RecordFacts", Question, Answers], Iterator[Choice]]
LIKELY: dict[str, Likely] = {
    "activity": _activity,
    "authority": _as_before,
    "decisions": _decisions,
    "discipline": _as_before,
    "donor": _as_before,
    "groups": _groups,
    "issue": _issue,
    "link": _as_before,
    "mentees": _parties,
    "mentors": _parties,
    "participants": _participants,
    "parties": _parties,
    "photos": _photos,
    "place": _place,
    "rate": _rate,
    "schools": _parties,
    "span": _span,
    "target": _as_before,
}
