"""Invitations to join: single use, expiring, bound to an organisation and a role, hashed at rest."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from storage.schema import CodeTry
from storage.schema import Invitation as Table

VALID = timedelta(days=14)
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""No look-alikes: a code is read aloud on the phone and typed on another one."""
CODE_LENGTH = 8
TRIES_PER_HOUR, TRIES_OVERALL = 10, 100


@dataclass(frozen=True)
class Fresh:
    """What is printed once and never kept in the clear: the link token and the typed code."""

    id: int
    token: str
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Offer:
    """What an invitation gives."""

    id: int
    organisation_id: int | None
    role: str
    draft_id: int | None
    created_by: int | None


_OFFER = (Table.id, Table.organisation_id, Table.role, Table.draft_id, Table.created_by)


def create(
    connection: Connection,
    now: datetime,
    key: bytes,
    role: str,
    organisation: int | None,
    author: int | None,
    valid: timedelta = VALID,
    draft: int | None = None,
) -> Fresh:
    """Make an invitation, which may hand over a ``draft``.

    ``key`` is the server's secret, without which codes cannot be guessed offline.
    """
    token = secrets.token_urlsafe(16)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    values = {
        "token_hash": _token_hash(token),
        "code_hash": _code_hash(key, code),
        "organisation_id": organisation,
        "role": role,
        "created_by": author,
        "created_at": now,
        "expires_at": now + valid,
        "draft_id": draft,
    }
    made = connection.execute(insert(Table).values(values).returning(Table.id)).scalar_one()
    return Fresh(made, token, code, now + valid)


def find(connection: Connection, now: datetime, key: bytes, typed: str) -> Offer | None:
    """The open invitation that this token or code opens; None for unknown, used and expired alike."""
    hashes = (_token_hash(typed.strip()), _code_hash(key, typed))
    row = connection.execute(
        select(*_OFFER).where(
            Table.token_hash.in_(hashes) | Table.code_hash.in_(hashes),
            Table.used_at.is_(None),
            Table.expires_at > now,
        )
    ).one_or_none()
    return None if row is None else Offer(*row)


def redeem(connection: Connection, now: datetime, invitation: int, person: int) -> bool:
    """Use an invitation; of many at once exactly one gets True."""
    result = connection.execute(
        update(Table)
        .where(Table.id == invitation, Table.used_at.is_(None), Table.expires_at > now)
        .values(used_at=now, used_by=person)
    )
    return result.rowcount == 1


def note_wrong_try(connection: Connection, now: datetime, address: int) -> None:
    """Count a wrong code against the account and against all."""
    connection.execute(insert(CodeTry).values(address_id=address, at=now))


def may_try(connection: Connection, now: datetime, address: int) -> bool:
    """Whether this account may try another code: ten wrong ones an hour, a hundred overall."""
    since = CodeTry.at > now - timedelta(hours=1)
    mine, all_of_us = connection.execute(
        select(func.count().filter(CodeTry.address_id == address), func.count()).where(since)
    ).one()
    return mine < TRIES_PER_HOUR and all_of_us < TRIES_OVERALL


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _code_hash(key: bytes, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def offer(connection: Connection, now: datetime, invitation: int) -> Offer | None:
    """An invitation by id while it is open; None once it is used or expired."""
    row = connection.execute(
        select(*_OFFER).where(Table.id == invitation, Table.used_at.is_(None), Table.expires_at > now)
    ).one_or_none()
    return None if row is None else Offer(*row)
