"""Records from a table in the chat: the empty table, the year as a table, a filled one, and the last word.

A child process opens the file and answers (``handlers.exchange.telling``); the chat stays free.
"""

from typing import Any

from handlers import evidence, home, quota
from handlers.context import Context
from handlers.exchange.telling import is_expected
from handlers.messages import Choice, Incoming, Input, Kind, Reply, Role, Said, Screen, say
from storage import audit, jobs

LANGUAGES = ("ro", "ru")


def begin(context: Context, problem: Said | None = None) -> list[Reply]:
    """What can be taken and what is expected here."""
    models = [Choice("import.template", say(f"exchange.template.{one}.button"), (one,)) for one in LANGUAGES]
    first, today = context.plan.header.period.first.year, context.today.year
    years = [
        Choice("import.export", say("exchange.export.button", year=str(year)), (year,))
        for year in range(today, max(first, today - 1) - 1, -1)
    ]
    screen = Screen(
        "exchange",
        (say("exchange.begin"), say("exchange.send_here")),
        error=problem,
        choices=(*models, *years, Choice("home", say("exchange.leave.button"), role=Role.NAV)),
        input=Input("media"),
    )
    return [Reply(screen)]


def template(context: Context, language: str) -> list[Reply]:
    """Queue the empty table."""
    given = {"year": context.today.year, "language": language if language in LANGUAGES else "ro"}
    _queue(context, "table_template", given)
    return [_note("exchange.making", say("exchange.making"))]


def export(context: Context, year: int) -> list[Reply]:
    """Queue the accepted records of a year."""
    _queue(context, "table_export", {"year": year, "language": context.language})
    return [_note("exchange.making", say("exchange.making"))]


def expected(context: Context) -> bool:
    """Whether a file that comes now is a table: a secretary has the import open."""
    return context.is_secretariat and is_expected(context.session)


def receive(context: Context) -> list[Reply]:
    """Take one workbook and queue its check; anything else is answered with what to send."""
    sent = context.inbound.media
    problem = _unfit(sent)
    if problem is not None:
        return begin(context, problem)
    taken, refused = quota.taken(context, None, sent)
    if not taken:
        return begin(context, refused)
    (media,) = evidence.announce(context, None, taken)
    _queue(context, "table_check", {"media": media, "year": context.today.year, "language": context.language})
    return [_note("exchange.checking", say("exchange.checking"))]


def _unfit(sent: tuple[Incoming, ...]) -> Said | None:
    if len(sent) != 1:
        return say("exchange.file.one")
    name = (sent[0].name or "").casefold()
    if name.endswith((".csv", ".xls", ".ods", ".xlsm")):
        return say("exchange.file.save_as")
    if sent[0].kind != "document" or (name and not name.endswith(".xlsx")):
        return say("exchange.file.kind")
    return None


def save(context: Context, check: int, number: int, seal: str) -> list[Reply]:
    """Queue the saving of what a check showed to this person; the same tap again queues nothing."""
    try:
        checked = jobs.known(context.connection, check)
    except LookupError:
        return begin(context, say("exchange.file.gone"))
    if checked.person_id != context.person or checked.kind != "table_check":
        return begin(context, say("exchange.file.gone"))
    given = {
        "media": checked.arguments["media"],
        "check": check,
        "seal": seal,
        "year": context.today.year,
        "language": context.language,
    }
    _queue(context, "table_save", given, f"table_save:{check}:{seal}")
    return [_note("exchange.saving", say("exchange.saving", number), here=True)]


def drop(context: Context) -> list[Reply]:
    """Nothing is added."""
    return home.home(context, say("exchange.dropped"))


def _queue(context: Context, kind: str, given: dict[str, Any], dedupe: str | None = None) -> None:
    inbound = context.inbound
    job = jobs.add(
        context.connection,
        context.now,
        kind,
        given,
        context.person,
        inbound.channel,
        inbound.chat,
        dedupe,
    )
    audit.append(context.connection, context.now, context.person, f"{kind}.ask", f"job:{job}")


def _note(key: str, said: Said, *, here: bool = False) -> Reply:
    """Beside the conversation: the import stays open behind it."""
    return Reply(Screen(key, (said,)), kind=Kind.REPLY, live=False, here=here)
