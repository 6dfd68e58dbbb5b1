"""The people of the bench: coordinators of different organisations, each with a past, made before the start.

Written with the product's own functions, as a bot that has been in use for a while would have them.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from handlers.joining import PRIVACY
from handlers.understand.fold import fold
from storage import migrate, organisations, people, plan, records
from storage.database import tool_connection
from storage.plan_file import read_file
from storage.records import APPROVED, PARTNER, Content, Counts, Named
from storage.schema import Record

PLAN = Path(__file__).parent.parent / "storage" / "data" / "plan-2026-2030.yaml"
FIRST = 1001
COUNT = 50
PEOPLE = tuple(range(FIRST, FIRST + COUNT))
PAST = 6
"""Approved reports of each, so that proposals have something to read and figures something to count."""

KINDS = (("9.1", "fair"), ("6.2", "conference"), ("8.1", "nonformal_workshop"))


def url(folder: Path) -> str:
    """The database in a data folder."""
    return f"sqlite:///{folder / 'retea.sqlite'}"


def prepare(folder: Path) -> None:
    """A data folder in which everybody has joined."""
    folder.mkdir(parents=True)
    migrate.upgrade(url(folder))
    now = datetime.now(UTC)
    with tool_connection(url(folder)) as connection:
        plan.load(connection, read_file(PLAN), now=datetime(2026, 1, 2, tzinfo=UTC))
        for chat in PEOPLE:
            _join(connection, now, chat)


def reports(folder: Path) -> int:
    """How many records the bench has made in a folder."""
    with tool_connection(url(folder)) as connection:
        return connection.execute(select(func.count()).select_from(Record)).scalar_one() - COUNT * PAST


def _join(connection: Connection, now: datetime, chat: int) -> None:
    name = f"Exemplu {chat}"
    organisation = organisations.add(connection, now, date(now.year, 1, 1), name, fold(name)).id
    person = people.meet(connection, now, "telegram", str(chat)).person_id
    about = {"name": f"Om {chat}", "language": "ro", "privacy_version": PRIVACY, "privacy_at": now}
    people.update_person(connection, person, **about)
    membership = people.join(connection, now, person, people.COORDINATOR, organisation)
    people.update_person(connection, person, acting_as=membership)
    for number in range(PAST):
        day = now.date() - timedelta(days=30 * (number + 1))
        submission = f"bench:{chat}:{number}"
        record = records.submit(
            connection, now, day.year, "event", organisation, person, submission, _event(number, day)
        )
        records.decide(connection, now, record, 1, person, APPROVED)


def _event(number: int, day: date) -> Content:
    place, title, total = f"Sala {number}", f"Eveniment {number}", 20 + number
    activity, kind = KINDS[number % len(KINDS)]
    held = day.isoformat()
    return Content(
        activity=activity,
        subtype=kind,
        title=title,
        language="ro",
        date_from=day,
        date_to=day,
        place=place,
        summary=None,
        counts=Counts(total=total, women=10, men=total - 10, young=5),
        answers={
            "activity": activity,
            "kind": kind,
            "held": {"first": held, "last": held},
            "place": place,
            "participants": {"total": total, "estimated": False},
            "heading": title,
        },
        form_version=1,
        parties=(Named(PARTNER, "Asociația Exemplu", fold("Asociația Exemplu")),),
    )
