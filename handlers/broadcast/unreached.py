"""Those whom a broadcast has not reached: the list to call by telephone, and messages in doubt."""

from dataclasses import dataclass

from handlers.broadcast import approval, board, sending
from handlers.broadcast.card import Cards
from handlers.context import Context
from handlers.messages import Choice, InEach, Listed, Reply, Role, Said, Screen, say
from storage import audience, audit, broadcasts, meetings, organisations, outbox, people, recipients
from storage.broadcasts import Broadcast, Recipient
from storage.database import Connection

PAGE = 12
DOUBTS = 5
"""Messages in doubt on one page: each has two buttons."""

NOBODY = "nobody"
"""Why an organisation must be called that has no coordinator at all."""


@dataclass(frozen=True)
class Call:
    """Whom to call: the organisation, its telephone, the person if there is one, and why."""

    organisation: organisations.Organisation
    phone: str
    name: str
    why: str


def calls(connection: Connection, broadcast: Broadcast) -> tuple[Call, ...]:
    """One line for each organisation and person that nothing has reached, by the names of organisations.

    An organisation that another person was reached for, or that has answered, need not be called.
    """
    everybody = broadcasts.recipients(connection, broadcast.id)
    reached = {one for person in everybody if _is_reached(person) for one in person.organisations}
    reached |= broadcasts.answered_by(connection, broadcast.id)
    wanted = {
        (organisation, one.person_id or 0): one.rung
        for one in everybody
        if not _is_reached(one) and one.rung in board.UNREACHED
        for organisation in one.organisations
        if organisation not in reached
    } | {(organisation, 0): NOBODY for organisation in broadcast.audience.get("unserved", ())}
    names = {person: people.name_of(connection, person) for _, person in wanted if person}
    phones = audience.phones(connection)
    return tuple(
        Call(one, phones.get(one.id, ""), names.get(person, ""), why)
        for one in organisations.members(connection)
        for (organisation, person), why in wanted.items()
        if organisation == one.id
    )


def _is_reached(one: Recipient) -> bool:
    return one.rung == outbox.SENT or one.tapped_at is not None


def listed(context: Context, number: int, page: int = 0) -> list[Reply]:
    """The call list in the chat, and as a file."""
    broadcast = approval.known(context, number)
    found = calls(context.connection, broadcast)
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    first = page * PAGE + 1
    lines = [line(one, at) for at, one in enumerate(found[page * PAGE : (page + 1) * PAGE], first)]
    choices: list[Choice] = []
    if found:
        choices.append(Choice("broadcast.call_sheet", say("broadcast.sheet.button"), (number,)))
    if page < last:
        choices.append(Choice("broadcast.calls", say("list.next.button"), (number, page + 1), role=Role.NAV))
    if page > 0:
        turn = (number, page - 1)
        choices.append(Choice("broadcast.calls", say("list.previous.button"), turn, role=Role.NAV))
    choices.append(Choice("broadcast.board", say("broadcast.board.back.button"), (number,), role=Role.NAV))
    label = say("broadcast.calls", len(found)) if found else say("broadcast.calls.none")
    return [Reply(Screen("broadcast.calls", (label, *lines), choices=tuple(choices)))]


def line(call: Call, number: int) -> Said:
    """A line of the call list: organisation, person, telephone, why."""
    one = call.organisation
    known: list[Said] = [InEach(one.name, one.name_ru or one.name, one.name)]
    known += [part for part in (call.name, call.phone) if part]
    return say(
        "broadcast.call",
        number=number,
        who=Listed(tuple(known), ", "),
        why=say(f"broadcast.why.{call.why}"),
    )


def doubts(context: Context, number: int, said: Said | None = None) -> list[Reply]:
    """Messages of which nobody knows whether they arrived: send again, or leave it at that."""
    broadcast = approval.known(context, number)
    found = _doubtful(context, broadcast)
    if not found:
        return [board.opened(context, broadcast, said)]
    names = {one.id: InEach(one.name, one.name_ru or one.name, one.name) for one in context.members}
    lines: list[Said] = []
    choices: list[Choice] = []
    for at, one in enumerate(found[:DOUBTS], 1):
        theirs = Listed(tuple(names[it] for it in one.organisations if it in names))
        person = people.name_of(context.connection, one.person_id or 0)
        lines.append(say("broadcast.doubt", number=at, name=person, organisations=theirs))
        again = say("broadcast.again.button", at=at)
        choices.append(Choice("broadcast.resend", again, (number, one.id)))
        choices.append(Choice("broadcast.leave", say("broadcast.leave.button", at=at), (number, one.id)))
    choices.append(Choice("broadcast.resend", say("broadcast.again_all.button", len(found)), (number, 0)))
    choices.append(Choice("broadcast.leave", say("broadcast.leave_all.button"), (number, 0)))
    choices.append(Choice("broadcast.board", say("broadcast.board.back.button"), (number,), role=Role.NAV))
    body = (say("broadcast.doubts", len(found)), *lines)
    return [Reply(Screen("broadcast.doubts", body, error=said, choices=tuple(choices)))]


def _doubtful(context: Context, broadcast: Broadcast, recipient: int = 0) -> tuple[Recipient, ...]:
    everybody = broadcasts.recipients(context.connection, broadcast.id)
    open_ones = (one for one in everybody if one.rung == outbox.UNCERTAIN and one.settled_at is None)
    return tuple(one for one in open_ones if recipient in (0, one.id))


def resend(context: Context, number: int, recipient: int) -> list[Reply]:
    """Send the card again to those in doubt; somebody who can be reached nowhere stays on the list."""
    broadcast = approval.known(context, number)
    meeting = meetings.get(context.connection, broadcast.meeting_id or 0)
    cards = Cards(context.connection, broadcast, meeting)
    chosen = _doubtful(context, broadcast, recipient)
    sent = 0
    for one in chosen:
        place = people.reach(context.connection, one.person_id or 0)
        if place is None:
            continue
        span = (context.now, None if meeting is None else meeting.starts_at)
        shown = cards.card(place, one.organisations)
        row = sending.write(
            context.connection, context.now, broadcast, place, (None, shown), span, copy=one.outbox_id or 0
        )
        if row is not None:
            recipients.point_to(context.connection, one.id, row.id)
            sent += 1
    _audit(context, "broadcast.resend", broadcast)
    return doubts(context, number, say("broadcast.resent", sent))


def leave(context: Context, number: int, recipient: int) -> list[Reply]:
    """Leave it at that: they are asked about no more, and stay on the call list."""
    broadcast = approval.known(context, number)
    for one in _doubtful(context, broadcast, recipient):
        recipients.settle(context.connection, context.now, one.id)
    _audit(context, "broadcast.leave", broadcast)
    return doubts(context, number)


def _audit(context: Context, action: str, broadcast: Broadcast) -> None:
    audit.append(context.connection, context.now, context.person, action, broadcast.subject)
