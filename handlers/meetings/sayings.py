"""What the steps of a meeting say: alone as a screen, or as a line in another message, with their buttons."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from handlers.meetings.words import name_of, place_of, title_of, when_of
from handlers.messages import Choice, Role, Said, Screen, say
from handlers.rsvp.card import Card, answered, answers_of, invitation, way
from storage import broadcasts, organisations, people, rsvp
from storage.database import Connection
from storage.meetings import Meeting
from storage.people import Place


@dataclass(frozen=True)
class Saying:
    """One step in words."""

    screen: Callable[[], Screen]
    line: Said
    choices: tuple[Choice, ...]


def confirming(meeting: Meeting) -> Saying:
    """To the secretariat: the day, the theme and the room are to be confirmed."""
    line = say("meetings.due.confirm", title=name_of(meeting), when=when_of(meeting))
    confirm = Choice("meetings.confirm", say("meetings.confirm.button"), (meeting.id,), role=Role.PRIMARY)
    return _at_desk("meetings.due.confirm", line, (confirm, _open(meeting)))


def inviting(meeting: Meeting) -> Saying:
    """To the secretariat: the invitation is to be prepared."""
    line = say("meetings.due.invite", title=name_of(meeting), when=when_of(meeting))
    return _at_desk("meetings.due.invite", line, (_open(meeting),))


def minutes(meeting: Meeting) -> Saying:
    """To the secretariat: the minutes are to be added."""
    line = say("meetings.due.minutes", title=name_of(meeting), when=when_of(meeting))
    file = Choice("meetings.minutes", say("meetings.minutes.button"), (meeting.id,), role=Role.PRIMARY)
    not_held = Choice("meetings.not_held", say("meetings.not_held.button"), (meeting.id,))
    return _at_desk("meetings.due.minutes", line, (file, not_held))


def _open(meeting: Meeting) -> Choice:
    return Choice("meetings.card", say("meetings.card.button"), (meeting.id,))


def _at_desk(key: str, line: Said, choices: tuple[Choice, ...]) -> Saying:
    return Saying(partial(Screen, key, (line,), choices=choices), line, choices)


def silent(connection: Connection, meeting: Meeting, person: int, those: tuple[int, ...]) -> Saying:
    """To who has not answered: the invitation once more."""
    line = say("meetings.due.silent.line", title=title_of(meeting), when=when_of(meeting))
    yes, no, _ = answers_of(meeting, those[0] if len(those) == 1 else 0)
    return Saying(partial(_asked_again, connection, meeting, person, those), line, (yes, no))


def _asked_again(connection: Connection, meeting: Meeting, person: int, those: tuple[int, ...]) -> Screen:
    card = _card(connection, meeting, person, those)
    shown = invitation(card.meeting, card.broadcast, card.place, card.organisations, card.answers)
    return replace(shown, body=(say("meetings.due.silent"), *shown.body))


def reminding(
    connection: Connection, meeting: Meeting, person: int, those: tuple[int, ...], same_day: bool
) -> Saying:
    """To who comes: the hour and the place; on the day also the button of who has come."""
    line = say("meetings.due.coming", title=title_of(meeting), when=when_of(meeting), place=place_of(meeting))
    here = Choice("rsvp.arrived", say("rsvp.arrived.button"), (meeting.id,), role=Role.PRIMARY)
    show = Choice("rsvp.show", say("meetings.due.change.button"), (meeting.id,))
    choices = (*((here,) if same_day else ()), show)
    screen = partial(_coming, connection, meeting, person, those, line, (*choices, *way(meeting)))
    return Saying(screen, line, choices)


def _coming(
    connection: Connection,
    meeting: Meeting,
    person: int,
    those: tuple[int, ...],
    line: Said,
    choices: tuple[Choice, ...],
) -> Screen:
    told = answered(_card(connection, meeting, person, those))
    return Screen("meetings.due.coming", (line, *told), choices=choices)


def _card(connection: Connection, meeting: Meeting, person: int, those: tuple[int, ...]) -> Card:
    place = people.reach(connection, person) or Place(person, "", "", "", "ro")
    found = [organisations.get(connection, one) for one in those]
    sent = [one for one in broadcasts.of_meeting(connection, meeting.id) if one.kind == broadcasts.INVITATION]
    return Card(
        meeting,
        sent[-1] if sent else None,
        place,
        [one for one in found if one is not None],
        rsvp.of(connection, meeting.id, those),
    )
