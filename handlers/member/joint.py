"""The author says whether a report is another one's event: joining it, or sending it all the same."""

from dataclasses import replace

from handlers import papers
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.member import beside, records, report, twin_question
from handlers.messages import Choice, Reply, Role, Said, Screen, say
from storage import audit, drafts, heads, joint, twin_questions
from storage.drafts import Draft
from storage.heads import Head
from storage.records import MERGED, WITHDRAWN


def same(context: Context, record: int) -> list[Reply]:
    """It is that event: one's own is opened instead, beside another's the organisation is added."""
    draft = papers.in_hand(context)
    submission = twin_question.submission(draft)
    if twin_questions.asked(context.connection, submission, record) is None:
        return papers.show(context, draft)
    head = heads.known(context.connection, record)
    if head.status in (MERGED, WITHDRAWN):
        return papers.show(context, draft)
    twin_questions.answer(context.connection, submission, record, same=True)
    if head.organisation_id == draft.organisation_id:
        return _own(context, draft, record)
    return _join(context, draft, head)


def apart(context: Context, record: int) -> list[Reply]:
    """It is another event: remembered for this pair, and the report goes on to be sent."""
    draft = papers.in_hand(context)
    submission = twin_question.submission(draft)
    asked = twin_questions.asked(context.connection, submission, record)
    if asked is None:
        return papers.show(context, draft)
    twin_questions.answer(context.connection, submission, record, same=False)
    return report.save(context, asked.consent)


def _own(context: Context, draft: Draft, record: int) -> list[Reply]:
    """The report that is there is shown; the second one can be taken back as any deleted draft."""
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    audit.append(context.connection, context.now, context.person, "draft.discard", f"draft:{draft.id}")
    context.draft = None
    first, *rest = records.card(context, record)
    undo = Choice("draft.undo", say("draft.undo.button"), (draft.id,))
    screen = replace(
        first.screen, body=(say("joint.own.done"), *first.screen.body), choices=(undo, *first.screen.choices)
    )
    return [replace(first, screen=screen), *rest]


def _join(context: Context, draft: Draft, head: Head) -> list[Reply]:
    """Nothing new is made: the organisation stands beside the record, with the head-count it gives."""
    organisation = draft.organisation_id or 0
    given = draft.answers.get("participants") or {}
    joint.join(
        context.connection,
        context.now,
        head.id,
        organisation,
        context.person,
        twin_question.submission(draft),
        given.get("total"),
        given.get("estimated"),
    )
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    _note(context, "record.join", head, organisation)
    receipt = twin_question.receipt(context, draft) or []
    return [*receipt, *_tell(context, head, organisation, given.get("total"))]


def _tell(context: Context, head: Head, organisation: int, total: int | None) -> list[Reply]:
    """The lead's coordinators and the secretariat; only the secretariat reads the other head-count."""
    name = context.organisation_name(organisation)
    line = say("joint.added", organisation=name, number=head.number, title=head.title)
    card = Choice("record.card", say("event.card.button"), (head.id,), role=Role.PRIMARY)
    dedupe = f"joined:{head.id}:{organisation}"
    lead = Screen("joint.added", (line,), choices=(card,))
    more: tuple[Said, ...] = ()
    if total is not None and total != head.total:
        ours, theirs = say("count.participants", head.total or 0), say("count.participants", total)
        more = (say("joint.conflict", ours=ours, theirs=theirs),)
    desk = replace(lead, body=(line, *more))
    staff = beside.desk(context)
    led = [one for one in beside.coordinators(context, head.organisation_id) if one not in staff]
    return [*beside.notices(context, led, lead, dedupe), *beside.notices(context, staff, desk, dedupe)]


def keep(context: Context, draft_id: int) -> list[Reply]:
    """Photos and words of the closed draft are kept beside the record; photos with the consent given."""
    draft, said = _joined(context, draft_id)
    photos = draft.answers.get("photos") or {"files": [], "text": None}
    words = {name: draft.answers[name] for name in twin_question.TEXTS if draft.answers.get(name)}
    if photos.get("text"):
        words["summary"] = photos["text"]
    record, organisation = said.record_id, said.organisation_id
    asked = twin_questions.asked(context.connection, twin_question.submission(draft), record)
    consent = asked is not None and bool(asked.consent)
    joint.keep_files(context.connection, record, organisation, photos["files"], consent)
    joint.keep_words(context.connection, record, organisation, words)
    head = heads.known(context.connection, record)
    _note(context, "record.keep_beside", head, organisation)
    return [_kept(head, "joint.kept")]


def drop(context: Context, draft_id: int) -> list[Reply]:
    """Nothing more is kept beside the record."""
    _, said = _joined(context, draft_id)
    return [_kept(heads.known(context.connection, said.record_id), "joint.dropped")]


def _kept(head: Head, key: str) -> Reply:
    choice = Choice("joint.card", say("event.card.button"), (head.id,))
    return Reply(Screen("joint.kept", (say(key, number=head.number),), choices=(choice,)))


def _joined(context: Context, draft_id: int) -> tuple[Draft, joint.Said]:
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id != context.person:
        raise NotAllowed
    said = joint.made_by(context.connection, twin_question.submission(draft))
    if said is None:
        raise Leave
    return draft, said


def _note(context: Context, verb: str, head: Head, organisation: int) -> None:
    audit.append(context.connection, context.now, context.person, verb, f"record:{head.id}", organisation)
