"""The annual report and the charts: asked for in the chat, made by a child process, sent as files."""

from handlers.context import Context
from handlers.messages import Choice, Reply, Role, Screen, say
from storage import audit, jobs

FORMATS = (("docx",), ("pdf",), ("xlsx",), ("docx", "pdf", "xlsx"))


def documents(context: Context, year: int = 0, language: str = "") -> list[Reply]:
    """Choose the year, the language and the format of the annual report."""
    chosen = year or context.today.year
    spoken = language or ("ru" if context.language == "ru" else "ro")
    choices = [
        Choice(
            "documents.make",
            say(f"documents.{'all' if len(one) > 1 else one[0]}.button"),
            (chosen, spoken, *one),
        )
        for one in FORMATS
    ]
    choices[-1] = Choice(choices[-1].action, choices[-1].label, choices[-1].args, role=Role.PRIMARY)
    other = "ro" if spoken == "ru" else "ru"
    choices.append(Choice("documents", say(f"documents.in_{other}.button"), (chosen, other)))
    first = context.plan.header.period.first.year
    if chosen > first:
        choices.append(Choice("documents", str(chosen - 1), (chosen - 1, spoken), role=Role.NAV))
    if chosen < context.today.year:
        choices.append(Choice("documents", str(chosen + 1), (chosen + 1, spoken), role=Role.NAV))
    if context.is_secretariat:
        choices.append(Choice("annual.list", say("annual.list.button"), role=Role.NAV))
    choices.append(Choice("charts", say("more.charts.button"), role=Role.NAV))
    body = say("documents.label", year=str(chosen), language=say(f"documents.language.{spoken}"))
    return [Reply(Screen("documents", (body,), choices=tuple(choices)))]


def make(context: Context, year: int, language: str, *formats: str) -> list[Reply]:
    """Queue the report; the chat stays free and the files arrive when they are ready."""
    return _queue(context, "report", year, language, formats, "documents.queued")


def charts(context: Context, year: int = 0) -> list[Reply]:
    """Queue the charts of a year as pictures with a sentence in words."""
    return _queue(context, "charts", year or context.today.year, context.language, ("png",), "charts.queued")


def _queue(
    context: Context, kind: str, year: int, language: str, formats: tuple[str, ...], said: str
) -> list[Reply]:
    arguments = {"year": year, "language": language, "formats": list(formats)}
    inbound = context.inbound
    job = jobs.add(
        context.connection, context.now, kind, arguments, context.person, inbound.channel, inbound.chat
    )
    audit.append(context.connection, context.now, context.person, f"{kind}.ask", f"job:{job}")
    return [Reply(Screen(said, (say(said, year=str(year)),)))]
