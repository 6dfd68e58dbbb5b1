"""How a member's standing with its annual report is said in one line, and in one screen."""

from collections.abc import Iterator

from handlers.context import Context
from handlers.messages import Day, Listed, Said, say
from handlers.missing.view import Line
from storage import people, reminders
from storage.obligations import Note, State
from storage.plan import TOWN
from storage.reminders import Decision

ARRIVED = (Decision.SENT, Decision.LATE, Decision.JOINED)
"""Decisions that put something before a person's eyes."""

NEWEST = 5
"""Notes and days of reminders that a card shows."""


def standing(line: Line) -> Said:
    """The state in words, with the promised day."""
    if line.state is State.PROMISED and line.owed.promised_until is not None:
        return say("missing.state.promised", day=Day(line.owed.promised_until))
    return say(f"missing.state.{line.state}")


def contact(context: Context, line: Line) -> Said:
    """The last contact and the telephone."""
    day: Said = say("missing.contact.never")
    if line.last is not None:
        day = say("missing.contact.day", day=Day(context.world.local_date(line.last)))
    if line.contact.phone is None:
        return day
    return Listed((day, say("missing.phone", phone=line.contact.phone)))


def in_a_list(context: Context, number: int, line: Line) -> Said:
    """One line of the list; only what is out of the ordinary is said of the state."""
    parts = [contact(context, line)]
    if line.state in (State.PROMISED, State.EXCUSED):
        parts.insert(0, standing(line))
    return say("missing.line", number=number, organisation=line.name, text=Listed(tuple(parts), " · "))


def in_a_card(context: Context, line: Line) -> Iterator[Said]:
    """Everything that is known of one member's report."""
    yield say("missing.card", organisation=line.name, year=line.owed.period)
    yield say("missing.card.state", state=standing(line), day=Day(line.owed.due_on, "numeric"))
    yield contact(context, line)
    names = [one.name for one in line.contact.people if one.name]
    yield say("missing.card.people", names=", ".join(names)) if names else say("missing.card.nobody")
    yield from _reminded(context, line)
    for note in line.notes[-NEWEST:]:
        yield noted(context, note)


def noted(context: Context, note: Note) -> Said:
    """One note of the secretariat: when, who, what, and their word about it."""
    name = people.name_of(context.connection, note.author_id) if note.author_id else ""
    day = Day(context.world.local_date(note.at))
    said = say(f"missing.note.{note.kind}", day=day, name=name or say("missing.somebody"))
    return say("missing.note.words", note=said, text=note.said) if note.said else said


def _reminded(context: Context, line: Line) -> Iterator[Said]:
    """The days on which somebody was reminded, and how many people."""
    days: dict[Day, int] = {}
    for one in reminders.about(context.connection, line.owed.about):
        if one.decision in ARRIVED:
            day = Day(one.decided_at.astimezone(TOWN).date())
            days[day] = days.get(day, 0) + 1
    for day, number in list(days.items())[-NEWEST:]:
        yield say("missing.reminded", number, day=day)
