"""The card of an invitation: what it asks and what it shows once it is answered. Pure.

The same message goes through all of these; what a tap does stands in ``answering``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Choice, Day, Input, Role, Said, Screen, say
from handlers.rsvp.rules import State, may_arrive, state_of
from handlers.understand.addresses import map_of
from storage.broadcasts import Broadcast
from storage.meetings import CANCELLED, Meeting
from storage.organisations import Organisation
from storage.people import Place
from storage.plan import TOWN
from storage.rsvp import MAYBE, NO, YES, Rsvp

KEY = "rsvp.card"
"""Screens that are an invitation, answered or not."""

AT_ONCE = 3
"""So many persons have a button of their own; more are typed or chosen from more buttons."""


@dataclass(frozen=True)
class Card:
    """All that an invitation shows to one reader.

    ``arrived`` are the organisations they came for, ``focus`` the one that was just answered for.
    """

    meeting: Meeting
    broadcast: Broadcast | None
    place: Place
    organisations: Sequence[Organisation]
    answers: Mapping[int, Rsvp]
    arrived: frozenset[int] = frozenset()
    focus: int = 0

    def name(self, organisation: int) -> str:
        """The name of an organisation for this reader."""
        found = next(one for one in self.organisations if one.id == organisation)
        return found.name_ru or found.name if self.place.language == "ru" else found.name

    @property
    def silent(self) -> tuple[int, ...]:
        """The reader's organisations that have not answered."""
        return tuple(one.id for one in self.organisations if one.id not in self.answers)

    @property
    def latest(self) -> Rsvp | None:
        """The answer that the buttons are about."""
        only = self.organisations[0].id if self.organisations else 0
        return self.answers.get(self.focus or only)


def invitation(
    meeting: Meeting,
    broadcast: Broadcast | None,
    place: Place,
    organisations: Sequence[Organisation],
    answers: Mapping[int, Rsvp],
) -> Screen:
    """The card as it is sent: with an answer that a colleague gave meanwhile it shows that."""
    return shown(Card(meeting, broadcast, place, organisations, answers), None)


def shown(card: Card, now: datetime | None, said: Said | None = None) -> Screen:
    """The card as it stands; ``now`` None is before the meeting, ``said`` is a word about it first."""
    state = State.OPEN if now is None else state_of(card.meeting, now)
    lines = [announced(card.meeting, card.place.language)]
    if card.broadcast is not None and card.broadcast.text_in(card.place.language):
        lines.append(card.broadcast.text_in(card.place.language))
    lines += answered(card)
    if state is State.OPEN and card.silent:
        lines.append(_asked(card))
    if card.arrived:
        lines.append(say("rsvp.has_arrived"))
    choices = (*_choices(card, state), *arriving(card, now))
    counted = state is State.OPEN and card.latest is not None and card.latest.answer == YES
    typed = Input("integer") if counted else Input()
    return Screen(KEY, tuple(lines), error=said or _state_said(state), choices=choices, input=typed)


def announced(meeting: Meeting, language: str) -> Said:
    """What, when and where, in one sentence."""
    title, day = meeting.title_in(language), Day(meeting.held_on, "long")
    if meeting.place:
        return say("rsvp.invitation", title=title, day=day, time=meeting.begins, place=meeting.place)
    return say("rsvp.invitation.online", title=title, day=day, time=meeting.begins, link=meeting.link or "")


def answered(card: Card) -> list[Said]:
    """What each of the reader's organisations answered."""
    lines: list[Said] = []
    for one in card.organisations:
        if one.id in card.answers:
            lines += _answer(card, card.answers[one.id])
    return lines


def _answer(card: Card, rsvp: Rsvp) -> list[Said]:
    lines = [_said(rsvp, card.name(rsvp.organisation_id))]
    if rsvp.reason:
        lines.append(say("rsvp.reason", reason=rsvp.reason))
    if rsvp.version < card.meeting.version:
        lines.append(say("rsvp.before_change"))
    return lines


def _said(rsvp: Rsvp, organisation: str) -> Said:
    moment = f"{rsvp.answered_at.astimezone(TOWN):%d.%m, %H:%M}"
    name = rsvp.name or say("rsvp.somebody")
    if rsvp.answer == YES:
        persons = rsvp.persons
        return say("rsvp.answered.yes", persons, organisation=organisation, name=name, moment=moment)
    if rsvp.delegate_id is not None:
        by, to = name, rsvp.delegate
        return say("rsvp.answered.delegate", organisation=organisation, name=by, delegate=to, moment=moment)
    if rsvp.answer == NO:
        return say("rsvp.answered.no", organisation=organisation, name=name, moment=moment)
    return say("rsvp.answered.maybe", organisation=organisation, name=name, moment=moment)


def _asked(card: Card) -> Said:
    if card.answers and len(card.silent) == 1:
        return say("rsvp.ask.other", organisation=card.name(card.silent[0]))
    until = card.broadcast.answer_by if card.broadcast is not None else None
    return say("rsvp.ask") if until is None else say("rsvp.ask.until", day=Day(until, "long"))


def _state_said(state: State) -> Said | None:
    match state:
        case State.CANCELLED:
            return say("rsvp.cancelled")
        case State.BEGUN:
            return say("rsvp.begun")
        case State.OVER:
            return say("rsvp.over")
        case State.OPEN:
            return None


def _choices(card: Card, state: State) -> tuple[Choice, ...]:
    if state is not State.OPEN:
        return in_calendar(card) if state is State.CANCELLED else ()
    after = () if card.latest is None else _after(card, card.latest)
    if card.silent:
        return (*after, *answers_of(card.meeting, card.silent[0] if len(card.silent) == 1 else 0))
    calendar = Choice("rsvp.calendar", say("rsvp.calendar.button"), (card.meeting.id,))
    return (*after, calendar, *way(card.meeting)) if after else ()


def answers_of(meeting: Meeting, organisation: int) -> tuple[Choice, ...]:
    """The three answers; organisation 0 is asked for after the tap."""
    return (
        Choice("rsvp.answer", say("rsvp.yes.button"), (meeting.id, organisation, YES), role=Role.PRIMARY),
        Choice("rsvp.answer", say("rsvp.no.button"), (meeting.id, organisation, NO)),
        Choice("rsvp.answer", say("rsvp.maybe.button"), (meeting.id, organisation, MAYBE)),
    )


def _after(card: Card, rsvp: Rsvp) -> tuple[Choice, ...]:
    """What goes with an answer: how many persons, who goes instead and why, and changing it."""
    about = (card.meeting.id, rsvp.organisation_id)
    is_only = len(card.organisations) == 1
    change = Choice("rsvp.change", say("rsvp.change.button"), about if is_only else (card.meeting.id, 0))
    if rsvp.answer == YES:
        few = (number for number in range(1, AT_ONCE + 1) if number != rsvp.persons)
        numbers = [Choice("rsvp.persons", str(number), (*about, number)) for number in few]
        more = Choice("rsvp.many", say("rsvp.many.button", number=AT_ONCE + 1), about)
        return (*numbers, more, change)
    if rsvp.answer == NO:
        delegate = Choice("rsvp.delegate", say("rsvp.delegate.button"), about)
        return (delegate, Choice("rsvp.reason", say("rsvp.reason.button"), about), change)
    return answers_of(card.meeting, rsvp.organisation_id)[:2] if is_only else (change,)


def in_calendar(card: Card) -> tuple[Choice, ...]:
    """For who comes and may have the meeting in their calendar: its newest state, or out with it."""
    if not any(one.answer == YES for one in card.answers.values()):
        return ()
    is_off = card.meeting.state == CANCELLED
    label = say("rsvp.calendar.off.button") if is_off else say("rsvp.calendar.button")
    return (Choice("rsvp.calendar", label, (card.meeting.id,)),)


def way(meeting: Meeting) -> tuple[Choice, ...]:
    """A link to the map when the place has an address; a link to join when it is online."""
    address = map_of(meeting.place)
    if address is not None:
        return (Choice("rsvp.show", say("rsvp.way.button"), url=address),)
    if meeting.link is not None and meeting.link.startswith("https://"):
        return (Choice("rsvp.show", say("rsvp.join.button"), url=meeting.link),)
    return ()


def arriving(card: Card, now: datetime | None) -> tuple[Choice, ...]:
    """On the day: the button with which somebody says that they have come."""
    if now is None or not card.organisations or not may_arrive(card.meeting, now):
        return ()
    if card.arrived.issuperset(one.id for one in card.organisations):
        return ()
    return (Choice("rsvp.arrived", say("rsvp.arrived.button"), (card.meeting.id,), role=Role.PRIMARY),)
