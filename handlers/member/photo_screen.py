"""The question that photos sent from Home are asked: a new event, one that is there already, or none.

How the draft comes to be and what each tap does stands in ``photo_first``.
"""

from datetime import timedelta

from handlers import desk, papers
from handlers.context import Context
from handlers.flow.screens import brief
from handlers.forms.records import RECORD_FORMS
from handlers.member import quick_screen
from handlers.member.quick_screen import NEW, QUICK
from handlers.messages import Choice, InEach, Listed, Reply, Role, Said, Screen, say
from storage import drafts, heads, records
from storage.drafts import Draft

RECENT = timedelta(days=14)
"""How far back an event may be that photos are offered to be added to."""

MOST_EACH = 1
LONGEST_TITLE = 13


def first(context: Context, draft: Draft) -> list[Reply] | None:
    """The question of a draft of photos, after the one about the organisation; None for every other draft."""
    pending = quick_screen.asks(draft)
    return [desk.reply(draft, _is_it_new(context, draft))] if pending == [NEW] else None


def _is_it_new(context: Context, draft: Draft) -> Screen:
    facts = quick_screen.facts_of(context, draft)
    lines = quick_screen.lines_of(draft, facts, draft.subject[QUICK], only_told=True)
    choices = [
        Choice("photos.new", say("photos.new.button"), role=Role.PRIMARY),
        *_open_events(context, draft),
    ]
    choices.append(Choice("quick.drop", say("photos.no.button"), role=Role.NAV))
    count = len(draft.answers["photos"]["files"])
    return Screen(
        "quick.photos",
        (*quick_screen.whose(context, draft), *lines, say("photos.new")),
        head=say("photos.received", count),
        choices=tuple(choices),
    )


def _open_events(context: Context, draft: Draft) -> list[Choice]:
    """The person's own drafts of events and the reports that wait for the secretariat, the latest first."""
    begun = [
        Choice("photos.to_draft", _add(papers.title_of(context, one)), (one.id,))
        for one in papers.waiting(context)
        if may_take(context, draft, one)
    ]
    return [*begun[:MOST_EACH], *_sent(context, draft)[:MOST_EACH]]


def may_take(context: Context, draft: Draft, other: Draft) -> bool:
    """A draft of the same organisation, touched lately, whose event is not waited for, not itself photos."""
    if NEW in quick_screen.asks(other) or drafts.ASK_ON in other.subject:
        return False
    fresh = context.now - other.updated_at <= RECENT and other.organisation_id == draft.organisation_id
    return fresh and takes_photos(other.form) and other.id != draft.id


def takes_photos(form: str) -> bool:
    """Whether records of this type have photos."""
    return form in RECORD_FORMS and any(one.name == "photos" for one in RECORD_FORMS[form].questions)


def _sent(context: Context, draft: Draft) -> list[Choice]:
    if draft.organisation_id is None:
        return []
    reported = heads.of_year(
        context.connection, (draft.organisation_id,), context.today - RECENT, context.today
    )
    waiting = [head for head in reported if head.status == records.SUBMITTED and takes_photos(head.type)]
    return [Choice("photos.to_record", _add(head.title), (head.id,), head.title) for head in waiting]


def _add(title: Said) -> Said:
    short = title.items[0] if isinstance(title, Listed) else title
    return say("photos.add.button", title=_short(short))


def _short(title: Said) -> Said:
    if isinstance(title, InEach):
        return InEach(*(_cut(one) for one in (title.ro, title.ru, title.en)))
    return brief(title, LONGEST_TITLE)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()}…"
