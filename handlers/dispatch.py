"""One inbound in, rows out: the step that every conversation is made of.

The step is one unit of work: the inbox entry, the draft, the records, the audit line and the replies
commit together or not at all. Commands, Home keys, taps, answers and searches part ways here.
"""

from collections.abc import Sequence
from datetime import datetime

from handlers import (
    actions,
    commands,
    evidence,
    gate,
    help,
    home,
    joining,
    listening,
    papers,
    plain,
    post,
    search,
)
from handlers.context import Context, World
from handlers.errors import Invalid, Leave, NotAllowed
from handlers.groups import hearing
from handlers.member import quick
from handlers.messages import Choice, In, Inbound, Kind, Reply, Said, Screen, say
from handlers.rsvp import typed as rsvp
from handlers.secretariat import importing
from handlers.understand.choices import Option, read_choice
from handlers.understand.fold import fold
from handlers.understand.result import Understood
from handlers.wire import pack_screen
from handlers.wire import read_choice as unpack_choice
from storage import inbox, outbox, people
from storage.database import Connection
from storage.screens import Shown, find

OLD = 6 * 3600
"""Seconds after which words that waited are not taken as an answer any more (RELIABILITY of downtime)."""


def step(
    connection: Connection, world: World, ids: Sequence[int], inbound: Inbound, now: datetime
) -> tuple[outbox.Row, ...]:
    """Handle one inbound once; entries that were handled before give no rows."""
    if not inbox.done(connection, ids):
        return ()
    if inbound.kind is In.NOTHING:
        return ()
    if inbound.handle is not None:
        outbox.seen(connection, now, inbound.channel, inbound.chat, inbound.handle)
    in_group = hearing.hear(connection, world, inbound, now)
    if in_group is not None:
        return in_group
    if inbound.kind in (In.BLOCKED, In.RETURNED):
        people.set_reachable(connection, now, inbound.channel, inbound.chat, inbound.kind is In.RETURNED)
        return ()
    context = open_context(connection, world, inbound, now)
    return post.write(context, respond(context))


def open_context(connection: Connection, world: World, inbound: Inbound, now: datetime) -> Context:
    """Look up who writes; somebody new is met."""
    session = people.session(connection, inbound.channel, inbound.chat)
    if session is None:
        session = people.meet(connection, now, inbound.channel, inbound.chat)
    language = session.language or joining.guess(inbound, world.usual_language)
    return Context(connection, world, now, inbound, session, session.draft, language)


def respond(context: Context) -> list[Reply]:
    """The replies to one inbound; every input gets a sensible one, errors included."""
    try:
        return _route(context)
    except Invalid as problem:
        return home.again(context, problem.message)
    except Leave as end:
        return home.home(context, end.message)
    except NotAllowed:
        return home.again(context, say("problem.not_allowed"))


def _route(context: Context) -> list[Reply]:
    inbound = context.inbound
    if not gate.is_settled(context):
        own = _about_oneself(context)
        if own is not None:
            return actions.run(context, own.action, own.args)
        stopped = gate.stop(context)
        if stopped is not None:
            return stopped
    match inbound.kind:
        case In.TAP:
            return _tap(context)
        case In.EDIT:
            return papers.amend(context)
        case In.MEDIA:
            return importing.receive(context) if importing.expected(context) else evidence.receive(context)
        case In.TEXT | In.PLACE:
            return _text(context, inbound.text)
        case _:
            return home.again(context, say("problem.unsupported"))


def _about_oneself(context: Context) -> Choice | None:
    """What somebody who is not settled asks about their own data: typed as a command, tapped or typed."""
    inbound = context.inbound
    chosen: Choice | None = None
    if inbound.kind is In.TEXT and inbound.text.startswith("/"):
        command, _ = commands.typed(inbound.text)
        chosen = None if command is None else Choice(command.action, "")
    elif inbound.kind is In.TEXT:
        chosen = typed_choice(context, inbound.text)
    elif inbound.kind is In.TAP and inbound.handle:
        screen = find(context.connection, inbound.handle)
        mine = screen is not None and screen.person_id == context.person and screen.chat == inbound.chat
        if screen is not None and mine and 0 <= inbound.index < len(screen.choices):
            chosen = unpack_choice(screen.choices[inbound.index])
    return chosen if chosen is not None and chosen.action in gate.passes(context) else None


def _text(context: Context, text: str) -> list[Reply]:
    if text.startswith("/"):
        command, argument = commands.typed(text)
        if command is None:
            return home.again(context, say("problem.unknown_command", text=text.split(maxsplit=1)[0][:32]))
        return actions.run(
            context, command.action, (argument,) if argument and command.name == "start" else ()
        )
    action = "help" if help.is_call(context, text) else commands.pressed(context, text)
    if action is not None:
        return actions.run(context, action, ())
    mode = plain.called(context.world.every, text)
    if mode is not None:
        return actions.run(context, "plain", (mode,))
    if (context.now - context.inbound.at).total_seconds() > OLD:
        return home.again(context, say("problem.waited"))
    answered = rsvp.heard(context, text)
    if answered is not None:
        return answered
    choice = typed_choice(context, text)
    if choice is not None:
        return actions.run(context, choice.action, choice.args)
    screen = context.session.screen
    hearer = listening.hearer(screen.key) if screen is not None and _belongs(context, screen) else None
    if screen is not None and hearer is not None:
        return actions.run(context, hearer, (screen.key, text))
    if context.draft is not None:
        return quick.another(context, text) or papers.text(context, text)
    return search.search(context, text)


def typed_choice(context: Context, text: str) -> Choice | None:
    """The button of the live screen that these words are the label of; its number where no form is open."""
    screen = context.session.screen
    if screen is None or not _belongs(context, screen) or not text.strip():
        return None
    typed = fold(text)
    folded = "" if text.strip().isdigit() else typed
    if context.draft is not None and not folded and not context.session.plain:
        return None
    choices = [unpack_choice(packed) for packed in screen.choices]
    for choice in choices:
        labels = (*context.world.every(choice.label), *choice.aliases)
        marked = context.session.plain and typed in choice.aliases
        if marked or (folded and any(fold(label) == folded for label in labels)):
            return choice
    if context.draft is not None:
        return None
    options = [Option(str(i), (*context.world.every(c.label), *c.aliases)) for i, c in enumerate(choices)]
    read = read_choice(text, options)
    return choices[int(read.value)] if isinstance(read, Understood) else None


def _belongs(context: Context, screen: Shown) -> bool:
    """Whether the screen is this person's, in this chat, and still shows the present draft."""
    if screen.person_id != context.person or screen.chat != context.inbound.chat:
        return False
    if screen.expires_at <= context.now:
        return False
    if screen.draft_id is None:
        return True
    draft = context.draft
    return draft is not None and (draft.id, draft.revision) == (screen.draft_id, screen.revision)


def _tap(context: Context) -> list[Reply]:
    inbound = context.inbound
    screen = find(context.connection, inbound.handle) if inbound.handle else None
    if screen is None or screen.person_id != context.person or screen.chat != inbound.chat:
        return home.again(context, say("problem.old_button"))
    if not 0 <= inbound.index < len(screen.choices):
        return home.again(context, say("problem.old_button"))
    if not _belongs(context, screen):
        return _old_tap(context, screen)
    choice = unpack_choice(screen.choices[inbound.index])
    return actions.run(context, choice.action, choice.args)


def _old_tap(context: Context, screen: Shown) -> list[Reply]:
    """The same tap twice shows what the first one led to; a button of an older message says so."""
    if screen.draft_id is not None:
        saved = papers.receipt_of(context, screen.draft_id)
        if saved is not None:
            return saved
    moved_on = context.inbound.message == context.session.live_message and screen.expires_at > context.now
    return home.again(context, None if moved_on else say("problem.old_button"))


def poison(
    connection: Connection, world: World, entry: inbox.Entry, code: str, now: datetime
) -> tuple[outbox.Row, ...]:
    """An update that failed three times is parked: the person and the operator are told, the rest goes on."""
    rows = []
    if entry.chat is not None:
        body = say("problem.parked", number=entry.id)
        rows.append(_plain(connection, now, entry.channel, entry.chat, body, f"parked:{entry.id}"))
    if world.operator is not None:
        alarm = say("operator.parked", number=entry.id, code=code)
        rows.append(_plain(connection, now, *world.operator, alarm, f"alarm:parked:{entry.id}"))
    return tuple(row for row in rows if row is not None)


def warn(connection: Connection, world: World, inbound: Inbound, now: datetime) -> tuple[outbox.Row, ...]:
    """One warning to somebody who sends faster than anybody can read; never in a group."""
    if inbound.author is not None:
        return ()
    row = _plain(connection, now, inbound.channel, inbound.chat, say("problem.too_fast"), None)
    return () if row is None else (row,)


def _plain(
    connection: Connection, now: datetime, channel: str, chat: str, body: Said, dedupe: str | None
) -> outbox.Row | None:
    screen = Screen("notice", (body,))
    message = outbox.Message(
        channel=channel, chat=chat, kind=Kind.ALERT, content={"screen": pack_screen(screen)}, dedupe=dedupe
    )
    return outbox.add(connection, message, now, claimed=True)
