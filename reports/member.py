"""The annual report of one member as a document, from the blocks that the Network's report is made of.

Each sentence and table names the records behind it. Not here: what the report says (``member_year``), how
a block looks in a format (``writers``).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports import values
from reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    numbered,
    printable,
)
from reports.phrases import in_result, spoken
from reports.wording import Words
from storage.annual import APPROVED, PREVIEW, Report
from storage.annual_models import Content, Source, Trouble
from storage.plan_models import Plan


@dataclass(frozen=True)
class MemberMaterial:
    """One version of a report (0: the draft), the plan of its year, and the language it is printed in."""

    report: Report
    version: int
    content: Content
    plan: Plan
    words: Words
    as_of: date

    @property
    def year(self) -> str:
        """The year as it is printed: no thousands in it."""
        return str(self.report.year)

    @property
    def organisation(self) -> str:
        """The name in the language of the document."""
        russian = self.report.organisation_ru if self.words.language == "ru" else None
        return russian or self.report.organisation


def compose(material: MemberMaterial) -> Document:
    """The report in the language of ``material``, numbered and fit to print."""
    words, report = material.words, material.report
    document = Document(
        name=f"raport-{material.year}-{_slug(report)}-{words.language}",
        language=words.language,
        official=(report.organisation, report.organisation_ru or ""),
        title=words.say("annual.doc.title", organisation=material.organisation),
        subtitle=words.say("report.period", year=material.year),
        notes=(_state(material), words.say("annual.doc.to")),
        contents=words.say("report.contents"),
        made_on=material.as_of,
        blocks=tuple(numbered(_blocks(material), words)),
    )
    return printable(document)


def measure(trouble: Trouble, words: Words) -> str:
    """What follows from a problem: the measure in words, or what was chosen instead."""
    return trouble.measure or words.say(f"annual.measure.{trouble.answer}")


def _state(material: MemberMaterial) -> str:
    """Whether it is a draft, was sent, or was accepted, with the day."""
    words, report = material.words, material.report
    if material.version == PREVIEW or report.sent_on is None:
        return words.say("annual.doc.draft", date=words.day(material.as_of, "numeric"))
    if report.status == APPROVED and report.decided_on is not None:
        return words.say("annual.doc.accepted", date=words.day(report.decided_on, "numeric"))
    return words.say("annual.doc.sent", date=words.day(report.sent_on, "numeric"))


def _blocks(material: MemberMaterial) -> Iterator[Block]:
    yield from _figures(material)
    yield from _results(material)
    yield from _practices(material)
    yield from _troubles(material)
    yield from _plans(material)


def _figures(material: MemberMaterial) -> Iterator[Block]:
    words, content = material.words, material.content
    yield Heading(1, words.say("annual.doc.figures", year=material.year))
    if not content.active:
        yield Paragraph(words.say("annual.doc.none", year=material.year))
        return
    yield KeyFigures(tuple(_key_figures(material)))
    yield Paragraph(words.say("annual.doc.figures.note"), note=True)
    if content.figures.waiting:
        yield Paragraph(words.say("annual.doc.waiting", content.figures.waiting))
    yield _sources(material)


def _key_figures(material: MemberMaterial) -> Iterator[KeyFigure]:
    words, figures = material.words, material.content.figures
    for key, number in (("events", figures.events), ("participations", figures.participations)):
        yield KeyFigure(words.number(number), words.say(f"report.key.{key}", number))
    for key, stated in (("women", figures.women), ("young", figures.young)):
        if stated is not None:
            yield KeyFigure(words.number(stated), words.say(f"annual.doc.key.{key}"))
    counts = (
        ("objectives", len(figures.objectives)),
        ("projects", figures.projects),
        ("others", figures.others),
        ("joint", figures.joint),
    )
    for key, number in counts:
        if number:
            yield KeyFigure(words.number(number), words.say(f"annual.doc.key.{key}", number))
    if figures.amount_mdl:
        yield KeyFigure(words.money(figures.amount_mdl, "text"), words.say("annual.doc.key.amount"))


def _sources(material: MemberMaterial) -> Table:
    words = material.words
    names = (
        ("record", 2.7),
        ("date", 2.4),
        ("title", 5.4),
        ("activity", 1.9),
        ("participants", 2.4),
        ("status", 2),
    )
    columns = tuple(
        Column(words.say(f"report.column.{name}"), width, right=name == "participants")
        for name, width in names
    )
    rows = tuple(_source(one, words) for one in material.content.sources)
    caption = words.say("annual.doc.records", year=material.year)
    return Table(words.say("report.sheet.register"), caption, columns, rows)


def _source(one: Source, words: Words) -> tuple[Cell, ...]:
    first, last = words.day(one.first, "numeric"), words.day(one.last, "numeric")
    state = "approved" if one.accepted else "submitted"
    return (
        Cell(one.number),
        values.day(one.last, words) if first == last else Cell(f"{first}{values.SPAN}{last}"),
        Cell(words.say("annual.doc.joint", title=one.title) if one.joint else one.title),
        Cell(one.activity or values.NOTHING),
        values.count(one.total, words) if one.total is not None else Cell(values.NOTHING),
        Cell(words.say(f"record.status.{state}")),
    )


def _results(material: MemberMaterial) -> Iterator[Block]:
    words, results = material.words, material.content.results
    if not results:
        return
    yield Heading(1, words.say("annual.doc.results"))
    for result in results:
        title = words.pick(material.plan.objective(result.objective).title)
        yield Heading(2, words.say("annual.doc.objective", code=result.objective, title=title), mark="")
        proposed = " ".join(spoken(one, words) for one in in_result(result, material.report.year))
        yield Paragraph(result.text or proposed)
        source = words.say("annual.doc.source", numbers=", ".join(result.numbers))
        own = f"{words.say('annual.doc.own_words')} " if result.text else ""
        yield Paragraph(f"{own}{source}", note=True)


def _practices(material: MemberMaterial) -> Iterator[Block]:
    words = material.words
    if not material.content.practices:
        return
    yield Heading(1, words.say("annual.doc.practices"))
    for one in material.content.practices:
        yield Paragraph(one.text)
        yield Paragraph(words.say("annual.doc.source", numbers=one.number or _itself(material)), note=True)


def _troubles(material: MemberMaterial) -> Iterator[Block]:
    words = material.words
    if not material.content.troubles:
        return
    names = (("problem", 5), ("activity", 1.9), ("measure", 5), ("record", 2.7))
    columns = tuple(Column(words.say(f"report.column.{name}"), width) for name, width in names)
    rows = tuple(
        (
            Cell(one.text),
            Cell(one.activity or values.NOTHING),
            Cell(measure(one, words)),
            Cell(one.number or _itself(material)),
        )
        for one in material.content.troubles
    )
    yield Heading(1, words.say("annual.doc.troubles"))
    yield Table(words.say("report.sheet.problems"), words.say("annual.doc.troubles.caption"), columns, rows)


def _plans(material: MemberMaterial) -> Iterator[Block]:
    words, plans = material.words, material.content.plans
    if not plans:
        return
    yield Heading(1, words.say("annual.doc.plans", year=str(material.report.year + 1)))
    known = {one.code: one for one in material.plan.activities}
    texts = (
        f"{one.activity}. {values.activity_text(known[one.activity], words)}"
        if one.activity in known
        else one.text or one.activity or ""
        for one in plans
    )
    yield Items(tuple(texts))


def _itself(material: MemberMaterial) -> str:
    """The source of what was written for the report itself."""
    return material.words.say("annual.doc.report")


def _slug(report: Report) -> str:
    """The name of the organisation as a part of a file's name: plain letters, or its number."""
    plain = unicodedata.normalize("NFKD", report.organisation.casefold())
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:40].strip("-") or str(report.id)
