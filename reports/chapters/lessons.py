"""Problems with the measures proposed, good practices, conclusions: only what was reported.

The annual report of a member speaks for its records; those of others speak for themselves. A chapter
without anything to say is left out.
"""

from collections.abc import Iterable, Iterator

from reports import values
from reports.chapters.material import Material
from reports.document import Block, Cell, Column, Heading, Items, Paragraph, Table
from reports.member import measure


def problems(material: Material) -> Iterator[Block]:
    """The problems that members and records name, each with its measure."""
    words = material.words
    rows = (*_of_members(material), *_of_records(material))
    if not rows:
        return
    columns = tuple(
        Column(words.say(f"report.column.{name}"), width)
        for name, width in (
            ("problem", 4),
            ("activity", 1.9),
            ("measure", 4),
            ("organisation", 2.6),
            ("record", 2.7),
        )
    )
    yield Heading(1, words.say("report.problems"))
    yield Table(words.say("report.sheet.problems"), words.say("report.caption.problems"), columns, rows)


def _of_members(material: Material) -> Iterator[tuple[Cell, ...]]:
    words = material.words
    for report, content in material.yearly:
        for one in content.troubles:
            yield (
                Cell(one.text),
                Cell(one.activity or values.NOTHING),
                Cell(measure(one, words)),
                Cell(report.organisation),
                Cell(one.number or words.say("annual.doc.report")),
            )


def _of_records(material: Material) -> Iterator[tuple[Cell, ...]]:
    for record in material.unreported:
        if record.problem:
            yield (
                Cell(record.problem),
                Cell(record.activity or values.NOTHING),
                Cell(record.measure or values.NOTHING),
                Cell(values.organisation(record, material.words)),
                Cell(record.number),
            )


def practices(material: Material) -> Iterator[Block]:
    """What worked, in the words of those who did it."""
    told = (*_recommended(material), *_told(material))
    if told:
        yield Heading(1, material.words.say("report.practices"))
        yield from told


def _recommended(material: Material) -> Iterator[Block]:
    """What members chose for the report of the Network."""
    words = material.words
    for report, content in material.yearly:
        for one in content.practices:
            number = one.number or words.say("annual.doc.report")
            yield Heading(2, one.title or report.organisation)
            yield Paragraph(one.text)
            source = words.say("report.practice.source", facts=report.organisation, number=number)
            yield Paragraph(source, note=True)


def _told(material: Material) -> Iterator[Block]:
    words = material.words
    for record in material.unreported:
        if record.good_practice:
            yield Heading(2, record.title)
            yield Paragraph(record.good_practice)
            facts = f"{values.organisation(record, words)}, {values.days(record, words)}"
            source = words.say("report.practice.source", facts=facts, number=record.number)
            yield Paragraph(source, note=True)


def conclusions(material: Material) -> Iterator[Block]:
    """Which targets were reached and which not, and where nothing was reported."""
    say, figures = material.words.say, material.figures
    targets = [figure for figure in figures.indicators if figure.indicator.target is not None]
    named = {
        "reached": [f.indicator.code for f in targets if f.light == "green"],
        "partly": [f.indicator.code for f in targets if f.light == "yellow"],
        "not_reached": [f.indicator.code for f in targets if f.light == "red"],
        "silent": [f.activity.code for f in figures.activities if not f.records],
    }
    yield Heading(1, say("report.conclusions"))
    told = sum(1 for activity in figures.activities if activity.records)
    yield Paragraph(
        say("report.conclusions.text", part=told, whole=len(figures.activities), year=material.year)
    )
    yield Items(tuple(_named(named, material)))


def _named(named: dict[str, list[str]], material: Material) -> Iterable[str]:
    state = "closed" if material.figures.closed else "open"
    for name, codes in named.items():
        if codes:
            key = f"report.conclusion.{name}.{state}"
            yield material.words.say(key, number=len(codes), codes=", ".join(codes))
