"""Chapter "progress": each objective and every activity of the plan, also where nothing was reported."""

from collections.abc import Iterator

from reports import values
from reports.chapters.material import Material
from reports.chapters.opening import mean
from reports.document import Block, Cell, Column, Heading, Items, Paragraph, Section, Table
from reports.figures import ActivityFigure, IndicatorFigure, ObjectiveFigure
from storage.counted import CountedRecord

GROUPED = 4
"""Code, text, period and responsible party of an activity stand once beside its indicators."""


def chapter(material: Material) -> Iterator[Block]:
    """One part an objective: a line, the progress table, a text for each activity."""
    yield Section(landscape=True)
    yield Heading(1, material.words.say("report.progress"))
    for objective in material.figures.objectives:
        yield Heading(2, material.words.pick(objective.objective.title))
        yield Paragraph(_line(objective, material), lead=True)
        yield _table(objective, material)
        for activity in objective.activities:
            yield from _activity(activity, material)


def _line(objective: ObjectiveFigure, material: Material) -> str:
    say = material.words.say
    told = sum(1 for activity in objective.activities if activity.records)
    line = say("report.progress.line", part=told, whole=len(objective.activities))
    if objective.mean_degree is None:
        return f"{line} {say('report.progress.no_mean')}"
    said = mean(objective, material, "report.mean").text
    return f"{line} {say('report.progress.mean', mean=said)}"


def _table(objective: ObjectiveFigure, material: Material) -> Table:
    words, code = material.words, objective.objective.code
    rows = tuple(
        _row(activity, indicator, material)
        for activity in objective.activities
        for indicator in activity.indicators
    )
    caption = words.say("report.caption.progress", code=code, year=material.year)
    name = words.say("report.sheet.progress", code=code)
    return Table(name, caption, _columns(material), rows, grouped=GROUPED)


def _columns(material: Material) -> tuple[Column, ...]:
    def column(name: str, width: float, *, right: bool = False) -> Column:
        return Column(material.words.say(f"report.column.{name}", year=material.year), width, right=right)

    return (
        column("code", 1),
        column("activity", 4.4),
        column("period", 2.5),
        column("responsible", 2.7),
        column("indicator", 3.6),
        column("target", 2),
        column("value", 2, right=True),
        column("degree", 2.1, right=True),
        *((column("change", 2, right=True),) if material.before else ()),
        column("status", 2.3),
        column("records", 2.7),
    )


def _row(activity: ActivityFigure, indicator: IndicatorFigure, material: Material) -> tuple[Cell, ...]:
    words = material.words
    return (
        Cell(activity.activity.code),
        Cell(values.activity_text(activity.activity, words)),
        Cell(words.pick(activity.activity.frequency_text)),
        Cell(values.responsible(activity.activity, material.figures.plan, words)),
        Cell(f"{indicator.indicator.code} {words.pick(indicator.indicator.label)}"),
        values.target(indicator, words),
        values.value(indicator, words),
        values.degree(indicator, words),
        *((values.change(indicator, material.earlier(indicator), words),) if material.before else ()),
        values.status(indicator.status, indicator.light, words),
        Cell(values.numbers(indicator.records, words)),
    )


def _activity(figure: ActivityFigure, material: Material) -> Iterator[Block]:
    words = material.words
    code, text = figure.activity.code, values.activity_text(figure.activity, words)
    yield Heading(3, f"{code}. {text}")
    status = words.say("report.activity.status", status=words.say(f"status.{figure.status}"))
    if not figure.records:
        yield Paragraph(f"{status} {words.say('report.activity.nothing')}")
        return
    yield Paragraph(" ".join((status, *(_sentence(indicator, material) for indicator in figure.indicators))))
    yield Items(tuple(record_line(record, material) for record in figure.records))


def _sentence(figure: IndicatorFigure, material: Material) -> str:
    words = material.words
    said = values.achieved(figure, words)
    if figure.degree is not None:
        said = f"{said} ({words.percent(figure.degree)})"
    return f"{words.pick(figure.indicator.label)}: {said}."


def record_line(record: CountedRecord, material: Material) -> str:
    """A record in one line, with its number: the way back from a figure to what happened."""
    words = material.words
    facts = [values.days(record, words), record.place, values.organisation(record, words)]
    if record.total is not None:
        key = "report.participants.estimated" if record.estimated else "report.participants"
        facts.append(words.say(key, record.total))
    if record.joint_with_lpa:
        facts.append(words.say("report.joint"))
    said = ", ".join(fact for fact in facts if fact)
    return words.say("report.record", title=record.title, facts=said, number=record.number)
