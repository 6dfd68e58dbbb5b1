"""One member's annual report at the secretariat: what is known of it, and what a secretary notes there.

Every note is audited; what can be taken back says so. Not here: how it is worded (``words``).
"""

from datetime import date, timedelta

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Input, Reply, Role, Said, Screen, say
from handlers.missing.view import MISSING, Line, line_of
from handlers.missing.words import in_a_card
from handlers.understand.ahead import read_ahead
from handlers.understand.result import Understood
from reports.period import year_of
from storage import audit, heads, nothing, obligations
from storage.obligations import Obligation, State

FRIDAY = 4
UNTIL = "missing.until"
"""Hears a typed day; its key ends with the obligation."""


def of(context: Context, obligation: int) -> Line:
    """The line of an obligation; anything else looks as if it did not exist."""
    owed = obligations.get(context.connection, obligation)
    line = line_of(context, owed) if owed is not None else None
    if line is None:
        raise NotAllowed
    return line


def show(context: Context, obligation: int, problem: Said | None = None) -> list[Reply]:
    """The card, with what can be noted in its state."""
    line = of(context, obligation)
    back = Choice("missing", say("list.all.button"), (int(line.owed.period),), role=Role.NAV)
    choices = (*_ways(line), back)
    body = tuple(in_a_card(context, line))
    return [Reply(Screen("missing.card", body, error=problem, choices=choices))]


def _ways(line: Line) -> tuple[Choice, ...]:
    key = (line.owed.id,)
    phone = Choice("missing.phone", say("missing.phone.button"), key)
    if line.state is State.EXCUSED:
        return (Choice("missing.unexcuse", say("missing.unexcuse.button"), key), phone)
    if line.state not in MISSING:
        return ()
    return (
        phone,
        Choice("missing.until", say("missing.until.button"), key),
        Choice("missing.nothing", say("missing.nothing.button"), key),
        Choice("missing.excuse", say("missing.excuse.button"), key),
    )


def until(context: Context, obligation: int, day: str = "") -> list[Reply]:
    """Set the day by which it was promised; nobody is reminded until then."""
    line = of(context, obligation)
    if not day:
        return [Reply(_days(context, line))]
    promised = date.fromisoformat(day)
    if promised <= context.today:
        return [Reply(_days(context, line, say("missing.until.past", day=Day(promised, "long"))))]
    return _postpone(context, line.owed, promised)


def until_typed(context: Context, key: str, text: str) -> list[Reply]:
    """The promised day as it was typed."""
    obligation = int(key.rpartition(".")[2])
    read = read_ahead(text, context.today)
    if isinstance(read, Understood):
        return until(context, obligation, read.value.isoformat())
    problem = say("missing.until.constraint", text=text.strip()[:60])
    return [Reply(_days(context, of(context, obligation), problem))]


def _days(context: Context, line: Line, problem: Said | None = None) -> Screen:
    """The next Fridays to choose from; any other day is typed."""
    friday = context.today + timedelta(days=(FRIDAY - context.today.weekday() - 1) % 7 + 1)
    days = [friday + timedelta(weeks=weeks) for weeks in range(3)]
    choices = [Choice("missing.until", Day(day), (line.owed.id, day.isoformat())) for day in days]
    back = Choice("missing.card", say("ask.back.button"), (line.owed.id,), role=Role.NAV)
    body = (say("missing.until", organisation=line.name),)
    key = f"{UNTIL}.{line.owed.id}"
    return Screen(key, body, error=problem, choices=(*choices, back), input=Input("date"))


def _postpone(context: Context, owed: Obligation, day: date) -> list[Reply]:
    connection = context.connection
    obligations.promise(connection, owed, day, context.person)
    obligations.note(connection, context.now, owed.id, "postponed", f"{day:%d.%m.%Y}", context.person)
    record(context, "missing.postpone", owed)
    return show(context, owed.id, say("missing.until.done", day=Day(day, "long")))


def unexcuse(context: Context, obligation: int) -> list[Reply]:
    """The report is owed again."""
    owed = of(context, obligation).owed
    if owed.excused_at is not None:
        obligations.take_excuse_back(context.connection, context.now, owed, context.person)
        record(context, "missing.unexcuse", owed)
    return show(context, obligation, say("missing.unexcuse.done"))


def tell_nothing(context: Context, obligation: int) -> list[Reply]:
    """Nothing to report, said for the member; not when it has reports of that year."""
    line = of(context, obligation)
    days = year_of(int(line.owed.period))
    reported = heads.of_year(context.connection, (line.organisation,), days.first, days.last)
    if reported:
        problem = say("missing.nothing.reported", len(reported), organisation=line.name)
        return show(context, obligation, problem)
    made = nothing.tell(
        context.connection, context.now, line.organisation, days.first, days.last, context.person
    )
    obligations.settle_reports(context.connection, context.now, line.organisation)
    record(context, "nothing.tell", line.owed, f"nothing:{made}")
    undo = Choice("missing.something", say("nothing.undo.button"), (obligation, made))
    back = Choice("missing.card", say("ask.back.button"), (obligation,), role=Role.NAV)
    body = say("missing.nothing.done", organisation=line.name, year=line.owed.period)
    return [Reply(Screen("missing.nothing", (body,), choices=(undo, back)))]


def take_nothing_back(context: Context, obligation: int, statement: int) -> list[Reply]:
    """It was not so: the report is owed again."""
    line = of(context, obligation)
    if nothing.undo(context.connection, context.now, statement, (line.organisation,)):
        obligations.settle_reports(context.connection, context.now, line.organisation)
        record(context, "nothing.undo", line.owed, f"nothing:{statement}")
    return show(context, obligation, say("missing.nothing.undone"))


def record(context: Context, action: str, owed: Obligation, target: str = "", content: str = "") -> None:
    """Audit what was noted about an obligation."""
    audit.append(
        context.connection,
        context.now,
        context.person,
        action,
        target or owed.about,
        owed.organisation_id,
        content,
    )
