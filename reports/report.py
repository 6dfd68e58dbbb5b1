"""The annual report as one document: which chapters it has and in which order.

The structure is that of section IV of the plan: progress for each objective and activity, degree of
achievement of the indicators, problems and measures, good practices. Not here: the chapters themselves
(``chapters``), the printing (``writers``).
"""

from collections.abc import Iterator

from reports.chapters import appendices, degree, lessons, method, opening, progress
from reports.chapters.material import Material
from reports.document import Block, Document, numbered, printable


def compose(material: Material) -> Document:
    """The report in the language of ``material``, numbered and fit to print."""
    words, figures = material.words, material.figures
    say = words.say
    day = words.day(figures.as_of, "numeric")
    state = "report.as_of" if figures.closed else "report.as_of.draft"
    document = Document(
        name=f"raport-{figures.year}-{words.language}",
        language=words.language,
        official=(say("report.official.romanian"), say("report.official.russian")),
        title=say("report.title"),
        subtitle=say("report.period", year=material.year),
        notes=(say(state, date=day), say("report.translation")),
        contents=say("report.contents"),
        made_on=figures.as_of,
        blocks=tuple(numbered(_blocks(material), words)),
    )
    return printable(document)


def _blocks(material: Material) -> Iterator[Block]:
    yield from opening.abbreviations(material)
    yield from opening.summary(material)
    yield from method.chapter(material)
    yield from progress.chapter(material)
    yield from degree.chapter(material)
    yield from lessons.problems(material)
    yield from lessons.practices(material)
    yield from lessons.conclusions(material)
    yield from appendices.chapter(material)
