"""The door of the reports: reads plan and records, writes the files of one year in one language.

Runs in a child process: it loads what the running bot never loads (drawing, typesetting). Files appear
whole or not at all. Not here: when a report is made and to whom it is sent.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol, cast

from reports import findings, member
from reports.chapters.material import Material
from reports.document import Chart, Document
from reports.figures import PlanFigures
from reports.figures import figures as figures_of
from reports.period import year_of
from reports.report import compose
from reports.reporting import expected_members, rate_of
from reports.wording import Words
from storage import annual, nothing
from storage.counted import approved
from storage.database import Connection
from storage.plan import in_force
from storage.plan_models import Plan

WRITERS: Final = {
    "docx": "reports.writers.docx",
    "pdf": "reports.writers.pdf",
    "xlsx": "reports.writers.xlsx",
}
FORMATS: Final = (*WRITERS, "png")
DRAWN: Final = {"docx", "pdf", "png"}
MANIFEST: Final = "manifest.json"


class Writer(Protocol):
    """A module of ``reports.writers``."""

    def write(self, document: Document, path: Path) -> None:
        """Write ``document`` to ``path``."""


@dataclass(frozen=True)
class Made:
    """A file in the manifest: its name, format and the sentence to send with it."""

    name: str
    kind: str
    caption: str


def build(
    connection: Connection,
    *,
    year: int,
    language_words: Words,
    formats: Sequence[str],
    out: Path,
    as_of: date,
    progress: Callable[[str], None],
) -> tuple[Path, ...]:
    """Write the report of ``year`` as ``raport-2026-ro.docx`` and so on into ``out``.

    ``formats`` are of ``FORMATS``; png is one file a chart. ``progress`` hears the name of each stage:
    ``figures``, ``charts``, then each format. A ``manifest.json`` lists the files with their captions.
    Returns the paths, manifest last. Raises ``ValueError`` for an unknown format, ``LookupError`` when
    no plan was in force in that year.
    """
    if unknown := set(formats) - set(FORMATS):
        raise ValueError(", ".join(sorted(unknown)))
    progress("figures")
    figures, before = read(connection, year, as_of)
    charts: dict[str, Chart] = {}
    if DRAWN & set(formats):
        progress("charts")
        charts = drawn(figures, language_words)
    yearly, came = annual.sent(connection, year), rate_of(connection, year, as_of)
    material = Material(figures, language_words, before, charts, yearly, came)
    return write(material, formats, out, progress)


def build_member(
    connection: Connection,
    *,
    report: int,
    version: int,
    year: int,
    language_words: Words,
    formats: Sequence[str],
    out: Path,
    as_of: date,
    progress: Callable[[str], None],
) -> tuple[Path, ...]:
    """Write the report of one member, as ``build`` does that of the Network; it has no charts.

    ``version`` 0 is the draft as it was last asked for. Raises ``LookupError`` for an unknown one.
    """
    if unknown := set(formats) - set(WRITERS):
        raise ValueError(", ".join(sorted(unknown)))
    found = annual.known(connection, report)
    if found.year != year:
        raise LookupError(f"report {report} is of {found.year}")
    content = annual.content_of(connection, report, version)
    plan = in_force(connection, year_of(year).last)
    document = member.compose(member.MemberMaterial(found, version, content, plan, language_words, as_of))
    return _write(document, formats, out, progress, lambda kind, folder: _written(kind, document, folder))


def read(connection: Connection, year: int, as_of: date) -> tuple[PlanFigures, PlanFigures | None]:
    """The figures of a year with the plan that was in force at its end, and those of the year before.

    Raises ``LookupError`` when no plan was in force.
    """
    plan = in_force(connection, year_of(year).last)
    before = None
    if year > plan.header.period.first.year:
        before = _figures(connection, in_force(connection, year_of(year - 1).last), year - 1, as_of)
    return _figures(connection, plan, year, as_of), before


def _figures(connection: Connection, plan: Plan, year: int, as_of: date) -> PlanFigures:
    expected = expected_members(connection, year, as_of)
    records = approved(connection, plan.header.period.first, year_of(year).last)
    days = year_of(year)
    reporting = {report.organisation_id for report, _ in annual.sent(connection, year)}
    reporting |= nothing.organisations(connection, days.first, days.last)
    return figures_of(plan, records, year, as_of, expected, reporting)


def drawn(figures: PlanFigures, words: Words) -> dict[str, Chart]:
    """The charts that have data, by name."""
    from reports import charts

    found: dict[str, Chart] = {}
    if board := findings.board(figures, words):
        found[board.name] = charts.draw_board(board)
    if degrees := findings.degrees(figures, words):
        found[degrees.name] = charts.draw_degrees(degrees)
    return found


def chart_sentence(figures: PlanFigures, words: Words, name: str) -> str:
    """What a chart (``status`` or ``degree``) says, for a chat caption; without data the sentence instead."""
    shown = findings.board(figures, words) if name == "status" else findings.degrees(figures, words)
    return findings.caption(shown) if shown else words.say("chart.empty")


def write(
    material: Material, formats: Sequence[str], out: Path, progress: Callable[[str], None]
) -> tuple[Path, ...]:
    """Write the files of ``material`` and their manifest into ``out``; the manifest appears last."""
    document = compose(material)
    return _write(
        document, formats, out, progress, lambda kind, folder: _made(kind, document, material, folder)
    )


def _write(
    document: Document,
    formats: Sequence[str],
    out: Path,
    progress: Callable[[str], None],
    make: Callable[[str, Path], Iterator[Made]],
) -> tuple[Path, ...]:
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".report-", dir=out) as folder:
        made: list[Made] = []
        for kind in formats:
            progress(kind)
            made.extend(make(kind, Path(folder)))
        listed = {"files": [asdict(one) for one in made]}
        (Path(folder) / MANIFEST).write_text(json.dumps(listed, ensure_ascii=False, indent=1), "utf-8")
        return tuple(_publish(Path(folder) / name, out) for name in (*(one.name for one in made), MANIFEST))


def _made(kind: str, document: Document, material: Material, folder: Path) -> Iterator[Made]:
    if kind == "png":
        yield from _pictures(document, material, folder)
        return
    yield from _written(kind, document, folder)


def _written(kind: str, document: Document, folder: Path) -> Iterator[Made]:
    name = f"{document.name}.{kind}"
    cast(Writer, import_module(WRITERS[kind])).write(document, folder / name)
    yield Made(name, kind, f"{document.title} {document.subtitle}. {document.notes[0]}")


def _pictures(document: Document, material: Material, folder: Path) -> Iterator[Made]:
    for number, chart in enumerate(material.charts.values(), start=1):
        name = f"{document.name}-{number}.png"
        (folder / name).write_bytes(chart.png)
        yield Made(name, "png", chart_sentence(material.figures, material.words, chart.name))


def _publish(path: Path, out: Path) -> Path:
    os.replace(path, out / path.name)
    return out / path.name
