"""Who came to a meeting, by organisation; noting that somebody came stands in ``rsvp``."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select

from storage.schema import Attendance


def by_organisation(connection: Connection, meeting: int) -> Mapping[int, int]:
    """Organisations that have come, with how many people said so for each."""
    rows = connection.execute(
        select(Attendance.organisation_id, func.count())
        .where(Attendance.meeting_id == meeting, Attendance.organisation_id.is_not(None))
        .group_by(Attendance.organisation_id)
    )
    return {organisation: people for organisation, people in rows if organisation is not None}


def take_back(connection: Connection, meeting: int, organisation: int) -> None:
    """The organisation has not come after all."""
    theirs = (Attendance.meeting_id == meeting, Attendance.organisation_id == organisation)
    connection.execute(delete(Attendance).where(*theirs))
