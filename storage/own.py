"""Records as the annual report of one organisation reads them: also those that wait for the secretariat.

Figures of the plan never come from here: they count approved records alone (``counted``).
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, case, or_, select

from storage import joint, merges
from storage.counted import COLUMNS, CountedRecord, as_counted, reading, twins_of
from storage.prepared import Prepared
from storage.records import COORGANISER, RETURNED
from storage.schema import Record


@dataclass(frozen=True)
class OwnRecord:
    """A record with its status and the version that is shown; ``led`` is False beside another lead."""

    record: CountedRecord
    status: str
    version: int
    led: bool


_SHOWN = case((Record.status == RETURNED, Record.approved_version), else_=Record.version)
_BESIDE = joint.parties(_SHOWN).subquery()
_JOINED = select(_BESIDE.c.record_id).where(
    _BESIDE.c.role == COORGANISER, _BESIDE.c.organisation_id == bindparam("member")
)
_OWN = Prepared(
    reading(_SHOWN)
    .add_columns(Record.status, _SHOWN.label("shown"))
    .where(or_(Record.organisation_id == bindparam("member"), Record.id.in_(_JOINED)))
    .order_by(Record.number)
)


def of_organisation(connection: Connection, organisation: int) -> tuple[OwnRecord, ...]:
    """What an organisation led or stood beside, by number, of all years and types.

    A record that waits comes at its present version, one that was returned at its approved one, if any.
    Parties and evidence are left out: the report does not print them.
    """
    twins = twins_of(map(tuple, connection.execute(merges.TWINS)))
    found = []
    for *values, status, version in _OWN.rows(connection, {"member": organisation}):
        row = dict(zip(COLUMNS, values, strict=True))
        led = row["organisation_id"] == organisation
        found.append(OwnRecord(as_counted(row, {}, {}, twins), status, version, led))
    return tuple(found)
