"""The list of those to call as a table to print and to write on.

A table is text only; the file is made by a child process (``bot.doors.table``).
"""

from handlers.broadcast import approval
from handlers.broadcast.unreached import Call, calls
from handlers.context import Context
from handlers.exchange.table import Table
from handlers.messages import Reply, Said, Screen, say
from storage import audit, broadcasts, jobs

COLUMNS = ("organisation", "phone", "name", "why", "answer")
"""The last column is empty: what was said on the telephone is written there."""

LANGUAGES = ("ro", "ru")


def ask(context: Context, number: int) -> list[Reply]:
    """Queue the table, in the language of who asks."""
    broadcast = approval.known(context, number)
    language = context.language if context.language in LANGUAGES else "ro"
    given = {"broadcast": broadcast.id, "language": language}
    inbound = context.inbound
    job = jobs.add(
        context.connection, context.now, "call_list", given, context.person, inbound.channel, inbound.chat
    )
    audit.append(context.connection, context.now, context.person, "call_list.ask", f"job:{job}")
    return [Reply(Screen("broadcast.sheet", (say("broadcast.sheet.queued"),)), live=False)]


def written(context: Context, number: int) -> tuple[Table, ...]:
    """The table of a broadcast; raises ``LookupError`` for an unknown one."""
    broadcast = broadcasts.known(context.connection, number)
    heading = tuple(_spoken(context, say(f"broadcast.column.{one}")) for one in COLUMNS)
    rows = tuple(_row(context, one) for one in calls(context.connection, broadcast))
    return (Table(_spoken(context, say("broadcast.sheet.name")), heading, rows),)


def _row(context: Context, call: Call) -> tuple[str, ...]:
    one = call.organisation
    name = (one.name_ru or one.name) if context.language == "ru" else one.name
    return name, call.phone, call.name, _spoken(context, say(f"broadcast.why.{call.why}")), ""


def _spoken(context: Context, said: Said) -> str:
    return context.world.in_language(context.language, said)
