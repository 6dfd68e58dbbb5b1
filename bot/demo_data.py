"""The fictional town of the demo: organisations, two people and a year of approved records.

Read from ``storage/data/demo.yaml`` and written with the same functions as real records; nothing else
in the product knows that it is a demo.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from handlers.joining import PRIVACY
from handlers.understand.fold import fold
from storage import organisations, people, records
from storage.database import Connection
from storage.records import APPROVED, COORGANISER, PARTNER, Content, Counts, Named

FILE = Path(__file__).parent.parent / "storage" / "data" / "demo.yaml"
DATES = ("submitted", "funded", "in_implementation", "completed")


def fill(connection: Connection, now: datetime, today: date) -> None:
    """Fill an empty database; one that has people already is left as it is."""
    if people.session(connection, "web", "coordinator") is not None:
        return
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    members = _organisations(connection, now, today, data["organisations"])
    ids = {chat: _person(connection, now, chat, person, members) for chat, person in data["people"].items()}
    for number, row in enumerate(data["records"]):
        _record(connection, now, today, row, members, ids, number)


def _organisations(
    connection: Connection, now: datetime, today: date, rows: Mapping[str, Any]
) -> dict[str, organisations.Organisation]:
    return {
        key: organisations.add(
            connection, now, date(today.year, 1, 1), row["ro"], fold(row["ro"]), name_ru=row["ru"]
        )
        for key, row in rows.items()
    }


def _person(
    connection: Connection,
    now: datetime,
    chat: str,
    row: Mapping[str, Any],
    members: Mapping[str, organisations.Organisation],
) -> int:
    session = people.meet(connection, now, "web", chat)
    person = session.person_id
    people.update_person(
        connection, person, name=row["name"], language="ro", privacy_version=PRIVACY, privacy_at=now
    )
    organisation = members[row["organisation"]].id if row["organisation"] else None
    membership = people.join(connection, now, person, row["role"], organisation)
    people.update_person(connection, person, acting_as=membership)
    return person


def _record(
    connection: Connection,
    now: datetime,
    today: date,
    row: Mapping[str, Any],
    members: Mapping[str, organisations.Organisation],
    ids: Mapping[str, int],
    number: int,
) -> None:
    lead = members[row["lead"]].id if row["lead"] else None
    record = records.submit(
        connection,
        now,
        today.year,
        row["type"],
        lead,
        ids["secretary"],
        f"demo:{number}",
        _content(row, members, today),
    )
    records.decide(connection, now, record, 1, ids["secretary"], APPROVED)


def _content(
    row: Mapping[str, Any], members: Mapping[str, organisations.Organisation], today: date
) -> Content:
    first, last = _day(row["from"], today), _day(row["to"], today)
    if row["type"] == "project":
        last = date(first.year, *_month_day(row["to"]))
    co = [
        Named(COORGANISER, members[key].name, fold(members[key].name), members[key].id)
        for key in row.get("co", ())
    ]
    partners = [Named(PARTNER, name, fold(name)) for name in row.get("partners", ())]
    return Content(
        activity=row["activity"],
        subtype=row["subtype"],
        title=row["title"],
        language="ro",
        date_from=first,
        date_to=last,
        place=row.get("place"),
        summary=None,
        counts=_counts(row),
        answers=_answers(row, first, last),
        form_version=1,
        joint_with_lpa=bool(row.get("joint")),
        good_practice=row.get("practice"),
        problem=row.get("problem"),
        measure=row.get("measure"),
        parties=(*co, *partners),
        facts=_facts(row, today),
    )


def _counts(row: Mapping[str, Any]) -> Counts | None:
    if "total" not in row:
        return None
    return Counts(
        total=row["total"],
        estimated=row.get("estimated", False),
        women=row.get("women"),
        men=row.get("men"),
        young=row.get("young"),
    )


def _answers(row: Mapping[str, Any], first: date, last: date) -> dict[str, Any]:
    """Event answers, so that cards and proposals have something to show."""
    if row["type"] != "event":
        return {}
    groups = {part: row.get(part) for part in ("women", "men", "young", "vulnerable")}
    return {
        "activity": row["activity"],
        "kind": row["subtype"],
        "held": {"first": first.isoformat(), "last": last.isoformat()},
        "place": row["place"],
        "participants": {"total": row["total"], "estimated": row.get("estimated", False)},
        "groups": groups,
        "heading": row["title"],
    }


def _facts(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    facts = dict(row.get("facts", {}))
    for name in DATES:
        if name in facts:
            facts[name] = _day(facts[name], today).isoformat()
    if "quarter" in facts:
        facts["quarter"] = f"{_day(row['from'], today).year}-{facts['quarter']}"
    return facts


def _day(text: str, today: date) -> date:
    """A month and day in this year, or in the year before when it has not come yet."""
    month_day = _month_day(text)
    day = date(today.year, *month_day)
    return day if day <= today else date(today.year - 1, *month_day)


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = str(text).partition("-")
    return int(month), int(day)
