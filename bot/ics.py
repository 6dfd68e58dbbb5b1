"""A meeting as an iCalendar file on disk: made when a message is sent, so that no row holds a file.

What the event says is decided in ``handlers.rsvp.calendar``. The library is loaded with the first file.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

NAME = "reuniune.ics"
PRODUCT = "-//Retea//Reuniuni//RO"


def written(words: str, folder: Path, name: str) -> Path:
    """The file for an event given as JSON, in a folder of its own inside ``folder``; made once."""
    home = folder / f"ics-{hashlib.sha256(words.encode()).hexdigest()[:16]}"
    path = home / name
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.ics")
        aside.write_bytes(content(words))
        aside.replace(path)
    return path


def content(words: str) -> bytes:
    """The event as RFC 5545 asks: times in UTC, lines folded, the same UID for every version."""
    from icalendar import Calendar, Event

    said = json.loads(words)
    event = Event()
    event.add("uid", said["uid"])
    event.add("sequence", said["sequence"])
    event.add("dtstamp", _utc(said["stamp"]))
    event.add("dtstart", _utc(said["starts"]))
    event.add("dtend", _utc(said["ends"]))
    event.add("summary", said["title"])
    for field in ("place", "link"):
        if said[field]:
            event.add({"place": "location", "link": "url"}[field], said[field])
    event.add("status", "CANCELLED" if said["cancelled"] else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if said["cancelled"] else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)
