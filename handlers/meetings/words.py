"""A meeting in words: its name, its day, its place, its state. Keys and values, no sentences."""

from collections.abc import Mapping

from handlers.messages import Day, InEach, Listed, Said, say
from storage.meetings import (
    CANCELLED,
    CONFIRMED,
    DIALOGUE,
    HELD,
    NETWORK,
    OTHER,
    PROPOSED,
    THEMATIC,
    Meeting,
)
from storage.moves import Facts

KINDS: Mapping[str, Said] = {
    THEMATIC: say("meetings.kind.thematic"),
    DIALOGUE: say("meetings.kind.dialogue"),
    NETWORK: say("meetings.kind.network"),
    OTHER: say("meetings.kind.other"),
}
STATES: Mapping[str, Said] = {
    PROPOSED: say("meetings.state.proposed"),
    CONFIRMED: say("meetings.state.confirmed"),
    HELD: say("meetings.state.held"),
    CANCELLED: say("meetings.state.cancelled"),
}


def name_of(meeting: Meeting) -> Said:
    """Its title, or what kind of meeting it is while it has none."""
    return title_of(meeting) if meeting.title else KINDS[meeting.kind]


def title_of(said: Meeting | Facts) -> InEach:
    """A title for readers of each language."""
    return InEach(said.title, said.title_ru or said.title, said.title)


def when_of(said: Meeting | Facts) -> Said:
    """The day and the hour: "miercuri, 18 noiembrie, ora 15:00"."""
    return say("meetings.when", day=Day(said.held_on, "long"), time=said.begins)


def place_of(said: Meeting | Facts) -> Said:
    """Where it is: the place, the link, or both."""
    parts = tuple(one for one in (said.place, said.link) if one)
    return Listed(parts, " · ") if parts else say("meetings.place.none")


def period_of(meeting: Meeting) -> Said | None:
    """What it is owed for; None for a meeting that no rule asks for."""
    if meeting.period is None:
        return None
    year, _, quarter = meeting.period.partition("-Q")
    return say("newsletter.quarter.name", quarter=int(quarter), year=year) if quarter else year


def differences(before: Facts, after: Facts) -> tuple[Said, ...]:
    """Only what changed, a line each: "Data: 18 noiembrie → 25 noiembrie"."""
    lines: list[Said] = []
    if before.title != after.title:
        lines.append(say("meetings.change.title", old=title_of(before), new=title_of(after)))
    if before.held_on != after.held_on:
        old, new = Day(before.held_on, "long"), Day(after.held_on, "long")
        lines.append(say("meetings.change.day", old=old, new=new))
    if before.begins != after.begins:
        lines.append(say("meetings.change.begins", old=before.begins, new=after.begins))
    if (before.place, before.link) != (after.place, after.link):
        lines.append(say("meetings.change.place", old=place_of(before), new=place_of(after)))
    return tuple(lines)
