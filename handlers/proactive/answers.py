"""What people do with a reminder: promise a day, let a colleague do it, say that a step of their own is done.

Doing it now and "nothing to report" are the usual ways (``handlers.annual``, ``handlers.member.nothing``).
"""

from datetime import date

from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.member import beside
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from handlers.proactive.members import promise_day
from handlers.proactive.secretariat import line
from handlers.proactive.speak import look
from storage import audit, colleagues, obligations, organisations, people
from storage.obligations import DONE, Obligation


def promise(context: Context, obligation: int, until: str) -> list[Reply]:
    """By that day: nobody is reminded until then."""
    one = _own(context, obligation)
    day = date.fromisoformat(until)
    if one.is_settled:
        return [_settled(context, one)]
    if day < context.today:
        day = promise_day(context.today, one.due_on)
    obligations.promise(context.connection, one, day, context.person)
    _note(context, "owed.promise", one)
    return [_here("owed.promised.kept", say("owed.promised.kept", day=Day(day, "long")), one)]


def colleague(context: Context, obligation: int, person: int = 0) -> list[Reply]:
    """Who does it; they are told at once, and first from then on."""
    one = _own(context, obligation)
    if one.is_settled:
        return [_settled(context, one)]
    others = [
        each
        for each in colleagues.of(context.connection, one.organisation_id or 0)
        if each.person_id != context.person
    ]
    if not person:
        return [_whom(one, others)]
    chosen = next((each for each in others if each.person_id == person), None)
    if chosen is None:
        raise NotAllowed
    obligations.assign(context.connection, one, person)
    _note(context, "owed.assign", one)
    if people.reach(context.connection, person) is None:
        return [_here("owed.assigned", say("owed.assigned.unreachable", name=chosen.name), one)]
    return [
        _here("owed.assigned", say("owed.assigned", name=chosen.name), one),
        _told(context, one, person),
    ]


def done(context: Context, obligation: int) -> list[Reply]:
    """A step of the secretariat's own is done; a second tap takes it back."""
    one = obligations.get(context.connection, obligation)
    if one is None or one.organisation_id is not None:
        raise Leave
    is_done = one.fulfilled_at is not None
    obligations.set_fulfilled(context.connection, context.now, one, None if is_done else DONE)
    _note(context, "owed.undo" if is_done else "owed.done", one)
    seen = look(context.connection, context.now)
    said = line(seen, one, seen.rules.of(one.rule, one.period))
    undo = Choice("owed.done", say("owed.undo.button" if not is_done else "owed.done.button"), (one.id,))
    key = "owed.undone" if is_done else "owed.done"
    return [Reply(Screen(key, (said, say(key)), choices=(undo,)), here=True, live=False)]


def _own(context: Context, obligation: int) -> Obligation:
    one = obligations.get(context.connection, obligation)
    if one is None or one.organisation_id not in context.organisations:
        raise NotAllowed
    return one


def _settled(context: Context, one: Obligation) -> Reply:
    name = context.organisation_name(one.organisation_id)
    return _here("owed.settled", say("owed.settled", organisation=name, year=one.period), one)


def _here(key: str, said: Said, one: Obligation) -> Reply:
    now = Choice("annual", say("owed.now.button"), (int(one.period), one.organisation_id), role=Role.PRIMARY)
    choices = () if one.is_settled else (now,)
    return Reply(Screen(key, (said,), choices=choices), here=True, live=False)


def _whom(one: Obligation, others: list[colleagues.Colleague]) -> Reply:
    choices = (
        *(Choice("owed.colleague", each.name, (one.id, each.person_id)) for each in others),
        Choice("colleagues.invite", say("owed.invite.button")),
    )
    said = say("owed.whom") if others else say("owed.alone")
    return Reply(Screen("owed.whom", (said,), choices=choices), here=True, live=False)


def _told(context: Context, one: Obligation, person: int) -> Reply:
    """The colleague is told by whom, what and until when."""
    found = organisations.get(context.connection, one.organisation_id or 0)
    name = beside.in_each(found) if found is not None else ""
    said = say(
        "owed.for_you",
        by=context.session.name,
        organisation=name,
        year=one.period,
        day=Day(one.due_on, "long"),
    )
    now = Choice("annual", say("owed.now.button"), (int(one.period), one.organisation_id), role=Role.PRIMARY)
    dedupe = f"assign:{one.id}:{person}:{context.today}"
    return Reply(
        Screen("owed.for_you", (said,), choices=(now,)), person, Kind.NOTICE, dedupe=dedupe, live=False
    )


def _note(context: Context, action: str, one: Obligation) -> None:
    audit.append(context.connection, context.now, context.person, action, one.about, one.organisation_id)
