"""Reminding only those who have not answered an invitation: who gets it, who does not and why."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.broadcast import approval, board, preview, sending
from handlers.broadcast.audience import Addressee, Audience
from handlers.broadcast.facts import calendar_of
from handlers.broadcast.hours import STOP, goes_at, local_day, local_hour, next_morning
from handlers.context import Context
from handlers.errors import Invalid
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from storage import audience as rows
from storage import audit, broadcasts, meetings, outbox
from storage.audience import Speaker
from storage.broadcasts import Broadcast, Recipient
from storage.meetings import Meeting

APART = timedelta(days=2)
"""Nobody is reminded by hand of the same invitation again within this time."""

ANSWERED, LEFT, UNREACHABLE, WAITING, REMINDED = "answered", "left", "unreachable", "waiting", "reminded"
WHY = (ANSWERED, REMINDED, UNREACHABLE, WAITING, LEFT)
"""Why somebody is not reminded, in the order in which it is told."""


@dataclass(frozen=True)
class Reminded:
    """Who is reminded, and how many are not for each reason."""

    people: tuple[Addressee, ...]
    left_out: Counter[str]

    @property
    def audience(self) -> Audience:
        """The same as an audience."""
        return Audience(self.people, ())


def choose(
    recipients: Sequence[Recipient],
    speakers: Sequence[Speaker],
    answered: Collection[int],
    lately: Collection[int],
) -> Reminded:
    """Who is reminded: people with an organisation that is silent, that they still speak for. Pure.

    ``answered`` are organisations, ``lately`` people who were reminded a short while ago.
    """
    by_person: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        by_person.setdefault(speaker.person, []).append(speaker)
    chosen: list[Addressee] = []
    left_out: Counter[str] = Counter()
    for one in recipients:
        if one.person_id is None:
            continue
        theirs = by_person.get(one.person_id, [])
        silent = tuple(
            dict.fromkeys(
                role.organisation
                for role in theirs
                if role.organisation in one.organisations and role.organisation not in answered
            )
        )
        why = _why_not(one, theirs, silent, one.person_id in lately)
        if why is not None:
            left_out[why] += 1
        else:
            chosen.append(Addressee(one.person_id, theirs[0].name, theirs[0].language, silent, True))
    return Reminded(tuple(chosen), left_out)


def _why_not(one: Recipient, theirs: Sequence[Speaker], silent: Sequence[int], lately: bool) -> str | None:
    if not any(role.organisation in one.organisations for role in theirs):
        return LEFT
    if not silent:
        return ANSWERED
    if not theirs[0].reachable:
        return UNREACHABLE
    if one.rung == broadcasts.QUEUED:
        return WAITING
    return REMINDED if lately else None


def ask(context: Context, number: int) -> list[Reply]:
    """What they will read, how many they are, who is left out and why."""
    broadcast, meeting = _invitation(context, number)
    found = _found(context, broadcast, meeting)
    if not found.people:
        lines = (say("broadcast.remind.nobody"), *_left_out(found))
        return [Reply(Screen("broadcast.remind", lines, choices=(_back(number),)))]
    reminder = _reminder(context, broadcast)
    shown = preview.previews(context, (reminder, meeting), found.audience)
    lines = (*shown, preview.counted(found.audience), *_left_out(found), *_hours(context))
    return [Reply(Screen("broadcast.remind", lines, choices=(*_ways(context, number, found), _back(number))))]


def _hours(context: Context) -> tuple[Said, ...]:
    goes = goes_at(calendar_of(context), context.now, None)
    if goes - context.now <= STOP:
        return ()
    day, now = Day(local_day(goes), "long"), local_hour(context.now)
    return (say("broadcast.closed", now=now, day=day, hour=local_hour(goes)),)


def _ways(context: Context, number: int, found: Reminded) -> tuple[Choice, ...]:
    calendar, people = calendar_of(context), len(found.people)
    morning = next_morning(calendar, context.now)
    label = say("broadcast.send_at.button", day=Day(local_day(morning)), hour=local_hour(morning))
    later = Choice("broadcast.remind_them", label, (number, people, morning.isoformat()))
    if goes_at(calendar, context.now, None) - context.now > STOP:
        return (replace(later, role=Role.PRIMARY),)
    now = say("broadcast.remind_now.button", people)
    return (Choice("broadcast.remind_them", now, (number, people, ""), role=Role.PRIMARY), later)


def _back(number: int) -> Choice:
    return Choice("broadcast.board", say("broadcast.board.back.button"), (number,), role=Role.NAV)


def _left_out(found: Reminded) -> tuple[Said, ...]:
    return tuple(
        say(f"broadcast.left_out.{why}", number=found.left_out[why]) for why in WHY if found.left_out[why]
    )


def send(context: Context, number: int, people: int, at: str = "") -> list[Reply]:
    """Remind them; when others than were shown would get it, the new number is asked first."""
    broadcast, meeting = _invitation(context, number)
    found = _found(context, broadcast, meeting)
    if len(found.people) != people:
        first, *rest = ask(context, number)
        return [replace(first, screen=replace(first.screen, error=say("broadcast.changed"))), *rest]
    wished = datetime.fromisoformat(at) if at else None
    goes = goes_at(calendar_of(context), context.now, wished)
    if goes >= meeting.starts_at:
        raise Invalid(say("broadcast.too_late"))
    content = broadcasts.Content(
        broadcasts.REMINDER,
        broadcast.title,
        title_ru=broadcast.title_ru,
        meeting_id=meeting.id,
        audience={"of": number},
        answer_by=broadcast.answer_by,
    )
    written = broadcasts.add(
        context.connection, context.now, content, context.person, state=broadcasts.APPROVED, send_at=goes
    )
    told = broadcasts.change(
        context.connection, written.id, approved_by=context.person, approved_at=context.now
    )
    sending.send(context.connection, context.now, told, found.people, goes)
    audit.append(context.connection, context.now, context.person, "broadcast.remind", told.subject)
    return [board.opened(context, told), *approval.copies(context, told, meeting, found.audience)]


def _invitation(context: Context, number: int) -> tuple[Broadcast, Meeting]:
    broadcast = approval.known(context, number)
    meeting = meetings.get(context.connection, broadcast.meeting_id or 0)
    if broadcast.kind != broadcasts.INVITATION or meeting is None or broadcast.approved_at is None:
        raise Invalid(say("broadcast.no_answers"))
    if context.now >= meeting.starts_at or meeting.state == meetings.CANCELLED:
        raise Invalid(say("broadcast.too_late"))
    return broadcast, meeting


def _found(context: Context, broadcast: Broadcast, meeting: Meeting) -> Reminded:
    connection = context.connection
    return choose(
        broadcasts.recipients(connection, broadcast.id),
        rows.speakers(connection),
        broadcasts.answered_by(connection, broadcast.id),
        _lately(context, meeting),
    )


def _lately(context: Context, meeting: Meeting) -> frozenset[int]:
    """Who has been reminded of this meeting by hand a short while ago, or is about to be."""
    return frozenset(
        one.person_id
        for broadcast in broadcasts.of_meeting(context.connection, meeting.id)
        if broadcast.kind == broadcasts.REMINDER and broadcast.created_at > context.now - APART
        for one in broadcasts.recipients(context.connection, broadcast.id)
        if one.person_id is not None and one.rung not in (outbox.CANCELLED, broadcasts.NOWHERE)
    )


def _reminder(context: Context, broadcast: Broadcast) -> Broadcast:
    """The reminder as it will be written: the question alone, without the text of the invitation."""
    return replace(
        broadcast, kind=broadcasts.REMINDER, text_ro="", text_ru=None, files=(), created_at=context.now
    )
