"""What becomes of the message of one recipient: another one instead, left as it is, taken back.

Who the recipients are and how far their messages got stands in ``broadcasts``.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.outbox import CANCELLED, HELD, PENDING
from storage.schema import Membership, Outbox
from storage.schema import Recipient as Table


def settle(connection: Connection, now: datetime, recipient: int) -> None:
    """The secretariat leaves it at a message of which nobody knows whether it arrived."""
    connection.execute(update(Table).where(Table.id == recipient).values(settled_at=now))


def point_to(connection: Connection, recipient: int, outbox_id: int) -> None:
    """The message of a recipient is another one now: it was sent again."""
    connection.execute(
        update(Table).where(Table.id == recipient).values(outbox_id=outbox_id, settled_at=None)
    )


def take_back(connection: Connection, person: int) -> None:
    """Nothing that waits goes to a person for organisations that they do not speak for any more."""
    speaks_for = select(Membership.organisation_id).where(
        Membership.person_id == person, Membership.until.is_(None)
    )
    theirs = set(connection.execute(speaks_for).scalars())
    waiting = connection.execute(
        select(Outbox.id, Outbox.subject, Table.organisations)
        .join(Table, Table.outbox_id == Outbox.id)
        .where(Table.person_id == person, Outbox.state.in_((PENDING, HELD)))
    )
    subjects = [row.subject for row in waiting if theirs.isdisjoint(row.organisations)]
    gone = (
        Outbox.person_id == person,
        Outbox.subject.in_(subjects),
        Outbox.state.in_((PENDING, HELD)),
    )
    connection.execute(update(Outbox).where(*gone).values(state=CANCELLED, error="left"))
