"""The reports of an organisation: the list of a year, and the card of one with what can be done with it."""

from datetime import date

from handlers import access
from handlers.context import Context
from handlers.flow.shown import shown
from handlers.forms.records import RECORD_FORMS
from handlers.member import beside, refusals
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.secretariat import merging
from storage import heads, records
from storage.heads import Head

PAGE = 5


def listed(context: Context, page: int = 0) -> list[Reply]:
    """The reports of this year, newest first, five a page."""
    year = context.today.year
    days = date(year, 1, 1), date(year, 12, 31)
    own = heads.of_year(context.connection, context.organisations, *days)
    shared = heads.co_organised(context.connection, context.organisations, *days)
    reported = sorted((*own, *shared), key=lambda head: (head.date_to, head.id), reverse=True)
    if not reported:
        return [Reply(Screen("records", (say("records.none", year=str(year)),)))]
    last = (len(reported) - 1) // PAGE
    page = min(max(page, 0), last)
    shown_now = reported[page * PAGE : (page + 1) * PAGE]
    lines: list[Said] = [
        say("records.label", len(own), year=str(year)),
        *([say("joint.also", len(shared))] if shared else []),
        *(beside.listed_line(context, head) if head in shared else line(head) for head in shown_now),
    ]
    choices = [
        Choice("joint.card" if head in shared else "record.card", head.number, (head.id,))
        for head in shown_now
    ]
    if page > 0:
        choices.append(Choice("records.list", say("list.newer.button"), (page - 1,), role=Role.NAV))
    if page < last:
        choices.append(Choice("records.list", say("list.older.button"), (page + 1,), role=Role.NAV))
    return [Reply(Screen("records", tuple(lines), choices=tuple(choices)))]


def line(head: Head) -> Said:
    """One record in a list."""
    return say(
        "records.line",
        number=head.number,
        day=Day(head.date_from, "short", head.date_to),
        title=head.title,
        people=say("count.participants", head.total or 0),
        status=say(f"record.status.{head.status}"),
    )


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
    choices = (*choices, *beside.ways(context, head), *merging.ways(context, head))
    back = Choice("home", say("ask.menu.button"), role=Role.NAV)
    if context.organisations:
        back = Choice("records.list", say("list.all.button"), role=Role.NAV)
    return [Reply(Screen("record.card", lines, choices=(*choices, back)))]


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
