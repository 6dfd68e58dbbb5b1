"""Forgetting a person: asked for, taken back within its days, then done everywhere.

Records stay with the organisation and keep the number of a person without a name; the audit trail keeps
numbers only. Rows that something may refer to are emptied, never deleted, so no number is used twice.
What leads to a person is listed in ``personal``; files are removed by the caller before the rows change.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage import audit, colleagues, shelf
from storage.drafts import ERASED
from storage.jobs import FAILED, WAITING
from storage.media import GONE, REFUSED
from storage.outbox import CANCELLED, HELD, PENDING, SENDING
from storage.people import COORDINATOR, HEAD, SECRETARIAT
from storage.personal import places_of
from storage.retention import rules
from storage.schema import (
    AccessRequest,
    Address,
    BroadcastBoard,
    CodeTry,
    Draft,
    Inbox,
    Job,
    Letter,
    LetterAnswer,
    Media,
    Membership,
    Outbox,
    Person,
    Reminder,
    Rhythm,
    Screen,
)
from storage.unused import is_used

SHORTEST_CHAT = 5
"""Letters of a chat's number that is looked for inside the updates of groups."""

SHORTEST_NAME = 2
_USED = is_used()


def ask(connection: Connection, now: datetime, person: int) -> datetime:
    """From now on nothing is sent to this person; returns when it cannot be taken back any more."""
    due = now + rules().of("erase_undo")
    connection.execute(update(Person).where(Person.id == person).values(erase_at=due))
    waiting = (Outbox.person_id == person, Outbox.state.in_((PENDING, HELD)))
    connection.execute(update(Outbox).where(*waiting).values(state=CANCELLED, error="erasing"))
    jobs = (Job.person_id == person, Job.state == WAITING)
    connection.execute(update(Job).where(*jobs).values(state=FAILED, error="erasing"))
    return due


def take_back(connection: Connection, person: int) -> None:
    """The request is withdrawn: everything is as it was."""
    connection.execute(update(Person).where(Person.id == person).values(erase_at=None))


def due(connection: Connection, now: datetime) -> tuple[int, ...]:
    """Who is to be forgotten by now."""
    return tuple(connection.execute(select(Person.id).where(Person.erase_at <= now)).scalars())


def files_due(connection: Connection, now: datetime) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Files of the people who are due that no report uses, and the jobs whose files were made for them."""
    gone = due(connection, now)
    mine = select(Media.path).where(Media.person_id.in_(gone), Media.path.is_not(None), ~_USED)
    kept = select(Media.path).where(or_(Media.person_id.not_in(gone), Media.person_id.is_(None), _USED))
    paths = set(connection.execute(mine).scalars()) - set(connection.execute(kept).scalars())
    jobs = connection.execute(select(Job.id).where(Job.person_id.in_(gone))).scalars()
    return tuple(sorted(path for path in paths if path)), tuple(jobs)


def erase_due(connection: Connection, now: datetime) -> int:
    """Forget everybody who is due; returns how many."""
    found = due(connection, now)
    for person in found:
        _erase(connection, now, person)
    return len(found)


def _erase(connection: Connection, now: datetime, person: int) -> None:
    places = places_of(connection, person)
    name = connection.execute(select(Person.name).where(Person.id == person)).scalar_one()
    _traffic(connection, person, places, name)
    _work(connection, person)
    _letters(connection, person)
    _roles(connection, now, person)
    addresses = select(Address.id).where(Address.person_id == person)
    connection.execute(delete(CodeTry).where(CodeTry.address_id.in_(addresses)))
    connection.execute(delete(Rhythm).where(Rhythm.person_id == person))
    connection.execute(delete(Reminder).where(Reminder.person_id == person))
    connection.execute(delete(BroadcastBoard).where(BroadcastBoard.person_id == person))
    connection.execute(delete(AccessRequest).where(AccessRequest.person_id == person))
    connection.execute(delete(Screen).where(Screen.person_id == person))
    connection.execute(delete(Address).where(Address.person_id == person))
    connection.execute(
        update(Person)
        .where(Person.id == person)
        .values(
            name="",
            language=None,
            privacy_version=None,
            privacy_at=None,
            privacy_declined=None,
            acting_as=None,
            plain=False,
            erase_at=None,
            erased_at=now,
        )
    )
    audit.append(connection, now, None, "person.erase", f"person:{person}")


def _traffic(connection: Connection, person: int, places: Sequence[tuple[str, str]], name: str) -> None:
    """What came from the person and what was written to them; their name in what others were told."""
    for channel, chat in places:
        within = Inbox.payload.contains(chat, autoescape=True) if len(chat) >= SHORTEST_CHAT else false()
        theirs = (Inbox.channel == channel) & or_(Inbox.chat == chat, within)
        connection.execute(update(Inbox).where(theirs).values(chat=None, payload="{}", error=None))
        named = Outbox.dedupe.contains(chat, autoescape=True)
        _empty(connection, (Outbox.channel == channel) & or_(Outbox.chat == chat, named))
    _empty(connection, Outbox.person_id == person)
    spoken = [one for one in (name, *(chat for _, chat in places)) if len(one) >= SHORTEST_NAME]
    for one in spoken:
        _forget_words(connection, one)


def _forget_words(connection: Connection, words: str) -> None:
    """Empty what others were told with these words in it: it was read long ago."""
    packed = json.dumps(words, ensure_ascii=False)[1:-1]
    told = cast(Outbox.content, Text).contains(packed, autoescape=True)
    sent = Outbox.state.not_in((PENDING, SENDING, HELD))
    connection.execute(update(Outbox).where(told, sent).values(content={}))


def _empty(connection: Connection, which: ColumnElement[bool]) -> None:
    """Empty messages; one that was still to be sent is cancelled."""
    still = case((Outbox.state.in_((PENDING, SENDING, HELD)), CANCELLED), else_=Outbox.state)
    bare = dict.fromkeys(("dedupe", "message", "edits", "screen", "error"))
    connection.execute(update(Outbox).where(which).values(chat="", content={}, state=still, **bare))


def _work(connection: Connection, person: int) -> None:
    """Drafts, slow work and files; files that a report uses stay with it."""
    nothing: dict[str, Any] = {"answers": {}, "former": {}, "heard": {}, "subject": {}, "wanted": []}
    connection.execute(update(Draft).where(Draft.person_id == person).values(status=ERASED, **nothing))
    shelf.let_go(connection)
    ended: dict[str, Any] = {"arguments": {}, "chat": "", "dedupe": None, "state": FAILED, "error": None}
    connection.execute(update(Job).where(Job.person_id == person).values(**ended))
    bare: dict[str, Any] = {"file": "", "unique_file": "", "person_id": None}
    mine = Media.person_id == person
    connection.execute(
        update(Media).where(mine, ~_USED).values(**bare, path=None, sha256=None, state=REFUSED, why=GONE)
    )
    connection.execute(update(Media).where(mine).values(**bare))


def _letters(connection: Connection, person: int) -> None:
    """What the person wrote to the secretariat and was answered."""
    mine = select(Letter.id).where(Letter.person_id == person)
    connection.execute(update(LetterAnswer).where(LetterAnswer.letter_id.in_(mine)).values(text=""))
    bare: dict[str, Any] = {"text": "", "about": {}, "media": []}
    connection.execute(update(Letter).where(Letter.person_id == person).values(**bare))


def _roles(connection: Connection, now: datetime, person: int) -> None:
    """End all roles; where nobody leads any more, the colleague of the longest standing does."""
    mine = (Membership.person_id == person, Membership.until.is_(None))
    led = connection.execute(select(Membership.organisation_id).where(*mine, Membership.role == HEAD))
    organisations = tuple(led.scalars())
    connection.execute(
        update(Membership).where(Membership.person_id == person, Membership.until.is_(None)).values(until=now)
    )
    for organisation in organisations:
        left = colleagues.of(connection, organisation or 0)
        if left and not colleagues.heads_among(left):
            colleagues.change_role(connection, now, left[0], HEAD)


def traces_left(connection: Connection) -> bool:
    """Whether the file may still hold bytes of somebody who was forgotten."""
    waiting = exists().where(Person.erased_at.is_not(None), Person.traces_gone_at.is_(None))
    return bool(connection.execute(select(waiting)).scalar())


def traces_gone(connection: Connection, now: datetime) -> None:
    """The file was written anew after the last erasing."""
    waiting = (Person.erased_at.is_not(None), Person.traces_gone_at.is_(None))
    connection.execute(update(Person).where(*waiting).values(traces_gone_at=now))


def alone(connection: Connection, person: int) -> tuple[int | None, ...]:
    """Organisations that nobody else serves; None stands for the secretariat of the Network."""
    other = aliased(Membership)
    someone = aliased(Person)
    beside = exists().where(
        other.person_id == someone.id,
        other.person_id != person,
        other.until.is_(None),
        someone.erase_at.is_(None),
        func.coalesce(other.organisation_id, 0) == func.coalesce(Membership.organisation_id, 0),
        or_(Membership.organisation_id.is_not(None), other.role == SECRETARIAT),
    )
    served = Membership.role.in_((COORDINATOR, HEAD, SECRETARIAT))
    rows = connection.execute(
        select(Membership.organisation_id).where(
            Membership.person_id == person, Membership.until.is_(None), served, ~beside
        )
    )
    return tuple(rows.scalars())
