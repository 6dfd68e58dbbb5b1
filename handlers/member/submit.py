"""Sending a report: the record, its number, the receipt that says what the report changes."""

from dataclasses import replace
from datetime import date

from handlers.annual import way
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.flow.form import Facts
from handlers.flow.shown import shown
from handlers.flow.walk import Walk
from handlers.forms.event import EVENT
from handlers.forms.records import RECORD_FORMS
from handlers.meetings import held
from handlers.member import beside, effects, rhythm, twin_question
from handlers.member.content import carried, content_of
from handlers.member.facts import in_each
from handlers.member.titles import proposed
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from storage import audit, drafts, heads, people, records, reviews
from storage.drafts import Draft
from storage.plan_models import Activity


def send(context: Context, draft: Draft, here: Walk, facts: Facts, consent: bool | None) -> list[Reply]:
    """Make or renew the record of a draft, tell the secretariat, show the receipt."""
    connection, now = context.connection, context.now
    form = RECORD_FORMS[draft.form]
    content = content_of(
        form,
        {**(carried(form, draft.answers) if "record" in draft.subject else {}), **here.standing},
        facts,
        proposed(context, form, here.standing, facts),
        context.language,
        consent if consent is not None else _former_consent(context, draft),
    )
    record = draft.subject.get("record")
    unknown: set[str] = set()
    if record is None:
        held.still_open(context, draft)
        question = twin_question.ask(context, draft, content, consent)
        if question is not None:
            return question
        record = records.submit(
            connection,
            now,
            context.today.year,
            form.name,
            draft.organisation_id,
            context.person,
            f"draft:{draft.id}",
            content,
        )
    else:
        _still_returned(context, draft, record)
        unknown = {one.field for one in reviews.open_comments(connection, record) if one.explained}
        if consent is None:
            content = replace(content, withheld=_withheld(context, record))
        records.resubmit(connection, now, record, context.person, content)
        reviews.answered(connection, now, record)
    beside.note(context, record, draft.organisation_id, content)
    held.note(context, draft, record)
    drafts.set_status(connection, now, draft, drafts.SUBMITTED)
    context.draft = None
    audit.append(connection, now, context.person, "record.submit", f"record:{record}", draft.organisation_id)
    if draft.organisation_id is None:
        return _desk_record(context, record)
    return [_receipt(context, record, _completed(draft, here, facts, unknown)), *_tell_desk(context, record)]


def receipt_again(context: Context, draft: Draft) -> list[Reply] | None:
    """The receipt of a draft that was sent before."""
    record = draft.subject.get("record") or _made_by(context, draft)
    if record is None:
        return twin_question.receipt(context, draft)
    return [_desk_receipt(context, record) if draft.organisation_id is None else _receipt(context, record)]


def _made_by(context: Context, draft: Draft) -> int | None:
    return records.made_by(context.connection, f"draft:{draft.id}")


def _still_returned(context: Context, draft: Draft, record: int) -> None:
    """A report that a colleague completed meanwhile is not sent twice: this draft has no use any more,
    and neither has one that was begun upon an older version.

    Photos are added also to one that still waits for the secretariat; a project goes on whenever it does.
    """
    head = heads.get(context.connection, record, context.organisations)
    waits: tuple[str, ...] = (records.RETURNED,)
    if draft.subject.get("adds"):
        waits = (records.RETURNED, records.SUBMITTED)
    elif draft.subject.get("goes_on"):
        waits = (records.SUBMITTED, records.APPROVED)
    upon = draft.subject.get("version")
    if head is not None and head.status in waits and upon in (None, head.version):
        return
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    context.draft = None
    if head is None:
        raise NotAllowed
    raise Leave(beside.gone(context, head) or say("returned.done_before", number=head.number))


def _completed(draft: Draft, here: Walk, facts: Facts, unknown: set[str]) -> Said | None:
    """What the coordinator has just answered, where the secretariat only asked; None for a whole report."""
    fields = draft.subject.get("fields") or ()
    asked = [name for name in fields if name in unknown or here.standing.get(name) is not None]
    if not asked:
        return None
    form = RECORD_FORMS[draft.form]
    values = (
        say("returned.unknown.value")
        if name in unknown
        else shown(form, form.question(name), here.standing[name], here.standing, facts)
        for name in asked
    )
    return say("returned.done", values=Listed(tuple(values), "; "))


def _former_consent(context: Context, draft: Draft) -> bool | None:
    record = draft.subject.get("record")
    head = heads.get(context.connection, record, None) if record is not None else None
    return head.photos_public if head is not None else None


def _withheld(context: Context, record: int) -> frozenset[int]:
    """Photos that were saved without consent keep it so, whatever the others have."""
    head = heads.known(context.connection, record)
    return records.withheld(context.connection, record, head.version) if head.photos_public else frozenset()


def _receipt(context: Context, record: int, completed: Said | None = None) -> Reply:
    """What was kept, its number, the year so far, and what it changes once it is accepted."""
    head = heads.known(context.connection, record)
    day = Day(head.date_from, "long", head.date_to)
    if completed is None:
        lines: list[Said] = [say("event.receipt", number=head.number, title=head.title, day=day)]
    else:
        lines = [completed, say("returned.again", number=head.number, title=head.title)]
    if len(context.organisations) > 1:
        lines.insert(0, say("report.for", organisation=context.organisation_name(head.organisation_id)))
    if completed is None and head.type == EVENT.name:
        lines.append(_year(context, head))
    changes = effects.lines(context, record)
    if changes:
        lines += [say("event.receipt.changes"), *changes]
    offer: tuple[Choice, ...] = ()
    if completed is None and head.type == EVENT.name:
        said, offer = rhythm.offer(context.connection, context.person, head)
        lines += said
    choices = (
        *way.back(context, head.organisation_id),
        Choice("report.anew", say("event.another.button"), role=Role.PRIMARY),
        Choice("standing", say("event.standing.button")),
        Choice("record.card", say("event.card.button"), (record,)),
        *offer,
    )
    return Reply(Screen("event.receipt", tuple(lines), choices=choices), kind=Kind.RECEIPT)


def _year(context: Context, head: heads.Head) -> Said:
    """How many events and participations the organisation has reported in the year of this one."""
    year = head.date_to.year
    events, participations = heads.sums_of_year(
        context.connection, head.organisation_id or 0, EVENT.name, date(year, 1, 1), date(year, 12, 31)
    )
    return say(
        "event.receipt.year",
        year=str(year),
        events=say("count.events", events),
        participations=say("count.participations", participations),
    )


def _tell_desk(context: Context, record: int) -> list[Reply]:
    """The secretariat sees at once that something waits; a record sent again says so."""
    head = heads.known(context.connection, record)
    action = "record.card" if head.organisation_id is None else "review.card"
    card = Choice(action, say("review.look.button"), (record,), role=Role.PRIMARY)
    screen = Screen("review.arrived", (_news(context, head),), choices=(card,))
    return [
        Reply(screen, person, Kind.NOTICE, dedupe=f"arrived:{record}:{head.version}:{person}", live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]


def _news(context: Context, head: heads.Head) -> Said:
    """What the secretariat reads about a report that came, came again, or is a colleague's own."""
    number, title = head.number, head.title
    if head.organisation_id is None:
        name = people.name_of(context.connection, context.person)
        return say("review.desk_saved", name=name, number=number, title=title)
    key = "review.arrived" if head.version == 1 else "review.arrived_again"
    return say(key, number=number, organisation=head.organisation, title=title)


def _desk_record(context: Context, record: int) -> list[Reply]:
    """The secretariat's own records are approved on save and shown to the other secretary."""
    head = heads.known(context.connection, record)
    receipt = _desk_receipt(context, record)
    records.decide(context.connection, context.now, record, head.version, context.person, records.APPROVED)
    audit.append(context.connection, context.now, context.person, "record.approve", f"record:{record}")
    return [receipt, *_tell_desk(context, record)]


def _desk_receipt(context: Context, record: int) -> Reply:
    head = heads.known(context.connection, record)
    body = say("event.desk_saved", number=head.number, title=head.title)
    choices = (
        Choice("report.anew", say("event.another.button"), role=Role.PRIMARY),
        Choice("record.card", say("event.card.button"), (record,)),
        *held.offer(context, record),
    )
    screen = Screen("event.desk_saved", (body, *effects.lines(context, record)), choices=choices)
    return Reply(screen, kind=Kind.RECEIPT)


def named(activity: Activity | None) -> Said:
    """An activity in a few words; one that was left to the secretariat says so."""
    return say("event.activity.open") if activity is None else in_each(activity.short)
