"""A short dialogue beside what a person has in hand: the draft waits untouched, and its step comes back.

The draft beneath is set aside meanwhile and remembered in ``subject``; nothing else knows about it.
"""

from typing import Any

from handlers import home, papers
from handlers.context import Context
from handlers.flow.form import Form
from handlers.messages import Reply, Said
from storage import drafts
from storage.drafts import Draft

BENEATH = "beneath"


def begin(context: Context, form: Form, subject: dict[str, Any], wanted: tuple[str, ...] = ()) -> list[Reply]:
    """Ask the first question of ``form``, or those ``wanted``; a dialogue that was already open beside the
    same draft is replaced."""
    beneath = context.draft
    if beneath is not None and BENEATH in beneath.subject:
        drafts.set_status(context.connection, context.now, beneath, drafts.DISCARDED)
        kept = beneath.subject[BENEATH]
    else:
        kept = None if beneath is None else beneath.id
    context.draft = drafts.start(
        context.connection,
        context.now,
        form.name,
        form.version,
        context.person,
        None,
        wanted=wanted or (form.questions[0].name,),
        subject={**subject, BENEATH: kept},
    )
    return papers.show(context, context.draft)


def beneath_of(context: Context, draft: Draft) -> Draft | None:
    """The draft that waits beneath; None when there is none any more."""
    number = draft.subject.get(BENEATH)
    found = drafts.find(context.connection, number) if number is not None else None
    if found is None or found.person_id != context.person or found.status != drafts.PARKED:
        return None
    return found if papers.is_own(context, found) else None


def close(context: Context, draft: Draft, status: str) -> None:
    """End the dialogue; what was in hand before is in hand again."""
    beneath = beneath_of(context, draft)
    drafts.set_status(context.connection, context.now, draft, status)
    context.draft = None if beneath is None else drafts.resume(context.connection, context.now, beneath)


def leave(context: Context, draft: Draft) -> list[Reply]:
    """Step out without an effect: the step beneath, or Home."""
    close(context, draft, drafts.DISCARDED)
    return home.home(context) if context.draft is None else home.again(context, None)


def end(context: Context, draft: Draft, said: Said) -> list[Reply]:
    """The dialogue had its effect: say so, at the step beneath or at Home."""
    close(context, draft, drafts.SUBMITTED)
    return home.home(context, said) if context.draft is None else home.again(context, said)
