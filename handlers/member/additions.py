"""Adding to a report later: people who came after it was written, and pictures.

Adding needs no permission, also after the report was accepted; anything else is a request to correct it.
"""

from typing import Any

from handlers import access, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Answers, Facts, Form, Question
from handlers.flow.walk import State, Walk
from handlers.forms.addition import MORE_PEOPLE, MORE_PHOTOS
from handlers.forms.records import RECORD_FORMS
from handlers.member import effects, records, revision
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.understand.additions import PARTS, Addition, read_addition
from storage import drafts, heads
from storage.drafts import Draft
from storage.heads import Head


class AdditionFacts(PlainFacts):
    """The ``Facts`` of adding people: the head-count that the report has now."""

    def usual_maximum(self) -> int:
        """How many the report counts at this moment."""
        return heads.known(self.context.connection, self.draft.subject["add"]).total or 0


def people(context: Context, record: int) -> list[Reply]:
    """Begin to add people to a report."""
    return _begin(context, record, MORE_PEOPLE)


def photos(context: Context, record: int) -> list[Reply]:
    """Begin to add pictures to a report."""
    return _begin(context, record, MORE_PHOTOS)


def _begin(context: Context, record: int, form: Form) -> list[Reply]:
    head = access.own_record(context, record)
    revision.open_to_change(context, head)
    context.draft = drafts.start(
        context.connection,
        context.now,
        form.name,
        form.version,
        context.person,
        head.organisation_id,
        subject={"add": record},
    )
    return papers.show(context, context.draft)


def _hint(context: Context, draft: Draft, question: Question) -> Said:
    """Which report it is, and how many it counts now."""
    return records.line(heads.known(context.connection, draft.subject["add"]))


def grown(answers: Answers, more: Addition) -> dict[str, Any]:
    """The answers of a report with so many people more; groups that nobody told stay as they were counted.

    The number of men is dropped: how many of the new ones are men is not known. Pure.
    """
    before = answers.get("participants") or {"total": 0, "estimated": False}
    total = {"total": before["total"] + more.total, "estimated": before["estimated"], "sure": True}
    groups = answers.get("groups") or {}
    if groups.get("each"):
        groups = {part: (answers.get(f"groups_{part}") or {}).get("total") for part in PARTS}
    known = {part: _sum(groups.get(part), more.parts.get(part), before["total"]) for part in PARTS}
    kept = {name: value for name, value in answers.items() if not name.startswith("groups")}
    if all(value is None for value in known.values()):
        return {**kept, "participants": total, **({"groups": None} if "groups" in answers else {})}
    return {**kept, "participants": total, "groups": {**known, "men": None}}


def _sum(before: int | None, more: int | None, counted: int) -> int | None:
    """A group that was never told is known only when all of its people are new."""
    if more is None:
        return before
    if before is None:
        return more if counted == 0 else None
    return before + more


def _save_people(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Add them to what the report says at this very moment, and send it."""
    head = access.own_record(context, draft.subject["add"])
    more = read_addition(here.standing["more"])
    _done(context, draft)
    revision.open_to_change(context, head)
    if more is None:
        raise NotAllowed
    before = head.total or 0
    revision.make(context, head, grown(head.answers, more))
    said = say("addition.saved", more=more.total, before=before, total=before + more.total)
    news = say(
        "addition.arrived",
        number=head.number,
        organisation=head.organisation,
        title=head.title,
        more=more.total,
        total=before + more.total,
    )
    return _receipt(context, head, said, news)


def _done(context: Context, draft: Draft) -> None:
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None


def _receipt(context: Context, head: Head, said: Said, news: Said) -> list[Reply]:
    """What was added, what it will change, and when it counts."""
    later = say("revision.counts_later") if head.approved_version is not None else say("revision.sent")
    changed = effects.lines(context, head.id)
    lines = [say("revision.number", number=head.number, title=head.title), said, later, *changed]
    choices = (
        Choice("record.card", say("event.card.button"), (head.id,), role=Role.PRIMARY),
        Choice("home", say("ask.menu.button"), role=Role.NAV),
    )
    receipt = Reply(Screen("record.added", tuple(lines), choices=choices), kind=Kind.RECEIPT)
    return [receipt, *revision.tell_desk(context, head.id, news)]


def _ask_consent(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """With the files at hand the save button says whether they may be public."""
    number = len(here.standing["photos"]["files"])
    if not number:
        return desk.change(context, PHOTOS, draft, "photos")
    choices = (
        Choice("addition.save", say("event.save.public.button"), (True,), role=Role.PRIMARY),
        Choice("addition.save", say("event.save.internal.button"), (False,), role=Role.PRIMARY),
        Choice("discard", say("ask.discard.button"), role=Role.NAV),
    )
    lines = (_hint(context, draft, MORE_PHOTOS.question("photos")), say("more_photos.kept", number))
    screen = Screen("record.photos", (*lines, say("event.save.consent")), choices=choices)
    return [desk.reply(draft, screen)]


def save_photos(context: Context, public: bool) -> list[Reply]:
    """Add the pictures; the consent covers these alone, those that were there keep theirs."""
    draft = papers.in_hand(context)
    value = draft.answers.get("photos")
    if draft.form != MORE_PHOTOS.name or not value:
        return papers.show(context, draft)
    head = access.own_record(context, draft.subject["add"])
    _done(context, draft)
    revision.open_to_change(context, head)
    old = (head.answers.get("photos") or desk.NO_MEDIA)["files"]
    joined = desk.with_former(State(dict(head.answers)), RECORD_FORMS[head.type].question("photos"), value)
    new = frozenset(joined["files"]) - frozenset(old)
    withheld = (frozenset() if public else new) | (frozenset() if head.photos_public else frozenset(old))
    consent = public or bool(head.photos_public)
    revision.make(context, head, {**head.answers, "photos": joined}, consent, withheld)
    said = say("addition.photos.saved", len(new))
    news = say("addition.photos.arrived", len(new), number=head.number, organisation=head.organisation)
    return _receipt(context, head, said, news)


def receipt_again(context: Context, draft: Draft) -> list[Reply] | None:
    """The same tap twice: the card of the report that was added to."""
    return records.card(context, draft.subject["add"])


PEOPLE = Paper(MORE_PEOPLE, AdditionFacts, _save_people, _hint, receipt=receipt_again)
PHOTOS = Paper(MORE_PHOTOS, PlainFacts, _ask_consent, _hint, receipt=receipt_again)
