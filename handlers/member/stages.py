"""The life of a project after its first report: its stage changes with today's date, one tap a change.

What the new stage demands (the day of the award, what changed for nature) is asked before it is sent.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import access, papers
from handlers.context import Context
from handlers.flow.form import Answers
from handlers.flow.hear import period
from handlers.flow.walk import State, walk
from handlers.forms.project import AT_WORK, COMPLETED, DAY_OF, EARLIER, FUNDED, PROJECT, REJECTED, SUBMITTED
from handlers.forms.rules import picked
from handlers.member import effects, records, revision
from handlers.member.content import carried
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Day, Kind, Reply, Role, Screen, say
from storage import drafts, heads
from storage.heads import Head

NEXT = {
    SUBMITTED: (FUNDED, REJECTED, AT_WORK, COMPLETED),
    FUNDED: (AT_WORK, COMPLETED),
    REJECTED: (SUBMITTED,),
    AT_WORK: (COMPLETED,),
    COMPLETED: (),
}
"""Stage → the stages that may follow it."""


def moved(answers: Answers, stage: str, day: date) -> dict[str, Any]:
    """The answers of a project that reached a stage on a day. A rejected one that is submitted again keeps
    the days of its earlier rounds. Pure."""
    changed = {**answers, "stage": stage}
    if stage == SUBMITTED:
        past = [[one, answers[one]["first"]] for one in (SUBMITTED, REJECTED) if answers.get(one)]
        changed[EARLIER] = [*answers.get(EARLIER, ()), *past]
        changed.pop(REJECTED, None)
    return {**changed, DAY_OF[stage]: period(day)}


def choose(context: Context, record: int) -> list[Reply]:
    """The stages that may follow, each with today's date."""
    head = access.own_record(context, record)
    revision.open_to_change(context, head)
    facts = RecordFacts(context, head.organisation_id, PROJECT)
    own = picked("funding", head.answers, facts) == "own"
    choices = [
        Choice("project.move", say(f"stage.{one}.button"), (record, one, head.version))
        for one in following(head)
        if not (own and one == FUNDED)
    ]
    choices.append(Choice("record.card", say("ask.back.button"), (record,), role=Role.NAV))
    body = (records.line(head), say("stage.label"))
    return [Reply(Screen("record.stage", body, choices=tuple(choices)))]


def following(head: Head) -> tuple[str, ...]:
    """The stages that a project may reach from where it is; none for another type of record."""
    return NEXT.get(str(head.answers.get("stage")), ()) if head.type == PROJECT.name else ()


def move(context: Context, record: int, stage: str, version: int) -> list[Reply]:
    """A new version at this stage from today on; the second of two taps shows what the first one did."""
    head = access.own_record(context, record)
    if head.answers.get("stage") == stage:
        return records.card(context, record)
    revision.open_to_change(context, head)
    if stage not in following(head) or head.version != version:
        return choose(context, record)
    answers = moved(head.answers, stage, context.today)
    here = walk(PROJECT, State(answers), RecordFacts(context, head.organisation_id, PROJECT))
    if here.open is not None:
        return _ask(context, head, answers, (here.open.name,))
    revision.make(context, head, {**carried(PROJECT, answers), **here.standing})
    return _receipt(context, head, stage)


def _ask(
    context: Context, head: Head, answers: Mapping[str, Any], fields: tuple[str, ...], former: Any = None
) -> list[Reply]:
    """A draft that asks these questions and then goes to the secretariat by itself."""
    context.draft = drafts.start(
        context.connection,
        context.now,
        PROJECT.name,
        PROJECT.version,
        context.person,
        head.organisation_id,
        answers={name: value for name, value in answers.items() if name not in fields},
        wanted=fields,
        former=former or {},
        subject={
            "record": head.id,
            "version": head.version,
            "free": False,
            "goes_on": True,
            "fields": ["stage", *fields],
        },
    )
    return papers.show(context, context.draft)


def other_day(context: Context, record: int) -> list[Reply]:
    """The stage was reached on another day than the one that was noted."""
    head = access.own_record(context, record)
    revision.open_to_change(context, head)
    name = DAY_OF.get(str(head.answers.get("stage")), "")
    if head.type != PROJECT.name or name not in head.answers:
        return records.card(context, record)
    return _ask(context, head, head.answers, (name,), {name: head.answers[name]})


def _receipt(context: Context, before: Head, stage: str) -> list[Reply]:
    head = heads.known(context.connection, before.id)
    was, now = (say(f"project.stage.{one}") for one in (before.answers["stage"], stage))
    day = Day(context.today, "long")
    later = say("revision.counts_later") if head.approved_version is not None else say("revision.sent")
    lines = (
        say("revision.number", number=head.number, title=head.title),
        say("stage.saved", before=was, after=now, day=day),
        later,
        *effects.lines(context, head.id),
    )
    other = Choice("project.other_day", say("stage.other_day.button"), (head.id,))
    choices = (
        *((other,) if DAY_OF[stage] in head.answers else ()),
        Choice("record.card", say("event.card.button"), (head.id,)),
        Choice("home", say("ask.menu.button"), role=Role.NAV),
    )
    news = say(
        "stage.arrived",
        number=head.number,
        organisation=head.organisation,
        title=head.title,
        before=was,
        after=now,
        day=day,
    )
    receipt = Reply(Screen("record.moved", lines, choices=choices), kind=Kind.RECEIPT)
    return [receipt, *revision.tell_desk(context, head.id, news)]
