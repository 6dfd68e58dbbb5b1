"""A member that another's record names answers for itself: yes, no, or what to correct.

It is asked once, on a working day; the first answer of its coordinators counts; silence is a yes after the
days that ``scheduler.housekeeping`` gives. Until a no it stands beside the record (docs/counting.md).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from handlers import papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Facts
from handlers.flow.walk import Walk
from handlers.forms.together import TOGETHER
from handlers.member import beside
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, Text, say
from handlers.plain_facts import PlainFacts
from handlers.proactive.due import Due, Look, Rank
from storage import audit, drafts, heads, joint, organisations, people
from storage.database import Connection
from storage.drafts import Draft
from storage.heads import Head
from storage.records import COORGANISER, MERGED, WITHDRAWN
from storage.reminders import Decision

ASKED_FOR = timedelta(days=21)


def named(look: Look) -> Iterator[Due]:
    """Ask each member that was named and not asked yet; one without coordinators waits until it has some."""
    for said in joint.to_ask(look.connection):
        head = heads.known(look.connection, said.record_id)
        if head.status in (MERGED, WITHDRAWN) or not _is_beside(look.connection, said):
            continue
        for reader in _coordinators(look.connection, said.organisation_id):
            yield _question(look, said, head, reader)


def _coordinators(connection: Connection, organisation: int) -> tuple[int, ...]:
    return people.with_role(connection, people.COORDINATOR, people.HEAD, organisation=organisation)


def _is_beside(connection: Connection, said: joint.Said) -> bool:
    """Whether the present version of the record still names the member."""
    held = joint.held_with(connection, (said.record_id,)).get(said.record_id, {})
    return any(id == said.organisation_id for id, _ in held.get(COORGANISER, ()))


def _question(look: Look, said: joint.Said, head: Head, reader: int) -> Due:
    lead = organisations.get(look.connection, head.organisation_id or 0)
    name: Said = say("joint.secretariat") if lead is None else beside.in_each(lead)
    line = Text("joint.named", {**beside.facts(head), "organisation": name})
    answers = _answers(said.record_id, said.organisation_id)
    return Due(
        key=f"together:{said.record_id}:{said.organisation_id}:p{reader}",
        person=reader,
        subject=f"together:{said.record_id}:{said.organisation_id}",
        at=look.now,
        until=look.now + ASKED_FOR,
        rank=Rank.OTHER,
        screen=partial(Screen, "joint.named", (line,), choices=answers),
        line=line,
        choices=answers[:2],
        organisation=said.organisation_id,
        done=partial(_was_asked, said),
    )


def _was_asked(said: joint.Said, connection: Connection, now: datetime, _: Decision) -> None:
    """Its days to answer begin, even when nobody could be reached."""
    joint.asked(connection, now, said.record_id, said.organisation_id)


def _answers(record: int, organisation: int) -> tuple[Choice, ...]:
    key = (record, organisation)
    return (
        Choice("joint.confirm", say("joint.confirm.button"), key, role=Role.PRIMARY),
        Choice("joint.refuse", say("joint.refuse.button"), key),
        Choice("joint.wish", say("joint.wish.button"), key),
    )


def confirm(context: Context, record: int, organisation: int) -> list[Reply]:
    """Yes, we held it together."""
    head = _named(context, record, organisation)
    if not _first(context, head, organisation, joint.CONFIRMED):
        return [_answered(context, head, organisation)]
    return [_done(head, "joint.confirmed")]


def refuse(context: Context, record: int, organisation: int) -> list[Reply]:
    """No: the member does not stand beside the record any more; the lead and the secretariat are told."""
    head = _named(context, record, organisation)
    if not _first(context, head, organisation, joint.REFUSED):
        return [_answered(context, head, organisation)]
    line = say(
        "joint.said_no",
        organisation=context.organisation_name(organisation),
        number=head.number,
        title=head.title,
    )
    done = Screen("joint.answered", (say("joint.refused_done", number=head.number),))
    return [Reply(done), *_tell(context, head, line, f"refused:{record}:{organisation}")]


def wish(context: Context, record: int, organisation: int) -> list[Reply]:
    """Begin to write what should be corrected."""
    _named(context, record, organisation)
    context.draft = drafts.start(
        context.connection,
        context.now,
        TOGETHER.name,
        TOGETHER.version,
        context.person,
        organisation,
        subject={"beside": record},
    )
    return papers.show(context, context.draft)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Held together, with something to correct: the lead and the secretariat read what."""
    record, organisation = draft.subject["beside"], draft.organisation_id or 0
    head = _named(context, record, organisation)
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    _first(context, head, organisation, joint.CONFIRMED)
    joint.keep_words(context.connection, record, organisation, {"wish": here.standing["wish"]})
    line = say(
        "joint.wished",
        organisation=context.organisation_name(organisation),
        number=head.number,
        text=here.standing["wish"],
    )
    sent = _done(head, "joint.wish_sent", Kind.RECEIPT)
    return [sent, *_tell(context, head, line, f"wished:{draft.id}")]


PAPER = Paper(TOGETHER, PlainFacts, _finish)


def card(context: Context, record: int) -> list[Reply]:
    """What an organisation that stands beside a record, or is asked whether it does, may read of it."""
    mine = [one for one in context.organisations if _may_read(context, record, one)]
    if not mine:
        raise NotAllowed
    head = heads.known(context.connection, record)
    said = [joint.said_by(context.connection, record, one) for one in mine]
    open_ones = [one for one in said if one is not None and one.state in (joint.WAITING, joint.SILENT)]
    lines = (Text("joint.card", beside.told(context, head)), _state(said))
    choices = tuple(choice for one in open_ones[:1] for choice in _answers(record, one.organisation_id))
    back = Choice("records.list", say("list.all.button"), role=Role.NAV)
    return [Reply(Screen("joint.card", lines, choices=(*choices, back)))]


def _may_read(context: Context, record: int, organisation: int) -> bool:
    held = joint.held_with(context.connection, (record,)).get(record, {})
    beside_it = any(id == organisation for id, _ in held.get(COORGANISER, ()))
    return beside_it or joint.said_by(context.connection, record, organisation) is not None


def _state(said: list[joint.Said | None]) -> Said:
    states = {one.state for one in said if one is not None}
    if states == {joint.REFUSED}:
        return say("joint.you_refused")
    return say("joint.you_are_asked") if joint.WAITING in states else say("joint.you_are")


def _named(context: Context, record: int, organisation: int) -> Head:
    """The record that names one of the person's organisations; raises ``NotAllowed`` for any other."""
    if organisation not in context.organisations:
        raise NotAllowed
    if joint.said_by(context.connection, record, organisation) is None:
        raise NotAllowed
    return heads.known(context.connection, record)


def _first(context: Context, head: Head, organisation: int, state: str) -> bool:
    """Keep the answer when it is the first one of the organisation."""
    first = joint.answer(context.connection, context.now, head.id, organisation, context.person, state)
    if first:
        verb = "record.refuse" if state == joint.REFUSED else "record.confirm"
        audit.append(context.connection, context.now, context.person, verb, f"record:{head.id}", organisation)
    return first


def _answered(context: Context, head: Head, organisation: int) -> Reply:
    """A colleague was quicker, or the same button again: what was answered."""
    said = joint.said_by(context.connection, head.id, organisation)
    refused = said is not None and said.state == joint.REFUSED
    key = "joint.was_refused" if refused else "joint.was_confirmed"
    return Reply(Screen("joint.answered", (say(key, number=head.number),)))


def _done(head: Head, key: str, kind: Kind = Kind.REPLY) -> Reply:
    choice = Choice("joint.card", say("event.card.button"), (head.id,))
    screen = Screen("joint.answered", (say(key, number=head.number, title=head.title),), choices=(choice,))
    return Reply(screen, kind=kind)


def _tell(context: Context, head: Head, line: Said, dedupe: str) -> list[Reply]:
    card = Choice("record.card", say("event.card.button"), (head.id,), role=Role.PRIMARY)
    readers = (*beside.coordinators(context, head.organisation_id), *beside.desk(context))
    return beside.notices(context, readers, Screen("joint.news", (line,), choices=(card,)), dedupe)
