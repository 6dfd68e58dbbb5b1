"""The year as a table: every member with its state and contact, and the call list to print.

A table is text only; the file is made by a child process (``bot.doors.table``).
"""

from datetime import datetime

from handlers.context import Context
from handlers.exchange.table import Table
from handlers.messages import Reply, Said, Screen, say
from handlers.missing import calls
from handlers.missing.view import Line, of_year
from handlers.missing.words import ARRIVED, noted, standing
from storage import annual, audit, jobs, reminders

COLUMNS = (
    "organisation",
    "state",
    "sent",
    "due",
    "promised",
    "contact",
    "phone",
    "people",
    "reminded",
    "notes",
)
CALLED = ("organisation", "phone", "people", "why", "contact", "notes", "answer")
"""The call list has an empty column for what was answered: it is printed and written on."""

LANGUAGES = ("ro", "ru")


def ask(context: Context, year: int) -> list[Reply]:
    """Queue the table, in the language of who asks."""
    language = context.language if context.language in LANGUAGES else "ro"
    given = {"year": year, "language": language}
    inbound = context.inbound
    job = jobs.add(
        context.connection, context.now, "missing_table", given, context.person, inbound.channel, inbound.chat
    )
    audit.append(context.connection, context.now, context.person, "missing_table.ask", f"job:{job}")
    return [Reply(Screen("missing.sheet", (say("missing.sheet.queued", year=str(year)),)), live=False)]


def written(context: Context, year: int) -> tuple[Table, ...]:
    """Both tables of a year."""
    found = of_year(context, year)
    sent = {one.organisation_id: one.first_submitted_at for one in annual.of_year(context.connection, year)}
    rows = tuple(_row(context, line, sent.get(line.organisation)) for line in found.lines)
    everybody = Table(_spoken(context, say("missing.sheet.all")), _heading(context, COLUMNS), rows)
    called = tuple(_called(context, one) for one in calls.to_call(context, year))
    return everybody, Table(_spoken(context, say("missing.sheet.calls")), _heading(context, CALLED), called)


def _heading(context: Context, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_spoken(context, say(f"missing.column.{one}")) for one in columns)


def _row(context: Context, line: Line, sent: datetime | None) -> tuple[str, ...]:
    told = reminders.about(context.connection, line.owed.about)
    promised = line.owed.promised_until
    return (
        line.name,
        _spoken(context, standing(line)),
        _day(context, sent),
        f"{line.owed.due_on:%d.%m.%Y}",
        "" if promised is None else f"{promised:%d.%m.%Y}",
        _day(context, line.last),
        line.contact.phone or "",
        ", ".join(one.name for one in line.contact.people if one.name),
        str(sum(one.decision in ARRIVED for one in told)),
        _notes(context, line),
    )


def _called(context: Context, call: calls.Call) -> tuple[str, ...]:
    line = call.line
    names = ", ".join(one.name for one in line.contact.people if one.name)
    why = _spoken(context, say(f"missing.calls.{call.why}"))
    return (
        line.name,
        line.contact.phone or "",
        names,
        why,
        _day(context, line.last),
        _notes(context, line),
        "",
    )


def _notes(context: Context, line: Line) -> str:
    return "; ".join(_spoken(context, noted(context, note)) for note in line.notes)


def _day(context: Context, moment: datetime | None) -> str:
    return "" if moment is None else f"{context.world.local_date(moment):%d.%m.%Y}"


def _spoken(context: Context, said: Said) -> str:
    return context.world.in_language(context.language, said)
