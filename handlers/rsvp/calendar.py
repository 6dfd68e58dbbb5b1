"""A meeting as a calendar file: the same event whenever it is asked for, newer with each change of it.

What the file must say is decided here; it is made when the message is sent (``bot.ics``).
"""

import json
from typing import Any

from handlers.context import Context
from handlers.messages import Kind, MediaRef, Reply, Screen, say
from handlers.rsvp import look
from handlers.rsvp.rules import ends_at
from storage.meetings import CANCELLED, Meeting

NAME = "reuniune.ics"


def send(context: Context, meeting: int) -> list[Reply]:
    """The file in a message of its own; the invitation stays as it is."""
    card = look.card_of(context, meeting)
    is_off = card.meeting.state == CANCELLED
    body = say("rsvp.calendar.off") if is_off else say("rsvp.calendar.how")
    file = file_of(card.meeting, context.language)
    screen = Screen("rsvp.calendar", (body,), head=card.meeting.title_in(context.language), media=(file,))
    return [Reply(screen, kind=Kind.FILE, live=False, new=True)]


def file_of(meeting: Meeting, language: str) -> MediaRef:
    """The meeting as a file to save in a calendar; a cancelled one takes the event out."""
    words: dict[str, Any] = {
        "uid": f"meeting-{meeting.id}-{meeting.created_at:%Y%m%dT%H%M%S}@retea",
        "sequence": meeting.version - 1,
        "stamp": meeting.changed_at.isoformat(),
        "starts": meeting.starts_at.isoformat(),
        "ends": ends_at(meeting).isoformat(),
        "title": meeting.title_in(language),
        "place": meeting.place,
        "link": meeting.link or "",
        "cancelled": meeting.state == CANCELLED,
    }
    made = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return MediaRef("document", name=NAME, alt=say("rsvp.calendar.file"), event=made)
