"""The shelf: the drafts that wait for a person, those put into the archive, those that colleagues began.

What is done with one of them stands in ``papers`` (go on, delete) and ``handover`` (give, take over).
"""

from datetime import datetime

from handlers import handover, papers
from handlers.context import Context
from handlers.errors import Leave
from handlers.messages import Choice, Reply, Role, Said, Screen, say
from storage import shelf
from storage.drafts import Draft

LISTED = 6
"""Drafts of each kind on one screen: their lines and buttons fit one message."""


def own(context: Context) -> list[Draft]:
    """The drafts in the person's hands, the current one first."""
    current = context.draft
    begun = [current] if current is not None and _has_something(current) else []
    return [*(one for one in begun if papers.can_wait(context, one)), *papers.waiting(context)]


def colleagues(context: Context) -> list[shelf.Held]:
    """What others of the person's organisations have begun."""
    found = shelf.of_colleagues(context.connection, context.organisations, context.person)
    return [one for one in found if handover.is_report(one.draft) and _has_something(one.draft)]


def _has_something(draft: Draft) -> bool:
    """Whether anything was answered: a form that was only opened is nothing to go on with."""
    return bool(draft.answers or draft.former or draft.subject)


def archived(context: Context) -> list[Draft]:
    """Drafts nobody touched for long, which can still be taken up."""
    found = shelf.archived(context.connection, context.person)
    return [one for one in found if papers.can_wait(context, one)]


def is_empty(context: Context) -> bool:
    """Whether there is nothing to look at."""
    return not (own(context) or colleagues(context) or archived(context))


def listed(context: Context) -> list[Reply]:
    """The drafts that wait, a button each; below those of colleagues and the way to the archive."""
    mine, theirs = own(context), colleagues(context)
    old = len(archived(context))
    if not mine and not theirs and not old:
        raise Leave(say("drafts.none"))
    lines: list[Said] = []
    choices: list[Choice] = []
    if mine:
        lines.append(say("drafts.label", len(mine)))
        for at, draft in enumerate(mine[:LISTED], 1):
            lines.append(_line(context, draft, at, papers.title_of(context, draft)))
            choices.append(Choice("draft.resume", say("drafts.resume.button", number=at), (draft.id,)))
    if theirs:
        lines.append(say("drafts.colleagues", len(theirs)))
        for at, held in enumerate(theirs[:LISTED], len(mine[:LISTED]) + 1):
            lines.append(_line(context, held.draft, at, _theirs(context, held)))
            choices.append(Choice("draft.take", say("drafts.take.button", number=at), (held.draft.id,)))
    if not mine and not theirs:
        lines.append(say("drafts.only_old"))
    if any(handover.is_report(draft) for draft in mine):
        choices.append(Choice("draft.give", say("draft.give.button")))
    if old:
        choices.append(Choice("drafts.archive", say("drafts.archive.button", number=old), role=Role.NAV))
    return [Reply(Screen("drafts", tuple(lines), choices=tuple(choices)))]


def archive(context: Context) -> list[Reply]:
    """The drafts nobody touched for long, a button each."""
    found = archived(context)
    if not found:
        raise Leave(say("drafts.none"))
    lines: list[Said] = [say("drafts.archive", len(found))]
    choices = []
    for at, draft in enumerate(found[:LISTED], 1):
        lines.append(_line(context, draft, at, papers.title_of(context, draft)))
        choices.append(Choice("draft.resume", say("drafts.resume.button", number=at), (draft.id,)))
    choices.append(Choice("drafts.list", say("list.all.button"), role=Role.NAV))
    return [Reply(Screen("drafts.archive", tuple(lines), choices=tuple(choices)))]


def _line(context: Context, draft: Draft, number: int, text: Said) -> Said:
    """A numbered line; who serves several organisations reads whose draft it is."""
    if len(context.organisations) > 1 and draft.organisation_id is not None:
        name = context.organisation_name(draft.organisation_id)
        text = say("drafts.of_organisation", title=text, organisation=name)
    return say("list.line", number=number, text=text)


def _theirs(context: Context, held: shelf.Held) -> Said:
    title = papers.title_of(context, held.draft)
    return say("drafts.begun_by", name=held.holder, title=title, ago=ago(context.now, held.draft.updated_at))


def ago(now: datetime, then: datetime) -> Said:
    """How long ago, in the largest whole unit: "acum 2 zile"."""
    minutes = int((now - then).total_seconds()) // 60
    if minutes < 1:
        return say("ago.now")
    if minutes < 60:
        return say("ago.minutes", minutes)
    if minutes < 24 * 60:
        return say("ago.hours", minutes // 60)
    return say("ago.days", minutes // (24 * 60))
