"""An invitation in a group: both languages, the counts, three buttons; nobody's name, no question. Pure.

Its buttons have an address that says which meeting they are about, because everybody may tap them.
"""

from handlers.messages import Choice, Day, InLanguage, Listed, Said, Screen, say
from handlers.rsvp.rules import State
from storage.broadcasts import Broadcast
from storage.meetings import Meeting
from storage.rsvp import MAYBE, NO, YES, Counts

ANSWERS = (YES, NO, MAYBE)
"""What the buttons mean, in their order."""

LANGUAGES = ("ro", "ru")
_PREFIX = "rsvp-"


def handle_of(meeting: int) -> str:
    """The address of the buttons of a meeting."""
    return f"{_PREFIX}{meeting}"


def meeting_of(handle: str | None) -> int | None:
    """The meeting that an address is about."""
    number = (handle or "").removeprefix(_PREFIX)
    return int(number) if handle and handle.startswith(_PREFIX) and number.isdecimal() else None


def invitation(meeting: Meeting, broadcast: Broadcast, counts: Counts, state: State) -> Screen:
    """What the message in the group says now."""
    lines: list[Said] = []
    for language in LANGUAGES:
        lines += [InLanguage(language, said) for said in _said(meeting, broadcast, counts, state, language)]
    choices = tuple(Choice("rsvp.answer", both(key)) for key in _BUTTONS) if state is State.OPEN else ()
    return Screen("groups.invitation", tuple(lines), choices=choices)


_BUTTONS = (say("rsvp.yes.button"), say("rsvp.no.button"), say("rsvp.maybe.button"))


def both(said: Said) -> Said:
    """A few words in both languages."""
    return Listed(tuple(InLanguage(language, said) for language in LANGUAGES), " / ")


def _said(meeting: Meeting, broadcast: Broadcast, counts: Counts, state: State, language: str) -> list[Said]:
    title, day = meeting.title_in(language), Day(meeting.held_on, "long")
    where = meeting.place or meeting.link or ""
    lines: list[Said] = [say("groups.invitation", title=title, day=day, time=meeting.begins, place=where)]
    own = broadcast.text_ru if language == "ru" else broadcast.text_ro
    lines += [own] if own else []
    if state is State.CANCELLED:
        return [*lines, say("groups.cancelled")]
    if state is State.OPEN:
        until = broadcast.answer_by
        lines.append(say("groups.ask") if until is None else say("groups.ask.until", day=Day(until, "long")))
    come = say("groups.come", counts.come, persons=say("groups.persons", counts.persons))
    return [*lines, say("groups.counts", come=come, no=counts.no, maybe=counts.maybe)]


def results(broadcast: Broadcast) -> Screen:
    """Results for everybody: the title and the text, in each language that has one."""
    lines: list[Said] = []
    for title, text in ((broadcast.title, broadcast.text_ro), (broadcast.title_ru, broadcast.text_ru)):
        lines += [one for one in (title, text) if one]
    return Screen("groups.results", tuple(lines))
