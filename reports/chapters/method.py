"""Chapter "framework and method": on what basis, who reported, how things are counted, what to beware of."""

from collections.abc import Iterator

from reports.chapters.material import Material
from reports.deadline import Rate
from reports.document import Block, Heading, Items, Paragraph, Section

RULES = ("approved", "once", "participations", "year", "degree", "no_target", "status", "several")


def chapter(material: Material) -> Iterator[Block]:
    """Four parts; their numbers come from the records."""
    words, figures = material.words, material.figures
    say, header = words.say, figures.plan.header
    yield Section(landscape=False)
    yield Heading(1, say("report.method"))
    yield Heading(2, say("report.method.basis"))
    yield Paragraph(say("report.method.basis.text", plan=words.pick(header.title)))
    yield Paragraph(say("report.method.contents"))
    yield Heading(2, say("report.method.who"))
    yield Paragraph(
        say(
            "report.method.who.text",
            part=figures.organisations_reporting,
            whole=figures.organisations_expected,
            records=len(material.records),
        )
    )
    if material.rate is not None and material.rate.expected:
        yield Paragraph(_rate(material, material.rate))
    yield Heading(2, say("report.method.rules"))
    yield Items(tuple(say(f"report.rule.{rule}") for rule in RULES))
    yield Heading(2, say("report.method.limits"))
    yield Items(tuple(_limits(material)))


def _rate(material: Material, rate: Rate) -> str:
    words = material.words
    return words.say(
        "report.method.rate",
        sent=rate.sent,
        expected=rate.expected,
        share=words.percent(rate.share or 0),
        in_time=rate.in_time,
        share_in_time=words.percent(rate.share_in_time or 0),
        date=words.day(rate.deadline, "numeric"),
    )


def _limits(material: Material) -> Iterator[str]:
    say, figures = material.words.say, material.figures
    if not figures.closed:
        yield say("report.limit.draft", date=material.words.day(figures.as_of, "numeric"))
    counted = [record for record in material.records if record.total is not None]
    estimated = sum(1 for record in counted if record.estimated)
    by_sex = sum(1 for record in counted if record.women is not None)
    documented = sum(1 for record in material.records if record.evidence)
    if counted:
        yield say("report.limit.estimated", part=estimated, whole=len(counted))
        yield say("report.limit.by_sex", part=by_sex, whole=len(counted))
    if material.records:
        yield say("report.limit.documented", part=documented, whole=len(material.records))
    yield from (say(f"report.limit.{name}") for name in ("outputs", "campaigns", "volunteering", "social"))
