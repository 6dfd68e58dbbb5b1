"""The fictional town of the demo: organisations, a few people and a year of approved records.

Read from ``storage/data/demo.yaml``. A record is a row of the table that ``import`` reads, so it is heard,
kept and counted like any other; nothing else in the product knows that it is a demo.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.doors.world import world
from handlers.context import Context
from handlers.exchange import tables
from handlers.exchange.columns import ORGANISATION, columns
from handlers.exchange.desk import at_desk
from handlers.exchange.table import Table
from handlers.forms.records import RECORD_FORMS
from handlers.joining import PRIVACY
from handlers.understand.fold import fold
from storage import organisations, people
from storage.database import Connection

FILE = Path(__file__).parent.parent / "storage" / "data" / "demo.yaml"
LANGUAGE = "ro"


def fill(connection: Connection, now: datetime, today: date) -> None:
    """Fill an empty database; one that has people already is left as it is."""
    if people.session(connection, "web", "coordinator") is not None:
        return
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    members = {
        key: organisations.add(
            connection, now, date(today.year, 1, 1), row["ro"], fold(row["ro"]), name_ru=row["ru"]
        )
        for key, row in data["organisations"].items()
    }
    ids = {chat: _person(connection, now, chat, person, members) for chat, person in data["people"].items()}
    context = at_desk(connection, world(today), now, LANGUAGE)
    for row in data["records"]:
        lead = members[row["lead"]].name if "lead" in row else ""
        checked = tables.check(context, (_table(context, row, lead, today),))
        if not checked.ready:
            raise ValueError([(one.column, one.says) for one in checked.troubles])
        tables.save(context, checked, ids["secretary"])


def _person(
    connection: Connection,
    now: datetime,
    chat: str,
    row: Mapping[str, Any],
    members: Mapping[str, organisations.Organisation],
) -> int:
    session = people.meet(connection, now, "web", chat)
    person = session.person_id
    language = row.get("language", LANGUAGE)
    people.update_person(
        connection, person, name=row["name"], language=language, privacy_version=PRIVACY, privacy_at=now
    )
    organisation = members[row["organisation"]].id if row["organisation"] else None
    membership = people.join(connection, now, person, row["role"], organisation)
    people.update_person(connection, person, acting_as=membership)
    return person


def _table(context: Context, row: Mapping[str, Any], lead: str, today: date) -> Table:
    """One record as a table of one row."""
    cells = {**row["cells"], ORGANISATION: lead}
    cells |= {name: _days(str(days), today) for name, days in row.get("days", {}).items()}
    if "quarter" in row:
        day = _day(row["quarter"], today)
        cells["quarter"] = f"Trimestrul {(day.month - 1) // 3 + 1}, {day.year}"
    spoken = context.world.in_language
    known = columns(RECORD_FORMS[row["type"]])
    heading = tuple(spoken(LANGUAGE, column.heading) for column in known)
    name = spoken(LANGUAGE, tables.TYPES[row["type"]])
    return Table(name, heading, (tuple(cells.get(column.name, "") for column in known),))


def _days(days: str, today: date) -> str:
    """``04-01/04-22`` as the days of one year; the last of a span may lie ahead."""
    first, _, last = days.partition("/")
    begins = _day(first, today)
    ends = date(begins.year, *_month_day(last)) if last else begins
    return f"{begins:%d.%m.%Y}" if begins == ends else f"{begins:%d.%m.%Y} - {ends:%d.%m.%Y}"


def _day(text: str, today: date) -> date:
    """A month and day in this year, or in the year before when it has not come yet."""
    month_day = _month_day(text)
    day = date(today.year, *month_day)
    return day if day <= today else date(today.year - 1, *month_day)


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
