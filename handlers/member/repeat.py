"""A report like the last one of the same event: the day, then whether the numbers are the same. Four taps.

Place, activity and partners are those of last time; photos and descriptions are never taken over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers import access, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Answers, Facts, Question
from handlers.flow.hear import answer, period
from handlers.flow.shown import groups_of
from handlers.flow.walk import State, Walk, walk
from handlers.forms.event import EVENT
from handlers.forms.repeat import REPEAT, SAME, numbers_in
from handlers.member import recurring, report, submit, suggestions
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from storage import drafts, heads
from storage.drafts import Draft
from storage.heads import Head

KEPT = ("activity", "type", "kind", "audience", "discipline", "place", "parties", "heading")
"""Answers that the next event has in common with the last one."""

FOURTH = 3
"""So many times the same numbers before: the next time it is asked whether they are counted."""


class RepeatFacts(PlainFacts):
    """The ``Facts`` of repeating an event: likely days, the numbers of last time."""

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely days, or the ways on from the numbers of last time."""
        last = _last(self.context, self.draft)
        return tuple(self._days(last) if question == "held" else self._numbers(last))

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """A month of days."""
        name, _, part = view.partition(":")
        if name != "month":
            return None
        return tuple(suggestions.month(REPEAT.question("held"), date.fromisoformat(part), self.today))

    def _days(self, last: Head) -> Iterator[Choice]:
        """The latest day of the usual weekday, today, yesterday, a calendar."""
        question = REPEAT.question("held")
        usual = self.today - timedelta((self.today - last.date_to).days % 7)
        yesterday = self.today - timedelta(1)
        for day in dict.fromkeys((usual, self.today, yesterday)):
            if day > last.date_to:
                label: Said = Day(day)
                if day == self.today:
                    label = say("event.held.today.button", day=Day(day))
                yield answer(question, period(day), label)
        month = f"month:{self.today.replace(day=1).isoformat()}"
        yield Choice("view", say("event.held.calendar.button"), ("held", month))

    def _numbers(self, last: Head) -> Iterator[Choice]:
        if last.total is not None:
            label = say("repeat.same.button", number=last.total)
            yield replace(answer(REPEAT.question("again"), SAME, label), role=Role.PRIMARY)
        yield Choice("repeat.more", say("repeat.other.button"), ("numbers",))
        yield Choice("repeat.more", say("addition.photos.button"), ("photos",))
        yield Choice("repeat.more", say("ask.correct.button"), ("all",))


def begin(context: Context, record: int, day: str = "") -> list[Reply]:
    """Begin a report like this one, with its day when that is known.

    An empty one that was just opened gives way to it, and so does the same one that was begun before.
    """
    head = access.own_record(context, record)
    if head.type != EVENT.name:
        raise NotAllowed
    opened = context.draft
    subject = {"like": record}
    if opened is not None and (_is_empty(opened) or (opened.form, opened.subject) == (REPEAT.name, subject)):
        drafts.set_status(context.connection, context.now, opened, drafts.DISCARDED)
    context.draft = drafts.start(
        context.connection,
        context.now,
        REPEAT.name,
        REPEAT.version,
        context.person,
        head.organisation_id,
        answers={"held": period(date.fromisoformat(day))} if day else None,
        subject=subject,
    )
    return papers.show(context, context.draft)


def _is_empty(draft: Draft) -> bool:
    return draft.form == EVENT.name and not (draft.answers or draft.subject)


def _last(context: Context, draft: Draft) -> Head:
    return heads.known(context.connection, draft.subject["like"])


def _hint(context: Context, draft: Draft, question: Question) -> Said:
    """Which event it is; with the day at hand also where it was and how many came last time."""
    last = _last(context, draft)
    if question.name == "held":
        return last.title
    day = Day(date.fromisoformat(draft.answers["held"]["first"]), "short")
    place = () if (last.place or "") in last.title else (last.place or "",)
    lines: list[Said] = [Listed((last.title, day, *place), " · ")]
    if last.total is not None:
        groups = last.answers.get("groups") or {}
        told = groups_of(groups) if any(value for value in groups.values() if value is not True) else None
        number = say("count.participants", last.total)
        people = number if told is None else Listed((number, told), ": ")
        lines.append(say("repeat.last", people=people))
    return Listed(tuple(lines), "\n")


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """The same numbers are saved at once; other ones are shown on the review screen first."""
    if here.standing["again"] != SAME:
        said = numbers_in(here.standing["again"]) or {}
        people = {"total": said["total"], "estimated": said["estimated"]}
        return _go_on(context, draft, {"participants": people, "groups": said["groups"], "photos": None})
    last = _last(context, draft)
    held = recurring.before(context, draft.organisation_id or 0, last.id)
    if recurring.in_a_row(held) >= FOURTH:
        choices = (
            Choice("repeat.save", say("repeat.counted.yes.button"), role=Role.PRIMARY),
            Choice("repeat.more", say("repeat.counted.no.button"), ("numbers",)),
        )
        return [desk.reply(draft, Screen("repeat.counted", (say("repeat.counted"),), choices=choices))]
    return save(context)


def save(context: Context) -> list[Reply]:
    """Send it with the numbers of last time, which were confirmed."""
    draft = papers.in_hand(context)
    if draft.form != REPEAT.name or draft.answers.get("again") != SAME:
        return papers.show(context, draft)
    counts = recurring.counts_of(_last(context, draft).answers)
    counts["participants"] = {**counts["participants"], "sure": True}
    return _go_on(context, draft, {"groups": None, "photos": None, **counts}, send=True)


def more(context: Context, what: str) -> list[Reply]:
    """On in the ordinary form: other numbers, photos too, or everything on the review screen."""
    draft = papers.in_hand(context)
    if draft.form != REPEAT.name or "held" not in draft.answers:
        return papers.show(context, draft)
    counts = recurring.counts_of(_last(context, draft).answers)
    if what == "all":
        return _go_on(context, draft, {"groups": None, "photos": None, **counts})
    answers = {} if what == "photos" else {"photos": None}
    return _go_on(context, draft, answers, former=counts)


def _go_on(
    context: Context,
    draft: Draft,
    answers: dict[str, Any],
    former: dict[str, Any] | None = None,
    send: bool = False,
) -> list[Reply]:
    """The draft becomes an ordinary report of the event; sent when nothing is left to ask."""
    last = _last(context, draft).answers
    kept = {name: last[name] for name in KEPT if last.get(name) is not None}
    state = State({**kept, "held": draft.answers["held"], **answers}, former=former or {})
    paper = report.PAPERS[EVENT.name]
    changed = replace(draft, subject={})
    drafts.redirect(context.connection, changed)
    changed = desk.keep(context, paper, changed, state)
    facts = report.facts_of(context, changed)
    here = walk(paper.form, state, facts)
    if send and here.open is None:
        return submit.send(context, changed, here, facts, None)
    return papers.show(context, changed)


PAPER = Paper(REPEAT, RepeatFacts, _finish, _hint)
