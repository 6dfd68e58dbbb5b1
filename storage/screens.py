"""Screens that were shown: a button carries ``handle:index``, what it means is kept here."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.prepared import Prepared
from storage.schema import Screen as Table

KEPT = timedelta(days=90)
NAMES = (
    "handle",
    "channel",
    "chat",
    "person_id",
    "organisation_id",
    "key",
    "draft_id",
    "revision",
    "choices",
    "created_at",
    "expires_at",
)


@dataclass(frozen=True)
class Shown:
    """A shown screen; ``choices`` are packed as ``handlers.wire`` packs them."""

    handle: str
    channel: str
    chat: str
    person_id: int
    organisation_id: int | None
    key: str
    draft_id: int | None
    revision: int | None
    choices: list[Any]
    expires_at: datetime


COLUMNS = (
    Table.handle,
    Table.channel,
    Table.chat,
    Table.person_id,
    Table.organisation_id,
    Table.key,
    Table.draft_id,
    Table.revision,
    Table.choices,
    Table.expires_at,
)
_ADD = Prepared(insert(Table).values({name: bindparam(name) for name in NAMES}))
_FIND = Prepared(select(*COLUMNS).where(Table.handle == bindparam("wanted")))


def new_handle() -> str:
    """A random address of 96 bits: it cannot be guessed and says nothing."""
    return secrets.token_urlsafe(12)


def add(connection: Connection, now: datetime, screen: dict[str, Any]) -> None:
    """Keep a screen given as a mapping of the columns, without its times."""
    _ADD.change(connection, {**screen, "created_at": now, "expires_at": now + KEPT})


def find(connection: Connection, handle: str) -> Shown | None:
    """The screen of a button; None when it is unknown or was pruned."""
    row = _FIND.row(connection, {"wanted": handle})
    return None if row is None else Shown(*row)


def forget(connection: Connection, handle: str) -> None:
    """Drop a screen whose buttons hold words that nobody agreed to keep."""
    connection.execute(delete(Table).where(Table.handle == handle))


def prune(connection: Connection, now: datetime) -> int:
    """Drop screens past their time."""
    return connection.execute(delete(Table).where(Table.expires_at < now)).rowcount
