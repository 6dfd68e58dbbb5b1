"""Abbreviations and the executive summary: one page that can be read alone."""

from collections.abc import Iterator

from reports import values
from reports.chapters.material import Material
from reports.document import (
    Block,
    Cell,
    Column,
    Heading,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from reports.figures import ObjectiveFigure
from reports.findings import LIGHTS

ABBREVIATIONS = ("ngo", "municipality", "council", "record", "lei")


def abbreviations(material: Material) -> Iterator[Block]:
    """The short forms that the report uses."""
    say = material.words.say
    yield Heading(1, say("report.abbreviations"), mark="")
    yield Items(tuple(say(f"report.abbreviation.{name}") for name in ABBREVIATIONS))


def summary(material: Material) -> Iterator[Block]:
    """Key figures, the status board, the table of the objectives."""
    say = material.words.say
    yield Section(landscape=False)
    yield Heading(1, say("report.summary"), mark="")
    if not material.figures.closed:
        yield Paragraph(say("report.draft", date=material.words.day(material.figures.as_of, "numeric")))
    yield KeyFigures(tuple(_key_figures(material)))
    yield from _board(material)
    yield objectives_table(material)
    yield Paragraph(say("report.mean.note"), note=True)


def _key_figures(material: Material) -> Iterator[KeyFigure]:
    figures, words = material.figures, material.words
    told = sum(1 for activity in figures.activities if activity.records)
    targets = [figure for figure in figures.indicators if figure.indicator.target is not None]
    reached = sum(values.reached(figure) for figure in targets)
    for key, part, whole in (
        ("activities", told, len(figures.activities)),
        ("targets", reached, len(targets)),
        ("organisations", figures.organisations_reporting, figures.organisations_expected),
    ):
        yield KeyFigure(words.say("report.of", part=part, whole=whole), words.say(f"report.key.{key}"))
    for key, number in (
        ("records", len(material.records)),
        ("events", figures.events),
        ("participations", figures.participations),
    ):
        yield KeyFigure(words.number(number), words.say(f"report.key.{key}", number))


def _board(material: Material) -> Iterator[Block]:
    chart = material.charts.get("status")
    yield chart or Paragraph(material.words.say("chart.empty"))


def objectives_table(material: Material) -> Table:
    """One row an objective: its activities by status and the mean degree with its base."""
    words, figures = material.words, material.figures
    found = {activity.status: LIGHTS.index(activity.light) for activity in figures.activities}
    statuses = sorted(found, key=lambda word: (found[word], word))
    columns = (
        Column(words.say("report.column.objective"), 6.5),
        *(Column(words.say(f"status.{word}"), 2.5, right=True) for word in statuses),
        Column(words.say("report.column.mean"), 3.2),
    )
    rows = tuple(
        (
            Cell(f"{objective.objective.code}. {words.pick(objective.objective.title)}"),
            *(values.count(objective.shares.get(word, 0), words) for word in statuses),
            mean(objective, material),
        )
        for objective in figures.objectives
    )
    caption = words.say("report.caption.objectives", year=material.year)
    return Table(words.say("report.sheet.objectives"), caption, columns, rows)


def mean(objective: ObjectiveFigure, material: Material, key: str = "report.mean.short") -> Cell:
    """The mean capped degree of an objective, never without its base."""
    words = material.words
    if objective.mean_degree is None:
        return Cell(values.NOTHING)
    return Cell(
        words.say(
            key,
            degree=words.percent(objective.mean_degree),
            part=objective.with_target,
            whole=objective.indicators,
        )
    )
