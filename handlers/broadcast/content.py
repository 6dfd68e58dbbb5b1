"""Answers of the wizard → what is sent: the meeting, and the broadcast with its texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from handlers.broadcast import audience
from handlers.broadcast.facts import USUAL, ready_title
from handlers.context import Context
from handlers.flow.screens import brief
from handlers.forms.broadcast import INVITE, ONLINE, day_of, words_of
from handlers.forms.rules import LINK
from handlers.understand.bilingual import RO, Both, split_text, split_title
from handlers.understand.times import read_hour
from storage import broadcasts, meetings
from storage.broadcasts import Broadcast
from storage.drafts import Draft
from storage.meetings import Meeting
from storage.plan import TOWN

LONGEST_NAME = 60
"""Letters of a message's first words, by which it is called in lists."""


@dataclass(frozen=True)
class Wish:
    """What the secretary asked for; ``meeting`` is None for a message, ``at`` None for now."""

    meeting: meetings.Content | None
    broadcast: broadcasts.Content
    at: datetime | None


def wish_of(context: Context, draft: Draft, answers: Mapping[str, Any]) -> Wish:
    """What all answers say together."""
    at = moment_of(answers.get("at"))
    both = texts(answers)
    told = answers.get("text") or {"files": [], "text": None}
    common: dict[str, Any] = {
        "text_ro": both.ro,
        "text_ru": both.ru or None,
        "files": tuple(told["files"]),
        "audience": audience.kept(answers),
    }
    if draft.form != INVITE.name:
        name = str(brief(both.ro or both.ru, LONGEST_NAME))
        name_ru = str(brief(both.ru, LONGEST_NAME)) if both.ru else None
        content = broadcasts.Content(broadcasts.MESSAGE, name, title_ru=name_ru, **common)
        return Wish(None, content, at)
    meeting = meeting_of(context, answers)
    until = day_of(answers["answer_by"])
    content = broadcasts.Content(
        broadcasts.INVITATION, meeting.title, title_ru=meeting.title_ru, answer_by=until, **common
    )
    return Wish(meeting, content, at)


def texts(answers: Mapping[str, Any]) -> Both:
    """The words in each language: written together, or one after the other."""
    both = split_text(words_of(answers))
    other = (answers.get("other") or "").strip()
    if not other or both.only is None:
        return both
    return Both(both.ro, other) if both.only == RO else Both(other, both.ru)


def meeting_of(context: Context, answers: Mapping[str, Any]) -> meetings.Content:
    """The meeting that is invited to; its kind follows from its title."""
    title = split_title(answers["title"])
    place, link = place_of(answers)
    when = answers["when"]
    hour = when["hour"] or read_hour(answers["hour"]) or ""
    name = title.ro or title.ru
    return meetings.Content(
        kind=_kind(context, name),
        title=name,
        title_ru=title.ru or None,
        held_on=day_of(when),
        begins=hour,
        place=place,
        link=link,
    )


def place_of(answers: Mapping[str, Any]) -> tuple[str, str | None]:
    """The place and the link; a link in the words of the place is taken out of them."""
    words = str(answers["place"]).strip()
    found = LINK.search(words) if words.casefold().startswith(ONLINE) or "://" in words else None
    link = answers.get("link") or (found[0] if found else None)
    place = words.replace(found[0], "").strip(" ,;:-–") if found else words
    if link is not None and "://" not in link:
        link = f"https://{link}"
    return ("" if place.casefold() == ONLINE else place), link


def _kind(context: Context, title: str) -> str:
    """A ready title has its kind, one that was used before that of then."""
    for kind in USUAL:
        ready = split_title(ready_title(context, kind))
        if title in (ready.ro, ready.ru):
            return kind
    return meetings.kind_of(context.connection, title) or meetings.OTHER


def starts_at(meeting: meetings.Content) -> datetime:
    """When a meeting that is not written yet begins, in UTC."""
    hour = time.fromisoformat(meeting.begins)
    return datetime.combine(meeting.held_on, hour, TOWN).astimezone(UTC)


def moment_of(value: Mapping[str, Any] | None) -> datetime | None:
    """A moment answer in UTC; a day alone is meant at ten."""
    if value is None:
        return None
    return at_hour(date.fromisoformat(value["day"]), time.fromisoformat(value["hour"] or "10:00"))


def at_hour(day: date, hour: time) -> datetime:
    """A local day and hour in UTC."""
    return datetime.combine(day, hour, TOWN).astimezone(UTC)


def imagined(now: datetime, wish: Wish) -> tuple[Broadcast, Meeting | None]:
    """The rows as they will be, to be shown before they are written."""
    broadcast = Broadcast(
        **vars(wish.broadcast),
        id=0,
        state=broadcasts.WAITS,
        paused_why=None,
        send_at=wish.at,
        author_id=None,
        created_at=now,
        approved_by=None,
        approved_at=None,
    )
    if wish.meeting is None:
        return broadcast, None
    meeting = Meeting(
        **vars(wish.meeting),
        id=0,
        state=meetings.CONFIRMED,
        version=1,
        created_by=None,
        created_at=now,
        changed_at=now,
        record_id=None,
    )
    return broadcast, meeting
