"""What became of a message: the ways in which a send can end, and how each is written down.

A result also tells where its person can be reached: the last message, the live screen, a blocked or
moved chat. Not here: which error means which result (``scheduler.policy``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, literal_column, select, update
from sqlalchemy import bindparam as given

from storage.columns import Utc
from storage.outbox import BLOCKED, CANCELLED, FAILED, HELD, PENDING, SENDING, SENT, UNCERTAIN
from storage.prepared import Prepared
from storage.schema import Address, GroupChat, Outbox


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; ``message`` is the channel's id of it, "" when it has none and nobody sees it."""

    id: int
    message: str


@dataclass(frozen=True, slots=True)
class Again:
    """It did not arrive; try at ``at``. ``counts`` False gives the attempt back."""

    id: int
    at: datetime
    code: str
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have arrived; send a copy at ``at``, or never (None) and leave it to a person."""

    id: int
    at: datetime | None
    code: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never take it."""

    id: int
    code: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The chat takes nothing from us until its person comes back."""

    id: int
    code: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another address from now on; the message goes there at ``at``."""

    id: int
    channel: str
    chat: str
    new_chat: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was not sent and need not be."""

    id: int
    code: str


Result = Sent | Again | Uncertain | Refused | Blocked | Moved | Cancelled

_AT = given("at_time", type_=Utc)
_ROW = Outbox.id == given("row")
_OF_ROW = (Outbox.channel == Address.channel) & (Outbox.chat == Address.chat) & _ROW
_THERE = (
    select(Outbox.channel).where(_ROW).scalar_subquery(),
    select(Outbox.chat).where(_ROW).scalar_subquery(),
)
_WIPED = case(
    (func.instr(Outbox.content, literal_column("'\"secret\":true'")) > 0, literal_column("'{}'")),
    else_=Outbox.content,
)
"""A row that shows a secret (an invitation code) keeps it no longer than it takes to send it."""

_STATE: dict[str, Any] = {"state": given("to"), "lease_until": None, "error": given("because")}

_SENT = Prepared(
    update(Outbox)
    .where(_ROW)
    .values(state=SENT, message=given("got"), sent_at=_AT, lease_until=None, error=None, content=_WIPED)
)
_SHOWN = Prepared(
    update(Address)
    .where(_OF_ROW)
    .values(
        last_message=case((Outbox.edits == given("got"), Address.last_message), else_=given("got")),
        live_message=case((Address.live_screen == Outbox.screen, given("got")), else_=Address.live_message),
    )
)
_AGAIN = (
    update(Outbox)
    .where(_ROW, Outbox.state == SENDING)
    .values(
        **_STATE,
        not_before=func.coalesce(_AT, Outbox.not_before),
        attempts=Outbox.attempts - given("back"),
        uncertain=Outbox.uncertain + given("doubt"),
    )
)
_END = update(Outbox).where(_ROW, Outbox.state.in_((SENDING, PENDING))).values(**_STATE, content=_WIPED)
_UNREACHABLE = (
    update(Address).where(_OF_ROW).values(unreachable_at=func.coalesce(Address.unreachable_at, _AT))
)
_CANCEL_CHAT = (
    update(Outbox)
    .where(
        Outbox.state.in_((PENDING, HELD)),
        Outbox.kind != "reply",
        Outbox.channel == _THERE[0],
        Outbox.chat == _THERE[1],
    )
    .values(state=CANCELLED, error="blocked")
)
_MOVE_ROWS = (
    update(Outbox)
    .where(Outbox.channel == given("of"), Outbox.chat == given("old"), Outbox.state.in_((SENDING, PENDING)))
    .values(chat=given("new"))
)
_MOVE_ADDRESS = (
    update(Address)
    .prefix_with("OR IGNORE")
    .where(Address.channel == given("of"), Address.chat == given("old"))
    .values(chat=given("new"))
)
_MOVE_GROUP = (
    update(GroupChat)
    .prefix_with("OR IGNORE")
    .where(GroupChat.channel == given("of"), GroupChat.chat == given("old"))
    .values(chat=given("new"))
)
_LEAVE_GROUP = (
    update(GroupChat).where(GroupChat.channel == _THERE[0], GroupChat.chat == _THERE[1]).values(state="left")
)


def record(connection: Connection, results: Sequence[Result], now: datetime) -> None:
    """Write what became of rows, in the order it happened; one unit for a handful of results."""
    for result in results:
        _record(connection, result, now)


def _record(connection: Connection, result: Result, now: datetime) -> None:
    match result:
        case Sent(id, message):
            _SENT.change(connection, {"row": id, "got": message, "at_time": now})
            if message:
                _SHOWN.change(connection, {"row": id, "got": message})
        case Again(id, at, code, counts):
            _postpone(connection, id, PENDING, at, code, back=int(not counts))
        case Uncertain(id, at, code):
            _postpone(connection, id, UNCERTAIN if at is None else PENDING, at, code, doubt=1)
        case Moved(id, _, _, _, at):
            _move(connection, result)
            _postpone(connection, id, PENDING, at, "moved", back=1)
        case Refused(id, code):
            connection.execute(_END, {"row": id, "to": FAILED, "because": code})
        case Cancelled(id, code):
            connection.execute(_END, {"row": id, "to": CANCELLED, "because": code})
        case Blocked(id, code):
            connection.execute(_END, {"row": id, "to": BLOCKED, "because": code})
            connection.execute(_UNREACHABLE, {"row": id, "at_time": now})
            connection.execute(_CANCEL_CHAT, {"row": id})
            connection.execute(_LEAVE_GROUP, {"row": id})


def _postpone(
    connection: Connection,
    id: int,
    state: str,
    at: datetime | None,
    code: str,
    *,
    back: int = 0,
    doubt: int = 0,
) -> None:
    values = {"row": id, "to": state, "because": code, "at_time": at, "back": back, "doubt": doubt}
    connection.execute(_AGAIN, values)


def _move(connection: Connection, moved: Moved) -> None:
    names = {"of": moved.channel, "old": moved.chat, "new": moved.new_chat}
    connection.execute(_MOVE_ROWS, names)
    connection.execute(_MOVE_ADDRESS, names)
    connection.execute(_MOVE_GROUP, names)
