"""The privacy notice: the whole text on a few pages, and asking once when it has changed.

How long things are kept comes from ``storage.retention``, so that the notice cannot say something else.
"""

from dataclasses import replace

from handlers import home, joining
from handlers.context import Context
from handlers.errors import Leave
from handlers.messages import Choice, Reply, Role, Said, Screen, say
from storage import audit, people
from storage.retention import rules

PAGES = 3


def whole(context: Context, page: int = 0) -> list[Reply]:
    """A page of the notice; the last one has the ways to one's own data."""
    page = min(max(page, 0), PAGES - 1)
    choices = []
    if page < PAGES - 1:
        choices.append(Choice("privacy.notice", say("privacy.next.button"), (page + 1,), role=Role.PRIMARY))
    if _unanswered(context):
        choices.append(Choice("privacy.agree", say("privacy.agree.button")))
    if page == PAGES - 1:
        choices.append(Choice("mydata", say("privacy.copy.button")))
        choices.append(Choice("forget", say("privacy.forget.button")))
    if page > 0:
        choices.append(Choice("privacy.notice", say("ask.back.button"), (page - 1,), role=Role.NAV))
    choices.append(Choice("look", say("privacy.close.button"), role=Role.NAV))
    head = say("privacy.head", page=page + 1, pages=PAGES, version=joining.PRIVACY)
    return [Reply(Screen("privacy", (_text(context, page),), head, choices=tuple(choices)))]


def _text(context: Context, page: int) -> Said:
    if page == 0:
        return say("privacy.text.what")
    if page == 1:
        kept = rules()
        return say(
            "privacy.text.how_long",
            inbox=say("count.days", kept.inbox),
            outbox=say("count.days", kept.outbox_text),
            idle=say("count.days", kept.draft_idle),
            archived=say("count.days", kept.draft_archived),
            media=say("count.days", kept.media_unused),
            copies=say("count.days", kept.copies),
        )
    undo = say("count.days", rules().erase_undo)
    return say("privacy.text.rights", undo=undo, phone=context.world.phone or "—")


def _unanswered(context: Context) -> bool:
    """Somebody with a role who has not agreed to the notice in force; joining asks by itself."""
    return bool(context.roles) and context.session.privacy_version != joining.PRIVACY


def changed(context: Context) -> list[Reply]:
    """The notice has changed since: what is new, asked before anything else and once."""
    choices = (
        Choice("privacy.agree", say("privacy.agree.button"), role=Role.PRIMARY),
        Choice("privacy.notice", say("privacy.whole.button")),
        Choice("privacy.decline", say("join.disagree.button")),
    )
    return [Reply(Screen("privacy.changed", (say("privacy.changed"),), choices=choices))]


def agree(context: Context) -> list[Reply]:
    """Keep the version and go on exactly where the person was."""
    if not _unanswered(context):
        return home.again(context, None)
    version = joining.PRIVACY
    values = {"privacy_version": version, "privacy_at": context.now, "privacy_declined": None}
    people.update_person(context.connection, context.person, **values)
    audit.append(context.connection, context.now, context.person, "privacy.renew", f"person:{context.person}")
    context.session = replace(context.session, privacy_version=version, privacy_declined=None)
    return home.again(context, None)


def decline(context: Context) -> list[Reply]:
    """Reading and one's own data stay; reports wait until the person agrees."""
    version = joining.PRIVACY
    if not _unanswered(context):
        return home.again(context, None)
    people.update_person(context.connection, context.person, privacy_declined=version)
    audit.append(
        context.connection, context.now, context.person, "privacy.decline", f"person:{context.person}"
    )
    context.session = replace(context.session, privacy_declined=version)
    context.draft = None
    raise Leave(say("privacy.declined"))
