"""Drafts that speak up: after the event its author is asked whether it took place, before an old one is
emptied its holder is told.

Sources of what is said unasked (``handlers.proactive``).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from handlers.messages import Choice, Day, Role, Said, Screen, say
from handlers.proactive.due import Due, Look, Rank
from storage import drafts, people, shelf
from storage.calendar import at
from storage.database import Connection
from storage.drafts import Draft
from storage.plan import TOWN
from storage.reminders import Decision
from storage.retention import rules

MORNING = time(9)
ASKED_FOR, TOLD_FOR = timedelta(days=14), timedelta(days=60)
"""How long the question and the notice are of use."""


def after_events(look: Look) -> Iterator[Due]:
    """Ask about each draft whose event is over, once; authors who left their organisation are not asked."""
    for draft in drafts.to_ask(look.connection, look.last_day):
        if not _still_theirs(look.connection, draft):
            continue
        on = draft.subject[drafts.ASK_ON]
        due = at(date.fromisoformat(on), MORNING)
        yield Due(
            key=f"ask-after:{draft.id}:{on}:p{draft.person_id}",
            person=draft.person_id,
            subject=f"draft:{draft.id}",
            at=due,
            until=due + ASKED_FOR,
            rank=Rank.OTHER,
            screen=partial(_screen, "draft.ask_after", _asked(draft), _answers(draft)),
            line=_asked(draft),
            choices=_answers(draft)[:1],
            organisation=draft.organisation_id,
            done=partial(_was_asked, draft),
        )


def old_drafts(look: Look) -> Iterator[Due]:
    """Tell about each old draft once, days before it is emptied; going on with it keeps it."""
    for draft in shelf.to_warn(look.connection, look.last):
        if not _still_theirs(look.connection, draft):
            continue
        due = shelf.warn_at(draft)
        said = _warning(max(due, look.now))
        go_on = Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY)
        yield Due(
            key=f"old:{draft.id}:{due.date()}:p{draft.person_id}",
            person=draft.person_id,
            subject=f"draft:{draft.id}",
            at=due,
            until=due + TOLD_FOR,
            rank=Rank.OTHER,
            screen=partial(_screen, "draft.old", said, (go_on,)),
            line=said,
            choices=(go_on,),
            organisation=draft.organisation_id,
            done=partial(_was_told, draft),
        )


def let_go(connection: Connection, now: datetime) -> None:
    """Who left their organisation is told nothing about its drafts: those go on as if they had been."""
    for draft in drafts.to_ask(connection, now.astimezone(TOWN).date()):
        if not _still_theirs(connection, draft):
            drafts.asked(connection, draft)
    for draft in shelf.to_warn(connection, now):
        if not _still_theirs(connection, draft):
            shelf.warned(connection, now, draft)


def _still_theirs(connection: Connection, draft: Draft) -> bool:
    roles = people.roles(connection, draft.person_id)
    return any(role.organisation_id == draft.organisation_id for role in roles)


def _asked(draft: Draft) -> Said:
    held = draft.former.get("held") or draft.answers["held"]
    day = Day(date.fromisoformat(held["first"]), "long", date.fromisoformat(held["last"]))
    return say("draft.ask_after", day=day)


def _answers(draft: Draft) -> tuple[Choice, ...]:
    return (
        Choice("draft.resume", say("draft.continue.button"), (draft.id,), role=Role.PRIMARY),
        Choice("discard", say("ask.discard.button"), (draft.id,), role=Role.NAV),
    )


def _warning(now: datetime) -> Said:
    return say("draft.old", day=Day((now + rules().of("draft_notice")).date(), "long"))


def _screen(key: str, said: Said, choices: tuple[Choice, ...]) -> Screen:
    return Screen(key, (said,), choices=choices)


def _was_asked(draft: Draft, connection: Connection, _: datetime, __: Decision) -> None:
    drafts.asked(connection, draft)


def _was_told(draft: Draft, connection: Connection, now: datetime, _: Decision) -> None:
    shelf.warned(connection, now, draft)
