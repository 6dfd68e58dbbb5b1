"""The annual steps: what a member organisation owes, said to its people from the first coordinator upwards.

Not here: what the buttons do (``answers``), moments (``steps``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from handlers.member import beside
from handlers.messages import Choice, Day, Role, Said, Screen, say
from handlers.proactive import steps as moments
from handlers.proactive.due import Due, Look, Rank
from storage import obligations, organisations
from storage.calendar import at
from storage.obligations import MEMBERS, Obligation
from storage.people import COORDINATOR
from storage.plan import TOWN
from storage.reminders import Speaker
from storage.rules import Rule, Step

BEFORE, AFTER = timedelta(days=60), timedelta(days=60)
"""Steps of a rule lie within so many days around what is due."""

AFTER_PROMISE = timedelta(days=4)
PROMISED = "promised"
WIDER = {"lead": 0, "coordinators": 1, "everyone": 2, "secretariat": 3}


def steps(look: Look) -> Iterator[Due]:
    """Each step of each member's annual report for each person it speaks to."""
    first, last = (moment.astimezone(TOWN).date() for moment in (look.first, look.last))
    for one in obligations.unsettled(look.connection, first - AFTER, last + BEFORE):
        if one.rule == MEMBERS and one.organisation_id is not None:
            yield from _of_obligation(look, one, look.of_organisation(one.organisation_id))


def _of_obligation(look: Look, one: Obligation, people: Sequence[Speaker]) -> Iterator[Due]:
    rule = look.rules.of(one.rule, one.period)
    for step in rule.steps:
        anchor = one.opens_on if step.anchor == "opens" else one.due_on
        due, until = moments.moment(step, anchor, look.calendar), moments.end(step, anchor, look.calendar)
        if step.on and step.to in WIDER and look.touches(due, until) and not _is_promised(one, due):
            for person in _first_told(look, one, step) or spoken_to(one, step, people):
                own = _due(look, one, rule, step, person, (due, until))
                yield replace(own, day=anchor + timedelta(days=step.days))
    yield from _after_promise(look, one, rule, people)


def _is_promised(one: Obligation, due: datetime) -> bool:
    """Whether a step falls into the days for which a promise was given."""
    return one.promised_until is not None and due.astimezone(TOWN).date() <= one.promised_until


def _first_told(look: Look, one: Obligation, step: Step) -> tuple[int, ...]:
    """Who heard a step that speaks to one person: whoever writes later does not hear it again."""
    told = look.told.get(_key(one, step.name)) if step.to == "lead" else None
    return () if told is None else (told,)


def _key(one: Obligation, step: str) -> str:
    return f"{one.rule}:{one.organisation_id}:{one.period}:{step}"


def spoken_to(one: Obligation, step: Step, people: Sequence[Speaker]) -> tuple[int, ...]:
    """Whom a step speaks to: the one who took it over or wrote last; also all coordinators; also the head."""
    if step.to == "secretariat":
        return ()
    taken = [each for each in people if each.person_id == one.assigned_to]
    chosen = (taken or list(people))[:1]
    if step.to != "lead":
        chosen += [each for each in people if step.to == "everyone" or each.role == COORDINATOR]
    return tuple(dict.fromkeys(each.person_id for each in chosen))


def _after_promise(look: Look, one: Obligation, rule: Rule, people: Sequence[Speaker]) -> Iterator[Due]:
    """The day after a promise whoever gave it is told that nothing came."""
    if one.promised_until is None:
        return
    day = look.calendar.next_working(one.promised_until + timedelta(days=1))
    due = at(day, time(10))
    until = look.calendar.closes_at(day + AFTER_PROMISE)
    theirs = [each.person_id for each in people if each.person_id == one.promised_by]
    chosen = theirs or [each.person_id for each in people][:1]
    if look.touches(due, until):
        step = Step(name=f"{PROMISED}-{one.promised_until}", until=0, to="lead", rank="overdue")
        for person in chosen:
            yield _due(look, one, rule, step, person, (due, until))


def _due(
    look: Look, one: Obligation, rule: Rule, step: Step, person: int, when: tuple[datetime, datetime]
) -> Due:
    organisation = one.organisation_id or 0
    line = partial(_line, look, one)
    return Due(
        key=f"{_key(one, step.name)}:p{person}",
        person=person,
        subject=one.about,
        at=when[0],
        until=when[1],
        rank=moments.RANKS[step.rank],
        screen=partial(_screen, look, one, rule, step),
        line=line(),
        choices=choices(look, one)[:1],
        organisation=organisation,
    )


def _screen(look: Look, one: Obligation, rule: Rule, step: Step) -> Screen:
    """What is missing, how long it takes, until when, what happens else; four ways to answer."""
    opening = "owed.promised" if step.name.startswith(PROMISED) else f"owed.{_phase(step)}"
    body = (
        say(
            opening,
            organisation=_name(look, one.organisation_id or 0),
            year=one.period,
            day=Day(one.due_on, "long"),
        ),
        say("owed.takes"),
        *_ladder(look, one, rule, step),
    )
    return Screen("owed.report", body, choices=choices(look, one))


def _phase(step: Step) -> str:
    if step.anchor == "opens":
        return "open"
    if moments.RANKS[step.rank] is Rank.OVERDUE or step.days > 0:
        return "overdue"
    return "last" if moments.RANKS[step.rank] is Rank.LAST else "before"


def _line(look: Look, one: Obligation) -> Said:
    name = _name(look, one.organisation_id or 0)
    return say("owed.line", organisation=name, year=one.period, day=Day(one.due_on, "long"))


def _name(look: Look, organisation: int) -> Said:
    found = organisations.get(look.connection, organisation)
    return "" if found is None else beside.in_each(found)


def _ladder(look: Look, one: Obligation, rule: Rule, step: Step) -> tuple[Said, ...]:
    """Who hears of it next, so that nobody is surprised."""
    later = [each for each in rule.steps if each.on and each.anchor == "due" and each.days > _days(step)]
    wider = [each for each in later if WIDER.get(each.to, 0) > WIDER.get(step.to, 0)]
    if not wider:
        return ()
    following = min(wider, key=lambda each: each.days)
    day = moments.moment(following, one.due_on, look.calendar).astimezone(TOWN).date()
    return (say(f"owed.next.{following.to}", day=Day(day, "long")),)


def _days(step: Step) -> int:
    return step.days if step.anchor == "due" else -BEFORE.days


def choices(look: Look, one: Obligation) -> tuple[Choice, ...]:
    """Do it now, by Friday, a colleague does it, nothing to report."""
    organisation, year = one.organisation_id or 0, int(one.period)
    until = promise_day(look.today, one.due_on)
    return (
        Choice("annual", say("owed.now.button"), (year, organisation), role=Role.PRIMARY),
        Choice("owed.promise", say("owed.promise.button", day=Day(until)), (one.id, until.isoformat())),
        Choice("owed.colleague", say("owed.colleague.button"), (one.id,)),
        Choice(
            "nothing.tell",
            say("owed.nothing.button"),
            (organisation, one.first.isoformat(), one.last.isoformat()),
        ),
    )


FRIDAY = 4


def promise_day(today: date, due_on: date) -> date:
    """The next Friday, but not after a deadline that is still to come."""
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
    return min(friday, due_on) if due_on > today else friday
