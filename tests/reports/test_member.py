"""The report of one member as a document, and what it adds to that of the Network."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import StaticPool, create_engine

from bot.texts import Texts
from reports import build
from reports.document import Document, Heading, Items, KeyFigures, Paragraph, Table
from reports.member import MemberMaterial, compose
from reports.report import compose as compose_network
from reports.reporting import rate_of
from storage import annual, organisations
from storage.annual import APPROVED, RETURNED, SUBMITTED, Report
from storage.annual_models import Content, Figures, Named, Planned, Practice, Result, Source, Trouble
from storage.database import Connection
from storage.plan import load
from storage.schema import Base, Person
from tests.reports import demo
from tests.support.counted import CLOSED, MEMBERS

DAY = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
CONTENT = Content(
    active=True,
    figures=Figures(
        events=2, participations=65, women=40, objectives=("1", "9"), amount_mdl=125_000, waiting=1
    ),
    sources=(
        Source(
            number="BLT-2026-0001",
            type="event",
            title="Instruire",
            first=date(2026, 2, 25),
            last=date(2026, 2, 25),
            activity="1.1",
            total=25,
            accepted=True,
            joint=False,
        ),
        Source(
            number="BLT-2026-0009",
            type="event",
            title="Târg",
            first=date(2026, 8, 27),
            last=date(2026, 8, 28),
            activity="9.1",
            total=None,
            accepted=False,
            joint=True,
        ),
    ),
    results=(
        Result(
            objective="1",
            events=1,
            participations=25,
            others=0,
            joint=0,
            named=(Named(title="Instruire", number="BLT-2026-0001"),),
            numbers=("BLT-2026-0001",),
        ),
        Result(
            objective="9",
            events=1,
            participations=40,
            others=0,
            joint=1,
            named=(),
            numbers=("BLT-2026-0009",),
            text="Târgul a adunat meșteri din tot nordul.",
        ),
    ),
    practices=(Practice(text="Ateliere deschise pentru copii.", number="BLT-2026-0009", title="Târg"),),
    troubles=(
        Trouble(text="A plouat.", answer="text", measure="Cumpărăm corturi.", number="BLT-2026-0009"),
        Trouble(text="Nu avem sediu.", answer="town_hall"),
    ),
    plans=(Planned(activity="1.1"), Planned(text="Deschidem un club.")),
)
REPORT = Report(
    1, MEMBERS["EX-VERDE"], "AO „Exemplu-Verde”", None, 2026, SUBMITTED, 1, None, {}, DAY, DAY, None
)


def document(language: str = "ro", content: Content = CONTENT, report: Report = REPORT) -> Document:
    words = Texts(lambda: CLOSED).words(language)
    return compose(MemberMaterial(report, report.version, content, demo.PLAN, words, CLOSED))


def words_of(found: Document) -> str:
    """All that the document prints, in one line."""
    said: list[str] = [found.title, *found.notes]
    for block in found.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                said.append(text)
            case Items(items=items):
                said += items
            case Table(rows=rows):
                said += [cell.text for row in rows for cell in row]
            case KeyFigures(figures=figures):
                said += [f"{one.value} {one.label}" for one in figures]
    return " | ".join(said).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_every_text_and_table_names_its_records(language: str) -> None:
    found = document(language)
    numbers = [text for text in words_of(found).split(" | ") if "BLT-2026-0009" in text]
    assert len(numbers) >= 4
    assert "Târgul a adunat meșteri din tot nordul." in words_of(found)


def test_the_document_says_what_was_sent() -> None:
    said = words_of(document())
    for part in (
        "Trimis la 12.01.2027",
        "65 de participări",
        "125 000 de lei",
        "1 înregistrare nu este încă acceptată",
        "Târg (coorganizator)",
        "27.08.2026–28.08.2026",
        "cerem ajutorul primăriei",
        "Cumpărăm corturi.",
        "Deschidem un club.",
    ):
        assert part in said, part


def test_a_year_without_activity_says_so_and_nothing_else() -> None:
    found = document(content=Content(active=False))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "În 2026 organizația nu a avut activitate."
    ]


def test_an_accepted_report_and_a_draft_say_what_they_are() -> None:
    accepted = replace(REPORT, status=APPROVED, decided_at=DAY)
    assert "Acceptat de secretariatul Rețelei la 12.01.2027" in document(report=accepted).notes
    assert "Ciornă, situația la 01.02.2027" in document(report=replace(REPORT, version=0)).notes


def test_the_networks_report_takes_lessons_from_the_members_report_and_not_twice() -> None:
    material = replace(demo.material(), yearly=((REPORT, CONTENT),))
    own = [one for one in material.records if one.organisation_id == REPORT.organisation_id]
    assert own
    assert not {one.id for one in own} & {one.id for one in material.unreported}
    said = words_of(compose_network(material))
    assert "Nu avem sediu." in said
    assert "Ateliere deschise pentru copii." in said
    assert said.count("A plouat.") == 1


@pytest.fixture
def connection() -> Connection:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    opened = engine.connect()
    load(opened, demo.PLAN, now=datetime(2026, 1, 2, tzinfo=UTC))
    opened.execute(Person.__table__.insert().values(id=1, created_at=DAY))
    organisations.add(opened, DAY, date(2026, 1, 1), "AO „Exemplu-Verde”", "exemplu verde")
    organisations.add(opened, DAY, date(2026, 1, 1), "AO „Exemplu-Nord”", "exemplu nord")
    return opened


def sent(connection: Connection) -> int:
    report = annual.begin(connection, DAY, 1, 2026)
    annual.submit(connection, DAY, report, 1, CONTENT, {}, form_version=1)
    return report.id


def test_the_file_of_a_member_is_made_in_the_language_that_is_asked(
    connection: Connection, tmp_path: Path
) -> None:
    report = sent(connection)
    paths = build.build_member(
        connection,
        report=report,
        version=1,
        year=2026,
        language_words=Texts(lambda: CLOSED).words("ru"),
        formats=("docx",),
        out=tmp_path,
        as_of=CLOSED,
        progress=lambda stage: None,
    )
    assert [path.name for path in paths] == ["raport-2026-ao-exemplu-verde-ru.docx", "manifest.json"]


def test_a_sent_report_is_reporting_and_a_returned_one_is_not(connection: Connection) -> None:
    report = sent(connection)
    assert build.read(connection, 2026, CLOSED)[0].organisations_reporting == 1
    assert rate_of(connection, 2026, CLOSED).missing == (2,)
    annual.decide(connection, DAY, report, 1, 1, RETURNED)
    assert build.read(connection, 2026, CLOSED)[0].organisations_reporting == 0
    assert rate_of(connection, 2026, CLOSED).sent == 0


def test_sent_again_late_the_first_sending_decides(connection: Connection) -> None:
    report = sent(connection)
    annual.decide(connection, DAY, report, 1, 1, RETURNED)
    late = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    annual.submit(connection, late, annual.known(connection, report), 1, CONTENT, {}, form_version=1)
    assert rate_of(connection, 2026, date(2027, 3, 2)).in_time == 1
