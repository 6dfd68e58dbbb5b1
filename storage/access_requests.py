"""Requests for access: somebody without an invitation says which organisation they are from.

A person has one open request; a new one takes its place. Erasing takes them all (``erasing``).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from storage.drafts import CURRENT, DISCARDED
from storage.schema import AccessRequest, Draft, Person

WAITING, GRANTED, REFUSED, REPLACED = "waiting", "granted", "refused", "replaced"


@dataclass(frozen=True)
class Request:
    """Who asks, for which organisation: a member, or the name as it was written."""

    id: int
    person_id: int
    name: str
    organisation_id: int | None
    said: str
    state: str
    created_at: datetime
    decided_by: int | None


_COLUMNS = (
    AccessRequest.id,
    AccessRequest.person_id,
    Person.name,
    AccessRequest.organisation_id,
    AccessRequest.said,
    AccessRequest.state,
    AccessRequest.created_at,
    AccessRequest.decided_by,
)
_ALL = select(*_COLUMNS).join(Person, Person.id == AccessRequest.person_id).where(Person.erase_at.is_(None))
_OPEN = AccessRequest.state == WAITING


def ask(connection: Connection, now: datetime, person: int, organisation: int | None, said: str) -> int:
    """Keep a request, in place of one that this person has open; returns its id."""
    mine = (AccessRequest.person_id == person, _OPEN)
    connection.execute(update(AccessRequest).where(*mine).values(state=REPLACED, decided_at=now))
    values = {
        "person_id": person,
        "organisation_id": organisation,
        "said": said,
        "state": WAITING,
        "created_at": now,
    }
    made = insert(AccessRequest).values(values).returning(AccessRequest.id)
    return int(connection.execute(made).scalar_one())


def get(connection: Connection, request: int) -> Request | None:
    """A request by id; none of somebody who waits to be forgotten."""
    row = connection.execute(_ALL.where(AccessRequest.id == request)).one_or_none()
    return None if row is None else Request(*row)


def open_of(connection: Connection, person: int) -> Request | None:
    """The request of a person that waits for an answer."""
    row = connection.execute(_ALL.where(AccessRequest.person_id == person, _OPEN)).one_or_none()
    return None if row is None else Request(*row)


def waiting(connection: Connection) -> tuple[Request, ...]:
    """All that wait, the oldest first."""
    rows = connection.execute(_ALL.where(_OPEN).order_by(AccessRequest.id))
    return tuple(Request(*row) for row in rows)


def how_many_wait(connection: Connection) -> int:
    """How many wait for an answer."""
    return len(waiting(connection))


def asked_since(connection: Connection, since: datetime, person: int | None = None) -> int:
    """How many requests came in since then, of one person or of all."""
    late = [AccessRequest.created_at > since]
    if person is not None:
        late.append(AccessRequest.person_id == person)
    return int(connection.execute(select(func.count()).select_from(AccessRequest).where(*late)).scalar_one())


def decide(
    connection: Connection, now: datetime, request: int, state: str, by: int, organisation: int | None = None
) -> bool:
    """Answer a request; of two at once one gets True. The dialogue of who asked ends with it."""
    values = {"state": state, "decided_by": by, "decided_at": now}
    if organisation is not None:
        values["organisation_id"] = organisation
    mine = (AccessRequest.id == request, _OPEN)
    done = update(AccessRequest).where(*mine).values(**values).returning(AccessRequest.person_id)
    person = connection.execute(done).scalar()
    if person is None:
        return False
    if state == GRANTED:
        asking = (Draft.person_id == person, Draft.status == CURRENT)
        connection.execute(update(Draft).where(*asking).values(status=DISCARDED))
    return True
