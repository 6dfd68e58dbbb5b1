"""What the secretariat is told: its own steps, what the members owe together, whom to call.

What members owe together reminds the secretariat only, never every member (docs/reminders.md).
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from handlers.messages import Choice, Day, InEach, Role, Said, Screen, say
from handlers.proactive import settle
from handlers.proactive import steps as moments
from handlers.proactive.due import Due, Look
from storage import obligations
from storage.obligations import MEMBERS, Obligation
from storage.plan import TOWN
from storage.rules import Rule, Step

BEFORE, AFTER = timedelta(days=100), timedelta(days=30)


def steps(look: Look) -> Iterator[Due]:
    """Each step of what the secretariat owes or watches, for each of its people."""
    if not look.secretariat:
        return
    first, last = (moment.astimezone(TOWN).date() for moment in (look.first, look.last))
    for one in obligations.unsettled(look.connection, first - AFTER, last + BEFORE):
        if one.organisation_id is None and one.rule in look.rules.rules:
            rule = look.rules.of(one.rule, one.period)
            for step in rule.steps:
                yield from _of_step(look, one, rule, step)


def _of_step(look: Look, one: Obligation, rule: Rule, step: Step) -> Iterator[Due]:
    anchor = {"opens": one.opens_on, "first": one.first}.get(step.anchor, one.due_on)
    due, until = moments.moment(step, anchor, look.calendar), moments.end(step, anchor, look.calendar)
    if not step.on or not look.touches(due, until):
        return
    for person in look.secretariat:
        key = f"{rule.code}:{one.subject}:{one.period}:{step.name}:p{person}"
        yield Due(
            key=key,
            person=person,
            subject=one.about,
            at=due,
            until=until,
            rank=moments.RANKS[step.rank],
            screen=partial(_screen, look, one, rule),
            line=line(look, one, rule) if key not in look.decided else "",
            choices=choices(one, rule)[:1],
            day=anchor + timedelta(days=step.days),
        )


def _screen(look: Look, one: Obligation, rule: Rule) -> Screen:
    body = (say("owed.desk"), line(look, one, rule))
    return Screen("owed.desk", body if rule.kind != "done" else body[1:], choices=choices(one, rule))


def line(look: Look, one: Obligation, rule: Rule) -> Said:
    """What is missing, how much of it came, and until when."""
    day = Day(one.due_on, "long")
    if rule.kind == "done":
        return say(f"owed.own.{rule.code}", year=one.period, day=day)
    came, wanted = settle.progress(look.connection, look.plan, one, rule.kind)
    what = what_of(look, one, rule)
    if one.due_on < look.today:
        return say("owed.desk.overdue", what=what, came=came, wanted=wanted, day=day)
    return say("owed.desk.line", what=what, came=came, wanted=wanted, day=day)


def what_of(look: Look, one: Obligation, rule: Rule) -> Said:
    """The activity that is owed, by its short name."""
    code = one.subject if rule.kind == "edition" else look.plan.indicator(one.subject).activity
    short = look.plan.activity(code).short
    return InEach(short.ro, short.ru, short.en)


def choices(one: Obligation, rule: Rule) -> tuple[Choice, ...]:
    """The secretariat's own step can be told as done; for the rest there is the form."""
    if rule.kind == "done":
        return (Choice("owed.done", say("owed.done.button"), (one.id,), role=Role.PRIMARY),)
    code = one.subject if rule.kind == "edition" else one.subject.rpartition(".")[0]
    return (Choice("report.activity", say("owed.report.button", code=code), (code,)),)


def calls(look: Look) -> Iterator[Due]:
    """After the last step the secretariat gets the list of those to call: one line a year."""
    first, last = (moment.astimezone(TOWN).date() for moment in (look.first, look.last))
    missing: dict[str, list[Obligation]] = {}
    for one in obligations.unsettled(look.connection, first - AFTER, last + BEFORE):
        if one.rule == MEMBERS:
            missing.setdefault(one.period, []).append(one)
    for period, owing in missing.items():
        for step in look.rules.of(MEMBERS, period).steps:
            if step.on and step.to == "secretariat":
                yield from _call_list(look, period, owing, step)


def _call_list(look: Look, period: str, owing: list[Obligation], step: Step) -> Iterator[Due]:
    anchor = min(one.due_on for one in owing)
    due, until = moments.moment(step, anchor, look.calendar), moments.end(step, anchor, look.calendar)
    if not look.touches(due, until):
        return
    said = say("owed.calls", len(owing), year=period)
    listed = (Choice("missing.calls", say("missing.calls.button"), (int(period),), role=Role.PRIMARY),)
    for person in look.secretariat:
        yield Due(
            key=f"{MEMBERS}::{period}:{step.name}:p{person}",
            person=person,
            subject=f"rule:{MEMBERS}:{period}",
            at=due,
            until=until,
            rank=moments.RANKS[step.rank],
            screen=partial(Screen, "owed.calls", (said,), choices=listed),
            line=said,
            choices=listed,
            day=anchor + timedelta(days=step.days),
        )
