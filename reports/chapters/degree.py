"""Chapter "degree of achievement": indicators with a target, then those for which the plan sets none."""

from collections.abc import Iterator

from reports import values
from reports.chapters.material import Material
from reports.document import Block, Cell, Column, Heading, Paragraph, Section, Table
from reports.figures import IndicatorFigure


def chapter(material: Material) -> Iterator[Block]:
    """The chart and two tables; no percent is printed where there is no target."""
    say, figures = material.words.say, material.figures.indicators
    with_target = tuple(figure for figure in figures if figure.indicator.target is not None)
    without = tuple(figure for figure in figures if figure.indicator.target is None)
    yield Section(landscape=False)
    yield Heading(1, say("report.degree"))
    yield Paragraph(
        say("report.degree.base", whole=len(figures), targets=len(with_target), rest=len(without)), lead=True
    )
    yield Heading(2, say("report.degree.with"))
    yield material.charts.get("degree") or Paragraph(say("chart.empty"))
    yield _with_target(with_target, material)
    yield Heading(2, say("report.degree.without"))
    yield Paragraph(
        say("report.degree.baseline", year=str(material.figures.plan.header.period.first.year)), lead=True
    )
    yield _without(without, material)


def _with_target(figures: tuple[IndicatorFigure, ...], material: Material) -> Table:
    words = material.words
    columns = (
        _column(material, "indicator", 5),
        _column(material, "target", 2.2),
        _column(material, "value", 2, right=True),
        _column(material, "degree", 2.3, right=True),
        _column(material, "rhythm", 1.7),
        _column(material, "status", 2.4),
    )
    rows = tuple(
        (
            _name(figure, material),
            values.target(figure, words),
            values.value(figure, words),
            values.degree(figure, words),
            values.rhythm(figure, words),
            values.status(figure.status, figure.light, words),
        )
        for figure in figures
    )
    return Table(
        words.say("report.sheet.with"), words.say("report.caption.with", year=material.year), columns, rows
    )


def _without(figures: tuple[IndicatorFigure, ...], material: Material) -> Table:
    words = material.words
    compared = material.before is not None
    columns = (
        _column(material, "indicator", 6),
        _column(material, "value", 2.4, right=True),
        *((_column(material, "change", 2, right=True),) if compared else ()),
        _column(material, "status", 2.6),
    )
    rows = tuple(
        (
            _name(figure, material),
            values.value(figure, words),
            *((values.change(figure, material.earlier(figure), words),) if compared else ()),
            values.status(figure.status, figure.light, words),
        )
        for figure in figures
    )
    name, caption = words.say("report.sheet.without"), words.say("report.caption.without", year=material.year)
    return Table(name, caption, columns, rows)


def _name(figure: IndicatorFigure, material: Material) -> Cell:
    return Cell(f"{figure.indicator.code} {material.words.pick(figure.indicator.label)}")


def _column(material: Material, name: str, width: float, *, right: bool = False) -> Column:
    return Column(material.words.say(f"report.column.{name}", year=material.year), width, right=right)
