"""One report: its line in a list, its card, and what can be done with it. The lists stand in ``listing``."""

from handlers import access
from handlers.context import Context
from handlers.flow.shown import money_of, shown
from handlers.forms.project import PROJECT
from handlers.forms.records import RECORD_FORMS
from handlers.member import beside, refusals, revision
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from handlers.secretariat import merging
from storage import records
from storage.heads import Head

LONGEST_TITLE = 100


def line(head: Head) -> Said:
    """One record in a list."""
    status = say(f"record.status.{head.status}")
    day = Day(head.date_from, "short", head.date_to)
    return Listed((head.number, day, _brief(head.title), *_detail(head), status), " · ")


def _brief(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"


def _detail(head: Head) -> tuple[Said, ...]:
    """The stage and the sum of a project; how many people took part where that was told."""
    if head.type == PROJECT.name:
        amount = head.answers.get("amount")
        stage = say(f"project.stage.{head.answers['stage']}") if head.answers.get("stage") else None
        parts = (stage, money_of(amount) if amount else None)
        return tuple(part for part in parts if part is not None)
    return () if head.total is None else (say("count.participants", head.total),)


def card(context: Context, record: int) -> list[Reply]:
    """One report as it stands; what can be done depends on its status."""
    head = access.record_of(context, record)
    author: Said = head.author or say("record.former_author")
    said_by = say("record.author", name=author)
    lines: tuple[Said, ...] = (line(head), *fields(context, head), *refusals.on_card(context, head), said_by)
    lines = (*lines, *beside.lines(context, head))
    choices: tuple[Choice, ...] = ()
    if head.organisation_id in context.organisations:
        if head.status == records.RETURNED:
            choices = (Choice("returned.answer", say("returned.now.button"), (record,), role=Role.PRIMARY),)
        if head.status == records.APPROVED:
            choices = (Choice("correction.ask", say("correction.ask.button"), (record,)),)
        choices = (*choices, *revision.ways(context, head))
    history = Choice("record.history", say("history.button"), (record,))
    choices = (*choices, history, *beside.ways(context, head), *merging.ways(context, head))
    back = Choice("home", say("ask.menu.button"), role=Role.NAV)
    if context.organisations:
        back = Choice("records.list", say("list.all.button"), (list_of(head),), role=Role.NAV)
    return [Reply(Screen("record.card", lines, choices=(*choices, back)))]


def list_of(head: Head) -> str:
    """The kind of list (``listing.KINDS``) that a report stands in."""
    return head.type if head.type in ("event", "project") else "all"


def fields(context: Context, head: Head) -> tuple[Said, ...]:
    """The answers of a record, a line each."""
    form = RECORD_FORMS[head.type]
    facts = RecordFacts(context, head.organisation_id, form)
    total = head.total or 0
    return tuple(
        say(
            "records.field",
            title=say(f"{form.key(name)}.title", total=total),
            value=shown(form, question, head.answers[name], head.answers, facts),
        )
        for name, question in ((one.name, one) for one in form.questions)
        if head.answers.get(name) is not None
    )
