"""The steps of meetings: what the secretariat is reminded of, who is asked again, who hears where to come.

A step names the present version of its meeting, so nothing about a former day is ever said. Moments and
rights of steps are data (``storage.rules``); who hears what when is decided in ``handlers.proactive``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.meetings.phase import live
from handlers.meetings.sayings import Saying, confirming, inviting, minutes, reminding, silent
from handlers.proactive import steps as moments
from handlers.proactive.due import Due, Look
from storage import broadcasts, meetings, outbox, rsvp
from storage.broadcasts import Broadcast, Recipient
from storage.meetings import CONFIRMED, PROPOSED, Meeting
from storage.plan import TOWN
from storage.rsvp import YES
from storage.rules import Step

BEFORE, AFTER = timedelta(days=60), timedelta(days=30)
"""Steps of a meeting lie within so many days around it."""

SETTLING = timedelta(days=1)
"""Who was invited, asked again or told of a change less than so long before a step needs no step."""

WENT = (outbox.SENT, outbox.UNCERTAIN)


@dataclass(frozen=True)
class Moment:
    """A step of a meeting with its time."""

    meeting: Meeting
    step: Step
    at: datetime
    until: datetime


def steps(look: Look) -> Iterator[Due]:
    """Each step of each meeting that is not settled, for each person it speaks to."""
    first, last = (moment.astimezone(TOWN).date() for moment in (look.first, look.last))
    for meeting in meetings.coming(look.connection, first - AFTER, last + BEFORE):
        if meeting.state in (PROPOSED, CONFIRMED):
            for step in look.rules.meeting(meeting.kind).steps:
                at, until = moments.before_start(step, meeting.starts_at, look.calendar)
                if step.on and look.touches(at, until):
                    yield from _of_step(look, Moment(meeting, step, at, until))


def _of_step(look: Look, when: Moment) -> Iterator[Due]:
    give = GIVEN.get(when.step.name)
    return give(look, when) if give is not None else iter(())


def _desk(look: Look, when: Moment, saying: Saying) -> Iterator[Due]:
    """The same for everybody of the secretariat."""
    for person in look.secretariat:
        yield _due(when, person, saying)


def _due(when: Moment, person: int, saying: Saying) -> Due:
    meeting, step = when.meeting, when.step
    return Due(
        key=f"{meeting.subject}v{meeting.version}:{step.name}:p{person}",
        person=person,
        subject=meeting.subject,
        at=when.at,
        until=when.until,
        rank=moments.RANKS[step.rank],
        screen=saying.screen,
        line=saying.line,
        choices=saying.choices,
        same_day=step.minutes is not None,
    )


def _confirm(look: Look, when: Moment) -> Iterator[Due]:
    if when.meeting.state == PROPOSED:
        yield from _desk(look, when, confirming(when.meeting))


def _invitation(look: Look, when: Moment) -> Iterator[Due]:
    """The invitation goes by itself once it is prepared; until then the secretariat is told."""
    if _invited(look, when.meeting) is None:
        is_proposed = when.meeting.state == PROPOSED
        saying = confirming(when.meeting) if is_proposed else inviting(when.meeting)
        yield from _desk(look, when, saying)


def _minutes(look: Look, when: Moment) -> Iterator[Due]:
    if when.meeting.state == CONFIRMED:
        yield from _desk(look, when, minutes(when.meeting))


def _silent(look: Look, when: Moment) -> Iterator[Due]:
    """People whose organisations have not answered."""
    if when.meeting.state != CONFIRMED or not _is_settled(when, when.meeting.changed_at):
        return
    answered = {one.organisation_id for one in rsvp.of_meeting(look.connection, when.meeting.id)}
    for person, organisations in _readers(look, when).items():
        waiting = tuple(one for one in organisations if one not in answered)
        if waiting:
            yield _due(when, person, silent(look.connection, when.meeting, person, waiting))


def _coming(look: Look, when: Moment) -> Iterator[Due]:
    """People of organisations that come; who has said so or heard of a change just now knows it."""
    if when.meeting.state != CONFIRMED or when.meeting.changed_at >= when.at:
        return
    coming = {
        one.organisation_id
        for one in rsvp.of_meeting(look.connection, when.meeting.id)
        if one.answer == YES and one.answered_at < when.at
    }
    for person, organisations in _readers(look, when).items():
        theirs = tuple(one for one in organisations if one in coming)
        if theirs:
            same_day = when.step.minutes is not None
            yield _due(when, person, reminding(look.connection, when.meeting, person, theirs, same_day))


Give = Callable[[Look, Moment], Iterator[Due]]
GIVEN: dict[str, Give] = {
    "confirm": _confirm,
    "invitation": _invitation,
    "silent": _silent,
    "tomorrow": _coming,
    "today": _coming,
    "minutes": _minutes,
}
"""What each step of a rule of meetings is, by its name."""


def _invited(look: Look, meeting: Meeting) -> Broadcast | None:
    return live(broadcasts.of_meeting(look.connection, meeting.id), broadcasts.INVITATION)


def _is_settled(when: Moment, moment: datetime | None) -> bool:
    return moment is not None and moment + SETTLING <= when.at


def _readers(look: Look, when: Moment) -> dict[int, tuple[int, ...]]:
    """Who was invited long enough before, with the organisations that they still speak for."""
    found: dict[int, set[int]] = {}
    for sent in broadcasts.of_meeting(look.connection, when.meeting.id):
        if sent.kind == broadcasts.INVITATION:
            for one in broadcasts.recipients(look.connection, sent.id):
                if one.person_id is not None and _has_it(look, when, sent, one):
                    found.setdefault(one.person_id, set()).update(one.organisations)
    return {person: _spoken_for(look, person, those) for person, those in sorted(found.items())}


def _has_it(look: Look, when: Moment, sent: Broadcast, one: Recipient) -> bool:
    """Whether the invitation arrived, or will have by the time of the step."""
    went = one.rung in WENT or (one.rung == broadcasts.QUEUED and look.now < when.at)
    return went and _is_settled(when, one.sent_at or sent.send_at or sent.approved_at)


def _spoken_for(look: Look, person: int, organisations: set[int]) -> tuple[int, ...]:
    return tuple(
        one
        for one in sorted(organisations)
        if any(each.person_id == person for each in look.of_organisation(one))
    )
