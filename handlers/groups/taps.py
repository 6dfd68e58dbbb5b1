"""A tap on an invitation in a group: it answers for the organisation of who tapped; only they are told."""

from datetime import datetime, timedelta
from typing import Any

from handlers import gate, post
from handlers.context import Context, World
from handlers.groups.card import ANSWERS, meeting_of
from handlers.joining import guess
from handlers.messages import Inbound, Kind, Said, say
from handlers.rsvp import answering, look
from handlers.rsvp.card import Card
from handlers.rsvp.rules import State, state_of
from handlers.wire import pack_said
from storage import groups, outbox, people
from storage.database import Connection
from storage.groups import NETWORK
from storage.rsvp import MAYBE, NO

LASTS = timedelta(seconds=20)
"""An answer to a tap that comes later is not shown any more."""


def tap(connection: Connection, world: World, inbound: Inbound, now: datetime) -> tuple[outbox.Row, ...]:
    """Note the answer and say so to who tapped."""
    meeting = meeting_of(inbound.handle)
    group = groups.at(connection, inbound.channel, inbound.chat)
    if meeting is None or group is None or group.state != NETWORK or not 0 <= inbound.index < len(ANSWERS):
        return _toast(connection, world, inbound, now, say("groups.old_button"))
    author = inbound.author or ""
    session = people.session(connection, inbound.channel, author)
    if session is None or session.erase_at is not None:
        return _toast(connection, world, inbound, now, _who_are_you(world), alert=True)
    language = session.language or guess(inbound, world.usual_language)
    context = Context(connection, world, now, inbound, session, session.draft, language)
    card = look.read(context, meeting, _place(context, author), context.organisations)
    if card is None or not gate.is_settled(context):
        return _toast(connection, world, inbound, now, _who_are_you(world), alert=True, language=language)
    said, rows = _answered(context, card, ANSWERS[inbound.index])
    return (*rows, *_toast(connection, world, inbound, now, said, language=language))


def _place(context: Context, author: str) -> people.Place:
    return people.Place(
        context.person, context.session.name, context.inbound.channel, author, context.language
    )


def _answered(context: Context, card: Card, chosen: str) -> tuple[Said, tuple[outbox.Row, ...]]:
    """What came of it: noted, asked for which organisation in private, or too late."""
    state = state_of(card.meeting, context.now)
    if state is not State.OPEN:
        return say("rsvp.cancelled") if state is State.CANCELLED else say("groups.begun"), ()
    if len(card.organisations) > 1:
        asked = answering.which(context, card, "rsvp.answer", (chosen, 0))
        row = post.to_place(context.connection, context.now, asked, card.place)
        return say("groups.which"), () if row is None else (row,)
    organisation = card.organisations[0].id
    answering.note(context, card, organisation, chosen)
    name = card.name(organisation)
    answer = look.read(context, card.meeting.id, card.place, (organisation,))
    persons = answer.answers[organisation].persons if answer is not None else 1
    return _noted(name, chosen, persons), ()


def _noted(organisation: str, chosen: str, persons: int) -> Said:
    if chosen == NO:
        return say("groups.noted.no", organisation=organisation)
    if chosen == MAYBE:
        return say("groups.noted.maybe", organisation=organisation)
    return say("groups.noted.yes", persons, organisation=organisation)


def _who_are_you(world: World) -> Said:
    link = world.link("").partition("?")[0]
    return say("groups.unknown", link=link) if link else say("groups.unknown.no_link")


def _toast(
    connection: Connection,
    world: World,
    inbound: Inbound,
    now: datetime,
    said: Said,
    *,
    alert: bool = False,
    language: str | None = None,
) -> tuple[outbox.Row, ...]:
    """A word that only who tapped sees; it takes no place in the group's pace."""
    if not inbound.query:
        return ()
    toast: dict[str, Any] = {"query": inbound.query, "says": pack_said(said)}
    spoken = language or guess(inbound, world.usual_language)
    content = {"toast": toast | ({"alert": True} if alert else {}), "language": spoken}
    message = outbox.Message(
        channel=inbound.channel,
        chat=inbound.author or inbound.chat,
        kind=Kind.RECEIPT,
        content=content,
        expires_at=now + LASTS,
    )
    row = outbox.add(connection, message, now, claimed=True)
    return () if row is None else (row,)
