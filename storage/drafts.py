"""Drafts: what a person has answered so far. A person has one current draft and any number parked."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, insert, select, update

from storage.columns import Utc
from storage.prepared import Prepared
from storage.schema import Draft as Table

CURRENT, PARKED, SUBMITTED, DISCARDED, ARCHIVED = "current", "parked", "submitted", "discarded", "archived"
ERASED = "erased"
"""Emptied for good; the row stays, so that its number is never used twice."""


@dataclass(frozen=True)
class Draft:
    """A draft as stored. ``heard`` maps the channel's message ids to the questions they answered.
    ``troubles`` counts the answers that could not be taken, a question, since it was last answered.

    ``subject`` says what it is about when it is not a new record: ``{"record": id, "comments": [ids]}``.
    """

    id: int
    form: str
    version: int
    organisation_id: int | None
    person_id: int
    status: str
    answers: dict[str, Any]
    wanted: tuple[str, ...]
    former: dict[str, Any]
    heard: dict[str, str]
    subject: dict[str, Any]
    revision: int
    updated_at: datetime
    troubles: dict[str, int] = field(default_factory=dict)


COLUMNS = (
    Table.id,
    Table.form,
    Table.version,
    Table.organisation_id,
    Table.person_id,
    Table.status,
    Table.answers,
    Table.wanted,
    Table.former,
    Table.heard,
    Table.subject,
    Table.revision,
    Table.updated_at,
    Table.troubles,
)
_SAVE = Prepared(
    update(Table)
    .where(Table.id == bindparam("draft"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "answers",
                "wanted",
                "former",
                "heard",
                "revision",
                "updated_at",
                "form",
                "version",
                "troubles",
            )
        }
    )
)
_AT = bindparam("at_time", type_=Utc)
_NEW = (
    "form version organisation_id person_id status answers wanted former heard subject revision created_at "
    "updated_at"
).split()
_START = Prepared(insert(Table).values({name: bindparam(name) for name in _NEW}).returning(*COLUMNS))
_PARK = Prepared(
    update(Table)
    .where(Table.person_id == bindparam("of"), Table.status == CURRENT)
    .values(status=PARKED, updated_at=_AT)
)
_PARKED = Prepared(
    select(*COLUMNS)
    .where(Table.person_id == bindparam("of"), Table.status == PARKED)
    .order_by(Table.updated_at.desc(), Table.id.desc())
)
_SET_STATUS = Prepared(
    update(Table)
    .where(Table.id == bindparam("draft"))
    .values(status=bindparam("to"), updated_at=_AT, revision=Table.revision + 1, warned_at=None)
)


def read(row: Any) -> Draft:
    """A draft from a row of ``COLUMNS``."""
    values: tuple[Any, ...] = tuple(row)
    ticked = tuple(values[7])
    return Draft(*values[:7], ticked, *values[8:])  # type: ignore[call-arg]


def start(
    connection: Connection,
    now: datetime,
    form: str,
    version: int,
    person: int,
    organisation: int | None,
    *,
    answers: dict[str, Any] | None = None,
    wanted: tuple[str, ...] = (),
    former: dict[str, Any] | None = None,
    subject: dict[str, Any] | None = None,
) -> Draft:
    """Begin a draft and make it the current one; what was current is parked, never lost."""
    park(connection, now, person)
    values = {
        "form": form,
        "version": version,
        "organisation_id": organisation,
        "person_id": person,
        "status": CURRENT,
        "answers": answers or {},
        "wanted": list(wanted),
        "former": former or {},
        "heard": {},
        "subject": subject or {},
        "revision": 0,
        "created_at": now,
        "updated_at": now,
    }
    (row,) = _START.rows(connection, values)
    return read(row)


def save(connection: Connection, now: datetime, draft: Draft) -> Draft:
    """Store new answers; every save is a new revision, so buttons of the older screens are old."""
    saved = replace(draft, revision=draft.revision + 1, updated_at=now)
    _SAVE.change(
        connection,
        {
            "draft": saved.id,
            "new_answers": saved.answers,
            "new_wanted": list(saved.wanted),
            "new_former": saved.former,
            "new_heard": saved.heard,
            "new_revision": saved.revision,
            "new_updated_at": now,
            "new_form": saved.form,
            "new_version": saved.version,
            "new_troubles": saved.troubles,
        },
    )
    return saved


def note_trouble(connection: Connection, draft: Draft, question: str) -> Draft:
    """Count one more answer that could not be taken; the buttons of this state stay good."""
    troubles = {**draft.troubles, question: draft.troubles.get(question, 0) + 1}
    connection.execute(update(Table).where(Table.id == draft.id).values(troubles=troubles))
    return replace(draft, troubles=troubles)


def current(connection: Connection, person: int) -> Draft | None:
    """The draft that typed words of this person go to."""
    row = connection.execute(
        select(*COLUMNS).where(Table.person_id == person, Table.status == CURRENT)
    ).one_or_none()
    return None if row is None else read(row)


def parked(connection: Connection, person: int) -> tuple[Draft, ...]:
    """The person's set-aside drafts, latest first."""
    return tuple(read(row) for row in _PARKED.rows(connection, {"of": person}))


def find(connection: Connection, draft: int) -> Draft | None:
    """A draft by id, whatever its status."""
    row = connection.execute(select(*COLUMNS).where(Table.id == draft)).one_or_none()
    return None if row is None else read(row)


def park(connection: Connection, now: datetime, person: int) -> None:
    """Set the current draft aside."""
    _PARK.change(connection, {"of": person, "at_time": now})


def resume(connection: Connection, now: datetime, draft: Draft) -> Draft:
    """Make a parked draft the current one."""
    park(connection, now, draft.person_id)
    return set_status(connection, now, draft, CURRENT)


def set_status(connection: Connection, now: datetime, draft: Draft, status: str) -> Draft:
    """Move a draft to another status; raises the database's error when two would be current."""
    _SET_STATUS.change(connection, {"draft": draft.id, "to": status, "at_time": now})
    return replace(draft, status=status, updated_at=now, revision=draft.revision + 1)


def redirect(connection: Connection, draft: Draft) -> None:
    """Store what a draft is about and which organisation it is for; the answers are saved by ``save``."""
    values = {"subject": draft.subject, "organisation_id": draft.organisation_id}
    connection.execute(update(Table).where(Table.id == draft.id).values(values))


ASK_ON = "ask_on"
"""In ``subject``: the day from which the person is asked whether the event took place."""


def ask_on(connection: Connection, now: datetime, draft: Draft, day: date) -> None:
    """Set a draft aside until its event is over."""
    subject = {**draft.subject, ASK_ON: day.isoformat()}
    connection.execute(
        update(Table).where(Table.id == draft.id).values(status=PARKED, subject=subject, updated_at=now)
    )


def to_ask(connection: Connection, today: date) -> tuple[Draft, ...]:
    """Drafts set aside whose day to ask has come; being archived meanwhile does not lose the question."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(Table.status.in_((PARKED, ARCHIVED)), cast(Table.subject, Text).contains(f'"{ASK_ON}"'))
        .order_by(Table.id)
    )
    waiting = (read(row) for row in rows)
    return tuple(one for one in waiting if one.subject.get(ASK_ON, "9") <= today.isoformat())


def asked(connection: Connection, draft: Draft) -> None:
    """The person was asked about this draft: once is enough."""
    subject = {name: value for name, value in draft.subject.items() if name != ASK_ON}
    connection.execute(update(Table).where(Table.id == draft.id).values(subject=subject))


def archive_idle(connection: Connection, now: datetime, before: datetime) -> int:
    """Archive drafts untouched since ``before``; they stay findable. Returns how many."""
    result = connection.execute(
        update(Table)
        .where(Table.status.in_((CURRENT, PARKED)), Table.updated_at < before)
        .values(status=ARCHIVED, updated_at=now)
    )
    return result.rowcount
