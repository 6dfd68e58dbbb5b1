"""„Nu am avut evenimente”: one tap tells that a quarter, or a year, had nothing to report, and can be undone.

It is a report: an organisation that says so has reported, and a zero of its activities is a zero.
"""

from datetime import date, timedelta

from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from storage import audit, heads, nothing, obligations
from storage.nothing import Nothing

STILL = timedelta(days=31)
"""So long after a quarter its statement is more likely meant than one of the quarter that has just begun."""


def quarter(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter of a day."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    following = (first + timedelta(days=93)).replace(day=1)
    return first, following - timedelta(days=1)


def year(day: date) -> tuple[date, date]:
    """The first and the last day of the year of a day."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def tell(context: Context, organisation: int = 0, first: str = "", last: str = "") -> list[Reply]:
    """Keep that there was nothing in a period: the likeliest quarter unless one is named."""
    chosen = _organisation(context, organisation)
    days = _period(first, last) if first else _likely(context, chosen)
    reported = heads.of_year(context.connection, (chosen,), *days)
    if reported:
        see = Choice("records.list", say("lists.all.button"), role=Role.PRIMARY)
        body = say("nothing.reported", len(reported), period=_named(*days))
        return [Reply(Screen("nothing.reported", (body,), choices=(see, *_others(context, chosen, days))))]
    made = nothing.tell(context.connection, context.now, chosen, *days, context.person)
    obligations.settle_reports(context.connection, context.now, chosen)
    audit.append(context.connection, context.now, context.person, "nothing.tell", f"nothing:{made}", chosen)
    body = say("nothing.kept", organisation=context.organisation_name(chosen), period=_named(*days))
    undo = Choice("nothing.undo", say("nothing.undo.button"), (made,))
    choices = (
        undo,
        *_others(context, chosen, days, made),
        Choice("home", say("ask.menu.button"), role=Role.NAV),
    )
    return [Reply(Screen("nothing.kept", (body,), choices=choices), kind=Kind.RECEIPT)]


def instead(context: Context, statement: int, organisation: int, first: str, last: str) -> list[Reply]:
    """Another period was meant: the first statement goes, the other one stands."""
    chosen = _organisation(context, organisation)
    nothing.undo(context.connection, context.now, statement, context.organisations)
    obligations.settle_reports(context.connection, context.now)
    return tell(context, chosen, first, last)


def undo(context: Context, statement: int) -> list[Reply]:
    """Take it back."""
    if not nothing.undo(context.connection, context.now, statement, context.organisations):
        raise Leave
    obligations.settle_reports(context.connection, context.now)
    audit.append(context.connection, context.now, context.person, "nothing.undo", f"nothing:{statement}")
    raise Leave(say("nothing.undone"))


def lines(context: Context, organisation: int) -> list[Said]:
    """The statements of this year that nothing contradicts, for the standing."""
    told = nothing.touching(context.connection, organisation, *year(context.today))
    return [_line(context, one) for one in told if not _reported(context, one)]


def _line(context: Context, one: Nothing) -> Said:
    day = Day(context.world.local_date(one.at), "short")
    return say("nothing.line", period=_named(one.first, one.last), day=day)


def _reported(context: Context, one: Nothing) -> bool:
    return bool(heads.of_year(context.connection, (one.organisation_id,), one.first, one.last))


def _organisation(context: Context, organisation: int) -> int:
    """The chosen one, else that of the hat."""
    own = context.organisations
    if not own or (organisation and organisation not in own):
        raise NotAllowed
    worn = context.hat.organisation_id if context.hat is not None else None
    return organisation or (worn if worn is not None and worn in own else own[0])


def _likely(context: Context, organisation: int) -> tuple[date, date]:
    """The quarter that has just ended while nothing is known of it, else the present one."""
    this = quarter(context.today)
    before = quarter(this[0] - timedelta(days=1))
    known = heads.of_year(context.connection, (organisation,), *before)
    told = nothing.touching(context.connection, organisation, *before)
    return before if context.today - before[1] <= STILL and not known and not told else this


def _period(first: str, last: str) -> tuple[date, date]:
    """A quarter or a year; anything else comes from no button of ours."""
    days = date.fromisoformat(first), date.fromisoformat(last)
    if days not in (quarter(days[0]), year(days[0])):
        raise NotAllowed
    return days


def _named(first: date, last: date) -> Said:
    if (first, last) == year(first):
        return say("nothing.year", year=str(first.year))
    return say("nothing.quarter", quarter=(first.month + 2) // 3, year=str(first.year))


def _others(
    context: Context, organisation: int, chosen: tuple[date, date], statement: int = 0
) -> tuple[Choice, ...]:
    """The other periods that may have been meant."""
    this = quarter(context.today)
    before = quarter(this[0] - timedelta(days=1))
    found = []
    for days in dict.fromkeys((before, this, year(chosen[0]))):
        if days != chosen:
            args = (organisation, days[0].isoformat(), days[1].isoformat())
            action = "nothing.instead" if statement else "nothing.tell"
            found.append(Choice(action, _label(*days), (statement, *args) if statement else args))
    return tuple(found)


def _label(first: date, last: date) -> Said:
    if (first, last) == year(first):
        return say("nothing.year.button", year=str(first.year))
    return say("newsletter.quarter.name", quarter=(first.month + 2) // 3, year=str(first.year))
