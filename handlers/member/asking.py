"""Drafts that speak up: after the event its author is asked whether it took place, before an old one is
emptied its holder is told.

Units of work; when they run is decided by ``scheduler.asking``.
"""

from datetime import date, datetime

from handlers import post
from handlers.messages import Choice, Day, Kind, Reply, Role, Screen, say
from storage import drafts, outbox, people, shelf
from storage.database import Connection
from storage.drafts import Draft
from storage.retention import rules


def ask_after(connection: Connection, now: datetime, today: date) -> tuple[outbox.Row, ...]:
    """Ask about each draft whose event is over, once; authors who left their organisation are not asked."""
    rows = []
    for draft in drafts.to_ask(connection, today):
        drafts.asked(connection, draft)
        if _still_theirs(connection, draft):
            rows.append(post.to_person(connection, now, _question(draft)))
    return tuple(row for row in rows if row is not None)


def _still_theirs(connection: Connection, draft: Draft) -> bool:
    roles = people.roles(connection, draft.person_id)
    return any(role.organisation_id == draft.organisation_id for role in roles)


def _question(draft: Draft) -> Reply:
    held = draft.former.get("held") or draft.answers["held"]
    day = Day(date.fromisoformat(held["first"]), "long", date.fromisoformat(held["last"]))
    choices = (
        Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY),
        Choice("discard", say("ask.discard.button"), (draft.id,), role=Role.NAV),
    )
    screen = Screen("draft.ask_after", (say("draft.ask_after", day=day),), choices=choices)
    dedupe = f"ask-after:{draft.id}:{draft.subject[drafts.ASK_ON]}"
    return Reply(screen, draft.person_id, Kind.NOTICE, dedupe=dedupe, live=False)


def warn_holders(connection: Connection, now: datetime) -> tuple[outbox.Row, ...]:
    """Tell about each old draft once, days before it is emptied; going on with it keeps it."""
    rows = []
    for draft in shelf.to_warn(connection, now):
        shelf.warned(connection, now, draft)
        if _still_theirs(connection, draft):
            rows.append(post.to_person(connection, now, _warning(now, draft)))
    return tuple(row for row in rows if row is not None)


def _warning(now: datetime, draft: Draft) -> Reply:
    day = Day((now + rules().of("draft_notice")).date(), "long")
    go_on = Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY)
    screen = Screen("draft.old", (say("draft.old", day=day),), choices=(go_on,))
    return Reply(screen, draft.person_id, Kind.NOTICE, dedupe=f"old:{draft.id}:{now.date()}", live=False)
