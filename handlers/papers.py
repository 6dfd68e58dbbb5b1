"""Which form a draft is of, and what a person does with the draft in hand, whatever the form.

Entry points for taps, words and files; the moves themselves stand in ``handlers.desk``.
"""

from collections.abc import Mapping

from handlers import desk
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, Leave, NotAllowed
from handlers.flow.shown import shown
from handlers.flow.walk import edit, walk
from handlers.member import submit
from handlers.messages import Choice, Listed, Reply, Role, Said, Screen, say
from storage import annual, audit, drafts, heads
from storage.drafts import Draft

PAPERS: dict[str, Paper] = {}
"""Form name → paper; filled in once by ``handlers.actions``, which knows all forms."""


def paper_of(draft: Draft) -> Paper:
    """The paper of a draft; raises ``NotAllowed`` for a form that this release does not have."""
    if draft.form not in PAPERS:
        raise NotAllowed
    return PAPERS[draft.form]


def install(papers: Mapping[str, Paper]) -> None:
    """Say which forms exist."""
    PAPERS.update(papers)


def in_hand(context: Context) -> Draft:
    """The current draft; raises ``NotAllowed`` when there is none or it is another organisation's now."""
    draft = context.draft
    if draft is None:
        raise NotAllowed
    if not is_own(context, draft):
        raise NotAllowed
    return draft


def show(context: Context, draft: Draft, view: str = "") -> list[Reply]:
    """Where the draft stands now."""
    return desk.show(context, paper_of(draft), draft, view)


def text(context: Context, words: str) -> list[Reply]:
    """Typed words for the draft in hand."""
    draft = in_hand(context)
    paper = paper_of(draft)
    numbered = words.partition(":")
    if numbered[1] and numbered[0].strip().isdigit() and numbered[2].strip():
        name = _field(context, paper, draft, int(numbered[0]))
        if name is not None:
            changed = desk.keep(context, paper, draft, edit(desk.state_of(paper, draft), name))
            return desk.hear_text(context, paper, changed, numbered[2].strip())
    return desk.hear_text(context, paper, draft, words)


def _field(context: Context, paper: Paper, draft: Draft, number: int) -> str | None:
    """A field of the review screen by its number; None while a question is open."""
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    return desk.named_field(here, number) if here.open is None else None


def amend(context: Context) -> list[Reply]:
    """An edited message changes the answer it gave while the draft is open."""
    draft = context.draft
    if draft is None or context.inbound.message is None:
        raise Leave(say("edit.too_late"))
    draft = in_hand(context)
    paper = paper_of(draft)
    changed = desk.amend(context, paper, draft, context.inbound.message, context.inbound.text)
    if changed is None:
        raise Invalid(say("edit.not_possible"))
    return changed


def resume_offer(context: Context, draft: Draft) -> list[Reply]:
    """A draft is open: go on, begin anew, or delete it."""
    paper = paper_of(draft)
    steps = paper.form.steps
    title = title_of(context, draft)
    body = say("draft.offer.begun", title=title)
    if steps and not draft.subject:
        here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
        done = len({paper.form.question(name).step for name in here.standing})
        body = say("draft.offer", title=title, done=done, steps=steps)
    anew = (Choice("report.anew", say("draft.anew.button")),) if steps else ()
    shared = steps and draft.organisation_id is not None
    give = (Choice("draft.give", say("draft.give.button"), (draft.id,)),) if shared else ()
    choices = (
        Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY),
        *anew,
        *give,
        Choice("discard", say("ask.discard.button"), (draft.id,), role=Role.NAV),
    )
    return [Reply(Screen("draft.offer", (body,), choices=choices))]


def title_of(context: Context, draft: Draft) -> Said:
    """A draft in a few words: its activity and day as far as they are known, or the report it is about."""
    about = _about(context, draft)
    if about is not None:
        return about
    paper = paper_of(draft)
    facts = paper.facts(context, draft)
    here = walk(paper.form, desk.state_of(paper, draft), facts)
    parts = [
        shown(paper.form, paper.form.question(name), here.standing[name], here.standing, facts)
        for name in ("kind", "activity", "held")
        if here.standing.get(name)
    ]
    return Listed(tuple(parts[-2:])) if parts else say(f"{draft.form}.form.title")


def _about(context: Context, draft: Draft) -> Said | None:
    """What a draft does to a report that is there already; None when it makes a new one."""
    match draft.subject:
        case {"record": record}:
            head = heads.known(context.connection, record)
            return say("draft.about.returned", number=head.number, title=head.title)
        case {"request": record}:
            head = heads.known(context.connection, record)
            return say("draft.about.correction", number=head.number)
        case {"add": record}:
            head = heads.known(context.connection, record)
            return say("draft.about.addition", number=head.number)
        case {"about": record}:
            head = heads.known(context.connection, record)
            return say("draft.about.questions", number=head.number)
        case {"year": year}:
            return say("draft.about.annual", year=str(year))
        case {"annual": report}:
            return say("draft.about.annual", year=str(annual.known(context.connection, report).year))
    return None


def park(context: Context) -> list[Reply]:
    """Save and leave: the draft waits, Home is shown."""
    if context.draft is not None:
        drafts.park(context.connection, context.now, context.person)
        context.draft = None
        raise Leave(say("draft.parked"))
    raise Leave


def resume(context: Context, draft_id: int) -> list[Reply]:
    """Go on with a draft."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id != context.person:
        raise NotAllowed
    if draft.status not in (drafts.CURRENT, drafts.PARKED, drafts.ARCHIVED):
        saved = receipt_of(context, draft.id)
        if saved is None:
            raise Leave
        return saved
    if draft.status != drafts.CURRENT:
        draft = drafts.resume(context.connection, context.now, draft)
    context.draft = draft
    return show(context, in_hand(context))


def discard(context: Context, draft_id: int = 0, sure: bool = False) -> list[Reply]:
    """Delete a draft after one question; it can be taken back."""
    draft = drafts.find(context.connection, draft_id) if draft_id else context.draft
    if draft is None or draft.person_id != context.person:
        raise NotAllowed
    if draft.status not in (drafts.CURRENT, drafts.PARKED):
        raise Leave
    if not sure:
        choices = (
            Choice("discard", say("draft.discard.yes.button"), (draft.id, True), role=Role.DANGER),
            Choice("draft.resume", say("draft.discard.no.button"), (draft.id,)),
        )
        body = say("draft.discard.sure", title=title_of(context, draft))
        return [Reply(Screen("draft.discard", (body,), choices=choices))]
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    audit.append(context.connection, context.now, context.person, "draft.discard", f"draft:{draft.id}")
    context.draft = None
    undo = Choice("draft.undo", say("draft.undo.button"), (draft.id,))
    return [Reply(Screen("draft.discarded", (say("draft.discarded"),), choices=(undo,)))]


def undo_discard(context: Context, draft_id: int) -> list[Reply]:
    """Take a deleted draft back within ten minutes; afterwards it is too late."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id != context.person or draft.status != drafts.DISCARDED:
        raise Leave
    if (context.now - draft.updated_at).total_seconds() > UNDO_SECONDS:
        raise Leave(say("draft.undo.late"))
    context.draft = drafts.resume(context.connection, context.now, draft)
    return show(context, context.draft)


UNDO_SECONDS = 600


def waiting(context: Context) -> list[Draft]:
    """The set-aside drafts that this person may still go on with, latest first."""
    parked = drafts.parked(context.connection, context.person)
    return [one for one in parked if can_wait(context, one)]


def can_wait(context: Context, draft: Draft) -> bool:
    """Whether a draft may be set aside, found again and gone on with by this person."""
    return draft.form in PAPERS and paper_of(draft).form.can_wait and is_own(context, draft)


def is_own(context: Context, draft: Draft) -> bool:
    return draft.organisation_id is None or draft.organisation_id in context.organisations


def receipt_of(context: Context, draft_id: int) -> list[Reply] | None:
    """What a submitted draft led to; None while it is still a draft."""
    draft = drafts.find(context.connection, draft_id)
    if draft is None or draft.person_id != context.person or draft.status != drafts.SUBMITTED:
        return None
    paper = PAPERS.get(draft.form)
    own = paper.receipt if paper is not None else None
    return own(context, draft) if own is not None else submit.receipt_again(context, draft)
