"""The way back to an annual report that waits while something missing is reported."""

from handlers.context import Context
from handlers.messages import Choice, say
from storage import drafts


def back(context: Context, organisation: int | None) -> tuple[Choice, ...]:
    """A button to the annual report that this person has set aside; empty when there is none."""
    waiting = drafts.parked(context.connection, context.person)
    return tuple(
        Choice("draft.resume", say("annual.back.button"), (one.id,))
        for one in waiting
        if one.organisation_id == organisation and "year" in one.subject
    )[:1]
