"""Approved records for the figures: the approved version, with parties and evidence, in four statements."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert

from storage.counted import PartyRef, approved, members
from storage.database import tool_connection
from storage.schema import Base, Evidence, Organisation, Participation, Party, Record, RecordVersion

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(f"sqlite:///{tmp_path / 'retea.db'}") as connection:
        Base.metadata.create_all(connection)
        organisation(connection, 1, "Exemplu-Verde")
        organisation(connection, 2, "Exemplu-Punte")
        yield connection


def organisation(
    connection: Connection, id: int, name: str, joined: date = YEAR[0], left: date | None = None
) -> None:
    connection.execute(
        insert(Organisation).values(
            id=id, name=name, folded=name.lower(), joined_on=joined, left_on=left, created_at=NOW
        )
    )


def record(
    connection: Connection,
    id: int,
    status: str = "approved",
    approved_version: int | None = 1,
    type: str = "event",
    organisation: int | None = 1,
) -> None:
    connection.execute(
        insert(Record).values(
            id=id,
            number=f"BLT-2026-{id:04}",
            type=type,
            status=status,
            organisation_id=organisation,
            version=2,
            approved_version=approved_version,
            submission=str(id),
            submitted_at=NOW,
        )
    )


def version(connection: Connection, record_id: int, number: int = 1, **said: Any) -> None:
    values = {
        "record_id": record_id,
        "version": number,
        "created_at": NOW,
        "form_version": 1,
        "activity": "1.1",
        "subtype": "training",
        "title": f"versiunea {number}",
        "language": "ro",
        "date_from": date(2026, 6, 1),
        "date_to": date(2026, 6, 1),
        "joint_with_lpa": False,
        "facts": {},
        "answers": {},
    }
    connection.execute(insert(RecordVersion).values(**{**values, **said}))


def heads(connection: Connection, record_id: int, number: int, total: int, women: int | None = None) -> None:
    connection.execute(
        insert(Participation).values(
            record_id=record_id, version=number, total=total, estimated=True, women=women
        )
    )


def test_a_record_comes_with_everything_its_approved_version_says(connection: Connection) -> None:
    record(connection, 1)
    version(connection, 1, facts={"audience": ["young"]}, joint_with_lpa=True, place="Bălți")
    heads(connection, 1, 1, 24, women=17)
    for role, member, name in (("coorganiser", 2, "Exemplu-Punte"), ("partner", None, "Bibliotecă")):
        values = {"record_id": 1, "version": 1, "role": role, "organisation_id": member, "name": name}
        connection.execute(insert(Party).values(folded=name.lower(), **values))
    for link in ("https://example.org/1", "https://example.org/2"):
        connection.execute(insert(Evidence).values(record_id=1, version=1, link=link, consent=False))
    (counted,) = approved(connection, *YEAR)
    assert (counted.number, counted.organisation, counted.place) == (
        "BLT-2026-0001",
        "Exemplu-Verde",
        "Bălți",
    )
    assert (counted.total, counted.estimated, counted.women, counted.men) == (24, True, 17, None)
    assert counted.co_organisers == (PartyRef(2, "Exemplu-Punte"),)
    assert counted.partners == (PartyRef(None, "Bibliotecă"),)
    assert (counted.evidence, counted.joint_with_lpa, counted.facts) == (2, True, {"audience": ["young"]})


@pytest.mark.parametrize("status", ["submitted", "returned", "approved"])
def test_a_record_under_correction_counts_with_its_last_approved_version(
    connection: Connection, status: str
) -> None:
    record(connection, 1, status=status, approved_version=1)
    version(connection, 1, 1)
    version(connection, 1, 2)
    heads(connection, 1, 1, 24)
    heads(connection, 1, 2, 99)
    connection.execute(
        insert(Evidence).values(record_id=1, version=2, link="https://example.org", consent=False)
    )
    values = {"record_id": 1, "version": 2, "role": "partner", "name": "Nou", "folded": "nou"}
    connection.execute(insert(Party).values(**values))
    (counted,) = approved(connection, *YEAR)
    assert (counted.title, counted.total, counted.evidence, counted.partners) == ("versiunea 1", 24, 0, ())


@pytest.mark.parametrize(
    ("status", "approved_version"), [("submitted", None), ("returned", None), ("merged", 1), ("withdrawn", 1)]
)
def test_what_was_not_approved_or_is_gone_does_not_count(
    connection: Connection, status: str, approved_version: int | None
) -> None:
    record(connection, 1, status=status, approved_version=approved_version)
    version(connection, 1)
    assert approved(connection, *YEAR) == ()


def test_events_belong_to_the_days_asked_for_and_projects_always_come(connection: Connection) -> None:
    for id, kind, last in (
        (1, "event", date(2025, 12, 31)),
        (2, "event", date(2026, 12, 31)),
        (3, "event", date(2027, 1, 1)),
        (4, "project", date(2025, 3, 1)),
    ):
        record(connection, id, type=kind)
        version(connection, id, date_from=last, date_to=last)
    assert [counted.id for counted in approved(connection, *YEAR)] == [2, 4]


def test_a_record_of_the_secretariat_has_no_organisation_and_may_have_no_head_count(
    connection: Connection,
) -> None:
    record(connection, 1, type="newsletter", organisation=None)
    version(connection, 1)
    (counted,) = approved(connection, *YEAR)
    assert (counted.organisation_id, counted.organisation) == (None, "")
    assert (counted.total, counted.estimated) == (None, False)


def test_many_records_need_as_few_statements_as_one(connection: Connection) -> None:
    for id in range(1, 31):
        record(connection, id)
        version(connection, id)
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert len(approved(connection, *YEAR)) == 30
    assert len(statements) == 4


def test_who_leaves_on_the_day_is_still_a_member(connection: Connection) -> None:
    organisation(connection, 3, "Plecat", left=date(2026, 12, 31))
    organisation(connection, 4, "Fost", left=date(2026, 12, 30))
    organisation(connection, 5, "Nou", joined=date(2027, 1, 1))
    names = [member.name for member in members(connection, date(2026, 12, 31))]
    assert names == ["Exemplu-Punte", "Exemplu-Verde", "Plecat"]
