"""Requests for access at the secretariat: the list, one of them, letting in and refusing."""

from handlers import colleagues, commands
from handlers.asking_in import decisions, line
from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from handlers.secretariat import others
from handlers.secretariat.members import similar
from handlers.secretariat.members_card import known, name_of
from handlers.understand.fold import fold
from storage import access_requests, audit, organisations, people
from storage.access_requests import GRANTED, REFUSED, WAITING, Request

PAGE, LIKELY = 5, 4


def listed(context: Context, page: int = 0) -> list[Reply]:
    """The requests that wait, oldest first."""
    waiting = access_requests.waiting(context.connection)
    last = max(0, (len(waiting) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = waiting[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    body = [say("list.line", number=at, text=line(one)) for at, one in enumerate(shown, first)]
    choices = [Choice("access.card", at, (one.id,)) for at, one in enumerate(shown, first)]
    if page < last:
        choices.append(Choice("access.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("access.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    choices.append(Choice("members.list", say("access.members.button"), role=Role.NAV))
    label = say("access.label", len(waiting)) if waiting else say("access.none")
    return [Reply(Screen("access.list", (label, *body), choices=tuple(choices)))]


def card(context: Context, request: int) -> list[Reply]:
    """One request: who, when, which organisation, and which members it may be."""
    found = _request(context, request)
    if found.state != WAITING:
        return _decided(context, found)
    day = Day(context.world.local_date(found.created_at), "long")
    near: list[Choice] = []
    if found.organisation_id is None:
        likely = [one for one in similar(context, found.said) if one.left_on is None][:LIKELY]
        near = [Choice("access.grant", name_of(one), (found.id, one.id)) for one in likely]
        near.append(Choice("access.choose", say("access.choose.button"), (found.id,)))
        near.append(Choice("access.create", say("access.create.button"), (found.id,)))
    back = Choice("access.list", say("list.all.button"), role=Role.NAV)
    hint = () if found.organisation_id is not None else (say("access.which"),)
    body = (line(found), say("access.since", day=day), *hint)
    return [Reply(Screen("access.card", body, choices=(*near, *decisions(found), back)))]


def _request(context: Context, request: int) -> Request:
    found = access_requests.get(context.connection, request)
    if found is None:
        raise NotAllowed
    return found


def _decided(context: Context, request: Request) -> list[Reply]:
    """A colleague was quicker, or the person has asked anew."""
    by = people.name_of(context.connection, request.decided_by) if request.decided_by else ""
    key = {GRANTED: "access.was_granted", REFUSED: "access.was_refused"}.get(
        request.state, "access.was_replaced"
    )
    back = Choice("access.list", say("list.all.button"), role=Role.NAV)
    return [Reply(Screen("access.decided", (line(request), say(key, name=by or "—")), choices=(back,)))]


def choose(context: Context, request: int, page: int = 0) -> list[Reply]:
    """Which member it is, of all."""
    found = _request(context, request)
    last = max(0, (len(context.members) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = context.members[page * PAGE : (page + 1) * PAGE]
    choices = [Choice("access.grant", name_of(known(context, one.id)), (found.id, one.id)) for one in shown]
    if page < last:
        choices.append(Choice("access.choose", say("list.next.button"), (found.id, page + 1), role=Role.NAV))
    if page > 0:
        choices.append(
            Choice("access.choose", say("list.previous.button"), (found.id, page - 1), role=Role.NAV)
        )
    choices.append(Choice("access.card", say("ask.back.button"), (found.id,), role=Role.NAV))
    return [Reply(Screen("access.choose", (line(found), say("access.which")), choices=tuple(choices)))]


def create(context: Context, request: int, sure: bool = False) -> list[Reply]:
    """The organisation is new: it becomes a member, and who asked its head; asked once."""
    found = _request(context, request)
    if found.state != WAITING:
        return _decided(context, found)
    if not sure:
        yes = Choice("access.create", say("access.create.yes.button"), (found.id, True), role=Role.PRIMARY)
        back = Choice("access.card", say("ask.back.button"), (found.id,), role=Role.NAV)
        asked = say("access.create.sure", organisation=found.said, name=found.name or "—")
        return [Reply(Screen("access.create", (asked,), choices=(yes, back)))]
    added = organisations.add(context.connection, context.now, context.today, found.said, fold(found.said))
    audit.append(
        context.connection, context.now, context.person, "member.add", f"organisation:{added.id}", added.id
    )
    context.__dict__.pop("members", None)
    return grant(context, request, added.id)


def grant(context: Context, request: int, organisation: int) -> list[Reply]:
    """Who asked joins as coordinator, the first one as head; they, the heads and the others are told."""
    found, member = _request(context, request), known(context, organisation)
    if member.left_on is not None:
        raise NotAllowed
    connection, now = context.connection, context.now
    if not access_requests.decide(connection, now, found.id, GRANTED, context.person, organisation):
        return _decided(context, _request(context, request))
    serving = people.with_role(connection, people.COORDINATOR, people.HEAD, organisation=organisation)
    role = people.COORDINATOR if serving else people.HEAD
    membership = people.join(connection, now, found.person_id, role, organisation)
    people.update_person(connection, found.person_id, acting_as=membership)
    audit.append(connection, now, context.person, "access.grant", f"person:{found.person_id}", organisation)
    done = say("access.granted", name=found.name or "—", organisation=name_of(member))
    told = colleagues.joined(context, organisation, membership)
    return [*_next(context, done), _welcome(found, name_of(member)), *told, *others.told(context, done)]


def _welcome(request: Request, organisation: Said) -> Reply:
    keys = tuple(tuple(key.label for key in row) for row in commands.MEMBER_HOME)
    screen = Screen("home", (say("access.welcome", organisation=organisation),), home=keys)
    return Reply(screen, request.person_id, Kind.NOTICE, dedupe=f"access:{request.id}:granted", live=False)


def refuse(context: Context, request: int, sure: bool = False) -> list[Reply]:
    """No, politely and with the telephone; asked once."""
    found = _request(context, request)
    if found.state == WAITING and not sure:
        yes = Choice("access.refuse", say("access.refuse.yes.button"), (found.id, True), role=Role.DANGER)
        back = Choice("access.card", say("ask.back.button"), (found.id,), role=Role.NAV)
        asked = (line(found), say("access.refuse.sure"))
        return [Reply(Screen("access.refuse", asked, choices=(yes, back)))]
    if not access_requests.decide(context.connection, context.now, found.id, REFUSED, context.person):
        return _decided(context, _request(context, request))
    audit.append(
        context.connection, context.now, context.person, "access.refuse", f"person:{found.person_id}"
    )
    phone = context.world.phone or say("join.secretariat")
    screen = Screen("access.refused", (say("access.refused", organisation=found.said, phone=phone),))
    answer = Reply(screen, found.person_id, Kind.NOTICE, dedupe=f"access:{found.id}:refused", live=False)
    done = say("access.refused.done", name=found.name or "—", organisation=found.said)
    return [*_next(context, done), answer, *others.told(context, done)]


def _next(context: Context, done: Said) -> list[Reply]:
    """What was done, and the list of what still waits."""
    (reply,) = listed(context)
    screen = Screen("access.list", (done, *reply.screen.body), choices=reply.screen.choices)
    return [Reply(screen)]
