"""Photos sent from Home: they open a draft of their own, and one question says what they belong to.

The caption is read like any message; the day is the one they were sent on, the rest is proposed from what the
organisation does usually. Photos are never lost: whatever is tapped, they stay in a draft or a report.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import access, desk, papers
from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.flow.walk import State, answer, walk
from handlers.forms.event import EVENT
from handlers.member import photo_screen, quick, quick_reading, quick_screen, report, submit
from handlers.member.quick_screen import NEW
from handlers.messages import Choice, Reply, Screen, say
from handlers.understand.quick import Sort
from storage import drafts, habits, heads, records
from storage.drafts import Draft

MOST = EVENT.question("photos").maximum
"""Files that a report has room for."""


def begin(context: Context, files: Sequence[int], caption: str) -> list[Reply]:
    """A draft with the photos, its fields from the caption and from habit."""
    given = quick_reading.given(context, caption)
    answers = given["answers"]
    text = (answers.get("photos") or {}).get("text") or (None if given["personal"] else _words(caption))
    answers["photos"] = {"files": list(files), "text": text, "link": given["link"]}
    proposed = _propose(context, answers, given)
    return quick.open_draft(context, {**given, "proposed": proposed}, [NEW])


def _words(caption: str) -> str | None:
    return caption.strip()[: EVENT.question("photos").max_length] or None


def _propose(context: Context, answers: dict[str, Any], given: dict[str, Any]) -> list[str]:
    """What the caption leaves open, as it usually is: the day, the activity, its place. Returns which."""
    doubts, organisation = given["doubts"], quick.organisation_of(context)
    before = set(answers)
    if "held" not in doubts and given["sort"] is not Sort.AHEAD:
        answers.setdefault("held", quick_reading.day_sent(context))
    if organisation is not None and "activity" not in doubts:
        usual = habits.activities(context.connection, organisation)
        events = {one.code for one in context.plan.accepting("event")}
        for code in [one for one in usual if one in events][:1]:
            answers.setdefault("activity", code)
    if organisation is not None and "place" not in doubts and "activity" in answers:
        last = habits.last_answers(context.connection, organisation, answers["activity"])
        if last.get("place"):
            answers.setdefault("place", last["place"])
    return [name for name in answers if name not in before]


def to_draft(context: Context, draft_id: int) -> list[Reply]:
    """The photos join a report that was begun before; it is gone on with."""
    photos, other = papers.in_hand(context), drafts.find(context.connection, draft_id)
    if other is None or other.person_id != context.person:
        raise NotAllowed
    if not _are_photos(photos) or not photo_screen.may_take(context, photos, other):
        return papers.show(context, photos)
    drafts.set_status(context.connection, context.now, photos, drafts.DISCARDED)
    context.draft = other = drafts.resume(context.connection, context.now, other)
    state = desk.state_of(papers.paper_of(other), other)
    value = desk.with_former(state, EVENT.question("photos"), photos.answers["photos"])
    desk.keep(context, papers.paper_of(other), other, answer(state, "photos", value))
    replies = papers.show(context, papers.in_hand(context))
    note = say("photos.added", len(photos.answers["photos"]["files"]))
    return [replace(replies[0], screen=replace(replies[0].screen, error=note)), *replies[1:]]


def to_record(context: Context, record: int, consent: bool | None = None) -> list[Reply]:
    """The photos join a report that still waits for the secretariat; whether they may be public is asked."""
    photos, head = papers.in_hand(context), access.own_record(context, record)
    waits = head.status == records.SUBMITTED and head.organisation_id == photos.organisation_id
    if not _are_photos(photos) or not waits:
        return papers.show(context, photos)
    if consent is None:
        return [_may_they_be_public(photos, head)]
    value = desk.with_former(State(head.answers), EVENT.question("photos"), photos.answers["photos"])
    changed = replace(
        photos,
        answers={**head.answers, "photos": value},
        subject={"record": record, "free": True, "adds": True},
    )
    drafts.redirect(context.connection, changed)
    paper = report.PAPERS[head.type]
    draft = desk.keep(context, paper, changed, State(changed.answers))
    facts = report.facts_of(context, draft)
    here = walk(paper.form, desk.state_of(paper, draft), facts)
    return submit.send(context, draft, here, facts, consent)


def _may_they_be_public(photos: Draft, head: heads.Head) -> Reply:
    ways = (
        Choice("photos.to_record", say("photos.public.button"), (head.id, True)),
        Choice("photos.to_record", say("event.save.internal.button"), (head.id, False)),
    )
    lines = (say("photos.to_record", title=head.title), say("event.save.consent"))
    return desk.reply(photos, Screen("quick.photos_consent", lines, choices=ways))


def _are_photos(draft: Draft) -> bool:
    """Whether this is a draft of photos of which it is not known yet where they belong."""
    return NEW in quick_screen.asks(draft)
