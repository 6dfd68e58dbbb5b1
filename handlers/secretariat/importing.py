"""Records from a table in the chat: the empty table, the year as a table, a filled one, and the last word.

A child process opens the file and answers (``handlers.exchange.telling``); the chat stays free.
"""

from handlers import evidence, home, quota
from handlers.context import Context
from handlers.exchange.telling import is_expected
from handlers.messages import Choice, Incoming, Input, Reply, Role, Said, Screen, say
from handlers.secretariat import importing_members
from handlers.secretariat.table_jobs import LANGUAGES, make, note, queue
from storage import jobs


def begin(context: Context, problem: Said | None = None) -> list[Reply]:
    """What can be taken and what is expected here."""
    models = [Choice("import.template", say(f"exchange.template.{one}.button"), (one,)) for one in LANGUAGES]
    first, today = context.plan.header.period.first.year, context.today.year
    years = [
        Choice("import.export", say("exchange.export.button", year=str(year)), (year,))
        for year in range(today, max(first, today - 1) - 1, -1)
    ]
    others = Choice("import.members", say("exchange.members.import.button"))
    screen = Screen(
        "exchange",
        (say("exchange.begin"), say("exchange.send_here")),
        error=problem,
        choices=(*models, *years, others, Choice("home", say("exchange.leave.button"), role=Role.NAV)),
        input=Input("media"),
    )
    return [Reply(screen)]


def template(context: Context, language: str) -> list[Reply]:
    """Queue the empty table."""
    return make(context, "table_template", context.today.year, language)


def export(context: Context, year: int) -> list[Reply]:
    """Queue the accepted records of a year."""
    return make(context, "table_export", year, context.language)


def expected(context: Context) -> bool:
    """Whether a file that comes now is a table: a secretary has the import open."""
    return context.is_secretariat and is_expected(context.session)


def receive(context: Context) -> list[Reply]:
    """Take one workbook and queue its check; anything else is answered with what to send."""
    sent = context.inbound.media
    members = context.session.screen is not None and context.session.screen.key.startswith(
        importing_members.SCREENS
    )
    again = importing_members.begin if members else begin
    problem = _unfit(sent)
    if problem is not None:
        return again(context, problem)
    taken, refused = quota.taken(context, None, sent)
    if not taken:
        return again(context, refused)
    (media,) = evidence.announce(context, None, taken)
    kind = "members_check" if members else "table_check"
    queue(context, kind, {"media": media, "year": context.today.year, "language": context.language})
    return [note("exchange.checking", say("exchange.checking"))]


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
    queue(context, "table_save", given, f"table_save:{check}:{seal}")
    return [note("exchange.saving", say("exchange.saving", number), here=True)]


def drop(context: Context) -> list[Reply]:
    """Nothing is added."""
    return home.home(context, say("exchange.dropped"))
