"""Annual reports of members: one a year and organisation, one version a sending.

Statuses: draft → submitted → returned → submitted → approved. Not here: what a report says
(``annual_models``), and its draft, which is a draft like any other (``drafts``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from storage.annual_models import Content
from storage.plan import TOWN
from storage.schema import MemberReport as Table
from storage.schema import MemberReportQuestion as QuestionTable
from storage.schema import MemberReportVersion as VersionTable
from storage.schema import Organisation

DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"
SENT = (SUBMITTED, APPROVED)
"""States in which an organisation has reported: a returned report has to be sent again first."""

OPEN, ANSWERED = "open", "answered"
PREVIEW = 0
"""The version number of what was not sent yet."""


@dataclass(frozen=True)
class Report:
    """A report as a line of a list. ``version`` 0 was never sent."""

    id: int
    organisation_id: int
    organisation: str
    organisation_ru: str | None
    year: int
    status: str
    version: int
    draft_id: int | None
    seen: dict[str, Any]
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None

    @property
    def sent_on(self) -> date | None:
        """The local day of the last sending."""
        return _local(self.submitted_at)

    @property
    def decided_on(self) -> date | None:
        """The local day of the last decision."""
        return _local(self.decided_at)

    @property
    def counts_from(self) -> date | None:
        """The local day of the first sending; None while the report does not count as sent."""
        return _local(self.first_submitted_at) if self.status in SENT else None


@dataclass(frozen=True)
class Version:
    """One sending."""

    author_id: int | None
    created_at: datetime
    form_version: int
    content: Content
    answers: dict[str, Any]


@dataclass(frozen=True)
class Question:
    """One question about one block. ``question`` is a packed text (``handlers.wire``)."""

    block: str
    question: Any


def find(connection: Connection, organisation: int, year: int) -> Report | None:
    """The report of an organisation for a year; None when nobody has begun it."""
    found = _reports(connection, _select().where(Table.organisation_id == organisation, Table.year == year))
    return found[0] if found else None


def get(connection: Connection, report: int, organisations: Sequence[int] | None) -> Report | None:
    """A report by id within a scope; ``organisations`` None is the secretariat's scope: all of them."""
    found = _reports(connection, _select().where(Table.id == report))
    if not found or (organisations is not None and found[0].organisation_id not in organisations):
        return None
    return found[0]


def known(connection: Connection, report: int) -> Report:
    """A report that must exist; raises ``LookupError``. For what the system itself holds the id of."""
    found = get(connection, report, None)
    if found is None:
        raise LookupError(f"report {report}")
    return found


def of_organisation(connection: Connection, organisation: int) -> tuple[Report, ...]:
    """All reports of an organisation, the oldest year first."""
    return _reports(connection, _select().where(Table.organisation_id == organisation).order_by(Table.year))


def of_year(connection: Connection, year: int) -> tuple[Report, ...]:
    """All reports of a year that were ever sent, the first one sent first."""
    sent = _select().where(Table.year == year, Table.version > PREVIEW)
    return _reports(connection, sent.order_by(Table.first_submitted_at, Table.id))


def waiting(connection: Connection) -> tuple[Report, ...]:
    """Reports that wait for the secretariat, oldest first."""
    found = _select().where(Table.status == SUBMITTED)
    return _reports(connection, found.order_by(Table.submitted_at, Table.id))


def begin(connection: Connection, now: datetime, organisation: int, year: int) -> Report:
    """The report of an organisation for a year, made when it is not there yet."""
    found = find(connection, organisation, year)
    if found is not None:
        return found
    values = {"organisation_id": organisation, "year": year, "status": DRAFT, "version": PREVIEW}
    connection.execute(insert(Table).values(**values, seen={}, preview={}, created_at=now))
    return begin(connection, now, organisation, year)


def set_draft(connection: Connection, report: int, draft: int) -> None:
    """Note the draft in which the report is being written."""
    _change(connection, report, draft_id=draft)


def see(connection: Connection, report: int, seen: dict[str, Any]) -> None:
    """Note what the organisation has seen of its records."""
    _change(connection, report, seen=seen)


def set_preview(connection: Connection, report: int, content: Content) -> None:
    """Keep the content that a file is about to be made of."""
    _change(connection, report, preview=content.model_dump(mode="json"))


def submit(
    connection: Connection,
    now: datetime,
    report: Report,
    author: int,
    content: Content,
    answers: dict[str, Any],
    form_version: int,
) -> int:
    """Add the next version and put the report before the secretariat. Returns the version."""
    version = report.version + 1
    values = {"report_id": report.id, "version": version, "author_id": author, "created_at": now}
    packed = content.model_dump(mode="json")
    connection.execute(
        insert(VersionTable).values(**values, content=packed, answers=answers, form_version=form_version)
    )
    first = report.first_submitted_at or now
    _change(
        connection,
        report.id,
        version=version,
        status=SUBMITTED,
        submitted_at=now,
        first_submitted_at=first,
        draft_id=None,
    )
    connection.execute(
        update(QuestionTable)
        .where(QuestionTable.report_id == report.id, QuestionTable.state == OPEN)
        .values(state=ANSWERED, answered_at=now)
    )
    return version


def decide(connection: Connection, now: datetime, report: int, version: int, by: int, status: str) -> bool:
    """Approve or return the submitted ``version``; False when somebody decided before or it changed."""
    result = connection.execute(
        update(Table)
        .where(Table.id == report, Table.status == SUBMITTED, Table.version == version)
        .values(status=status, decided_at=now, decided_by=by)
    )
    return result.rowcount == 1


def version_of(connection: Connection, report: int, version: int) -> Version:
    """One sending of a report; raises ``LookupError`` when there is no such version."""
    row = connection.execute(
        select(
            VersionTable.author_id,
            VersionTable.created_at,
            VersionTable.form_version,
            VersionTable.content,
            VersionTable.answers,
        ).where(VersionTable.report_id == report, VersionTable.version == version)
    ).one_or_none()
    if row is None:
        raise LookupError(f"report {report}, version {version}")
    return Version(row[0], row[1], row[2], Content.model_validate(row[3]), row[4])


def content_of(connection: Connection, report: int, version: int) -> Content:
    """What a version says; that of ``PREVIEW`` is the draft as it was last asked for as a file."""
    if version != PREVIEW:
        return version_of(connection, report, version).content
    packed = connection.execute(select(Table.preview).where(Table.id == report)).scalar()
    if not packed:
        raise LookupError(f"report {report}, no preview")
    return Content.model_validate(packed)


def sent(connection: Connection, year: int) -> tuple[tuple[Report, Content], ...]:
    """The reports of a year that count as sent, by the name of the organisation."""
    rows = _select().add_columns(VersionTable.content)
    rows = rows.join(
        VersionTable, (VersionTable.report_id == Table.id) & (VersionTable.version == Table.version)
    )
    found = connection.execute(
        rows.where(Table.year == year, Table.status.in_(SENT)).order_by(Organisation.folded)
    )
    return tuple((Report(*row[:-1]), Content.model_validate(row[-1])) for row in found)


def ask(
    connection: Connection,
    now: datetime,
    report: int,
    version: int,
    author: int,
    questions: Sequence[tuple[str, Any]],
) -> None:
    """Store one question a block, in order."""
    asked = {"report_id": report, "version": version, "state": OPEN, "author_id": author, "created_at": now}
    rows = [{**asked, "block": block, "question": question} for block, question in questions]
    connection.execute(insert(QuestionTable), rows)


def questions(connection: Connection, report: int) -> tuple[Question, ...]:
    """The questions that wait for an answer, in the order they were asked."""
    rows = connection.execute(
        select(QuestionTable.block, QuestionTable.question)
        .where(QuestionTable.report_id == report, QuestionTable.state == OPEN)
        .order_by(QuestionTable.id)
    )
    return tuple(Question(*row) for row in rows)


def _local(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(TOWN).date()


def _change(connection: Connection, report: int, **values: Any) -> None:
    connection.execute(update(Table).where(Table.id == report).values(**values))


def _select() -> Select[Any]:
    return select(
        Table.id,
        Table.organisation_id,
        Organisation.name,
        Organisation.name_ru,
        Table.year,
        Table.status,
        Table.version,
        Table.draft_id,
        Table.seen,
        Table.first_submitted_at,
        Table.submitted_at,
        Table.decided_at,
    ).join(Organisation, Organisation.id == Table.organisation_id)


def _reports(connection: Connection, statement: Select[Any]) -> tuple[Report, ...]:
    return tuple(Report(*row) for row in connection.execute(statement))
