"""Appendices: all indicators, the organisations that reported, the register of records."""

from collections.abc import Iterator

from reports import values
from reports.chapters.material import Material
from reports.document import Block, Cell, Column, Heading, Paragraph, Section, Table
from reports.figures import IndicatorFigure
from storage.counted import CountedRecord


def chapter(material: Material) -> Iterator[Block]:
    """The three appendices; the last two say so in words when there is no record."""
    say = material.words.say
    yield Section(landscape=True)
    yield Heading(1, say("report.appendix.indicators"), mark="appendix")
    yield _indicators(material)
    yield Heading(1, say("report.appendix.organisations"), mark="appendix")
    yield Paragraph(say("report.organisations.note"), note=True)
    yield _organisations(material) or Paragraph(say("report.nothing"))
    yield Heading(1, say("report.appendix.register"), mark="appendix")
    yield _register(material) or Paragraph(say("report.nothing"))


def _indicators(material: Material) -> Table:
    words = material.words
    columns = _columns(
        material,
        ("code", 1.4),
        ("activity", 4.2),
        ("official", 3.6),
        ("indicator", 3.6),
        ("target", 2.2),
        ("basis", 2.4),
        (">value", 2.1),
        (">degree", 2.3),
        ("status", 2.4),
        ("records", 3),
    )
    rows = tuple(_indicator(figure, material) for figure in material.figures.indicators)
    name, caption = (
        words.say("report.sheet.indicators"),
        words.say("report.caption.indicators", year=material.year),
    )
    return Table(name, caption, columns, rows)


def _indicator(figure: IndicatorFigure, material: Material) -> tuple[Cell, ...]:
    words, indicator = material.words, figure.indicator
    basis = indicator.target.basis if indicator.target else "none"
    activity = material.figures.plan.activity(indicator.activity)
    return (
        Cell(indicator.code),
        Cell(words.pick(activity.short)),
        Cell(indicator.official_ro),
        Cell(words.pick(indicator.label)),
        values.target(figure, words),
        Cell(words.say(f"report.basis.{basis}")),
        values.value(figure, words),
        values.degree(figure, words),
        values.status(figure.status, figure.light, words),
        Cell(values.numbers(figure.records, words)),
    )


def _organisations(material: Material) -> Table | None:
    words = material.words
    led: dict[str, int] = {}
    joined: dict[str, int] = {}
    for record in material.records:
        lead = values.organisation(record, words)
        led[lead] = led.get(lead, 0) + 1
        for party in record.co_organisers:
            joined[party.name] = joined.get(party.name, 0) + 1
    rows = tuple(
        (Cell(name), values.count(led.get(name, 0), words), values.count(joined.get(name, 0), words))
        for name in sorted({*led, *joined}, key=str.casefold)
    )
    if not rows:
        return None
    columns = _columns(material, ("organisation", 6), (">led", 2), (">joined", 2))
    name = words.say("report.sheet.organisations")
    return Table(name, words.say("report.caption.organisations", year=material.year), columns, rows)


def _register(material: Material) -> Table | None:
    words = material.words
    if not material.records:
        return None
    money = any("amount_mdl" in record.facts for record in material.records)
    columns = _columns(
        material,
        ("record", 2.4),
        ("date", 2.4),
        ("title", 6),
        ("activity", 1.6),
        ("organisation", 4),
        ("place", 2),
        (">participants", 2),
        *(((">amount", 2.2),) if money else ()),
    )
    rows = tuple(_entry(record, material, money=money) for record in material.records)
    name = words.say("report.sheet.register")
    return Table(name, words.say("report.caption.register", year=material.year), columns, rows)


def _entry(record: CountedRecord, material: Material, *, money: bool) -> tuple[Cell, ...]:
    words = material.words
    leads = (values.organisation(record, words), *(party.name for party in record.co_organisers))
    one_day = record.date_from == record.date_to
    return (
        Cell(record.number),
        values.day(record.date_to, words) if one_day else Cell(values.days(record, words)),
        Cell(record.title),
        Cell(record.activity or values.NOTHING),
        Cell(", ".join(leads)),
        Cell(record.place or values.NOTHING),
        values.count(record.total, words) if record.total is not None else Cell(values.NOTHING),
        *((_amount(record, material),) if money else ()),
    )


def _amount(record: CountedRecord, material: Material) -> Cell:
    amount = record.facts.get("amount_mdl")
    if not isinstance(amount, int | float):
        return Cell(values.NOTHING)
    return Cell(material.words.number(amount), amount, "money")


def _columns(material: Material, *named: tuple[str, float]) -> tuple[Column, ...]:
    """Columns by the names of their titles; ``>`` marks those that stand to the right."""
    return tuple(
        Column(
            material.words.say(f"report.column.{name.lstrip('>')}", year=material.year),
            width,
            right=name.startswith(">"),
        )
        for name, width in named
    )
