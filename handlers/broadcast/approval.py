"""Who lets a broadcast go: its author, or another person of the secretariat when it goes to many.

Sending itself is ``sending``; how far it got is ``board``.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.broadcast import board, preview, sending
from handlers.broadcast.audience import Audience
from handlers.broadcast.card import Cards
from handlers.broadcast.content import Wish
from handlers.broadcast.facts import audience_of, calendar_of
from handlers.broadcast.hours import goes_at, local_day, local_hour
from handlers.context import Context
from handlers.errors import Invalid, NotAllowed
from handlers.meetings import change
from handlers.meetings.proposing import owed
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from storage import audit, broadcasts, drafts, meetings, people
from storage.broadcasts import Broadcast
from storage.drafts import Draft
from storage.meetings import Meeting
from storage.moves import facts_of


def submit(context: Context, draft: Draft, wish: Wish, reached: Audience) -> list[Reply]:
    """Write the broadcast; it goes, or the others are asked."""
    meeting = _meeting(context, draft, wish)
    content = replace(
        wish.broadcast,
        meeting_id=None if meeting is None else meeting.id,
        audience={**wish.broadcast.audience, "draft": draft.id},
    )
    written = broadcasts.add(context.connection, context.now, content, context.person, send_at=wish.at)
    _audit(context, "broadcast.write", written)
    subject = {**draft.subject, "broadcast": written.id}
    drafts.redirect(context.connection, replace(draft, subject=subject))
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    if preview.needs_second(context, reached):
        return [*state_of(context, written.id), *_asked(context, written, meeting, reached)]
    return _go(context, written)


def _meeting(context: Context, draft: Draft, wish: Wish) -> Meeting | None:
    """The meeting that is invited to: written now, or confirmed as it was asked for; who was invited before
    an earlier invitation was stopped hears what is different."""
    if wish.meeting is None:
        return None
    known = meetings.get(context.connection, draft.subject.get("meeting", 0))
    if known is None or known.state == meetings.CANCELLED:
        period, known = owed(context.connection, wish.meeting.kind, wish.meeting.held_on)
        content = replace(wish.meeting, period=period)
        if known is None:
            return meetings.add(context.connection, context.now, content, by=context.person)
    told = {name: value for name, value in vars(wish.meeting).items() if name not in ("kind", "period")}
    values = {**told, "ends": known.ends, "state": meetings.CONFIRMED}
    if facts_of(replace(known, **values)) != facts_of(known):
        change.apply(context, known, values)
        return meetings.known(context.connection, known.id)
    return meetings.change(context.connection, context.now, known.id, **values)


def _asked(context: Context, broadcast: Broadcast, meeting: Meeting | None, reached: Audience) -> list[Reply]:
    """The others of the secretariat see it as it will be read and decide."""
    name = people.name_of(context.connection, context.person)
    screen = _question(context, (broadcast, meeting), reached, name)
    return [_notice(broadcast, screen, person, "asked") for person in _others(context)]


def _question(context: Context, letter: preview.Letter, reached: Audience, author: str) -> Screen:
    broadcast, _ = letter
    approve = say("broadcast.approve.button", len(reached.people))
    choices = (
        Choice("broadcast.approve", approve, (broadcast.id,), role=Role.PRIMARY),
        Choice("broadcast.refuse", say("broadcast.refuse.button"), (broadcast.id,)),
    )
    shown = preview.previews(context, letter, reached)
    body = (say("broadcast.asked", name=author), *shown, preview.counted(reached))
    return Screen("broadcast.asked", body, choices=choices)


def _others(context: Context, *besides: int | None) -> list[int]:
    everybody = people.with_role(context.connection, people.SECRETARIAT)
    return [one for one in everybody if one not in (context.person, *besides)]


def _notice(broadcast: Broadcast, screen: Screen, person: int, about: str) -> Reply:
    key = f"{broadcast.subject}:{about}:{person}"
    return Reply(screen, person, Kind.NOTICE, dedupe=key, live=False)


def state_of(context: Context, number: int) -> list[Reply]:
    """Where a broadcast stands: it waits, was refused or withdrawn, or its board."""
    broadcast = known(context, number)
    if broadcast.approved_at is not None:
        return [board.opened(context, broadcast)]
    waits = broadcast.state == broadcasts.WAITS
    mine = broadcast.author_id == context.person
    lines: list[Said] = [say("broadcast.title", title=broadcast.title_in(context.language))]
    choices: list[Choice] = []
    if waits and mine:
        lines.append(say("broadcast.waits"))
        choices.append(Choice("broadcast.withdraw", say("broadcast.withdraw.button"), (number,)))
    elif waits:
        return _asked_here(context, broadcast)
    else:
        lines.append(say("broadcast.refused" if _is_refused(broadcast) else "broadcast.withdrawn"))
        choices += again(context, broadcast)
    choices.append(Choice("broadcast.list", say("broadcast.list.button"), role=Role.NAV))
    return [Reply(Screen("broadcast.waits", tuple(lines), choices=tuple(choices)))]


def _asked_here(context: Context, broadcast: Broadcast) -> list[Reply]:
    """The same question to who opens it from the list."""
    meeting = meetings.get(context.connection, broadcast.meeting_id or 0)
    reached = audience_of(context, broadcast.audience)
    name = people.name_of(context.connection, broadcast.author_id or 0)
    return [Reply(_question(context, (broadcast, meeting), reached, name))]


def _is_refused(broadcast: Broadcast) -> bool:
    return broadcast.state == broadcasts.REFUSED


def again(context: Context, broadcast: Broadcast) -> list[Choice]:
    """Its author may begin again with the same answers."""
    draft = broadcast.audience.get("draft")
    if draft is None or broadcast.author_id != context.person:
        return []
    return [Choice("broadcast.anew", say("broadcast.anew.button"), (draft,))]


def approve(context: Context, number: int) -> list[Reply]:
    """Let it go; not for its author."""
    broadcast = known(context, number)
    if broadcast.author_id == context.person and broadcast.state == broadcasts.WAITS:
        raise Invalid(say("broadcast.not_author"))
    return _go(context, broadcast)


def _go(context: Context, broadcast: Broadcast) -> list[Reply]:
    if broadcast.state != broadcasts.WAITS:
        return decided_before(context, broadcast.id)
    meeting = meetings.get(context.connection, broadcast.meeting_id or 0)
    goes = goes_at(calendar_of(context), context.now, broadcast.send_at)
    if meeting is not None and (goes >= meeting.starts_at or meeting.state == meetings.CANCELLED):
        raise Invalid(say("broadcast.too_late"))
    reached = audience_of(context, broadcast.audience)
    approved = broadcasts.claim(
        context.connection,
        broadcast.id,
        broadcasts.WAITS,
        state=broadcasts.APPROVED,
        approved_by=context.person,
        approved_at=context.now,
        send_at=goes,
        audience={**broadcast.audience, "unserved": list(reached.unserved)},
    )
    if approved is None:
        return decided_before(context, broadcast.id)
    sending.send(context.connection, context.now, approved, reached.people, goes)
    _audit(context, "broadcast.send", approved)
    return [board.opened(context, approved), *copies(context, approved, meeting, reached)]


def decided_before(context: Context, number: int) -> list[Reply]:
    """Somebody was quicker: what they decided is shown."""
    first, *rest = state_of(context, number)
    said = replace(first.screen, error=say("broadcast.decided_before"))
    return [replace(first, screen=said), *rest]


def copies(context: Context, broadcast: Broadcast, meeting: Meeting | None, reached: Audience) -> list[Reply]:
    """Everybody else of the secretariat has at once what goes out, and the way to its answers."""
    cards = Cards(context.connection, broadcast, meeting)
    name = people.name_of(context.connection, context.person)
    goes = broadcast.send_at or context.now
    told: list[Reply] = []
    for person in _others(context):
        place = people.reach(context.connection, person)
        if place is None:
            continue
        day = Day(local_day(goes), "long")
        copy = say("broadcast.copy", name=name, number=broadcast.id, day=day, hour=local_hour(goes))
        body = (copy, *cards.card(place, reached.organisations[:1]).body, preview.counted(reached))
        look = Choice("broadcast.board", say("broadcast.board.button"), (broadcast.id,), role=Role.PRIMARY)
        told.append(_notice(broadcast, Screen("broadcast.copy", body, choices=(look,)), person, "copy"))
    return told


def refuse(context: Context, number: int) -> list[Reply]:
    """It does not go; its author hears by whom."""
    broadcast = known(context, number)
    if broadcast.author_id == context.person:
        raise Invalid(say("broadcast.not_author"))
    return _end(context, broadcast, broadcasts.REFUSED)


def withdraw(context: Context, number: int) -> list[Reply]:
    """Its author takes it back before anybody decided."""
    broadcast = known(context, number)
    if broadcast.author_id != context.person:
        raise NotAllowed
    return _end(context, broadcast, broadcasts.STOPPED)


def _end(context: Context, broadcast: Broadcast, state: str) -> list[Reply]:
    ended = broadcasts.claim(context.connection, broadcast.id, broadcasts.WAITS, state=state)
    if ended is None:
        return decided_before(context, broadcast.id)
    forget_meeting(context, ended)
    _audit(context, f"broadcast.{'refuse' if state == broadcasts.REFUSED else 'withdraw'}", ended)
    return [*state_of(context, ended.id), *_told(context, ended)]


def _told(context: Context, broadcast: Broadcast) -> Sequence[Reply]:
    author = broadcast.author_id
    if broadcast.state != broadcasts.REFUSED or author is None or author == context.person:
        return ()
    name = people.name_of(context.connection, context.person)
    body = say("broadcast.refused_by", name=name, title=broadcast.title)
    draft = broadcast.audience.get("draft")
    choices = (Choice("broadcast.anew", say("broadcast.anew.button"), (draft,)),) if draft else ()
    return (_notice(broadcast, Screen("broadcast.refused", (body,), choices=choices), author, "refused"),)


def forget_meeting(context: Context, broadcast: Broadcast) -> None:
    """Nobody hears of a meeting that was made for an invitation which does not go."""
    meeting = meetings.get(context.connection, broadcast.meeting_id or 0)
    if meeting is None or meeting.created_at != broadcast.created_at:
        return
    meetings.change(context.connection, context.now, meeting.id, state=meetings.CANCELLED)


def known(context: Context, number: int) -> Broadcast:
    """A broadcast by its number; an unknown one is nobody's."""
    found = broadcasts.get(context.connection, number)
    if found is None:
        raise NotAllowed
    return found


def _audit(context: Context, action: str, broadcast: Broadcast) -> None:
    audit.append(context.connection, context.now, context.person, action, broadcast.subject)
