"""What saving the minutes does to their meeting: it took place, and what waited about it is settled."""

from handlers.context import Context
from handlers.errors import Leave
from handlers.messages import Choice, say
from storage import drafts, heads, meetings, outbox
from storage.drafts import Draft

MEETING = "meeting"
"""In the ``subject`` of a record's draft: the meeting whose minutes it is."""


def still_open(context: Context, draft: Draft) -> None:
    """Minutes that a colleague filed meanwhile are not filed twice: this draft has no use any more."""
    if MEETING not in draft.subject:
        return
    meeting = meetings.known(context.connection, draft.subject[MEETING])
    if meeting.record_id is None:
        return
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    context.draft = None
    head = heads.known(context.connection, meeting.record_id)
    raise Leave(say("meetings.recorded_meanwhile", number=head.number))


def note(context: Context, draft: Draft, record: int) -> None:
    """The meeting took place; the record is its minutes."""
    if MEETING not in draft.subject:
        return
    meeting = meetings.known(context.connection, draft.subject[MEETING])
    if meetings.recorded(context.connection, context.now, meeting.id, record):
        outbox.cancel(context.connection, meeting.subject, "held")


def offer(context: Context, record: int) -> tuple[Choice, ...]:
    """After saving: the decisions can go to those who took part."""
    meeting = meetings.of_record(context.connection, record)
    if meeting is None:
        return ()
    return (Choice("meetings.results", say("meetings.results.button"), (meeting.id,)),)
