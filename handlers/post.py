"""Replies → rows: the screens with their buttons and the messages of the outbox, in the step's transaction.

Here is decided whether a screen replaces the tapped one or comes below, and which older screen
collapses to a line. Rendering and sending happen after the commit, elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import commands, plain
from handlers.context import Context
from handlers.flow.privacy import PERSONAL
from handlers.messages import In, Kind, Reply, Screen
from handlers.wire import pack_said, pack_screen
from storage import outbox, people, screens
from storage.database import Connection


def write(context: Context, replies: Sequence[Reply]) -> tuple[outbox.Row, ...]:
    """Write all replies of a step; the rows are claimed, to be sent right after the commit."""
    rows: list[outbox.Row | None] = []
    edited = False
    live: outbox.Row | None = None
    for reply in replies:
        if reply.person is not None and reply.person != context.person:
            row = to_person(context.connection, context.now, reply)
            rows.append(None if _waits(reply) else row)
            continue
        row, was_edit = _to_asker(context, _fitting(reply, context.session.plain), may_edit=not edited)
        edited = edited or was_edit
        rows.append(row)
        live = row if reply.live and row is not None else live
    menu = commands.menu_of(context)
    rows.append(_menu(context, menu))
    _remember(context, live, edited, menu)
    return tuple(row for row in rows if row is not None)


def _to_asker(context: Context, reply: Reply, may_edit: bool) -> tuple[outbox.Row | None, bool]:
    inbound, session = context.inbound, context.session
    edits = inbound.message if may_edit and _in_place(context, reply) else None
    packed = pack_screen(reply.screen)
    content: dict[str, Any] = {"screen": packed, "language": context.language}
    if session.plain:
        content["plain"] = True
    summary = reply.screen.summary
    if reply.live and edits is None and summary is not None and session.live_message and session.screen:
        content["collapse"] = [session.live_message, pack_said(summary)]
    if reply.secret:
        content["secret"] = True
    message = outbox.Message(
        channel=inbound.channel,
        chat=inbound.chat,
        person_id=context.person,
        kind=reply.kind,
        content=content,
        screen=_keep(context.connection, context.now, reply, packed, context.place),
        edits=edits,
        dedupe=reply.dedupe,
        subject=reply.subject,
        source=reply.screen,
    )
    return outbox.add(context.connection, message, context.now, claimed=True), edits is not None


def _fitting(reply: Reply, is_plain: bool) -> Reply:
    """The reply for the mode of its reader: the one place where plain mode is applied."""
    return replace(reply, screen=plain.of(reply.screen)) if is_plain else reply


def _in_place(context: Context, reply: Reply) -> bool:
    """A tap on the last message of the chat is answered in that very message."""
    inbound, session = context.inbound, context.session
    if reply.here:
        return inbound.kind is In.TAP and inbound.message is not None and not session.plain
    return (
        inbound.kind is In.TAP
        and not session.plain
        and reply.live
        and not reply.new
        and inbound.message is not None
        and inbound.message in (session.live_message, session.last_message)
        and session.last_message == inbound.message
        and reply.screen.home is None
        and not reply.screen.media
    )


def to_person(
    connection: Connection, now: datetime, reply: Reply, *, claimed: bool = True
) -> outbox.Row | None:
    """Write a message to the person it names, wherever they can be reached; None when nowhere."""
    place = people.reach(connection, reply.person or 0)
    return None if place is None else to_place(connection, now, reply, place, claimed=claimed)


def to_place(
    connection: Connection,
    now: datetime,
    reply: Reply,
    place: people.Place,
    edits: str | None = None,
    *,
    claimed: bool = True,
) -> outbox.Row | None:
    """Write a message to one chat; ``edits`` is the channel's id of the message that it replaces.

    ``claimed``: it is handed to the sender right after the commit, which a child process cannot do; what
    goes later or one at a time never is. In plain mode no message is replaced: what only renews another
    one is not written.
    """
    if place.plain and edits is not None:
        return None
    reply = _fitting(reply, place.plain)
    packed = pack_screen(reply.screen)
    message = outbox.Message(
        channel=place.channel,
        chat=place.chat,
        person_id=place.person_id,
        kind=reply.kind,
        content={"screen": packed, "language": place.language}
        | ({"secret": True} if reply.secret else {})
        | ({"plain": True} if place.plain else {}),
        screen=_keep(connection, now, reply, packed, place),
        edits=edits,
        dedupe=reply.dedupe,
        not_before=reply.at,
        expires_at=reply.until,
        subject=reply.subject,
        source=reply.screen,
    )
    return outbox.add(connection, message, now, claimed=claimed and not _waits(reply))


def _waits(reply: Reply) -> bool:
    """Whether the sender takes it up by itself: a crash must not leave a hundred invitations in doubt."""
    return reply.at is not None or reply.kind in (Kind.INVITATION, Kind.REMINDER)


def _keep(
    connection: Connection, now: datetime, reply: Reply, packed: dict[str, Any], place: people.Place
) -> str | None:
    """Keep the choices of a screen under a new handle; a screen without any needs none."""
    both = zip(reply.screen.choices, packed.get("choices", ()), strict=True)
    choices = [kept for choice, kept in both if choice.url is None]
    if not choices:
        return None
    handle = screens.new_handle()
    draft, revision = reply.draft or (None, None)
    row: dict[str, Any] = {
        "handle": handle,
        "channel": place.channel,
        "chat": place.chat,
        "person_id": place.person_id,
        "organisation_id": None,
        "key": reply.screen.key,
        "draft_id": draft,
        "revision": revision,
        "choices": choices,
    }
    screens.add(connection, now, row)
    return handle


def _remember(context: Context, live: outbox.Row | None, edited: bool, menu: str | None) -> None:
    """What this chat shows from now on; the message id of a new screen follows with its result."""
    session, inbound = context.session, context.inbound
    shown, message = session.live_screen, session.live_message
    if live is not None:
        shown = live.screen
        message = inbound.message if edited else None
        if session.screen is not None and session.screen.key.endswith(PERSONAL):
            screens.forget(context.connection, session.screen.handle)
    typed = inbound.kind in (In.TEXT, In.MEDIA, In.PLACE, In.UNSUPPORTED)
    last = inbound.message if typed and inbound.message else session.last_message
    people.touch(
        context.connection,
        context.now,
        session.address_id,
        live_screen=shown,
        live_message=message,
        last_message=last,
        menu=menu,
    )


def _menu(context: Context, wanted: str | None) -> outbox.Row | None:
    """The command menu follows the roles and the language of the person."""
    if wanted is None or wanted == context.session.menu:
        return None
    entries = [[command.name, pack_said(command.says)] for command in commands.visible(context)]
    message = outbox.Message(
        channel=context.inbound.channel,
        chat=context.inbound.chat,
        person_id=context.person,
        kind="menu",
        content={"menu": entries, "language": context.language},
    )
    return outbox.add(context.connection, message, context.now, claimed=True)


def beside(screen: Screen, person: int | None = None, kind: Kind = Kind.REPLY) -> Reply:
    """A message that does not become the live screen: a notice beside the conversation."""
    return Reply(screen, person, kind, live=False)
