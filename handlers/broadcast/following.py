"""What is done about a broadcast that goes or has gone: looking, stopping it, the answers one by one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from handlers.broadcast import approval, board, sending
from handlers.context import Context
from handlers.errors import Invalid
from handlers.messages import Choice, InEach, Listed, Reply, Role, Said, Screen, say
from handlers.understand.fold import fold
from storage import audit, broadcasts, meetings, outbox, rsvp
from storage.broadcasts import Broadcast, Recipient

PAGE = 15
ACTIVE = (broadcasts.WAITS, broadcasts.APPROVED, broadcasts.PAUSED)
ALL = (*ACTIVE, broadcasts.STOPPED, broadcasts.REFUSED)
LISTED = 8
"""Broadcasts on one page of the list."""

SILENT, ALL_KINDS = "silent", "all"
KINDS = (rsvp.YES, rsvp.MAYBE, rsvp.NO, SILENT)


def listed(context: Context, page: int = 0) -> list[Reply]:
    """What was sent, the newest first, and the ways to begin."""
    found = broadcasts.in_state(context.connection, *ALL)
    last = max(0, (len(found) - 1) // LISTED)
    page = min(max(page, 0), last)
    here = found[page * LISTED : (page + 1) * LISTED]
    lines = tuple(_line(context, one) for one in here)
    choices = [Choice("broadcast.board", str(one.id), (one.id,)) for one in here]
    choices.append(Choice("broadcast.invite", say("broadcast.invite.button"), role=Role.PRIMARY))
    choices.append(Choice("broadcast.write", say("broadcast.write.button")))
    if page < last:
        choices.append(Choice("broadcast.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("broadcast.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    label = say("broadcast.label", len(found)) if found else say("broadcast.none")
    return [Reply(Screen("broadcast.list", (label, *lines), choices=tuple(choices)))]


def typed(context: Context, key: str, text: str) -> list[Reply]:
    """The number of a broadcast, or words of its title, typed at the list."""
    words = fold(text)
    for one in broadcasts.in_state(context.connection, *ALL):
        titles = (one.title, one.title_ru or "")
        named = len(words) >= SHORTEST and any(words in fold(title) for title in titles)
        if text.strip(" .№#") == str(one.id) or named:
            return shown(context, one.id)
    (found,) = listed(context)
    problem = say("broadcast.unknown", text=text.strip()[:60])
    return [replace(found, screen=replace(found.screen, error=problem))]


SHORTEST = 3
"""Letters of a title that is looked for."""


def _line(context: Context, one: Broadcast) -> Said:
    figures = board.figures_of(context.connection, one)
    state = say(f"broadcast.state.{one.state}")
    if one.state in ACTIVE[1:]:
        going = figures.of(broadcasts.QUEUED)
        sent = say("board.rung.sent", number=figures.of(outbox.SENT))
        state = say("broadcast.state.going", number=going) if going else sent
    title = InEach(one.title, one.title_ru or one.title, one.title)
    silent = figures.answers.silent if figures.answers is not None and one.kind == "invitation" else 0
    if silent and figures.meeting is not None and figures.meeting.starts_at > context.now:
        return say("broadcast.line.silent", number=one.id, title=title, state=state, silent=silent)
    return say("broadcast.line", number=one.id, title=title, state=state)


def active(context: Context) -> tuple[int, int]:
    """How many invitations to meetings to come are out, and how many organisations are silent."""
    coming = {one.id: one for one in meetings.coming(context.connection, context.today)}
    found = [
        one
        for one in broadcasts.in_state(context.connection, broadcasts.APPROVED, broadcasts.PAUSED)
        if one.kind == broadcasts.INVITATION
        and one.meeting_id in coming
        and coming[one.meeting_id].starts_at > context.now
    ]
    held = dict.fromkeys(one.meeting_id for one in found)
    silent = sum(rsvp.counts(context.connection, one).silent for one in held if one is not None)
    return len(held), silent


def shown(context: Context, number: int) -> list[Reply]:
    """The board, or where it waits."""
    return approval.state_of(context, number)


def stop(context: Context, number: int) -> list[Reply]:
    """Take back all that waits and say how many had gone."""
    broadcast = approval.known(context, number)
    if broadcast.state not in (broadcasts.APPROVED, broadcasts.PAUSED):
        return shown(context, number)
    stopped = sending.stop(context.connection, broadcast)
    _audit(context, "broadcast.stop", broadcast)
    if not stopped.gone:
        approval.forget_meeting(context, broadcast)
    told = say(
        "broadcast.stopped",
        kept=say("count.messages", stopped.kept_back),
        gone=say("count.messages", stopped.gone),
    )
    reply = board.opened(context, approval.known(context, number), told, here=True)
    if stopped.gone:
        return [reply]
    return [_with(reply, approval.again(context, broadcast))]


def _with(reply: Reply, choices: Sequence[Choice]) -> Reply:
    screen = replace(reply.screen, choices=(*choices, *reply.screen.choices))
    return replace(reply, screen=screen)


def answers(context: Context, number: int, which: str = ALL_KINDS, page: int = 0) -> list[Reply]:
    """Each organisation in a line with its answer; the silent with how far their message got."""
    broadcast = approval.known(context, number)
    if broadcast.meeting_id is None:
        raise Invalid(say("broadcast.no_answers"))
    lines = _lines(context, broadcast, which)
    last = max(0, (len(lines) - 1) // PAGE)
    page = min(max(page, 0), last)
    body = tuple(lines[page * PAGE : (page + 1) * PAGE]) or (say("broadcast.answers.none"),)
    choices = [
        Choice("broadcast.answers", say(f"broadcast.only.{one}.button"), (number, one), role=Role.NORMAL)
        for one in (ALL_KINDS, *KINDS)
        if one != which
    ]
    if page < last:
        turn = (number, which, page + 1)
        choices.append(Choice("broadcast.answers", say("list.next.button"), turn, role=Role.NAV))
    if page > 0:
        turn = (number, which, page - 1)
        choices.append(Choice("broadcast.answers", say("list.previous.button"), turn, role=Role.NAV))
    choices.append(Choice("broadcast.board", say("broadcast.board.back.button"), (number,), role=Role.NAV))
    head = say(f"broadcast.only.{which}.head", len(lines))
    return [Reply(Screen("broadcast.answers", body, head=head, choices=tuple(choices)))]


def _lines(context: Context, broadcast: Broadcast, which: str) -> list[Said]:
    given = {
        one.organisation_id: one for one in rsvp.of_meeting(context.connection, broadcast.meeting_id or 0)
    }
    theirs: dict[int, list[Recipient]] = {}
    for recipient in broadcasts.recipients(context.connection, broadcast.id):
        for organisation in recipient.organisations:
            theirs.setdefault(organisation, []).append(recipient)
    wanted = {one: given[one].answer if one in given else SILENT for one in dict.fromkeys((*given, *theirs))}
    names = {one.id: InEach(one.name, one.name_ru or one.name, one.name) for one in context.members}
    order = [one.id for one in context.members if one.id in wanted]
    lines: list[Said] = []
    for one in order:
        if which not in (ALL_KINDS, wanted[one]):
            continue
        if one in given:
            lines.append(_given(names[one], given[one]))
        else:
            lines.append(say("broadcast.answer.silent", organisation=names[one], how=_how(theirs[one])))
    return lines


def _given(name: Said, one: rsvp.Rsvp) -> Said:
    if one.answer == rsvp.YES:
        people = say("count.people", one.persons)
        return say("broadcast.answer.yes", organisation=name, people=people, name=one.name)
    return say(f"broadcast.answer.{one.answer}", organisation=name, name=one.name)


def _how(theirs: Sequence[Recipient]) -> Said:
    """How far the messages of an organisation got, each way once."""
    reached = sorted(("tapped" if one.tapped_at else one.rung for one in theirs), key=board.RUNGS.index)
    return Listed(tuple(say(f"broadcast.how.{rung}") for rung, _ in groupby(reached)))


def _audit(context: Context, action: str, broadcast: Broadcast) -> None:
    audit.append(context.connection, context.now, context.person, action, broadcast.subject)
