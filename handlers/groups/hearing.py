"""What comes out of a group: we are added or leave, somebody taps a button or types a command.

Nobody is met there and no form is opened: a tap answers for an organisation or says where to go, and only
who tapped sees it; a command is answered once in ten minutes with the way to the private chat.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from handlers import post
from handlers.context import World
from handlers.groups import taps
from handlers.messages import Choice, In, Inbound, Kind, Reply, Role, Screen, say
from handlers.wire import pack_screen
from storage import groups, outbox, people
from storage.database import Connection
from storage.groups import ASKED, LEFT, Group
from storage.people import SECRETARIAT

Rows = tuple[outbox.Row, ...]
QUIET = timedelta(minutes=10)


def hear(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Rows | None:
    """The rows that follow; None when it did not happen in a group."""
    does = _HEARD.get(inbound.kind)
    return None if does is None else does(connection, world, inbound, now)


def _said(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Rows:
    if not inbound.text.startswith("/"):
        return ()
    link = world.link("")
    way = (Choice("start", say("problem.group.button"), url=link),) if link else ()
    screen = Screen("group", (say("problem.group"),), choices=way)
    message = outbox.Message(
        channel=inbound.channel,
        chat=inbound.chat,
        kind=Kind.REPLY,
        content={"screen": pack_screen(screen)},
        dedupe=f"group:{inbound.chat}:{int(now.timestamp() // QUIET.total_seconds())}",
    )
    row = outbox.add(connection, message, now, claimed=True)
    return () if row is None else (row,)


def _added(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Rows:
    """A new group, or one that we come back to, is asked about; another role in it changes nothing."""
    group = groups.at(connection, inbound.channel, inbound.chat)
    if group is None:
        group = groups.add(connection, now, inbound.channel, inbound.chat, inbound.text)
    elif group.state == LEFT:
        group = groups.change(connection, now, group.id, state=ASKED, title=inbound.text or group.title)
    else:
        return ()
    return _ask(connection, group, inbound.name, now)


def _ask(connection: Connection, group: Group, by: str, now: datetime) -> Rows:
    """Once to everybody of the secretariat."""
    choices = (
        Choice("group.decide", say("groups.yes.button"), (group.id, True), role=Role.PRIMARY),
        Choice("group.decide", say("groups.no.button"), (group.id, False)),
    )
    body = say("groups.added", title=group.title, name=by or say("groups.somebody"))
    rows = []
    for person in people.with_role(connection, SECRETARIAT):
        key = f"group:{group.id}:{int(now.timestamp())}:{person}"
        reply = Reply(
            Screen("groups.added", (body,), choices=choices), person, Kind.NOTICE, dedupe=key, live=False
        )
        rows.append(post.to_person(connection, now, reply))
    return tuple(row for row in rows if row is not None)


def _left(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Rows:
    group = groups.at(connection, inbound.channel, inbound.chat)
    if group is not None:
        groups.change(connection, now, group.id, state=LEFT)
    return ()


def _moved(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Rows:
    groups.move(connection, now, inbound.channel, inbound.chat, inbound.text)
    return ()


_HEARD: Mapping[In, Callable[[Connection, World, Inbound, datetime], Rows]] = {
    In.GROUP: _said,
    In.GROUP_TAP: taps.tap,
    In.GROUP_ADDED: _added,
    In.GROUP_LEFT: _left,
    In.GROUP_MOVED: _moved,
}
