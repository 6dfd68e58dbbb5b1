"""Problems with the measures proposed, good practices, conclusions: only what records and figures say.

A chapter without anything to say is left out.
"""

from collections.abc import Iterable, Iterator

from reports import values
from reports.chapters.material import Material
from reports.document import Block, Cell, Column, Heading, Items, Paragraph, Table


def problems(material: Material) -> Iterator[Block]:
    """The problems that records name, each with its measure."""
    words = material.words
    told = [record for record in material.records if record.problem]
    if not told:
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
    rows = tuple(
        (
            Cell(record.problem or ""),
            Cell(record.activity or values.NOTHING),
            Cell(record.measure or values.NOTHING),
            Cell(values.organisation(record, words)),
            Cell(record.number),
        )
        for record in told
    )
    yield Heading(1, words.say("report.problems"))
    yield Table(words.say("report.sheet.problems"), words.say("report.caption.problems"), columns, rows)


def practices(material: Material) -> Iterator[Block]:
    """What worked, in the words of those who did it."""
    words = material.words
    told = [record for record in material.records if record.good_practice]
    if not told:
        return
    yield Heading(1, words.say("report.practices"))
    for record in told:
        yield Heading(2, record.title)
        yield Paragraph(record.good_practice or "")
        facts = f"{values.organisation(record, words)}, {values.days(record, words)}"
        yield Paragraph(words.say("report.practice.source", facts=facts, number=record.number), note=True)


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
